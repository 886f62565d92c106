"""The proof that a register only grew: that today's history extends an earlier one, or is whole from its beginning.

Three things are looked at: whether the history follows from the earlier state at all (a rewritten one does not),
whether each change of the main line left alone what was issued (`finality`), and, whatever happened on the way, what
differs between then and now. Rule settings are of no account here: what outsiders prove is not the register's to
choose.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from phoihop.changes.contents import Contents
from phoihop.changes.earlier import Earlier
from phoihop.changes.events import cut_short
from phoihop.changes.finality import FINAL, PROMPT, Corrected, Finality, old_paths, to_be_compared
from phoihop.changes.findings import ChangeFinding, told
from phoihop.changes.git import NoHistory
from phoihop.changes.happenings import Happening, happenings_in, happenings_of, moving, recorded_once
from phoihop.changes.head import Counted, code_of, count_records, digests_at, records_digest
from phoihop.changes.past import Past, read_past
from phoihop.changes.places import place_of
from phoihop.changes.repository import Repository
from phoihop.changes.rules.issued_is_final import what_happened
from phoihop.changes.steps import Steps
from phoihop.language import Message, say
from phoihop.records.erasures import FILE as ERASURES
from phoihop.records.erasures import Erasure, read_erasures
from phoihop.records.record import FIRST_YEAR, LAST_YEAR
from phoihop.records.register import SETTINGS_FILE, Register
from phoihop.scratch import scratch_folder

_CLOCKS_DIFFER_BY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found between `since` (None: the beginning) and `head`, both commit ids.

    `commits` counts those looked at, `records` what there is now; `erased` is what left by law. It is proven where no
    finding is an error.
    """

    head: str
    since: str | None
    commits: int
    records: Mapping[Counted, int]
    findings: tuple[ChangeFinding, ...]
    corrected: tuple[Corrected, ...]
    erased: tuple[Erasure, ...] = ()

    @property
    def is_proven(self) -> bool:
        return not any(found.severity == "error" for found in self.findings)


def audit(
    repository: Repository, register: Register, since: Earlier | None = None, *, require_signatures: bool = False
) -> Proof:
    """Looks at the history since an earlier state, or at all of it. Raises `NoHistory` where too little is here."""
    if not repository.has_commits:
        raise NoHistory(
            say(
                "kho Git chưa có lần ghi nào nên chưa có gì để chứng minh; ghi lần đầu bằng git commit",
                "the repository has no commit yet, so there is nothing to prove; make a first one with git commit",
            )
        )
    repository.hold_to_names("HEAD")
    past = read_past(repository)
    if past.is_cut and since is None:
        raise NoHistory(cut_short())
    head, contents = past.commits[0], Contents(repository)
    contents.want(entry for step in past.main_line for entry in to_be_compared(step))
    added = [
        each
        for each in recorded_once(happenings_of(past, contents))
        if each.action == "added" and each.place.role == "record"
    ]
    contents.want(each.change.after for each in added)
    with scratch_folder() as folder:
        steps = Steps(repository, past, register, contents, folder, require_signatures=require_signatures)
        finality = Finality(past, steps, register, {(each.commit.id, each.place.path) for each in added})
    findings: list[ChangeFinding] = []
    known: set[str] = set()
    erased: tuple[Erasure, ...] = ()
    if since is not None and since.commit not in past.by_id:
        since, erased = _before_erasure(repository, past, since, [each for _, each in finality.erased])
    if since is not None:
        known, broken = _follows(repository, past, since)
        findings += [told(FINAL, "error", None, broken, None, head.id)] if broken else []
    within = past.by_id.keys() - known
    findings += [found for found in finality.findings if found.step in within]
    corrected = tuple(
        _as_another_line_has_it(each, past, contents) for each in finality.corrected if each.step in within
    )
    erased += tuple(each for step, each in finality.erased if step in within and each not in erased)
    if since is not None and known:
        findings += _net(repository, past, since, contents, findings, corrected, erased)
    findings += _check_dates(past, within, added, register, contents)
    records = count_records(repository.tree(head.id))
    commit = since.commit if since else None
    return Proof(head.id, commit, len(within), records, tuple(findings), corrected, erased)


def _before_erasure(
    repository: Repository, past: Past, since: Earlier, lawful: Collection[Erasure]
) -> tuple[Earlier, tuple[Erasure, ...]]:
    """The state of a history that was rewritten to erase something which is the earlier one but for what is erased.

    It is the first commit of the main line that holds all else to the byte, and nothing more: what came after it is
    looked at. Only what is `lawful`, named by who might, and is named still, excuses a gap; it comes beside. The
    earlier state itself where there is no such commit, or nothing is named.
    """
    codes, contents = since.codes, Contents(repository)
    if codes is None:
        try:
            codes = _codes(digests_at(contents, repository.tree(since.commit)))
        except NoHistory:
            return since, ()
    named = contents.content(repository.tree(past.commits[0].id).get(ERASURES))
    excused = {code_of(each.path, each.sha256): each for each in read_erasures(named) if each in lawful}
    erased = tuple(each for code, each in excused.items() if code in codes)
    kept = codes - excused.keys()
    if not erased:
        return since, ()
    there: set[str] = set()
    for step in past.main_line:
        for path, change in step.brought.items():
            if place_of(path).record:
                (there.add if change.after else there.discard)(path)
        if len(there) == len(kept):
            tree = repository.tree(step.id, past.place_at(step.id))
            if _codes(digests_at(contents, tree)) == kept:
                return Earlier(step.id), erased
    return since, ()


