"""While something is overdue, the agency that waits for it reminds regularly."""

from datetime import date
from itertools import groupby

from phoihop.cases.model import Case, Obligation
from phoihop.language import Agency, Day, Fact, Text
from phoihop.rules.examples import reissued, with_more, written
from phoihop.rules.finding import Severity
from phoihop.rules.owed import of_kind, set_by_register
from phoihop.rules.rule import Findings, Found, Rule
from phoihop.words.calling import name_of
from phoihop.words.codes import OBLIGATIONS


def check(case: Case) -> Findings:
    urgings = sorted(of_kind(case, "urging"), key=_urged)
    for _, group in groupby(urgings, key=_urged):
        chain = list(group)
        # An interval that was missed stays a fact once something closed it: a later reminder, the thing, or the end.
        closed = [owed for owed in chain if owed.status == "late" or (owed.status == "overdue" and owed.ended_on)]
        running = [owed for owed in chain if owed.outstanding and (owed.status == "overdue" or owed.near)]
        missed = closed + [owed for owed in running if owed.status == "overdue"]
        if missed:
            # One finding, which names each day by which a reminder did not come.
            yield _about(missed[0], "breach" if closed else "due").says(
                "{agency} chưa có văn bản đôn đốc {other} trước ngày {days} ({what}, văn bản {source}); {set_by}",
                "{agency} didn't remind {other} by {days} ({what}, {source}); {set_by}",
                **_facts(case, missed[0]),
                days=tuple(Day(owed.due) for owed in missed if owed.due),
            )
        elif running:
            yield _about(running[-1], "due").says(
                "{agency} cần đôn đốc {other} chậm nhất ngày {day} ({what}, văn bản {source}); {set_by}",
                "{agency} is to remind {other} by {day} ({what}, {source}); {set_by}",
                **_facts(case, running[-1]),
                day=running[-1].due or case.today,
            )


def _urged(owed: Obligation) -> tuple[str, str, str]:
    """What an urging stands beside: the source, the debtor and the step of the thing that is owed."""
    return (owed.urges.source if owed.urges else "", owed.creditor, owed.item or "")


def _facts(case: Case, owed: Obligation) -> dict[str, Fact | date]:
    assert owed.urges is not None
    return {
        "agency": Agency(owed.debtor),
        "other": Agency(owed.creditor),
        "what": OBLIGATIONS[owed.urges.kind],
        "source": name_of(case, owed.urges.source),
        "set_by": set_by_register(case, "urging", owed.since),
    }


def _about(owed: Obligation, severity: Severity) -> Found:
    assert owed.urges is not None
    overdue = owed.status == "overdue" and severity == "due"
    return Found(owed.urges.source, agency=owed.debtor, severity=severity, day=owed.since, overdue=overdue)


_REMINDER = """\
to:
  - ktht
number: 24/TNMT
about:
  - 2021-03-08.request.tnmt
"""
# The opinion is late as well; only how it was waited for differs between the examples.
_LATE_OPINION = {
    "register.yml": with_more("register.yml", "rules:\n  opinion-on-time: off\n"),
    **reissued("2021-03-19.opinion.ktht", "2021-04-01.opinion.ktht").files,
}

RULE = Rule(
    __name__,
    kind="breach-or-due",
    title=Text("Đôn đốc thường xuyên", "Reminders are regular"),
    explanation=Text(
        "Khi ý kiến, giải trình hoặc bước kế hoạch đã quá hạn, cơ quan đang chờ phải đôn đốc ít nhất 5 ngày làm việc một lần, nếu sổ không đặt khác, tính từ ngày hết hạn. Văn bản đôn đốc của cơ quan chủ trì hay của cơ quan giao nhiệm vụ đều được tính. Các lần chưa đôn đốc về cùng một việc được nêu chung.",
        "While an opinion, an explanation or a step of the plan is overdue, the agency that waits for it sends a reminder at least every 5 working days, unless the register sets another number, counted from the deadline. A reminder by the lead or by the authority counts. All intervals missed about one thing are reported together.",
    ),
    good=written("2021-03-29.reminder.tnmt", _REMINDER, also=_LATE_OPINION),
    bad=written("2021-03-31.reminder.tnmt", _REMINDER, also=_LATE_OPINION),
    needs_lead=True,
    deadlines=("urging",),
    case=check,
)
