"""The request for opinions (§2, §3): what is asked, of whom, with which papers, by when."""

from collections.abc import Iterator

from phoihop.documents.letters.frame import frame
from phoihop.documents.letters.issuing import issuer_and_drafter
from phoihop.documents.letters.letter import Choices, Letter, NothingToDraft
from phoihop.documents.letters.phrasing import Phrasing, one_line
from phoihop.language import Message, Text, say
from phoihop.records.parts import Paper
from phoihop.records.types import Request

_SUBJECT = Text("xin ý kiến về {topic}", "request for opinion on {topic}")
_BLANK = "…"
_HELD = Text("{title} (lưu tại {held})", "{title} (kept at {held})")


def draft_request(phrasing: Phrasing, choices: Choices) -> Letter:
    """A new request, or with `about` one on record, whose questions, papers, addressees and deadline it takes over."""
    case = phrasing.case
    earlier = _earlier(phrasing, choices)
    to = choices.to or (earlier.to if earlier else _not_yet_asked(phrasing))
    if not to:
        raise NothingToDraft(
            say(
                "các cơ quan phối hợp của {task} đều đã được xin ý kiến; chỉ ra cơ quan cần xin ý kiến bằng --to",
                "every coordinating agency of {task} was asked already; name whom to ask with --to",
                task=case.id,
            )
        )
    issuer, drafter = issuer_and_drafter(case, to)
    shortest = case.course.after(case.today, "opinion_notice")
    due = choices.due or (earlier.due if earlier else shortest)
    questions = choices.questions or (earlier.questions if earlier else ())
    dossier = choices.dossier or tuple(_paper(phrasing, paper) for paper in (earlier.dossier if earlier else ()))
    facts = frame("request", phrasing, choices, issuer=issuer, subject=_SUBJECT, to=to, drafter=drafter)
    facts |= {
        "assignment": phrasing.document(case.assignment, of_issuer=issuer != case.assignment.from_),
        "lead": phrasing.agency(case.lead),
        "authority": phrasing.agency(case.course.authority),
        "by_authority": drafter is not None,
        "agencies": phrasing.agencies(to),
        "questions": [one_line(each) for each in questions] or [_BLANK],
        "dossier": [one_line(each) for each in dossier] or [_BLANK],
        "due": phrasing.day(due),
    }
    return Letter("request", phrasing.language, facts, tuple(_blanks(phrasing, choices, questions, dossier, earlier)))


def _earlier(phrasing: Phrasing, choices: Choices) -> Request | None:
    if not choices.about:
        return None
    request = phrasing.case.course.named(choices.about[0], Request)
    if request is None:
        raise NothingToDraft(
            say(
                "“{id}” không phải văn bản xin ý kiến của {task}",
                "“{id}” is no request of {task}",
                id=choices.about[0],
                task=phrasing.case.id,
            )
        )
    return request


def _not_yet_asked(phrasing: Phrasing) -> tuple[str, ...]:
    """The coordinating agencies that no request has asked, or whose predecessors it has not."""
    course = phrasing.case.course
    asked = {course.register.holder(agency, course.today) for _, each in course.each(Request) for agency in each.to}
    return tuple(agency for agency in phrasing.case.coordinating if agency not in asked)


def _paper(phrasing: Phrasing, paper: Paper) -> str:
    title = one_line(paper.title) or paper.path.rpartition("/")[2]
    return phrasing.say(_HELD, title=title, held=one_line(paper.held)) if paper.held else title


def _blanks(
    phrasing: Phrasing,
    choices: Choices,
    questions: tuple[str, ...],
    dossier: tuple[str, ...],
    earlier: Request | None,
) -> Iterator[Message]:
    if not questions:
        yield say("nội dung xin ý kiến (--question)", "what is asked (--question)")
    if not dossier:
        yield say("hồ sơ, tài liệu kèm theo (--dossier)", "the dossier that goes with it (--dossier)")
    if not choices.due and not earlier:
        yield say(
            "hạn trả lời lấy thời gian ít nhất là {days}; đổi bằng --due",
            "the deadline is the shortest allowed, {days}; change it with --due",
            days=phrasing.working_days(phrasing.case.course.limit("opinion_notice", phrasing.case.today)),
        )
