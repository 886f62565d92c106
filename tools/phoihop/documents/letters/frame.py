"""What stands around a letter's text, as Decree 30/2020/NĐ-CP asks: issuer, number and symbol, place and date,
subject, addressees, signer, and who gets a copy (“Nơi nhận”).

Whose signature it is (TM., KT., TL.) and the signer's name are the office's to fill in.
"""

import re
from collections.abc import Sequence
from typing import Any

from phoihop.documents.letters.letter import TITLES, Choices, LetterKind
from phoihop.documents.letters.phrasing import Phrasing, one_line
from phoihop.language import Language, Text

LABELS: dict[str, Text] = {
    "nation": Text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIET NAM"),
    "motto": Text("Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness"),
    "number": Text("Số:", "No.:"),
    "regarding": Text("V/v", "Re:"),
    "addressees": Text("Kính gửi:", "To:"),
    "copies": Text("Nơi nhận:", "Copies:"),
}

_DATED = Text("{place}, ngày {day} tháng {month} năm {year}", "{place}, {day}/{month}/{year}")
_TO_REPORT = Text("{agency} (để báo cáo)", "{agency} (to report)")
_AS_ABOVE = Text("Như trên", "As above")
_FILED = Text("Lưu: VT{drafter}", "Filed: records{drafter}")
_BLANK = "…"
_DAY_BLANK = "     "
_UNIT = re.compile(
    r"(?:huyện|quận|thị xã|thành phố|tỉnh|xã|phường|thị trấn|đặc khu) (?P<name>.+?)"
    r"(?=,| huyện | quận | thị xã | thành phố | tỉnh |$)",
    re.IGNORECASE,
)


def frame(
    kind: LetterKind,
    phrasing: Phrasing,
    choices: Choices,
    *,
    issuer: str,
    subject: Text,
    to: Sequence[str],
    drafter: str | None = None,
) -> dict[str, Any]:
    """The variables that every letter has. `drafter` is who drafted it for the issuer, where that is another agency."""
    language = phrasing.language
    title = TITLES[kind]
    title_of_task = one_line(phrasing.case.title)
    authority = phrasing.case.course.authority
    short = phrasing.register.agency_name
    symbol = "-".join(part for part in (title.code, short(issuer), short(drafter) if drafter else "") if part)
    copies = [phrasing.say(_AS_ABOVE)]
    if authority != issuer and authority not in to:
        copies.append(phrasing.say(_TO_REPORT, agency=phrasing.agency(authority)))
    copies.append(phrasing.say(_FILED, drafter=f", {short(drafter)}" if drafter else ""))
    return {
        "labels": {name: text.in_language(language) for name, text in LABELS.items()},
        "above": _capitals(_body_above(phrasing, issuer)),
        "issuer": {
            "name": phrasing.agency(issuer),
            "capitals": _capitals(phrasing.agency(issuer)),
            "short": short(issuer),
        },
        "number": choices.number or f"{_DAY_BLANK}/{symbol}",
        "place_and_date": _place_and_date(phrasing, choices, issuer),
        "type": title.name.in_language(language) if title.name else "",
        "subject": one_line(choices.subject) or phrasing.say(subject, topic=phrasing.topic, title=title_of_task),
        "addressees": [phrasing.agency(agency) for agency in to],
        "signer": (choices.signed_by or _head_of(phrasing, issuer) or _BLANK).upper(),
        "copies": copies,
        "task": {
            "id": phrasing.case.id,
            "title": title_of_task,
            "summary": one_line(phrasing.case.assignment.summary),
            "due": phrasing.day(phrasing.case.due),
        },
        "today": phrasing.day(phrasing.case.today),
    }


def _capitals(name: str) -> str:
    """A body's name as printed at the head; a People's Committee's place gets a line of its own."""
    return re.sub(r"(?<=^ỦY BAN NHÂN DÂN) ", "\n", name.upper())


def _body_above(phrasing: Phrasing, issuer: str) -> str:
    """The body over a department. A People's Committee stands for itself and names nobody above it."""
    record = phrasing.register.agencies.get(issuer)
    return phrasing.agency(record.parent) if record and record.parent and record.kind == "department" else ""


def _place_and_date(phrasing: Phrasing, choices: Choices, issuer: str) -> str:
    place = choices.place or place_of(phrasing, issuer) or _BLANK
    if day := choices.dated:
        numbers = _two_digits(phrasing.language, day.day, day.month)
        return phrasing.say(_DATED, place=place, day=numbers[0], month=numbers[1], year=str(day.year))
    year = str(phrasing.case.today.year)
    return phrasing.say(_DATED, place=place, day=_DAY_BLANK, month=_DAY_BLANK, year=year)


def _two_digits(language: Language, day: int, month: int) -> tuple[str, str]:
    """Days under 10 and the months January and February get a zero before them, by the decree's Annex I."""
    if language != "vi":
        return str(day), str(month)
    return f"{day:02}", f"{month:02}" if month < 3 else str(month)


def place_of(phrasing: Phrasing, issuer: str) -> str:
    """The commune, district or province in the name of an agency, else of the body above it: “Bình Lục”."""
    record = phrasing.register.agencies.get(issuer)
    above = record.parent if record and record.parent else phrasing.case.course.authority
    for agency in (issuer, above):
        for found in _UNIT.finditer(phrasing.agency(agency)):
            # “Lao động - Thương binh và Xã hội” names no commune: what follows is no name.
            if found["name"][0].isupper() or found["name"][0].isdigit():
                return found["name"]
    return ""


def _head_of(phrasing: Phrasing, issuer: str) -> str:
    """The role of an agency's first member, who by custom is its head; a registrar records and signs nothing."""
    record = phrasing.register.agencies.get(issuer)
    registrars = phrasing.register.settings.registrars
    members = [member for member in (record.members if record else ()) if member.email not in registrars]
    return members[0].role if members else ""
