"""What stands around a letter's text, as Decree 30/2020/NĐ-CP asks: issuer, number and symbol, place and date,
subject, addressees, signature, and who gets a copy (“Nơi nhận”). The signer's name is the office's to fill in.
"""

import re
from collections.abc import Mapping
from typing import Any

from phoihop.documents.letters.letter import ADDRESSED, BLANK, Choices, Content, Letter, LetterForm
from phoihop.documents.letters.phrasing import Wording, number_in_full, one_line, two_digits
from phoihop.language import Language, Message, Text, say, short_date

LABELS: dict[str, Text] = {
    "nation": Text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIET NAM"),
    "motto": Text("Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness"),
    "number": Text("Số:", "No.:"),
    "regarding": Text("V/v", "Re:"),
    "copies": Text("Nơi nhận:", "Copies:"),
}

_DATED = Text("{place}, ngày {day} tháng {month} năm {year}", "{place}, {day}/{month}/{year}")
_TO_REPORT = Text("{agency} (để báo cáo)", "{agency} (to report)")
_AS_ABOVE = Text("Như trên", "As above")
_FILED = Text("Lưu: VT{drafter}", "Filed: records{drafter}")
_DAY_BLANK = "     "
_LONGEST_ON_A_LINE = 22
"""Capitals that fit on a line of the head's left column."""
_LEVEL = "huyện|quận|thị xã|thành phố|tỉnh|xã|phường|thị trấn|đặc khu"
_UNIT = re.compile(
    rf"(?:{_LEVEL}) (?P<name>.+?)(?=,| huyện | quận | thị xã | thành phố | tỉnh |$)",
    re.IGNORECASE,
)
_OF_ITS_LEVEL = re.compile(rf"\s+(?:{_LEVEL})$", re.IGNORECASE)
_COMMITTEE = re.compile(r"ủy ban nhân dân|uỷ ban nhân dân", re.IGNORECASE)
_CHAIR, _ON_BEHALF = "CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"
_HEADS = re.compile(r"(?:TỔNG |PHÂN |CHI )?(?:CHỦ TỊCH|TRƯỞNG|GIÁM ĐỐC|CHÁNH|BÍ THƯ|\w+ TRƯỞNG|TỔNG BIÊN TẬP)\b")
_CHARGE = re.compile(r"\s+PHỤ TRÁCH\b.*")


def framed(form: LetterForm, wording: Wording, choices: Choices, content: Content, common: Mapping[str, Any]) -> Letter:
    """The letter: its own variables and those that every letter has, and all that it leaves open."""
    language, issuer, to = wording.language, content.issuer, content.to
    authority = wording.register.settings.authority
    title, symbol = form.title, wording.symbol
    notation = "-".join(filter(None, (form.code, symbol(issuer), symbol(content.drafter) if content.drafter else "")))
    copies = [wording.say(_AS_ABOVE)] if form.addressed else [wording.agency(each) for each in to]
    if authority != issuer and authority not in to:
        copies.append(wording.say(_TO_REPORT, agency=wording.agency(authority)))
    copies.append(wording.say(_FILED, drafter=f", {symbol(content.drafter)}" if content.drafter else ""))
    role = choices.signed_by or _head_of(wording, issuer)
    block = signature_block(wording.agency(issuer), role, language)
    labels = LABELS | {"addressees": form.addressed or ADDRESSED}
    facts = {
        **common,
        "labels": {name: text.in_language(language) for name, text in labels.items()},
        "above": _capitals(_body_above(wording, issuer)),
        "issuer": {
            "name": wording.agency(issuer),
            "capitals": _capitals(_head_name(wording, issuer)),
            "short": wording.register.agency_name(issuer),
        },
        "number": number_in_full(choices.number) or f"{_DAY_BLANK}/{notation}",
        "place_and_date": _place_and_date(wording, choices, issuer),
        "type": title.in_language(language) if title else "",
        "subject": one_line(choices.subject)
        or wording.say(content.subject, topic=common.get("topic", ""), title=common.get("task", {}).get("title", "")),
        "addressees": ([wording.agency(agency) for agency in to] or [BLANK]) if form.addressed else [],
        "signer": "\n".join(block) or role.upper() or BLANK,
        "copies": copies,
        "today": wording.day(wording.today),
        **content.facts,
    }
    return Letter(form, language, facts, (*content.blanks, *_unsigned(role, block)))