def _codes(digests: Mapping[str, str]) -> frozenset[str]:
    return frozenset(code_of(path, digest) for path, digest in digests.items())


def _follows(repository: Repository, past: Past, since: Earlier) -> tuple[set[str], Message | None]:
    """The commits that were there at the earlier state (none where it is unknown here), and what speaks against it."""
    if since.commit in past.by_id:
        return past.ancestors(since.commit), None
    if past.is_cut:
        raise NoHistory(cut_short())
    try:
        repository.resolve(since.commit)
    except NoHistory:
        return set(), say(
            "lần ghi {since} không có trong lịch sử này: lịch sử đã bị viết lại, hoặc đây là kho khác; "
            "thử git fetch rồi chạy lại",
            "the commit {since} is not in this history: it was rewritten, or this is another repository; "
            "try git fetch, then run again",
            since=since.commit[:12],
        )
    return {commit.id for commit in repository.log(since.commit)}, say(
        "lịch sử hiện nay không tiếp nối lần ghi {since}: lịch sử đã bị viết lại (amend, rebase, force-push)",
        "today's history does not follow from the commit {since}: it was rewritten (amend, rebase, force-push)",
        since=since.commit[:12],
    )


def _net(
    repository: Repository,
    past: Past,
    since: Earlier,
    contents: Contents,
    findings: Collection[ChangeFinding],
    corrected: Collection[Corrected],
    erased: Collection[Erasure],
) -> Iterator[ChangeFinding]:
    """What differs between then and now, and was not told: such as a record that the main line never had."""
    head, place = past.commits[0], past.place_at(since.commit)
    then = repository.tree(since.commit, place)
    if SETTINGS_FILE not in then:
        message = say(
            "trong lần ghi {since} không có sổ ở thư mục này, nên không có gì để so với sổ hiện nay",
            "the commit {since} has no register in this folder, so that there is nothing to compare today's with",
            since=since.commit[:12],
        )
        yield told(FINAL, "error", None, message, None, head.id)
    if since.digest is not None and records_digest(digests_at(contents, then)) != since.digest:
        message = say(
            "mã tổng hợp đã công bố không phải của các văn bản trong lần ghi {since}: khi đó đã công bố khác với sổ",
            "the digest that was published is not that of the records in commit {since}: "
            "what was published then was not what was recorded",
            since=since.commit[:12],
        )
        yield told(FINAL, "error", None, message, None, head.id)
    told_of = [(each.file, each.changes) for each in findings if each.severity == "error"]
    told_of += [(each.path, each.changes) for each in corrected]
    known = {path for file, differences in told_of if differences for path in (file, *old_paths(differences))}
    changes = repository.moved(since.commit, place, head.id, past.place)
    contents.want(moving(changes.values()))
    differing = [
        each for each in happenings_in(head, contents, changes.values()) if each.place.is_final and each.change.before
    ]
    records = (each.change for each in differing if not each.place.is_paper)
    contents.want(entry for change in records for entry in (change.before, change.after))
    olds = ((each.record, old) for each in corrected for old in old_paths(each.changes))
    names = {record: new for new, old in olds if (record := place_of(old).record)}
    for each in differing:
        before, after, is_paper = each.change.before, each.change.after, each.place.is_paper
        renamed = names and not is_paper and before and after and contents.is_same_record(before, after, names)
        if known & {each.place.path, each.change.old_path} or renamed:
            continue
        digest = contents.digest(each.place, before) if before and not after else ""
        if (each.place.path, digest) in {(gone.path, gone.sha256) for gone in erased}:
            continue
        if difference := contents.difference(each.change):
            message = what_happened(each.place.role, each.change.action)
            yield told(FINAL, "error", each.place, message, None, head.id, difference)


def _check_dates(
    past: Past, within: Collection[str], recorded: Iterable[Happening], register: Register, contents: Contents
) -> Iterator[ChangeFinding]:
    """Whether the days of recording can be true, of the commits named by `within`; what speaks against it breaches."""
    for commit in past.in_order:
        parents = (past.by_id[each] for each in commit.parents if each in past.by_id)
        latest = max((each.committed for each in parents), default=commit.committed)
        if commit.id in within and latest - commit.committed > _CLOCKS_DIFFER_BY:
            message = say(
                "lần ghi đề ngày {claimed}, trước lần ghi liền trước nó (ngày {parent})",
                "the commit claims {claimed}, before the commit that it builds on (of {parent})",
                claimed=register.day_of(commit.committed),
                parent=register.day_of(latest),
            )
            yield told(PROMPT, "breach", None, message, commit, past.step_of(commit.id))
    for each in recorded:
        dated = _day_of(contents, each) if each.commit.id in within else None
        if dated and (claimed := register.day_of(each.commit.authored)) < dated:
            message = say(
                "văn bản ngày {dated} mà lần ghi đề ngày {recorded}: ghi trước khi có văn bản",
                "dated {dated}, but recorded on {recorded}: before it was there",
                dated=dated,
                recorded=claimed,
            )
            yield told(PROMPT, "breach", each.place, message, each.commit, past.step_of(each.commit.id))


def _day_of(contents: Contents, each: Happening) -> date | None:
    keys = contents.keys(each.change.after)
    written = keys.get("date") if isinstance(keys, dict) else None
    try:
        day = date.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        return None
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None


def _as_another_line_has_it(corrected: Corrected, past: Past, contents: Contents) -> Corrected:
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
            changes = contents.difference(each.change) if each.place.record == corrected.record else ()
            if changes:
                return replace(corrected, path=each.place.path, commit=commit, changes=changes)
    return corrected
