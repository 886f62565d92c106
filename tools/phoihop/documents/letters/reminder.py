"""The reminder (§2): what is overdue, of whom, since which document and day, and by how many working days."""

from collections.abc import Iterable
from typing import Any

from phoihop.cases.model import DECLARED, URGED, Obligation
from phoihop.cases.obligations import reminders_about
from phoihop.documents.letters.issuing import DOCUMENT, is_no, is_superior, issuer_and_drafter, lead_of
from phoihop.documents.letters.letter import Choices, Content, LetterForm, NothingToDraft
from phoihop.documents.letters.phrasing import Phrasing
from phoihop.language import Agency, Message, Text, say

_SUBJECT = Text("đôn đốc thực hiện nhiệm vụ “{title}”", "reminder about “{title}”")
_WHAT: dict[str, Text] = {
    "opinion": Text("Ý kiến về {document}", "Opinion on {document}"),
    "explanation": Text("Giải trình theo {document}", "Explanation asked for in {document}"),
    "step": Text("Bước “{step}” của {document}", "Step “{step}” of {document}"),
}
_URGED_BEFORE = Text("đã đôn đốc {count} lần, gần nhất {day}", "urged {count} times, last on {day}")


def _content(phrasing: Phrasing, choices: Choices) -> Content:
    """A reminder of everything overdue; of superior agencies only where `to` names them, or nobody else is late."""
    case = phrasing.case
    lead = lead_of(case)
    for unknown in (id_ for id_ in choices.about if id_ not in case.course.by_id):
        raise is_no(case, unknown, DOCUMENT)
    overdue = [
        owed
        for owed in case.obligations
        if owed.kind in URGED
        and owed.outstanding
        and owed.status == "overdue"
        and owed.debtor != lead
        and (not choices.to or owed.debtor in choices.to)
        and (not choices.about or owed.source in choices.about)
    ]
    if not overdue:
        raise NothingToDraft.because(
            "{task}: đến ngày {today} không cơ quan nào quá hạn như vậy, không có gì để đôn đốc",
            "{task}: nothing of the kind is overdue as of {today}, there is nobody to remind",
            task=case.id,
            today=case.today,
        )
    others = [owed for owed in overdue if not is_superior(case, owed.debtor)]
    chosen = overdue if choices.to else others or overdue
    to = tuple(dict.fromkeys(owed.debtor for owed in chosen))
    issuer, drafter = issuer_and_drafter(case, to)
    facts = {
        "agencies": phrasing.agencies(to),
        "overdue": [_overdue(phrasing, owed) for owed in chosen],
        "due": phrasing.day(choices.due),
    }
    left = _left_out(overdue, chosen)
    return Content(issuer=issuer, to=to, subject=_SUBJECT, facts=facts, blanks=left, drafter=drafter)


def _overdue(phrasing: Phrasing, owed: Obligation) -> dict[str, Any]:
    course = phrasing.case.course
    reminders = reminders_about(course, owed)
    entry = course.by_id.get(owed.source)
    source = phrasing.document(entry.document if entry else phrasing.case.assignment)
    words = _WHAT.get(owed.kind) or DECLARED[owed.kind].what
    return {
        "agency": phrasing.agency(owed.debtor),
        "what": phrasing.say(words, document=source, source=source, step=phrasing.case.step_of(owed)),
        "due": phrasing.day(owed.due),
        "late": phrasing.working_days(owed.days_late or 0),
        "urged": phrasing.say(_URGED_BEFORE, count=str(len(reminders)), day=phrasing.day(reminders[-1].document.date))
        if reminders
        else "",
    }


def _left_out(overdue: Iterable[Obligation], chosen: Iterable[Obligation]) -> Iterable[Message]:
    left = tuple(dict.fromkeys(owed.debtor for owed in overdue if owed not in chosen))
    if left:
        yield say(
            "{agencies} cũng quá hạn, nhưng do cơ quan giao nhiệm vụ đôn đốc (mục 3): soạn riêng bằng --to",
            "{agencies} are overdue too, but for the authority to remind (§3): draft that letter with --to",
            agencies=tuple(Agency(agency) for agency in left),
        )


LETTER = LetterForm(name="reminder", chosen=frozenset(("to", "about", "due")), content=_content)
