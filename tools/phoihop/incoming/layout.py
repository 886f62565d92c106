"""What a letter in the layout of Decree 30/2020/NĐ-CP says of itself, found by where it stands and how it is written.

Issuer, number, day, subject, addressees and signer have their places in the letter and are read; a deadline, and which
letter is answered, stand somewhere in its sentences and are guessed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise, takewhile
from typing import Any

from phoihop.incoming.letter import Cited, IncomingLetter, Source, Told, Within
from phoihop.incoming.sheet import Sheet
from phoihop.language import Text, capitalized
from phoihop.plain_letters import plain

_DAY_IN_WORDS = r"ngày\s*(?P<d>\d{1,2})\s*tháng\s*(?P<m>\d{1,2})\s*năm\s*(?P<y>\d{4})"
_DAY_IN_FIGURES = r"(?:ngày\s*)?(?P<d2>\d{1,2})\s*[/.-]\s*(?P<m2>\d{1,2})\s*[/.-]\s*(?P<y2>\d{4})"
_DAY = rf"(?:{_DAY_IN_WORDS}|{_DAY_IN_FIGURES})"
_SYMBOL = r"[A-ZĐƯƠÂÊÔa-zđ&]+[\wĐđ&]*(?:-[\wĐđ.&]+)*"
_NUMBER = re.compile(
    rf"(?:Số|No\.?)\s*[:.]?\s*(?P<figure>\d+[a-z]?)?\s*[./…_ ]*?/\s*(?P<notation>{_SYMBOL})", re.IGNORECASE
)
_DATED = re.compile(rf"(?:,|^|\s){_DAY_IN_WORDS}", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:V/v\.?|Về việc|Re:)\s*:?\s*(?P<subject>.+)", re.IGNORECASE)
_ABOUT = re.compile(r"(?:V/v\.?|Về việc)\s*:?\s+", re.IGNORECASE)
_ADDRESSED = re.compile(r"(?:(?:trân trọng )?kính (?:gửi|trình|chuyển|mời)|to)\s*:\s*(?P<rest>.*)", re.IGNORECASE)
_CITED = re.compile(
    r"(?P<words>(?:(?P<reason>phúc đáp|trả lời|đáp ứng|thực hiện|tiếp theo|"
    r"theo(?: đề nghị(?: của [^,;.]{1,120}?)? tại)?|xét|căn cứ|tại|chuyển|về)\s+)?(?:các\s+)?"
    r"(?:công văn|văn bản|tờ trình|báo cáo|thông báo|kế hoạch|giấy mời|phiếu[\w ]{0,20}|quyết định)?\s*"
    rf"số\s*:?\s*(?P<number>\d+[a-z]?\s*/\s*{_SYMBOL}|\d+[a-z]?)"
    rf"(?:,?\s*(?:{_DAY}))?)",
    re.IGNORECASE,
)
_ALSO_CITED = re.compile(
    rf",?\s*(?:và\s+|,\s*|;\s*)?(?:số\s+)?(?P<number>\d+[a-z]?/{_SYMBOL})(?:,?\s*(?:{_DAY}))?", re.IGNORECASE
)
_ANSWERS = frozenset(("phuc dap", "tra loi", "dap ung", "thuc hien", "theo", "tiep theo", "xet", "chuyen"))
_DUE = re.compile(
    r"(?P<words>(?:trước|chậm nhất(?: là)?(?: đến)?(?: hết)?|hạn(?: cuối| trả lời| gửi)?(?: là)?|đến hết|trong)\s*:?\s*"
    rf"(?:ngày\s*)?{_DAY})",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"(?:trong (?:thời hạn|vòng)|sau)\s*(?P<days>\d{1,3})\s*(?:\([^)]*\)\s*)?ngày(?P<working>\s+làm việc)?",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"xin ý kiến|có ý kiến|tham gia ý kiến|góp ý|gửi về|gửi (?:lại )?cho|trả lời|giải trình|cung cấp|báo cáo|"
    r"gửi ý kiến|đóng góp|gia hạn",
    re.IGNORECASE,
)
_URGENCIES: Mapping[str, str] = {"hoa toc": "immediate", "thuong khan": "very-urgent", "khan": "urgent"}
_FOR_OTHERS = re.compile(r"(?:TM|KT|TL|TUQ|Q)\.\s*\S", re.IGNORECASE)
_ROLE = re.compile(
    r"(?:quyền\s+|q\.\s*)?(?:phó\s+)?(?:chủ tịch|trưởng|giám đốc|chánh|bí thư|viện trưởng|cục trưởng|chi cục trưởng|"
    r"hiệu trưởng|chỉ huy trưởng|đội trưởng|tổng giám đốc|head|chair|director)",
    re.IGNORECASE,
)
_CAPITAL_WORDS: tuple[tuple[str, str], ...] = (
    ("chủ tịch", "Chủ tịch"),
    ("trưởng ", "Trưởng "),
    ("giám đốc", "Giám đốc"),
    ("chánh ", "Chánh "),
    ("văn phòng", "Văn phòng"),
    ("công an", "Công an"),
    ("ban ", "Ban "),
)
_NATION = re.compile(r"CỘNG\s+H|SOCIALIST|ĐỘC\s+LẬP|INDEPENDENCE|^[-–_=*\s]+$", re.IGNORECASE)

_IN_A_SENTENCE = Text("hạn nêu trong câu xin ý kiến, trả lời", "a deadline in a sentence that asks for something")
_GETS_A_COPY = Text("nơi nhận ghi ở cuối văn bản", "named at the end of the letter among those that get it")
_NAMED = Text("văn bản được nêu ở đầu công văn", "a letter that is named where letters say what they answer")
BY_EYE = Text("đọc từ bản quét", "read from a scan")


def read_letter(sheet: Sheet, source: Source) -> IncomingLetter:
    """What is read and guessed from a sheet; from a scan all is guessed."""
    # A number may be broken over two lines.
    lines = (*sheet.left, *map(" ".join, pairwise(sheet.left)))
    number = next((match for line in lines if (match := _NUMBER.search(line))), None)
    to, body = _addressees(sheet.body)
    text = "\n".join(body)
    letter = IncomingLetter(
        source=source,
        issuer=tuple(_issuer(sheet)),
        number=_number_told(number),
        notation=number["notation"] if number else "",
        type_name=sheet.title,
        day=_day_of_issue(sheet),
        subject=_subject(sheet),
        to=tuple(to),
        signed_by=_signer(sheet, body),
        due=_due(body),
        due_within=_due_within(body),
        copies=tuple(_copies(sheet)),
        urgency=_urgency(sheet),
        cited=tuple(_cited(body)),
        body=text,
    )
    return _by_eye(letter) if source == "scan" else letter


def _by_eye(letter: IncomingLetter) -> IncomingLetter:
    def guess(told: Told) -> Told:
        return replace(told, why=told.why or BY_EYE)

    single = ("number", "day", "subject", "signed_by", "due", "urgency")
    guesses: dict[str, Any] = {name: guess(told) for name in single if (told := getattr(letter, name))}
    return replace(letter, issuer=tuple(map(guess, letter.issuer)), to=tuple(map(guess, letter.to)), **guesses)


# --- the head ---------------------------------------------------------------------------------------------------------


def _issuer(sheet: Sheet) -> Iterator[Told]:
    """The names above the number: whole, then without the superior body's lines that stand first."""
    lines: list[str] = []
    for line in sheet.left:
        if _NUMBER.search(line) or re.match(r"(?:Số|No\.?)\s*[:.]", line, re.IGNORECASE) or _SUBJECT.match(line):
            break
        if not _NATION.search(line) and plain(line).strip(" *-_") not in _URGENCIES:
            lines.append(line.strip(" -–_*"))
    for start in range(len(lines)):
        name = " ".join(lines[start:])
        yield Told(name, name)


