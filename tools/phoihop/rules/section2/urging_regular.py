"""While something is overdue, the agency that waits for it reminds regularly."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from phoihop.cases.model import Case, Obligation
from phoihop.language import Agency, Fact, Text, say
from phoihop.rules.examples import REGISTER, path_of, written
from phoihop.rules.owed import of_kind, set_by_register
from phoihop.rules.rule import Found, Rule
from phoihop.words.calling import name_of
from phoihop.words.codes import OBLIGATIONS


def check(case: Case) -> Iterator[Found]:
    urgings = sorted(of_kind(case, "urging"), key=_urged)
    for _, group in groupby(urgings, key=_urged):
        chain = list(group)
        # Once it fell short, that stays a fact; what is due now is told only where nothing has been missed.
        missed = [owed for owed in chain if owed.status == "late" or (owed.status == "overdue" and owed.ended_on)]
        outstanding = [owed for owed in chain if owed.outstanding and (owed.status == "overdue" or owed.near)]
        if missed:
            yield _found(case, missed[0], len(missed))
        elif outstanding:
            yield _found(case, outstanding[-1], 0)


def _urged(owed: Obligation) -> tuple[str, str, str]:
    """What an urging stands beside: the source, the debtor and the step of the thing that is owed."""
    return (owed.urges.source if owed.urges else "", owed.creditor, owed.item or "")


def _found(case: Case, owed: Obligation, missed: int) -> Found:
    thing = owed.urges
    assert thing is not None
    facts: dict[str, Fact | date] = {
        "agency": Agency(owed.debtor),
        "other": Agency(owed.creditor),
        "what": OBLIGATIONS[thing.kind],
        "source": name_of(case, thing.source),
        "due": owed.due or case.today,
        "set_by": set_by_register(case, "urging", owed.since),
    }
    if missed:
        message = say(
            "{agency} không đôn đốc {other} trong hạn {due} ({what}, văn bản {source}); {set_by}",
            "{agency} didn't remind {other} by {due} ({what}, {source}); {set_by}",
            **facts,
        )
    elif owed.status == "overdue":
        message = say(
            "{agency} chưa đôn đốc {other}, đã quá hạn {due} ({what}, văn bản {source}); {set_by}",
            "{agency} hasn't reminded {other}, which was due {due} ({what}, {source}); {set_by}",
            **facts,
        )
    else:
        message = say(
            "{agency} cần đôn đốc {other} chậm nhất ngày {due} ({what}, văn bản {source}); {set_by}",
            "{agency} is to remind {other} by {due} ({what}, {source}); {set_by}",
            **facts,
        )
    return Found(
        thing.source,
        message,
        agency=owed.debtor,
        severity="breach" if missed else "due",
        day=owed.since,
        overdue=owed.status == "overdue",
    )


_REMINDER = """\
kind: reminder
from: tnmt
to:
  - ktht
date: {date}
number: 24/TNMT
about:
  - 2021-03-08.request.tnmt
"""
# The opinion is late as well; only how it was waited for differs between the examples.
_LATE_OPINION = {
    "register.yml": REGISTER["register.yml"] + "rules:\n  opinion-on-time: off\n",
    "2021-03-19.opinion.ktht": None,
    "2021-04-01.opinion.ktht": REGISTER[path_of("2021-03-19.opinion.ktht")].replace(
        "date: 2021-03-19", "date: 2021-04-01"
    ),
    "2021-04-20.report.tnmt": REGISTER[path_of("2021-04-20.report.tnmt")].replace(
        "2021-03-19.opinion.ktht", "2021-04-01.opinion.ktht"
    ),
}

RULE = Rule(
    id="urging-regular",
    section="2",
    kind="breach-or-due",
    title=Text("Đôn đốc thường xuyên", "Regular reminders"),
    explanation=Text(
        "Khi ý kiến, giải trình hoặc bước kế hoạch đã quá hạn, cơ quan đang chờ phải đôn đốc ít nhất mỗi “urging” ngày làm việc (mặc định 5), tính từ ngày hết hạn. Văn bản đôn đốc của cơ quan chủ trì hay của cơ quan giao nhiệm vụ đều được.",
        "While an opinion, an explanation or a plan step is overdue, whoever waits for it reminds at least every `urging` working days (5 unless set), counted from the deadline. A reminder by the lead or by the authority serves.",
    ),
    good=written("2021-03-29.reminder.tnmt", _REMINDER.format(date="2021-03-29"), also=_LATE_OPINION),
    bad=written("2021-03-31.reminder.tnmt", _REMINDER.format(date="2021-03-31"), also=_LATE_OPINION),
    deadlines=("urging",),
    case=check,
)
