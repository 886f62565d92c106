"""The explanation report (§2, §5): each agency's view, what became of every point, and who did not answer."""

from collections.abc import Iterable, Iterator
from typing import Any

from phoihop.cases.obligations import reminders_about
from phoihop.cases.opinions import OpinionRow, PointRow, differences, opinion_rows
from phoihop.cases.points import point_name
from phoihop.documents.letters.issuing import lead_of
from phoihop.documents.letters.letter import Choices, Content, LetterForm, NothingToDraft
from phoihop.documents.letters.phrasing import Phrasing, one_line
from phoihop.language import Agency, Message, Text, capitalized, say
from phoihop.records.types import Adjustment, Explanation, Forward, Meeting, Opinion, Plan, Request
from phoihop.records.words import POSITIONS, RESPONSES
from phoihop.words.obligations import late_by, overdue_by

_SUBJECT = Text(
    "Tiếp thu, giải trình ý kiến tham gia về {topic}",
    "How the opinions on {topic} were taken into account",
)
_ANSWERED = Text(
    "{document}, trả lời {request}: {position}.",
    "{document}, in answer to {request}: {position}.",
)
_LATE = Text("Gửi ngày {day}, {late} so với hạn {due}.", "Given on {day}, {late}; it was due {due}.")
_SUPPLEMENTS = Text("Bổ sung cho {documents}.", "It supplements {documents}.")
_REPLACES = Text("Thay {document}.", "It replaces {document}.")
_REPLACES_POINTS = Text("Thay {document} (các nội dung {points}).", "It replaces {document} (points {points}).")
_WHOLE: dict[str, Text] = {
    "agree": Text("Nhất trí, không có góp ý", "Agrees, without comments"),
    "no-comment": Text("Không có ý kiến", "No comment"),
}
_AS_A_WHOLE = Text("Toàn văn ý kiến", "The opinion as a whole")
_TO_ANSWER = Text(
    "… (tiếp thu, tiếp thu một phần hoặc không tiếp thu; nêu lý do)",
    "… (accepted, partly accepted or declined; give the reason)",
)
_TALKED_OVER = Text("Đã trao đổi ngày {day}: {outcome}", "Talked over on {day}: {outcome}")
_EXPLAINED = Text("{agency} giải trình ({document}): {text}", "{agency} explained ({document}): {text}")
_SILENT = Text(
    "{agency}: {request}, hạn trả lời {due}; đến ngày {today} {late}, {urged}.",
    "{agency}: {request}, due {due}; by {today} {late}, {urged}.",
)
_AWAITED = Text(
    "{agency}: {request}, hạn trả lời {due}, chưa đến hạn.",
    "{agency}: {request}, due {due}, not yet due.",
)
_NO_DUE = Text("{agency}: {request}.", "{agency}: {request}.")
_URGED = Text("đã đôn đốc tại {documents}", "urged by {documents}")
_UNRESOLVED = Text("chưa thống nhất tại cuộc họp ngày {day}", "no agreement at the meeting of {day}")
_NOT_URGED = Text("chưa có văn bản đôn đốc", "not yet urged")

_HAPPENED: dict[type, Text] = {
    Plan: Text("Ban hành {document}.", "{document} was issued."),
    Adjustment: Text("{document} điều chỉnh phân công.", "{document} adjusted the assignment."),
    Request: Text("{document} xin ý kiến của {to}; hạn trả lời {due}.", "{document} asked {to} by {due}."),
    Forward: Text(
        "{document} chuyển ý kiến của {superior} đến {to} để giải trình; hạn {due}.",
        "{document} passed the opinion of {superior} to {to} to explain by {due}.",
    ),
    Explanation: Text("{document} giải trình ý kiến của {superior}.", "{document} explained to {superior}."),
    Meeting: Text("Ngày {day} họp với {to}: {outcome}", "On {day} a meeting with {to}: {outcome}"),
}


