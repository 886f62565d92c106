"""Records that came by more than one line of history, such as a register begun anew and joined with its own past.

Two lines that were merged may both add one record. It was recorded once, by the commit that claims the earlier day; the
other only had it, too, and tells nothing. Where the two differ, both are told: one of them may be a forgery.
"""

from collections.abc import Iterable
from dataclasses import replace

from phoihop.changes.contents import Contents
from phoihop.changes.finality import Corrected
from phoihop.changes.happenings import Happening, happenings_in
from phoihop.changes.past import Past


def recorded_once(happenings: Iterable[Happening]) -> list[Happening]:
    """What happened, without additions of a file that another line had before, and in that very content.

    Only files that nobody deleted or renamed in between can come twice: a record that is put back is told.
    """
    happenings = list(happenings)
    added: dict[str, list[Happening]] = {}
    gone: set[str] = set()
    for each in happenings:
        if each.change.action == "added":
            added.setdefault(each.change.path, []).append(each)
        elif each.change.action in ("deleted", "renamed"):
            gone.add(each.change.old_path or each.change.path)
    twice = {path: found for path, found in added.items() if len(found) > 1 and path not in gone}
    if not twice:
        return happenings
    versions: dict[str, set[tuple[str, str]]] = {}
    for each in happenings:
        if each.change.path in twice and each.change.after:
            versions.setdefault(each.change.path, set()).add((each.commit.id, each.change.after.blob))
    first = {path: min(found, key=lambda each: each.commit.authored) for path, found in twice.items()}
    return [each for each in happenings if not _only_had_it_too(each, first, versions)]


def _only_had_it_too(each: Happening, first: dict[str, Happening], versions: dict[str, set[tuple[str, str]]]) -> bool:
    recorded = first.get(each.change.path)
    if each.change.action != "added" or recorded is None or each is recorded or each.change.after is None:
        return False
    return any(
        blob == each.change.after.blob for commit, blob in versions[each.change.path] if commit != each.commit.id
    )


def as_another_line_has_it(corrected: Corrected, past: Past, contents: Contents) -> Corrected:
    """A correction that came alone to the main line, with what it changed in the line that first recorded it.

    The main line began with the corrected record; the line that it was joined with shows record, edit and correction.
    """
    if corrected.changes:
        return corrected
    for commit in past.in_order:
        if commit.id == corrected.commit.id:
            continue
        happenings = [each for each in happenings_in(commit, contents) if each.place.task == corrected.task]
        corrects = any(each.place.record in corrected.corrections and each.action == "added" for each in happenings)
        for each in happenings if corrects else ():
            changes = contents.difference(each.change, is_paper=False) if each.place.record == corrected.record else ()
            if changes:
                return replace(corrected, path=each.place.path, commit=commit, changes=changes)
    return corrected
