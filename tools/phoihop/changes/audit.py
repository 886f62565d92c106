"""The proof that a register only grew: that today's history extends an earlier one, or is whole from its beginning.

Three things are looked at: whether the history follows from the earlier state at all (a rewritten one does not),
whether each change of the main line left alone what was issued (`finality`), and, whatever happened on the way, what
differs between then and now. Rule settings are of no account here: what outsiders prove is not the register's to
choose.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from phoihop.changes.contents import Contents
from phoihop.changes.dating import check_dates
from phoihop.changes.diff import KeyChange
from phoihop.changes.earlier import Earlier
from phoihop.changes.events import cut_short
from phoihop.changes.finality import FINAL, Corrected, Finality, Flaw
from phoihop.changes.git import NoHistory
from phoihop.changes.happenings import Happening, happenings_by, happenings_in
from phoihop.changes.head import Counted, count_records, digests_at, records_digest
from phoihop.changes.lines import as_another_line_has_it
from phoihop.changes.past import Past, read_past
from phoihop.changes.raw_log import FileChange
from phoihop.changes.record_paths import record_path
from phoihop.changes.repository import Repository
from phoihop.changes.rules.issued_is_final import what_happened
from phoihop.changes.steps import Steps
from phoihop.language import Message, say
from phoihop.records.register import SETTINGS_FILE, Register
from phoihop.scratch import scratch_folder


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found between `since` (None: the beginning) and `head`, both commit ids.

    `commits` counts those looked at, `records` what there is now. It is proven where no flaw is an error.
    """

    head: str
    since: str | None
    commits: int
    records: Mapping[Counted, int]
    flaws: tuple[Flaw, ...]
    corrected: tuple[Corrected, ...]

    @property
    def is_proven(self) -> bool:
        return not any(flaw.severity == "error" for flaw in self.flaws)


def audit(repository: Repository, register: Register, since: Earlier | None = None) -> Proof:
    """Looks at the history since an earlier state, or at all of it. Raises `NoHistory` where too little is here."""
    if not repository.has_commits:
        raise NoHistory(
            say(
                "kho Git chưa có bản ghi nào nên chưa có gì để chứng minh; ghi lần đầu bằng git commit",
                "the repository has no commit yet, so there is nothing to prove; make a first one with git commit",
            )
        )
    past = read_past(repository)
    if past.is_cut and since is None:
        raise NoHistory(cut_short())
    head = past.commits[0].id
    contents, zone = Contents(repository), register.zone
    flaws: list[Flaw] = []
    known: set[str] = set()
    if since is not None:
        known, broken = _follows(repository, past, since)
        flaws += broken
    within = past.by_id.keys() - known
    line = read_past(repository, first_parent=True)
    contents.want(_to_be_compared(line))
    with scratch_folder() as folder:
        finality = Finality(past, Steps(repository, past, line, register, contents, folder), contents)
    flaws += [flaw for flaw in finality.flaws if flaw.step in within]
    corrected = tuple(
        as_another_line_has_it(each, past, contents) for each in finality.corrected if each.step in within
    )
    if since is not None and known:
        flaws += _net(repository, past, since, contents, flaws, corrected)
    flaws += check_dates(past, within, register, zone, contents)
    records = count_records(repository.tree(head))
    return Proof(head, since.commit if since else None, len(within), records, tuple(flaws), corrected)


def _to_be_compared(line: Past) -> Iterator[FileChange]:
    """What the steps of the main line change in records that were there, and the corrections that they add."""
    for step in line.in_order:
        happenings = list(happenings_in(step))
        renames = any(each.change.action == "deleted" for each in happenings)
        for each in happenings:
            compared = each.change.action == "modified" or each.of.is_correction
            if not each.of.is_paper and (compared or (renames and each.of.is_final)):
                yield each.change


