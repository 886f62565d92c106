"""A document is recorded within the register's `recording` working days."""

from collections.abc import Iterator

from phoihop.cases.course import counts_on
from phoihop.changes.change import Change
from phoihop.changes.rules.rule import ChangeRule, FoundInChange
from phoihop.language import Days, Text, say
from phoihop.records.record import LAST_YEAR


def check(change: Change) -> Iterator[FoundInChange]:
    first: dict[str, str] = {}
    for written, place in change.written("record"):
        if written.sealed is not None or written.left is None or written.path in first:
            continue
        first[written.path] = written.commit.id
        record = change.record(place, written.left)
        if record is None or (written.path not in change.branch.net and written.path not in change.branch.base_tree):
            continue
        day, recorded = counts_on(record), change.recorded_on(written.commit)
        if recorded.year > LAST_YEAR:
            continue
        took = change.policy.calendar.between(day, recorded)
        limit = change.policy.policies.on(day).deadlines.recording
        if took > limit:
            message = say(
                "văn bản ngày {dated}, ghi vào sổ ngày {recorded}: sau {took} (thời hạn ghi sổ: {limit})",
                "dated {dated}, recorded on {recorded}: {took} later (to be recorded within {limit})",
                dated=day,
                recorded=recorded,
                took=Days(took),
                limit=Days(limit),
            )
            yield FoundInChange(place, message, written.commit.id, record.from_, ("date",))


RULE = ChangeRule(
    id="recorded-promptly",
    kind="breach",
    title=Text("Ghi sổ kịp thời", "Recorded promptly"),
    explanation=Text(
        "Văn bản được ghi vào sổ trong 10 ngày làm việc, nếu sổ không đặt thời hạn khác, kể từ ngày văn bản, "
        "hoặc ngày nhận đối với ý kiến, giải trình và hồ sơ cung cấp. Ngày ghi là ngày muộn nhất mà lần ghi, "
        "hoặc những lần ghi nó tiếp nối, đã khai.",
        "A document is recorded within 10 working days, unless the register sets another deadline, of its date, or "
        "of the day on which an opinion, an explanation or a supply of papers was received. The day of recording is "
        "the latest that the commit, or one that it builds on, claims.",
    ),
    good=Text(
        "Ý kiến ngày 17/3/2021 được ghi ngày 19/3/2021.",
        "An opinion of 17/3/2021 is recorded on 19/3/2021.",
    ),
    bad=Text(
        "Ý kiến ngày 17/3/2021 được ghi ngày 3/5/2021.",
        "An opinion of 17/3/2021 is recorded on 3/5/2021.",
    ),
    deadlines=("recording",),
    check=check,
)
