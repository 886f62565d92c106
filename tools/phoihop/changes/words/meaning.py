"""What one document means, in words for somebody who decides: “TCKH trả lời văn bản 2/TNMT, trễ 2 ngày làm việc; …”.

A sentence names who acts, on what, how it stands with its deadline, and what is said. It leaves out what a reader can
look up, and says lateness as a fact.
"""

from collections import Counter
from collections.abc import Callable
from typing import TypeAlias

from phoihop.cases.course import Entry
from phoihop.cases.model import Case
from phoihop.changes.words.differences import record_named
from phoihop.changes.words.labels import VALUES
from phoihop.changes.words.phrases import acts, agencies, cut, joined, named, timing, value
from phoihop.language import Agency, Message, say
from phoihop.records.types import (
    DOCUMENT_TYPES,
    Adjustment,
    Correction,
    Decision,
    Document,
    DossierRequest,
    DossierSupply,
    Explanation,
    Extension,
    Forward,
    Meeting,
    Objection,
    Opinion,
    Plan,
    Progress,
    Reminder,
    Report,
    Request,
    Submission,
    TaskAssignment,
    Withdrawal,
    kind_of,
)

Teller: TypeAlias = Callable[[Case, Entry], Message]


def assignment_told(task: TaskAssignment) -> Message:
    """“UBND giao TNMT chủ trì “…”; phối hợp TCKH, KTHT; hạn 28/5/2021”."""
    leads = (task.lead,) if isinstance(task.lead, str) else task.lead or ()
    return joined(
        (
            say(
                "{agency} giao {lead} chủ trì nhiệm vụ “{title}”",
                "{agency} assigns “{title}” to {lead} as its lead",
                agency=Agency(task.from_),
                lead=agencies(leads),
                title=task.title,
            ),
            say("phối hợp: {agencies}", "coordinating: {agencies}", agencies=agencies(task.coordinating))
            if task.coordinating
            else None,
            say("hạn {due}", "due {due}", due=task.due) if task.due else None,
        )
    )


def document_told(case: Case, entry: Entry) -> Message:
    """What a document of a case means."""
    document = entry.document
    tell = _TELLERS.get(type(document))
    said = tell(case, entry) if tell else _plainly(document, entry)
    waivers = [
        say(
            "xin miễn quy tắc {rule}: {reason}",
            "waives rule {rule}: {reason}",
            rule=each.rule,
            reason=cut(each.reason),
        )
        for each in document.waive
    ]
    return joined((said, *waivers))


def undated_told(document: Document, record: str) -> Message:
    """A document that belongs to no case yet (its task can't be read, or it is dated later): who issues what."""
    return joined(
        (
            say("{agency} ghi {record}", "{agency} records {record}", agency=Agency(document.from_), record=record),
            say("trích yếu: {subject}", "subject: {subject}", subject=cut(document.subject))
            if document.subject
            else None,
        )
    )


# --- one kind after another -------------------------------------------------------------------------------------------


def _plainly(document: Document, entry: Entry) -> Message:
    return say(
        "{agency} ban hành {kind} {name}",
        "{agency} issues {kind} {name}",
        agency=Agency(document.from_),
        kind=DOCUMENT_TYPES[kind_of(document)].TITLE,
        name=document.number or entry.id,
    )


def _objection(case: Case, entry: Entry) -> Message:
    document = entry.document
    assert isinstance(document, Objection)
    proposed = document.proposes
    leads = (proposed.lead,) if proposed and proposed.lead else ()
    return joined(
        (
            acts(
                entry,
                "{agency} phản ánh việc phân công: {reason}",
                "{agency} objects to the assignment: {reason}",
                reason=cut(document.reason),
            ),
            say("đề nghị {lead} chủ trì", "proposes {lead} as the lead", lead=agencies(leads)) if leads else None,
            say("đề nghị hạn {due}", "proposes {due} as the deadline", due=proposed.due)
            if proposed and proposed.due
            else None,
        )
    )


