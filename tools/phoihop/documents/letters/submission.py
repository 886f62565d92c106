"""The submission (§5): the report in short, the draft, the dossier, and a decision or a conference proposed."""

from collections.abc import Iterator

from phoihop.cases.opinions import OpinionRow, newest_report_of, opinion_rows
from phoihop.documents.letters.issuing import lead_of, without_words
from phoihop.documents.letters.letter import BLANK, Choices, Content, LetterForm
from phoihop.documents.letters.phrasing import Phrasing, one_line
from phoihop.documents.letters.report import in_dispute
from phoihop.language import Agency, Message, Text, say
from phoihop.records.types import Decision, Explanation, Meeting, Report, Submission
from phoihop.records.words import RESPONSES

_SUBJECT = Text("Về việc xem xét, quyết định {topic}", "Submission for decision: {topic}")
_DRAFT = Text("tên dự thảo văn bản trình", "the draft that is submitted")
_MEETING = Text("Biên bản họp ngày {day}", "Minutes of the meeting on {day}")


def _content(phrasing: Phrasing, choices: Choices) -> Content:
    case = phrasing.case
    lead = lead_of(case)
    rows = opinion_rows(case)
    report = newest_report_of(case)
    returned = _returned(phrasing)
    drafts = [path.rpartition("/")[2] for path in returned.drafts] if returned else []
    draft = one_line(choices.draft) or ", ".join(drafts)
    facts = {
        "asked": len(rows),
        "answered": sum(row.opinion is not None for row in rows),
        "silent": [phrasing.agency(agency) for agency in report.silent] if report else [],
        "report": phrasing.document(report) if report else "",
        "responses": phrasing.series(_counts(phrasing, report)),
        "returned": phrasing.document(returned) if returned else "",
        "draft": draft or BLANK,
        "dossier": list(_dossier(phrasing, rows, choices)),
        "differences": in_dispute(phrasing, rows),
        "proposes": choices.proposes,
    }
    blanks = []
    if report is None:
        blanks.append(
            say(
                "số, ngày của báo cáo giải trình: chưa có báo cáo nào trong sổ (phoihop draft report {task})",
                "number and date of the explanation report: none is on record yet (phoihop draft report {task})",
                task=case.id,
            )
        )
    blanks += [*without_words(_DRAFT, draft, "--draft"), *passed_over(phrasing, report, rows)]
    return Content(issuer=lead, to=[case.course.authority], subject=_SUBJECT, facts=facts, blanks=blanks)


def _counts(phrasing: Phrasing, report: Report | None) -> Iterator[str]:
    """How many views were accepted, partly accepted …, of those that the report has."""
    responses = [view.response for view in report.views] if report else []
    for response, name in RESPONSES.items():
        if count := responses.count(response):  # type: ignore[arg-type]  # the keys are the responses
            yield f"{count} {phrasing.say(name)}"


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
            yield phrasing.document(opinion.document, of_issuer=True)
    for _, explanation in course.each(Explanation):
        if explanation.from_ != course.authority:
            yield phrasing.document(explanation, of_issuer=True)
    for _, meeting in course.each(Meeting):
        yield phrasing.say(_MEETING, day=phrasing.day(meeting.date))
    yield from (one_line(each) for each in choices.dossier)


def passed_over(phrasing: Phrasing, report: Report | None, rows: tuple[OpinionRow, ...]) -> Iterator[Message]:
    """What a report does not know of: opinions that came, or took the place of others, after it; and who is awaited."""
    if report is None:
        return
    number = report.number or phrasing.document(report)
    answered = {view.opinion for view in report.views}
    in_force = [each for row in rows for each in (*row.supplemented, row.opinion) if each is not None]
    missing = tuple(each.document.number or each.id for each in in_force if each.id not in answered)
    if missing:
        yield say(
            "báo cáo {report} chưa có ý kiến {opinions}: lập báo cáo mới (phoihop draft report {task})",
            "report {report} does not have the opinions {opinions}: make a new one (phoihop draft report {task})",
            report=number,
            opinions=missing,
            task=phrasing.case.id,
        )
    replaced = answered.intersection(each.id for row in rows for each in row.replaced)
    if replaced and not missing:
        yield say(
            "báo cáo {report} trả lời ý kiến đã được thay ({opinions})",
            "report {report} answers opinions that were replaced ({opinions})",
            report=number,
            opinions=tuple(sorted(replaced)),
        )
    points = (point for row in rows for point in row.points if point.opinion and point.opinion.id in answered)
    unanswered = sum(point.view is None for point in points)
    if unanswered:
        yield say(
            "báo cáo {report} chưa trả lời {count} nội dung",
            "report {report} leaves {count} points unanswered",
            report=number,
            count=unanswered,
        )
    awaited = tuple(Agency(row.agency) for row in rows if row.opinion is None and row.agency not in report.silent)
    if awaited:
        yield say(
            "báo cáo {report} không nói gì về {agencies}, chưa có ý kiến",
            "report {report} says nothing of {agencies}, who have given no opinion",
            report=number,
            agencies=awaited,
        )


LETTER = LetterForm(name="submission", code="TTr", chosen=frozenset(("dossier", "draft", "proposes")), content=_content)
