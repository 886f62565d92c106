"""An agency's opinion (§4): in writing, with evidence, on time."""

from collections.abc import Iterable

from phoihop.cases.course import Entry
from phoihop.kinds.kind import Kind
from phoihop.kinds.opening import Opening
from phoihop.kinds.phrases import Telling
from phoihop.language import Message, Text, say
from phoihop.records.types import Opinion, Request
from phoihop.records.words import POSITIONS
from phoihop.words.sentences import joined


def asked_agencies(opening: Opening) -> Iterable[str]:
    """Who owes an opinion; where nobody does any more, whoever was asked: an opinion may replace an earlier one."""
    owing = [each.debtor for each in opening.owed if each.kind == "opinion"]
    return owing or (agency for _, request in opening.case.course.each(Request) for agency in request.to)


def requests(opening: Opening) -> Iterable[str]:
    """What the issuer has still to answer, or else was once asked."""
    issuer = opening.word("from")
    owed = opening.asked("opinion", issuer)
    if owed or not issuer:
        return owed
    return (entry.id for entry, request in opening.case.course.each(Request) if issuer in request.to)


def _in_force(opening: Opening) -> list[str]:
    """What the issuer has said before on the same request, and still stands, the newest first."""
    course, answered = opening.case.course, opening.answered
    request = course.named(answered.id, Request) if answered else None
    issuer = opening.word("from")
    if request is None or issuer is None:
        return []
    asked = [each for each in request.to if course.speaks_for(issuer, each, opening.day)] or [issuer]
    return [
        entry.id
        for entry, opinion in reversed(course.opinions_in_force(opening.day))
        if opinion.answers == opening.word("answers")
        and any(course.speaks_for(opinion.from_, each, opinion.date) for each in asked)
    ]


def _addressees(opening: Opening) -> list[str | None]:
    answered = opening.answered
    by_authority = answered is not None and answered.document.from_ == opening.authority
    return [opening.authority if by_authority else opening.lead]


def _told(it: Telling[Opinion]) -> Message:
    document = it.document
    said = it.says("{agency} trả lời văn bản {answers}", "{agency} answers {answers}")
    points = tuple(point.id for point in document.points)
    discussed = tuple(point.id for point in document.points if point.discuss == "true")
    words = POSITIONS[document.position]
    if points and document.position == "disagree":
        position = say("không nhất trí nội dung {points}", "disagrees on {points}", points=points)
    elif points:
        position = say("{position}: {points}", "{position}: {points}", position=words, points=points)
    else:
        position = Message(words)
    discuss = say("đề nghị trao đổi {points}", "asks to discuss {points}", points=discussed) if discussed else None
    supplementing = it.adds("supplements", "bổ sung ý kiến {supplements}", "supplements the opinion {supplements}")
    replacing = [_replacing(it, each) for each in it.case.course.replaced(it.entry)]
    return joined((said, position, discuss, supplementing, *replacing))


def _replacing(it: Telling[Opinion], earlier: Entry) -> Message | None:
    """Which letter is replaced, with its points: nobody should have to find out later."""
    replaced = it.case.course.named(earlier.id, Opinion)
    if replaced is None:
        return None
    letter = it.named(earlier.id)
    if not replaced.points:
        return say("thay ý kiến {letter}", "replaces the opinion {letter}", letter=letter)
    points = tuple(point.id for point in replaced.points)
    return say(
        "thay ý kiến {letter} cùng các nội dung {points}",
        "replaces the opinion {letter} with its points {points}",
        letter=letter,
        points=points,
    )


KIND = Kind(
    type=Opinion,
    concerns=("opinion",),
    by=asked_agencies,
    to=_addressees,
    fits={"answers": requests, "supplements": _in_force},
    # An opinion replaces the earlier ones unless somebody says that it only adds to them.
    settles={"supplements": lambda opening: None},
    where_offered=("supplements",),
    worded={
        "supplements": Text(
            "Đã có ý kiến đang có hiệu lực: thay thế hay bổ sung? Chọn ý kiến được bổ sung; để trống: thay thế tất cả",
            "An opinion is in force: replace or supplement? Choose the one that this adds to; empty: replace them all",
        )
    },
    makes_sense={"points": lambda opening: opening.word("position") not in ("agree", "no-comment")},
    wanted=("number", "files"),
    by_option=("reply_by",),
    told=_told,
)
