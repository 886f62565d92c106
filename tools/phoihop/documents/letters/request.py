"""The request for opinions (§2, §3): what is asked, of whom, with which papers, by when."""

from phoihop.documents.letters.issuing import is_no, issuer_and_drafter, without_words
from phoihop.documents.letters.letter import BLANK, Choices, Content, LetterForm, NothingToDraft
from phoihop.documents.letters.phrasing import Phrasing, one_line
from phoihop.language import Days, Text, say
from phoihop.records.types import Request

_SUBJECT = Text("xin ý kiến về {topic}", "request for opinion on {topic}")
_REQUEST = Text("văn bản xin ý kiến", "request")
_QUESTIONS = Text("nội dung xin ý kiến", "what is asked")
_DOSSIER = Text("hồ sơ, tài liệu kèm theo", "the dossier that goes with it")


def _content(phrasing: Phrasing, choices: Choices) -> Content:
    """A new request, or with `about` one on record, whose questions, papers, addressees and deadline it takes over."""
    case = phrasing.case
    earlier = case.course.named(choices.about[0], Request) if choices.about else None
    if choices.about and earlier is None:
        raise is_no(case, choices.about[0], _REQUEST)
    to = choices.to or (earlier.to if earlier else _not_yet_asked(phrasing))
    if not to:
        raise NothingToDraft.because(
            "các cơ quan phối hợp của {task} đều đã được xin ý kiến; chỉ ra cơ quan cần xin ý kiến bằng --to",
            "every coordinating agency of {task} was asked already; name whom to ask with --to",
            task=case.id,
        )
    issuer, drafter = issuer_and_drafter(case, to)
    due = choices.due or (earlier.due if earlier else case.course.after(case.today, "opinion_notice"))
    questions = choices.questions or (earlier.questions if earlier else ())
    dossier = choices.dossier or tuple(phrasing.paper(paper) for paper in (earlier.dossier if earlier else ()))
    facts = {
        "by_authority": drafter is not None,
        "agencies": phrasing.agencies(to),
        "several": len(to) > 1,
        "questions": [one_line(each) for each in questions] or [BLANK],
        "dossier": [one_line(each) for each in dossier] or [BLANK],
        "due": phrasing.day(due),
    }
    blanks = [
        *without_words(_QUESTIONS, questions, "--question"),
        *without_words(_DOSSIER, dossier, "--dossier"),
    ]
    if not choices.due and not earlier:
        shortest = say(
            "hạn trả lời lấy thời gian ít nhất là {days}; đổi bằng --due",
            "the deadline is the shortest allowed, {days}; change it with --due",
            days=Days(case.course.limit("opinion_notice", case.today)),
        )
        blanks.append(shortest)
    return Content(issuer=issuer, to=to, subject=_SUBJECT, facts=facts, blanks=blanks, drafter=drafter)


def _not_yet_asked(phrasing: Phrasing) -> tuple[str, ...]:
    """The coordinating agencies that no request has asked, or whose predecessors it has not."""
    course = phrasing.case.course
    asked = {course.register.holder(agency, course.today) for _, each in course.each(Request) for agency in each.to}
    return tuple(agency for agency in phrasing.case.coordinating if agency not in asked)


LETTER = LetterForm(name="request", chosen=frozenset(("to", "about", "due", "questions", "dossier")), content=_content)