def _number_told(match: re.Match[str] | None) -> Told | None:
    if match is None or not match["figure"]:
        return None
    return Told(f"{match['figure']}/{match['notation']}", " ".join(match[0].split()))


def _day_of_issue(sheet: Sheet) -> Told | None:
    for line in (*sheet.right, " ".join(sheet.right), *sheet.left):
        if (match := _DATED.search(line)) and (day := _day(match)):
            return Told(day.isoformat(), line.strip())
    return None


def _day(match: re.Match[str]) -> date | None:
    found = match.groupdict()
    year, month, day = (found.get(name) or found.get(f"{name}2") for name in ("y", "m", "d"))
    try:
        return date(int(year or 0), int(month or 0), int(day or 0))
    except ValueError:
        return None


def _subject(sheet: Sheet) -> Told | None:
    if sheet.subject:
        return Told(capitalized(_ABOUT.sub("", sheet.subject, count=1).strip(" .")), sheet.subject)
    for place, line in enumerate(sheet.left):
        if match := _SUBJECT.match(line):
            further = takewhile(
                lambda line: plain(line).strip(" *-_") not in _URGENCIES and not _NUMBER.search(line),
                sheet.left[place + 1 :],
            )
            subject = " ".join((match["subject"], *further)).strip(" .")
            return Told(capitalized(subject), f"V/v {subject}")
    return None


