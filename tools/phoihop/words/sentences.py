"""Puts messages together into longer ones, each keeping its own facts."""

import re
from collections.abc import Iterable

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
        vi.append(_PLACE.sub(rf"{{p{index}_\1}}", part.text.vi))
        en.append(_PLACE.sub(rf"{{p{index}_\1}}", part.text.en))
        facts |= {f"p{index}_{name}": value for name, value in part.facts.items()}
    return Message(Text(separator.join(vi), separator.join(en)), facts)