def _adjustment(case: Case, entry: Entry) -> Message:
    document = entry.document
    assert isinstance(document, Adjustment)
    if document.outcome == "declined":
        said = acts(
            entry,
            "{agency} không chấp nhận phản ánh {about}",
            "{agency} declines objection {about}",
            about=named(case, document.answers),
        )
    elif document.answers:
        said = acts(
            entry,
            "{agency} điều chỉnh phân công theo phản ánh {about}",
            "{agency} adjusts the assignment, on objection {about}",
            about=named(case, document.answers),
        )
    else:
        said = acts(entry, "{agency} điều chỉnh phân công", "{agency} adjusts the assignment")
    return joined((joined((said, timing(case, entry)), ", "),))


def _plan(case: Case, entry: Entry) -> Message:
    document = entry.document
    assert isinstance(document, Plan)
    said = acts(entry, "{agency} lập kế hoạch {n} bước", "{agency} makes a plan; steps: {n}", n=len(document.steps))
    return joined((said, timing(case, entry)), ", ")


def _progress(case: Case, entry: Entry) -> Message:
    document = entry.document
    assert isinstance(document, Progress)
    step = (document.step or "").partition("#")[2]
    if step and document.done == "true":
        said = acts(entry, "{agency} báo cáo đã làm xong bước {step}", "{agency} reports step {step} done", step=step)
    elif step:
        said = acts(
            entry, "{agency} báo cáo tiến độ bước {step}", "{agency} reports progress on step {step}", step=step
        )
    else:
        said = acts(entry, "{agency} báo cáo tiến độ", "{agency} reports progress")
    return joined((said, timing(case, entry)), ", ")


def _request(case: Case, entry: Entry) -> Message:
    document = entry.document
    assert isinstance(document, Request)
    return acts(
        entry,
        "{agency} xin ý kiến {to} (văn bản {name}), hạn {due}",
        "{agency} asks {to} for opinions ({name}), due {due}",
        to=agencies(document.to),
        name=named(case, entry.id),
        due=document.due,
    )


def _extension(case: Case, entry: Entry) -> Message:
    document = entry.document
    assert isinstance(document, Extension)
    return acts(
        entry,
        "{agency} gia hạn trả lời văn bản {about} cho {to} đến {due}",
        "{agency} gives {to} until {due} to answer {about}",
        about=named(case, document.answers),
        to=agencies(document.to),
        due=document.due,
    )


def _dossier_request(case: Case, entry: Entry) -> Message:
    document = entry.document
    assert isinstance(document, DossierRequest)
    return acts(
        entry,
        "{agency} yêu cầu cung cấp hồ sơ để trả lời văn bản {about}: {needs}",
        "{agency} demands papers to answer {about}: {needs}",
        about=named(case, document.answers),
        needs=tuple(cut(each) for each in document.needs),
    )


def _dossier_supply(case: Case, entry: Entry) -> Message:
    document = entry.document
    assert isinstance(document, DossierSupply)
    said = acts(
        entry,
        "{agency} cung cấp {n} tài liệu theo yêu cầu {about}",
        "{agency} supplies papers asked for in {about}: {n}",
        n=len(document.dossier),
        about=named(case, document.answers),
    )
    return joined((said, timing(case, entry)), ", ")


def _opinion(case: Case, entry: Entry) -> Message:
    document = entry.document
    assert isinstance(document, Opinion)
    said = acts(
        entry, "{agency} trả lời văn bản {about}", "{agency} answers {about}", about=named(case, document.answers)
    )
    points = tuple(point.id for point in document.points)
    discussed = tuple(point.id for point in document.points if point.discuss == "true")
    if points and document.position == "disagree":
        position = say("không nhất trí nội dung {points}", "disagrees on {points}", points=points)
    elif points:
        position = say(
            "{position}: {points}",
            "{position}: {points}",
            position=value("position", document.position),
            points=points,
        )
    else:
        position = say("{position}", "{position}", position=value("position", document.position))
    discuss = say("đề nghị trao đổi {points}", "asks to discuss {points}", points=discussed) if discussed else None
    return joined((joined((said, timing(case, entry)), ", "), position, discuss))