def _content(phrasing: Phrasing, choices: Choices) -> Content:
    case = phrasing.case
    lead = lead_of(case)
    rows = opinion_rows(case)
    if not rows:
        raise NothingToDraft.because(
            "nhiệm vụ {task} chưa xin ý kiến cơ quan nào nên chưa có gì để tổng hợp, giải trình",
            "no agency was asked about {task} yet, so there is no opinion to report on",
            task=case.id,
        )
    views = [_view(phrasing, row) for row in rows if row.opinion]
    unanswered = [row for row in rows if row.opinion is None]
    facts = {
        "course": list(_course(phrasing)),
        "asked": len(rows),
        "answered": len(views),
        "late": sum(row.obligation.status == "late" for row in rows),
        "views": views,
        "differences": in_dispute(phrasing, rows),
        "silent": [_unanswered(phrasing, row) for row in unanswered if row.obligation.status == "overdue"],
        "awaited": [_unanswered(phrasing, row) for row in unanswered if row.obligation.status != "overdue"],
    }
    to = [case.course.authority]
    return Content(issuer=lead, to=to, subject=_SUBJECT, facts=facts, blanks=_blanks(rows))


def _view(phrasing: Phrasing, row: OpinionRow) -> dict[str, Any]:
    """An agency's opinion in force: who, what it says as a whole, and its points."""
    opinion = row.opinion
    assert opinion is not None
    assert isinstance(opinion.document, Opinion)
    summary = phrasing.say(
        _ANSWERED,
        document=phrasing.document(opinion.document),
        request=phrasing.document(row.request.document),
        position=phrasing.say(POSITIONS[opinion.document.position]),
    )
    owed = row.obligation
    if owed.status == "late" and owed.due and owed.discharged_on:
        late = phrasing.word(late_by(owed.days_late or 0))
        day, due = phrasing.day(owed.discharged_on), phrasing.day(owed.due)
        summary += " " + phrasing.say(_LATE, day=day, late=late, due=due)
    if row.supplemented:
        earlier = [phrasing.document(each.document) for each in row.supplemented]
        summary += " " + phrasing.say(_SUPPLEMENTS, documents=phrasing.series(earlier))
    for each in row.replaced:
        points = ", ".join(point.id for point in each.document.points) if isinstance(each.document, Opinion) else ""
        summary += " " + phrasing.say(
            _REPLACES_POINTS if points else _REPLACES, document=phrasing.document(each.document), points=points
        )
    return {
        "agency": phrasing.agency(opinion.document.from_),
        "position": phrasing.say(POSITIONS[opinion.document.position]),
        "summary": summary,
        "points": [_point(phrasing, each) for each in row.points],
    }


def _point(phrasing: Phrasing, row: PointRow) -> dict[str, Any]:
    """One point; `answer` is the response on record, or room for it, and below it how it was settled."""
    settled = [
        phrasing.say(_TALKED_OVER, day=phrasing.day(each.document.date), outcome=one_line(each.document.outcome))
        for each in row.meetings
        if isinstance(each.document, Meeting)
    ]
    course = phrasing.case.course
    name = point_name(row.opinion.id, row.point) if row.opinion else ""
    settled += [
        phrasing.say(
            _EXPLAINED,
            agency=phrasing.agency(explanation.from_),
            document=phrasing.document(explanation),
            text=one_line(each.text),
        )
        for _, explanation in course.each(Explanation)
        for each in explanation.points
        # What the authority wrote is for the superior agency.
        if each.point == name and explanation.from_ != course.authority
    ]
    response, explanation = _responded(phrasing, row)
    answer = ": ".join(part for part in (response, explanation) if part) or phrasing.say(_TO_ANSWER)
    return {
        "id": row.point.id if row.point else "",
        "text": said_in(phrasing, row),
        "evidence": phrasing.evidence(row.point) if row.point else "",
        "response": response,
        "explanation": explanation,
        "settled": settled,
        "answer": "\n".join((answer, *settled)),
    }


def said_in(phrasing: Phrasing, row: PointRow) -> str:
    """What a point says; of an opinion without points what it comes to."""
    if row.point:
        return one_line(row.point.text)
    opinion = row.opinion.document if row.opinion else None
    return phrasing.say(_WHOLE.get(opinion.position, _AS_A_WHOLE) if isinstance(opinion, Opinion) else _AS_A_WHOLE)


