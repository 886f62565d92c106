"""Puts messages together into longer ones, each keeping its own facts."""

import re
from collections.abc import Iterable
from functools import lru_cache

from phoihop.language import Fact, Message, Text

_PLACE = re.compile(r"\{([a-z_0-9]+)\}")
NOTHING = Message(Text("", ""))


def joined(parts: Iterable[Message | None], separator: str = "; ") -> Message:
    """One message of several, with a separator between them; None and empty ones are left out."""
    vi: list[str] = []
    en: list[str] = []
    facts: dict[str, Fact] = {}
    for index, part in enumerate(parts):
        if part is None or not (part.text.vi or part.text.en):
            continue
        vi.append(_numbered(part.text.vi, index))
        en.append(_numbered(part.text.en, index))
        facts |= {f"p{index}_{name}": value for name, value in part.facts.items()}
    return Message(Text(separator.join(vi), separator.join(en)), facts)


@lru_cache(maxsize=1024)
def _numbered(text: str, index: int) -> str:
    """A text with its places named for the part that it is: few texts make all sentences."""
    return _PLACE.sub(rf"{{p{index}_\1}}", text)