def _follows(repository: Repository, past: Past, since: Earlier) -> tuple[set[str], list[Flaw]]:
    """The commits that were there at the earlier state (none where it is unknown here), and what speaks against it."""
    head = past.commits[0].id
    if since.commit in past.by_id:
        return past.ancestors(since.commit), []
    if past.is_cut:
        raise NoHistory(cut_short())
    try:
        repository.resolve(since.commit)
    except NoHistory:
        message = say(
            "bản ghi Git {since} không có trong lịch sử này: lịch sử đã bị viết lại, hoặc đây là kho khác; "
            "thử git fetch rồi chạy lại",
            "the commit {since} is not in this history: it was rewritten, or this is another repository; "
            "try git fetch, then run again",
            since=since.commit[:12],
        )
        return set(), [Flaw(FINAL, "error", None, None, head, message)]
    message = say(
        "lịch sử hiện nay không tiếp nối bản ghi Git {since}: lịch sử đã bị viết lại (amend, rebase, force-push)",
        "today's history does not follow from the commit {since}: it was rewritten (amend, rebase, force-push)",
        since=since.commit[:12],
    )
    known = {commit.id for commit in repository.log(since.commit)}
    return known, [Flaw(FINAL, "error", None, None, head, message)]


def _net(
    repository: Repository,
    past: Past,
    since: Earlier,
    contents: Contents,
    flaws: Collection[Flaw],
    corrected: Collection[Corrected],
) -> Iterator[Flaw]:
    """What differs between then and now, and was not told: such as a record that the main line never had."""
    head = past.commits[0]
    place = past.place_at(since.commit, repository.place)
    then = repository.at_place(place)
    if SETTINGS_FILE not in then.tree(since.commit):
        message = say(
            "trong bản ghi Git {since} không có sổ ở thư mục này, nên không có gì để so với sổ hiện nay",
            "the commit {since} has no register in this folder, so that there is nothing to compare today's with",
            since=since.commit[:12],
        )
        yield Flaw(FINAL, "error", None, None, head.id, message)
    if since.digest is not None and records_digest(digests_at(then, then.tree(since.commit))) != since.digest:
        message = say(
            "mã tổng hợp đã công bố không phải của các văn bản trong bản ghi Git {since}: "
            "khi đó đã công bố khác với sổ",
            "the digest that was published is not that of the records in commit {since}: "
            "what was published then was not what was recorded",
            since=since.commit[:12],
        )
        yield Flaw(FINAL, "error", None, None, head.id, message)
    told = {path for flaw in flaws if flaw.severity == "error" and flaw.changes for path in _paths(flaw)}
    openly_changed = {path for each in corrected if each.changes for path in (each.of.path, *_old_paths(each.changes))}
    differences = [
        each
        for change in repository.moved(place, since.commit, head.id)
        for each in happenings_by(head, change)
        if each.of.is_final and change.action != "added"
    ]
    contents.want(each.change for each in differences if not each.of.is_paper and each.change.action == "modified")
    names = {
        of.record: each.of.record for each in corrected for old in _old_paths(each.changes) if (of := record_path(old))
    }
    for each in differences:
        paths = {each.of.path, each.change.old_path}
        before, after = each.change.before, each.change.after
        renamed = names and not each.of.is_paper and before and after and contents.is_same_record(before, after, names)
        if told & paths or openly_changed & paths or renamed:
            continue
        changes = contents.difference(each.change, is_paper=each.of.is_paper)
        if changes:
            yield Flaw(FINAL, "error", each.of, None, head.id, _what_happened(each), changes)


def _what_happened(each: Happening) -> Message:
    return what_happened("paper" if each.of.is_paper else "record", each.change.action)


def _paths(flaw: Flaw) -> Iterator[str]:
    if flaw.of:
        yield flaw.of.path
    yield from _old_paths(flaw.changes)


def _old_paths(changes: tuple[KeyChange, ...]) -> Iterator[str]:
    """Where a record lay that was renamed, or is gone."""
    yield from (change.before for change in changes if change.path == ("path",) and change.before)