def _unsigned(role: str, block: tuple[str, ...]) -> list[Message]:
    if not role:
        return [say("chức vụ người ký (--signed-by)", "the signer's role (--signed-by)")]
    if not block:
        return [
            say(
                "cách ký (TM., KT., TL.): không suy ra được từ chức vụ “{role}”; chỉ ra chức vụ khác bằng --signed-by",
                "how it is signed (TM., KT., TL.): “{role}” does not tell; name another role with --signed-by",
                role=role,
            )
        ]
    return []


def _capitals(name: str) -> str:
    """A body's name as printed at the head: on two lines where it is long, or where it has a place."""
    lines = re.sub(r"(?<=^ỦY BAN NHÂN DÂN) ", "\n", name.upper())
    if "\n" in lines or len(lines) <= _LONGEST_ON_A_LINE:
        return lines
    spaces = [found.start() for found in re.finditer(r" (?!-)", lines)]
    at = min(spaces, key=lambda place: abs(2 * place - len(lines)), default=0)
    return f"{lines[:at]}\n{lines[at + 1 :]}" if at else lines


def _body_above(wording: Wording, issuer: str) -> str:
    """The body over a department. A People's Committee stands for itself and names nobody above it."""
    record = wording.register.agencies.get(issuer)
    if record is None or record.kind != "department":
        return ""
    return wording.agency(record.parent or wording.register.settings.authority)


def _head_name(wording: Wording, issuer: str) -> str:
    """A body's name at the head: below its superior's, which names the place, a department's own does not."""
    name, above = wording.agency(issuer), _body_above(wording, issuer)
    if not above:
        return name
    unit = next((found[0] for found in _UNIT.finditer(above) if found["name"][0].isupper()), "")
    shorter = name.removesuffix(f" {unit}") if unit else name
    return _OF_ITS_LEVEL.sub("", shorter)


def _place_and_date(wording: Wording, choices: Choices, issuer: str) -> str:
    place = choices.place or place_of(wording, issuer) or BLANK
    if day := choices.dated:
        if wording.language == "en":
            return f"{place}, {short_date(day, 'en')}"
        numbers = two_digits(day)
        return wording.say(_DATED, place=place, day=numbers[0], month=numbers[1], year=str(day.year))
    return wording.say(_DATED, place=place, day=_DAY_BLANK, month=_DAY_BLANK, year=str(wording.today.year))


def place_of(wording: Wording, issuer: str) -> str:
    """The commune, district or province in the name of an agency, else of the body above it: “Bình Lục”."""
    record = wording.register.agencies.get(issuer)
    above = record.parent if record and record.parent else wording.register.settings.authority
    for agency in (issuer, above):
        for found in _UNIT.finditer(wording.agency(agency)):
            # “Lao động - Thương binh và Xã hội” names no commune: what follows is no name.
            if found["name"][0].isupper() or found["name"][0].isdigit():
                return found["name"]
    return ""


def _head_of(wording: Wording, issuer: str) -> str:
    """The role of an agency's first member, who by custom is its head; a registrar records and signs nothing."""
    record = wording.register.agencies.get(issuer)
    registrars = wording.register.settings.registrars
    members = [member for member in (record.members if record else ()) if member.email not in registrars]
    return members[0].role if members else ""


def signature_block(issuer: str, role: str, language: Language) -> tuple[str, ...]:
    """The lines above the signature of a role in a body's letter, by Annex I; none where the two do not tell them.

    A People's Committee's chair signs on its behalf (TM.), a deputy chair in the chair's place (KT.), the head of one
    of its offices by the chair's order (TL.). Other bodies have one head, in whose place a deputy signs.
    """
    own = _CHARGE.sub("", " ".join(role.upper().split()))
    if not own:
        return ()
    if language != "vi":
        return (own,)
    deputy = own.startswith("PHÓ ")
    head = own.removeprefix("PHÓ ")
    acting = head.removeprefix("QUYỀN ").removeprefix("Q. ")
    if not _HEADS.match(acting):
        return ()
    lines = (f"KT. {head}", own) if deputy else (own if acting == head else f"Q. {acting}",)
    if not _COMMITTEE.match(issuer):
        return lines
    return (_ON_BEHALF, *lines) if acting == _CHAIR else (f"TL. {_CHAIR}", *lines)