def _reminder(case: Case, entry: Entry) -> Message:
    document = entry.document
    assert isinstance(document, Reminder)
    return acts(
        entry,
        "{agency} đôn đốc {to} về văn bản {about}",
        "{agency} reminds {to} of {about}",
        to=agencies(document.to),
        about=tuple(named(case, each) for each in document.about),
    )


def _forward(case: Case, entry: Entry) -> Message:
    document = entry.document
    assert isinstance(document, Forward)
    return acts(
        entry,
        "{agency} chuyển văn bản {about} cho {to} giải trình, hạn {due}",
        "{agency} forwards {about} to {to} to explain, due {due}",
        about=named(case, document.forwards),
        to=agencies(document.to),
        due=document.due,
    )


def _explanation(case: Case, entry: Entry) -> Message:
    document = entry.document
    assert isinstance(document, Explanation)
    points = tuple(each.point.partition("#")[2] for each in document.points)
    said = acts(
        entry,
        "{agency} giải trình văn bản {about} (nội dung {points})",
        "{agency} explains {about} ({points})",
        about=named(case, document.answers),
        points=points,
    )
    return joined((said, timing(case, entry)), ", ")


def _meeting(case: Case, entry: Entry) -> Message:
    document = entry.document
    assert isinstance(document, Meeting)
    points = tuple(each.partition("#")[2] for each in document.discusses)
    return joined(
        (
            acts(
                entry, "{agency} họp với {attended}", "{agency} meets {attended}", attended=agencies(document.attended)
            ),
            say("trao đổi nội dung {points}", "discusses {points}", points=points) if points else None,
            say("kết quả: {outcome}", "outcome: {outcome}", outcome=cut(document.outcome)),
        )
    )


def _report(case: Case, entry: Entry) -> Message:
    document = entry.document
    assert isinstance(document, Report)
    counts = Counter[str](view.response for view in document.views)
    responses = [
        say("{response} {n}", "{response} {n}", response=value("response", response), n=counts[response])
        for response in VALUES["response"]
        if counts[response]
    ]
    return joined(
        (
            acts(entry, "{agency} báo cáo giải trình", "{agency} reports on the opinions"),
            joined(responses, ", "),
            say("không trả lời: {agencies}", "without an answer: {agencies}", agencies=agencies(document.silent))
            if document.silent
            else None,
        )
    )


def _submission(case: Case, entry: Entry) -> Message:
    said = acts(entry, "{agency} trình", "{agency} submits the draft")
    return joined((said, timing(case, entry)), ", ")


def _decision(case: Case, entry: Entry) -> Message:
    document = entry.document
    assert isinstance(document, Decision)
    said = acts(
        entry,
        "{agency} quyết định tờ trình {about}: {outcome}",
        "{agency} decides submission {about}: {outcome}",
        about=named(case, document.answers),
        outcome=value("outcome", document.outcome),
    )
    return joined((said, timing(case, entry)), ", ")


def _withdrawal(case: Case, entry: Entry) -> Message:
    document = entry.document
    assert isinstance(document, Withdrawal)
    return acts(
        entry, "{agency} dừng nhiệm vụ: {reason}", "{agency} withdraws the task: {reason}", reason=cut(document.reason)
    )


def _correction(case: Case, entry: Entry) -> Message:
    document = entry.document
    assert isinstance(document, Correction)
    corrected = case.course.by_id.get(document.corrects)
    record = record_named(document.corrects, corrected.document.number if corrected else "")
    said = acts(entry, "{agency} đính chính", "{agency} corrects")
    why = say(": {reason}", ": {reason}", reason=cut(document.reason))
    return joined((joined((said, record), " "), why), "")


_TELLERS: dict[type[Document], Teller] = {
    Objection: _objection,
    Adjustment: _adjustment,
    Plan: _plan,
    Progress: _progress,
    Request: _request,
    Extension: _extension,
    DossierRequest: _dossier_request,
    DossierSupply: _dossier_supply,
    Opinion: _opinion,
    Reminder: _reminder,
    Forward: _forward,
    Explanation: _explanation,
    Meeting: _meeting,
    Report: _report,
    Submission: _submission,
    Decision: _decision,
    Withdrawal: _withdrawal,
    Correction: _correction,
}
