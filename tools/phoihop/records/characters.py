"""Which characters a record's text may hold (rule `text-safe`).

An allow-list decides: the Vietnamese alphabet, ASCII, and the usual punctuation and symbols are plainly safe. Any
other character is looked at by its Unicode properties; a list of known look-alikes alone would miss too much.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from phoihop.language import Message, say

_VIETNAMESE = (
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
    "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
)
_SYMBOLS = "–—‘’“”…•°²³½¼¾×÷±≤≥≈≠−€§«»₫→←↔·′″‰©®™№"
_PLAIN = re.compile(rf"[\t\n\r\x20-\x7e{_VIETNAMESE}{_SYMBOLS}]*")
_STRUCTURAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
_LOOKS_LIKE_D_WITH_STROKE = {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"}  # the look-alikes are the point
_WORD = re.compile(r"[^\W\d_]+")
_SIGNS_NOT_LETTERS = {"µ", "Ω", "º", "ª"}


@dataclass(frozen=True, slots=True)
class Unsafe:
    """An unsafe place in a text: its offset, what is wrong, and whether the text's lines can't be trusted for it."""

    offset: int
    message: Message
    breaks_lines: bool = False


def unsafe_places(text: str) -> Iterator[Unsafe]:
    """Every place in `text` that rule `text-safe` objects to, in order; tabs and line feeds are fine."""
    if _PLAIN.fullmatch(text):
        return
    yield from sorted(_unsafe(text), key=lambda place: place.offset)


def breaks_lines(text: str) -> bool:
    """Whether the text holds a character that could end a line, or the text, where no reader sees it."""
    return _STRUCTURAL.search(text) is not None


def _unsafe(text: str) -> Iterator[Unsafe]:
    for offset, char in enumerate(text):
        if _PLAIN.fullmatch(char):
            continue
        if _STRUCTURAL.fullmatch(char):
            yield Unsafe(
                offset, _named(char, "ký tự điều khiển hoặc ngắt dòng", "a control or line-breaking character"), True
            )
        elif char in _LOOKS_LIKE_D_WITH_STROKE:
            yield Unsafe(
                offset,
                say(
                    "chữ {wrong} (U+{code}) không phải chữ {right} của tiếng Việt; gõ lại chữ {right}",
                    "{wrong} (U+{code}) is not the Vietnamese letter {right}; type {right} instead",
                    wrong=char,
                    code=f"{ord(char):04X}",
                    right=_LOOKS_LIKE_D_WITH_STROKE[char],
                ),
            )
        elif unicodedata.category(char) in ("Cf", "Co", "Cn", "Cs", "Zl", "Zp") or char in "\u115f\u1160\u3164\u034f":
            yield Unsafe(
                offset, _named(char, "ký tự ẩn hoặc đảo chiều chữ", "an invisible or direction-changing character")
            )
    if not unicodedata.is_normalized("NFC", text):
        yield Unsafe(
            _first_not_composed(text),
            say(
                "chữ có dấu được gõ rời (không phải Unicode dựng sẵn, NFC); gõ lại bằng bảng mã Unicode dựng sẵn",
                "letters and their marks are stored apart (the text is not NFC); retype it as composed Unicode",
            ),
        )
    for match in _WORD.finditer(text):
        if len(alphabets := _alphabets(match.group())) > 1:
            yield Unsafe(
                match.start(),
                say(
                    "từ “{word}” trộn nhiều bảng chữ ({alphabets}); gõ lại từ này",
                    "the word “{word}” mixes alphabets ({alphabets}); type it anew",
                    word=match.group(),
                    alphabets=", ".join(sorted(alphabets)),
                ),
            )


def _named(char: str, vi: str, en: str) -> Message:
    return say(
        vi + " U+{code} không được có trong sổ; hãy xóa ký tự này",
        en + " U+{code} may not stand in the register; delete it",
        code=f"{ord(char):04X}",
    )


def _alphabets(word: str) -> set[str]:
    """The alphabets of a word's letters, by the first word of their Unicode names."""
    return {
        "Latin" if name.startswith(("LATIN", "MODIFIER")) else name.split(" ")[0].capitalize()
        for char in word
        if char not in _SIGNS_NOT_LETTERS
        # A superscript, as in m², counts as part of a word but is no letter.
        and unicodedata.category(char).startswith("L")
        and (name := unicodedata.name(char, ""))
    }


def _first_not_composed(text: str) -> int:
    """Offset of the first line that is not NFC."""
    offset = 0
    for line in text.splitlines(keepends=True):
        if not unicodedata.is_normalized("NFC", line):
            return offset
        offset += len(line)
    return 0