def _responded(phrasing: Phrasing, row: PointRow) -> tuple[str, str]:
    """The response on record, and why; empty where there is none."""
    if row.view is None:
        return "", ""
    return capitalized(phrasing.say(RESPONSES[row.view.response])), one_line(row.view.explanation)


def in_dispute(phrasing: Phrasing, rows: Iterable[OpinionRow]) -> list[dict[str, str]]:
    """What is still in dispute, point by point: whose it is, why the lead does not follow it, and the meeting on it."""
    told = []
    for row in differences(rows):
        assert row.opinion is not None
        response, explanation = _responded(phrasing, row)
        meeting = row.unresolved_at
        told.append(
            {
                "agency": phrasing.agency(row.opinion.document.from_),
                "document": phrasing.document(row.opinion.document),
                "text": said_in(phrasing, row),
                "response": response,
                "explanation": explanation,
                "meeting": phrasing.say(_UNRESOLVED, day=phrasing.day(meeting.document.date)) if meeting else "",
            }
        )
    return told


def _unanswered(phrasing: Phrasing, row: OpinionRow) -> str:
    """An agency that has not answered: what it was asked, and how that stands, as a fact."""
    owed = row.obligation
    facts = {
        "agency": phrasing.agency(owed.debtor),
        "request": phrasing.document(row.request.document),
        "due": phrasing.day(owed.due),
    }
    if owed.due is None:
        return phrasing.say(_NO_DUE, **facts)
    if owed.status != "overdue":
        return phrasing.say(_AWAITED, **facts)
    day = owed.ended_on or phrasing.case.today
    reminders = [phrasing.document(each.document) for each in reminders_about(phrasing.case.course, owed)]
    return phrasing.say(
        _SILENT,
        **facts,
        today=phrasing.day(day),
        late=phrasing.word(overdue_by(owed.days_late or 0)),
        urged=phrasing.say(_URGED, documents=phrasing.series(reminders)) if reminders else phrasing.say(_NOT_URGED),
    )


def _course(phrasing: Phrasing) -> Iterator[str]:
    """What was done, in order: plans, requests, forwards, meetings, explanations to superior agencies."""
    course = phrasing.case.course
    for entry in course.entries:
        document = entry.document
        text = _HAPPENED.get(type(document))
        if text is None:
            continue
        facts = {"document": phrasing.document(document), "to": phrasing.agencies(document.to)}
        match document:
            case Plan():
                facts["document"] = phrasing.plan(document)
            case Request(due=due):
                facts["due"] = phrasing.day(due)
                facts["document"] = phrasing.document(document, of_issuer=document.from_ == course.authority)
            case Forward(forwards=forwarded, due=due):
                facts |= {"superior": _issuer(phrasing, forwarded), "due": phrasing.day(due)}
            case Explanation(answers=answered):
                if document.from_ != course.authority:
                    continue
                facts["superior"] = _issuer(phrasing, answered)
            case Meeting(attended=attended, outcome=outcome):
                facts |= {
                    "day": phrasing.day(document.date),
                    "to": phrasing.agencies(attended),
                    "outcome": one_line(outcome),
                }
        yield phrasing.say(text, **facts)


def _issuer(phrasing: Phrasing, document_id: str) -> str:
    entry = phrasing.case.course.by_id.get(document_id)
    return phrasing.agency(entry.document.from_) if entry else document_id


def _blanks(rows: tuple[OpinionRow, ...]) -> Iterator[Message]:
    awaited = tuple(Agency(row.agency) for row in rows if row.opinion is None and row.obligation.status == "open")
    if awaited:
        yield say(
            "ý kiến của {agencies} chưa đến hạn: báo cáo này chưa đầy đủ",
            "the opinions of {agencies} are not yet due: this report is not complete",
            agencies=awaited,
        )
    unanswered = sum(point.view is None for row in rows for point in row.points)
    if unanswered:
        yield say(
            "{count} nội dung chưa có trả lời tiếp thu, giải trình",
            "{count} points have no response yet",
            count=unanswered,
        )


LETTER = LetterForm(name="report", code="BC", content=_content)
