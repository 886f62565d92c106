"""What follows from a change for a task: its case after it, told against its case before."""

from collections.abc import Iterator

from phoihop.cases.model import Case, Obligation
from phoihop.language import Agency, Message, Text, say
from phoihop.words.calling import name_of
from phoihop.words.codes import PUNCTUALITY, STAGES, punctuality
from phoihop.words.obligations import what_is_owed
from phoihop.words.sentences import joined


def outcomes_told(before: Case | None, after: Case) -> Iterator[Message]:
    """What is otherwise with a case than it was: lead, deadlines, stage, who is awaited."""
    if before:
        yield from _leads(before, after)
        yield from _task_deadline(before, after)
        yield from _deadlines(before, after)
        yield from _complete(before, after)
        if before.stage != after.stage:
            yield say(
                "nhiệm vụ chuyển từ “{old}” sang “{new}”",
                "the task moves from “{old}” to “{new}”",
                old=STAGES[before.stage],
                new=STAGES[after.stage],
            )
        if after.timeliness and before.timeliness != after.timeliness:
            yield say("tiến độ: {new}", "timeliness: {new}", new=PUNCTUALITY[punctuality(after)])
    old, new = set(before.awaiting if before else ()), set(after.awaiting)
    if gone := sorted(old - new):
        yield say("không còn chờ: {agencies}", "no longer awaited: {agencies}", agencies=tuple(map(Agency, gone)))
    if come := sorted(new - old):
        yield say("từ nay chờ: {agencies}", "awaited from now on: {agencies}", agencies=tuple(map(Agency, come)))


def _leads(before: Case, after: Case) -> Iterator[Message]:
    if before.lead != after.lead and after.lead:
        yield say(
            "cơ quan chủ trì: {old} → {new}",
            "lead agency: {old} → {new}",
            old=Agency(before.lead) if before.lead else "—",
            new=Agency(after.lead),
        )


def _task_deadline(before: Case, after: Case) -> Iterator[Message]:
    if before.due == after.due:
        return
    if before.due and after.due:
        yield say(
            "hạn của nhiệm vụ chuyển từ {old} sang {new}",
            "the task's deadline moves from {old} to {new}",
            old=before.due,
            new=after.due,
        )
    elif after.due:
        yield say("nhiệm vụ có hạn {new}", "the task is now due {new}", new=after.due)
    else:
        yield say("nhiệm vụ không còn hạn", "the task has no deadline any more")


def _deadlines(before: Case, after: Case) -> Iterator[Message]:
    """Deadlines that move of what was owed before, and of what is met; the task's own is told by itself."""
    known = {_key(each): each.due for each in before.obligations}
    for owed in after.obligations:
        old = known.get(_key(owed))
        if owed.kind not in ("urging", "submission") and old and owed.due and old != owed.due:
            said = say(
                "hạn của {agency} chuyển từ {old} sang {new}: ",
                "{agency}'s deadline moves from {old} to {new}: ",
                agency=Agency(owed.debtor),
                old=old,
                new=owed.due,
            )
            yield joined((said, what_is_owed(after, owed)), "")


def _complete(before: Case, after: Case) -> Iterator[Message]:
    """Requests and forwards on which the last answer came with this change."""
    for kind, text in (
        ("opinion", Text("đã đủ ý kiến về văn bản {name}", "all opinions on {name} are in")),
        ("explanation", Text("đã đủ giải trình theo văn bản {name}", "all explanations on {name} are in")),
    ):
        waiting, open_now = (
            {each.source for each in case.obligations if each.kind == kind and each.outstanding}
            for case in (before, after)
        )
        met = {each.source for each in after.obligations if each.kind == kind and each.discharged_by}
        for source in sorted((waiting & met) - open_now):
            yield Message(text, {"name": name_of(after, source)})


def _key(owed: Obligation) -> tuple[str, str, str, str | None]:
    return owed.kind, owed.source, owed.asked, owed.item