def _urgency(sheet: Sheet) -> Told | None:
    for line in (*sheet.left, *sheet.right):
        if code := _URGENCIES.get(plain(line).strip(" *-_.:")):
            return Told(code, line)
    return None


def _addressees(lines: tuple[str, ...]) -> tuple[list[Told], tuple[str, ...]]:
    """Whom it goes to: behind “Kính gửi:”, on that line, or one a line below; and what follows."""
    for place, line in enumerate(lines[:6]):
        match = _ADDRESSED.match(line)
        if match is None:
            continue
        names = [match["rest"]] if match["rest"].strip() else []
        rest = place + 1
        while rest < len(lines) and rest < place + 60 and _is_addressee(lines[rest], names):
            names.append(lines[rest])
            rest += 1
        parts = [part for name in names for part in name.split(";")]
        told = [name for part in parts if (name := part.strip(" -–+•;.,"))]
        return [Told(name, f"Kính gửi: {name}") for name in told], lines[rest:]
    return [], lines


def _is_addressee(line: str, before: list[str]) -> bool:
    """A list of addressees has dashes, and ends with a full stop."""
    if before and before[-1].rstrip().endswith("."):
        return False
    return bool(re.match(r"[-+•]\s", line)) or (not before and len(line) < 150)


def _copies(sheet: Sheet) -> Iterator[Told]:
    """Who gets a copy, in the order of the list; what is said of the list itself ends it."""
    for line in sheet.foot_left[1:]:
        name = re.sub(r"\(.*?\)", "", line).strip(" -–+•;.,")
        if name and not re.match(r"(?:lưu|như)\b", name, re.IGNORECASE):
            yield Told(name, f"Nơi nhận: {name}", _GETS_A_COPY)


# --- the foot ---------------------------------------------------------------------------------------------------------


def _signer(sheet: Sheet, body: tuple[str, ...]) -> Told | None:
    """The role above the signature, the last of those that sign for others; the name below is not kept."""
    lines = [line for line in (*body[-4:], *sheet.foot_right) if line == line.upper() or _FOR_OTHERS.match(line)]
    roles = [line for line in lines if _ROLE.match(_without_signs(line)) or _FOR_OTHERS.match(line)]
    if not roles:
        return None
    return Told(as_role(_without_signs(roles[-1])), " / ".join(roles))


def _without_signs(line: str) -> str:
    return re.sub(r"^(?:TM|KT|TL|TUQ|Q)\.\s*", "", line.strip(" -–_*"), flags=re.IGNORECASE)


def as_role(words: str) -> str:
    """A role as records write it: “Phó Chủ tịch” for PHÓ CHỦ TỊCH."""
    role = words.lower()
    for small, large in _CAPITAL_WORDS:
        role = re.sub(rf"\b{small}", large, role)
    return capitalized(role)


# --- the sentences ----------------------------------------------------------------------------------------------------


def _asking(body: tuple[str, ...]) -> Iterator[str]:
    """The sentences that ask for something."""
    for paragraph in body:
        yield from filter(_ASKS.search, re.split(r"(?<=[.;])\s+(?=[A-ZĐ])", paragraph))


def _due(body: tuple[str, ...]) -> Told | None:
    for match in filter(None, map(_DUE.search, _asking(body))):
        if day := _day(match):
            return Told(day.isoformat(), match["words"].strip(), _IN_A_SENTENCE)
    return None


def _due_within(body: tuple[str, ...]) -> Within | None:
    match = next(filter(None, map(_WITHIN.search, _asking(body))), None)
    return Within(int(match["days"]), bool(match["working"]), " ".join(match[0].split())) if match else None


def _cited(body: tuple[str, ...]) -> Iterator[Cited]:
    """Letters that are named by number, in their order; those that a letter begins with are likely to be answered."""
    for place, paragraph in enumerate(body[:40]):
        end = 0
        reason = ""
        while match := _CITED.search(paragraph, end):
            words = plain(match["reason"] or "").split(" ")
            reason = " ".join(words[:2]) if " ".join(words[:2]) in _ANSWERS else words[0] or reason
            end = match.end()
            if "/" not in match["number"] and not _day(match):
                continue
            yield _citation(match, place < 3 and reason in _ANSWERS)
            while also := _ALSO_CITED.match(paragraph, end):
                yield _citation(also, place < 3 and reason in _ANSWERS)
                end = also.end()


def _citation(match: re.Match[str], is_answered: bool) -> Cited:
    words = " ".join(match[0].split()).strip(" ,;")
    return Cited("".join(match["number"].split()), _day(match), "", words, is_answered, _NAMED)
