"""Reports, submissions and completions come from the lead of that date."""

from collections.abc import Iterator

from phoihop.cases.model import Case
from phoihop.language import Agency, Text, say
from phoihop.records.types import DOCUMENT_TYPES, Completion, Report, Submission
from phoihop.rules.examples import REGISTER, kept, path_of, without, written
from phoihop.rules.rule import Found, Rule


def check(case: Case) -> Iterator[Found]:
    course = case.course
    for entry in course.entries:
        document = entry.document
        if isinstance(document, Report | Submission | Completion) and document.from_ not in course.leads_on(
            document.date
        ):
            yield Found(
                entry.id,
                say(
                    "{kind} phải của cơ quan chủ trì ({lead}); văn bản này của {agency}",
                    "a {kind} comes from the lead ({lead}); this comes from {agency}",
                    kind=DOCUMENT_TYPES[entry.kind].TITLE,
                    lead=Agency(course.lead_on(document.date) or ""),
                    agency=Agency(document.from_),
                ),
                ("from",),
            )


RULE = Rule(
    id="submission-by-lead",
    section="5",
    kind="error",
    title=Text("Cơ quan chủ trì báo cáo và trình", "The lead reports and submits"),
    explanation=Text(
        "Báo cáo giải trình, tờ trình và báo cáo hoàn thành là của cơ quan đang chủ trì.",
        "Explanation reports, submissions and completions come from whoever leads on their date.",
    ),
    good=kept("2021-04-22.submission.tnmt"),
    bad=written(
        "2021-04-22.submission.ktht",
        REGISTER[path_of("2021-04-22.submission.tnmt")].replace("from: tnmt", "from: ktht"),
        also=without("2021-04-22.submission.tnmt")
        | {
            "2021-05-06.decision.ubnd": REGISTER[path_of("2021-05-06.decision.ubnd")].replace(
                "submission.tnmt", "submission.ktht"
            )
        },
    ),
    needs_lead=True,
    case=check,
)
