"""The submission (§5): the report in short, the draft, the dossier, and a decision or a conference proposed."""

from collections.abc import Iterator

from phoihop.cases.course import Entry
from phoihop.cases.opinions import OpinionRow, opinion_rows
from phoihop.documents.letters.frame import frame
from phoihop.documents.letters.lead import lead_of
from phoihop.documents.letters.letter import Choices, Letter
from phoihop.documents.letters.phrasing import Phrasing, one_line
from phoihop.language import Message, Text, say
from phoihop.records.types import Decision, Explanation, Meeting, Report, Submission
from phoihop.records.words import RESPONSES

_SUBJECT = Text("Đề nghị quyết định về {topic}", "Submission for decision: {topic}")
_BLANK = "…"
_OPINION_OF = Text("{document} của {agency}", "{document} of {agency}")
_MEETING = Text("Biên bản họp ngày {day}", "Minutes of the meeting on {day}")


def draft_submission(phrasing: Phrasing, choices: Choices) -> Letter:
    case = phrasing.case
    lead = lead_of(case)
    rows = opinion_rows(case)
    report = _report(phrasing)
    returned = _returned(phrasing)
    drafts = [path.rpartition("/")[2] for path in returned.drafts] if returned else []
    draft = one_line(choices.draft) or ", ".join(drafts)
    facts = frame("submission", phrasing, choices, issuer=lead, subject=_SUBJECT, to=[case.course.authority])
    facts |= {
        "assignment": phrasing.document(case.assignment, of_issuer=True),
        "coordinating": phrasing.agencies(case.coordinating),
        "authority": phrasing.agency(case.course.authority),
        "asked": len(rows),
        "answered": sum(row.opinion is not None for row in rows),
        "silent": [phrasing.agency(agency) for agency in report.silent] if report else [],
        "report": phrasing.document(report) if report else "",
        "responses": phrasing.series(_counts(phrasing, report)),
        "returned": phrasing.document(returned) if returned else "",
        "draft": draft or _BLANK,
        "dossier": list(_dossier(phrasing, rows, choices)),
        "proposes": choices.proposes,
    }
    return Letter("submission", phrasing.language, facts, tuple(_blanks(phrasing, report, draft)))


def _counts(phrasing: Phrasing, report: Report | None) -> Iterator[str]:
    """How many views were accepted, partly accepted …, of those that the report has."""
    responses = [view.response for view in report.views] if report else []
    for response, name in RESPONSES.items():
        if count := responses.count(response):  # type: ignore[arg-type]  # the keys are the responses
            yield f"{count} {name.in_language(phrasing.language)}"


def _report(phrasing: Phrasing) -> Report | None:
    reports = [report for _, report in phrasing.case.course.each(Report)]
    return reports[-1] if reports else None


def _returned(phrasing: Phrasing) -> Submission | None:
    """The submission that came back, where this is the next."""
    course = phrasing.case.course
    decisions = [decision for _, decision in course.each(Decision)]
    if not decisions or decisions[-1].outcome != "returned":
        return None
    return course.named(decisions[-1].answers, Submission)


def _dossier(phrasing: Phrasing, rows: tuple[OpinionRow, ...], choices: Choices) -> Iterator[str]:
    """What goes with it: every opinion in force, explanations, minutes, and whatever is named."""
    course = phrasing.case.course
    for row in rows:
        for opinion in (*row.supplemented, *((row.opinion,) if row.opinion else ())):
            yield _of_issuer(phrasing, opinion)
    for entry, explanation in course.each(Explanation):
        if explanation.from_ != course.authority:
            yield _of_issuer(phrasing, entry)
    for _, meeting in course.each(Meeting):
        yield phrasing.say(_MEETING, day=phrasing.day(meeting.date))
    yield from (one_line(each) for each in choices.dossier)


def _of_issuer(phrasing: Phrasing, entry: Entry) -> str:
    document = entry.document
    return phrasing.say(_OPINION_OF, document=phrasing.document(document), agency=phrasing.agency(document.from_))


def _blanks(phrasing: Phrasing, report: Report | None, draft: str) -> Iterator[Message]:
    if report is None:
        yield say(
            "số, ngày của báo cáo giải trình: chưa có báo cáo nào trong sổ (phoihop draft report {task})",
            "number and date of the explanation report: none is on record yet (phoihop draft report {task})",
            task=phrasing.case.id,
        )
    if not draft:
        yield say("tên dự thảo văn bản trình (--draft)", "the draft that is submitted (--draft)")
