"""Text in plain letters: for ids and file names, for finding what was typed without its marks, or hidden by them."""

import re
import unicodedata


def plain(text: str) -> str:
    """A text in lower-case letters without their marks, đ as d: how people type in haste."""
    letters = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


def slug(text: str, longest: int = 60) -> str:
    """`to-trinh-so-5` for “Tờ trình số 5”: a-z, 0-9 and single hyphens; empty where nothing is left."""
    return re.sub(r"[^a-z0-9]+", "-", plain(text))[:longest].strip("-")
