"""Nothing is submitted while an opinion is awaited, unless the agency was reminded and is listed as silent."""

from datetime import date

from phoihop.cases.clock import answer_deadline
from phoihop.cases.model import Case, Obligation
from phoihop.cases.obligations import reminders_about
from phoihop.cases.opinions import report_behind
from phoihop.language import Agency, Fact, Message, Text, say
from phoihop.records.types import Request
from phoihop.rules.examples import kept, with_more, written
from phoihop.rules.owed import of_kind
from phoihop.rules.rule import Findings, Found, Rule
from phoihop.words.calling import name_of


def check(case: Case) -> Findings:
    for entry, submission in case.course.submissions:
        report = report_behind(case, submission)
        for owed in of_kind(case, "opinion"):
            if owed.since > submission.date or _given(case, owed, submission.date):
                continue
            led = case.course.became_lead_on(owed.asked, owed.since)
            if owed.status == "lapsed" and led and owed.ended_on == led <= submission.date:
                # A lead owes itself no opinion.
                continue
            # Without a report nobody knows who would have been listed; that is another rule's business.
            listed = report is None or bool({owed.asked, owed.debtor} & set(report.silent))
            if wrong := _not_excused(case, owed, submission.date, listed):
                yield Found(entry.id, message=wrong, agency=owed.debtor)
            elif (request := case.course.named(owed.source, Request)) and request.purpose == "appraisal":
                yield Found(entry.id, agency=owed.debtor, since=2).says(
                    "trình khi chưa có ý kiến thẩm định của {agency} ({source}); thẩm định thì không được bỏ qua",
                    "submitted without {agency}'s appraisal ({source}), which is never passed over",
                    agency=Agency(owed.asked),
                    source=name_of(case, owed.source),
                )


def _given(case: Case, owed: Obligation, day: date) -> bool:
    return any(
        opinion.counts_on <= day
        and getattr(opinion.document, "answers", None) == owed.source
        and case.course.speaks_for(opinion.document.from_, owed.asked, opinion.document.date)
        for opinion in case.course.entries
        if opinion.kind == "opinion"
    )


def _not_excused(case: Case, owed: Obligation, day: date, listed: bool) -> Message | None:
    """Why an opinion that had not come by a submission keeps it from being right; None where it does not."""
    facts: dict[str, Fact] = {"agency": Agency(owed.asked), "source": name_of(case, owed.source)}
    due = answer_deadline(case.course, owed.source, owed.asked, until=day)
    if due is None:
        return None
    if due >= day:
        return say(
            "trình khi {agency} còn trong hạn cho ý kiến về {source} (hạn {due}); chờ ý kiến, hoặc hết hạn và đôn đốc",
            "submitted while {agency} still had time to answer {source} (due {due}); wait for it, or remind once it is overdue",
            **facts,
            due=due,
        )
    if not any(reminder.counts_on <= day for reminder in reminders_about(case.course, owed)):
        return say(
            "trình khi chưa có ý kiến của {agency} về {source} và chưa đôn đốc; đôn đốc trước khi trình",
            "submitted without {agency}'s opinion on {source}, and without a reminder; remind it first",
            **facts,
        )
    if not listed:
        return say(
            "trình khi chưa có ý kiến của {agency} về {source}; ghi cơ quan này vào “silent” của báo cáo giải trình",
            "submitted without {agency}'s opinion on {source}; list the agency in the report's “silent”",
            **facts,
        )
    return None


RULE = Rule(
    __name__,
    title=Text("Trình sau khi đủ ý kiến", "Submission follows the opinions"),
    explanation=Text(
        "Chỉ trình sau khi tiếp thu đầy đủ các ý kiến. Ý kiến đã quá hạn thì không phải chờ mãi, nếu cơ quan đó đã được đôn đốc và báo cáo giải trình ghi là không trả lời.",
        "The lead submits when all opinions are in. An overdue one need not be waited for endlessly, if the agency was reminded and the report says that it did not answer.",
    ),
    keys=Text(
        "Cơ quan không trả lời ghi ở “silent” của báo cáo.",
        "Agencies that did not answer stand in the report's `silent`.",
    ),
    good=kept("2021-04-22.submission.tnmt"),
    bad=written(
        "2021-04-21.request.tnmt",
        """\
to:
  - an-do
number: 29/TNMT
due: 2021-04-28
questions:
  - Việc công khai phương án tại xã
dossier:
  - title: Bản đồ hiện trạng
    path: files/ban-do.pdf
""",
        also={
            "2021-04-26.opinion.an-do": """\
number: 30/UBND-AĐ
files:
  - path: files/ban-do.pdf
answers: 2021-04-21.request.tnmt
position: agree
""",
            "2021-04-20.report.tnmt": with_more("2021-04-20.report.tnmt", "silent:\n  - an-do\n"),
        },
    ),
    needs_lead=True,
    sharpened={
        2: Text(
            "Ý kiến thẩm định thì phải chờ, dù đã quá hạn và đã đôn đốc.",
            "An appraisal is waited for even where it is overdue and was reminded of.",
        )
    },
    case=check,
)
