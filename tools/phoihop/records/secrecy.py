"""Marks of state secrecy: how a stamp MẬT, TỐI MẬT or TUYỆT MẬT shows in a text, a number, a file's name or a key.

The words themselves are no mark: a register may well speak of keeping secrets (bảo mật, bí mật nhà nước, độ Tối mật),
of density (mật độ) or of honey (mật ong). What counts is a word that stands as a stamp does: alone, at an edge, in
brackets, after “độ mật:”, or in capitals among words that are not.
"""

import re
import unicodedata
from pathlib import PurePosixPath

from phoihop.language import Message, say
from phoihop.plain_letters import plain
from phoihop.records.fit import KeyPath

LEVELS = {"mat": "MẬT", "toimat": "TỐI MẬT", "tuyetmat": "TUYỆT MẬT"}
"""The levels of state secrecy by their plain spelling."""

_KEYS = frozenset({"secrecy", "secret", "classified", "classification", "domat", "mucdomat", "capdomat", *LEVELS}) | {
    "urgency",
    "dokhan",
    "field",
}
"""Keys, in their plain spelling, that a level may stand in; `urgency` since that is the stamp beside it on paper."""

MAY_BE_MARKED = re.compile(
    r"[mM(](?:(?<=[mM])(?:[aAậẬ]\u0323?[tT]|[aA]\u0302\u0323[tT])|(?<=\()[mM]\))"
)  # as in `personal.MAY_BE_PERSONAL`, written so as to be fast
"""What a text has in it wherever it carries a mark: a quick look before a careful one."""

_LEVEL = re.compile(r"(?<!\w)(?:(?:tuyệt|tối)\s+)?mật(?!\w)", re.IGNORECASE)
_LABEL = re.compile(r"(?:độ|mức|cấp)\s+mật\s*[:=]\s*$", re.IGNORECASE)
_OPENED = re.compile(r"[\[(<{]\s*(?:(?:độ|dấu)\s+)?(?:mật\s*:\s*)?$", re.IGNORECASE)
_CLOSED = re.compile(r"\s*[\])>}]")
_PARTED_AFTER = re.compile(r"\s*[.:;–—]|\s+-|\s*$")
_PARTED_BEFORE = re.compile(r"(?:[.:;–—]\s*|-\s+|^\s*)$")
_LAST_SIGN = re.compile(r"\w(?=\W*\Z)")
_WORD_BEFORE = re.compile(r"(\w+)\s+$")
_WORD_AFTER = re.compile(r"\s+(\w+)")
_SPOKEN_OF = frozenset({"độ", "dấu", "chữ", "mức", "cấp", "bí", "bảo"})

FARTHEST_BEFORE = 80
"""How many signs before a word are looked at."""

_SYMBOL_PARTS = re.compile(r"[^\W\d_]+")
_NAME_PARTS = re.compile(r"[^\W_]+")


def carries_mark(level: str) -> Message:
    return say(
        "có dấu độ mật “{level}”: văn bản, tài liệu bí mật nhà nước không được đưa vào sổ; không ghi văn bản này, "
        "gỡ cả khỏi lịch sử Git và báo người phụ trách bảo vệ bí mật nhà nước",
        "it is marked “{level}”: what is a state secret may never enter the register; do not record this document, "
        "remove it from Git's history too, and tell the officer in charge of state secrets",
        level=level,
    )


def mark_in_text(text: str) -> str | None:
    """The level of secrecy that a title or another text is stamped with; None where it is not."""
    text = unicodedata.normalize("NFC", text)
    found = list(_LEVEL.finditer(text))
    levels = {_plain(match.group()) for match in found}
    # Looked for once, for a text may name levels ten thousand times: between which places all of its words stand.
    begin, end = len(text) - len(text.lstrip()), last.end() if (last := _LAST_SIGN.search(text)) else 0
    stamps = (
        each for each in found if _is_stamp(text, each, each.start() <= begin, each.end() >= end, len(levels) > 1)
    )
    return next((LEVELS[_plain(match.group())] for match in stamps), None)


def mark_in_number(number: str) -> str | None:
    """The level that the symbol of a document's number shows: `05/KH-UBND-MẬT`, `12/BC-UBND (M)`."""
    if re.search(r"\(\s*M\s*\)", number):
        return LEVELS["mat"]
    return _level_among([part.group() for part in _SYMBOL_PARTS.finditer(unicodedata.normalize("NFC", number))])


def mark_in_file_name(path: str) -> str | None:
    """The level that a file's name shows, with diacritics or without: `phuong-an_TOI-MAT.pdf`."""
    stem = unicodedata.normalize("NFC", PurePosixPath(path).stem)
    if level := mark_in_text(stem.replace("_", " ").replace("-", " - ")):
        return level
    parts = [part.group() for part in _NAME_PARTS.finditer(stem)]
    if len(parts) == 1 and _plain(parts[0]) in LEVELS:
        return LEVELS[_plain(parts[0])]
    # “mat” may be any of many words (mặt bằng, mất mùa): in small letters only the levels above it count.
    shouted = [part if part.isupper() else "" for part in parts] if not stem.isupper() else []
    return _level_among(shouted) or _higher_at_an_edge([_plain(part) for part in parts])


def mark_as_value(key: KeyPath, value: object) -> str | None:
    """The level that stands as the value of a key that is there for it, or was taken for it."""
    name = next((part for part in reversed(key) if isinstance(part, str)), "")
    return LEVELS.get(_plain(value)) if isinstance(value, str) and _plain(name) in _KEYS else None


def _is_stamp(text: str, match: re.Match[str], is_first: bool, is_last: bool, among_others: bool) -> bool:
    word = match.group()

    def before(pattern: re.Pattern[str]) -> re.Match[str] | None:
        return pattern.search(text, max(0, match.start() - FARTHEST_BEFORE), match.start())

    if before(_LABEL) or (before(_OPENED) and _CLOSED.match(text, match.end())):
        return True
    at_an_edge = (is_first and _PARTED_AFTER.match(text, match.end())) or (is_last and before(_PARTED_BEFORE))
    if at_an_edge and (" " in word or word[0].isupper()):
        return True
    if not word.isupper() or among_others:
        return False
    previous, following = before(_WORD_BEFORE), _WORD_AFTER.match(text, match.end())
    if previous and previous[1].lower() in _SPOKEN_OF:
        return False
    return not any(each and each[1].isupper() and len(each[1]) > 1 for each in (previous, following))


def _level_among(parts: list[str]) -> str | None:
    plain = [_plain(part) for part in parts]
    for index, part in enumerate(plain):
        if part in LEVELS:
            before = plain[index - 1] if index else ""
            return LEVELS.get(before + part, LEVELS[part])
    return None


def _higher_at_an_edge(parts: list[str]) -> str | None:
    """TỐI MẬT or TUYỆT MẬT as the first or last words of a name."""
    return next((LEVELS[pair] for pair in ("".join(parts[:2]), "".join(parts[-2:])) if pair in LEVELS), None)


def _plain(text: str) -> str:
    """Small letters without diacritics, spaces and signs: `domat` for `Độ mật`."""
    return "".join(char for char in plain(text) if char.isalnum())
