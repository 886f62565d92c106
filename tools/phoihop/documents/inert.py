"""Text of a record in a comment on a forge: shown as it is, and taken for nothing else.

Forges make more of a text than Markdown does: mentions that notify people, links from addresses, numbers and commit
ids, emoji, commands at the start of a line. So a text that is plain (letters, figures, the usual punctuation, nothing
that any of them takes for a sign) is shown plainly; any other stands as code, where none of them looks.
"""

import re
from collections.abc import Callable

from phoihop.language import Agency, Fact, Language, Message, Text, excerpt, word

LONGEST = 200

_PLAIN = re.compile(r"(?:[^\W_]|[ ,;.()/%°²“”‘’…–—+?-]|:(?= |$))*")
_MEANS_MORE = re.compile(r"www\.|\b[0-9a-f]{7,}\b|\bGH-\d|^[ ]|^\d+[.)] |^[-+] |  |%[^\W\d]|\bxn--", re.IGNORECASE)
_PLACE = re.compile(r"(\{[a-z_0-9]+\})")
_SIGNS = re.compile(r"([\\`*_\[\]<>&#|~!@$])")


def inert(text: str) -> str:
    """A record's text for the middle of a line of Markdown."""
    shown = excerpt(" ".join(text.split()), LONGEST)
    if _PLAIN.fullmatch(shown) and not _MEANS_MORE.search(shown):
        return shown
    fence = "`" * (max((len(run) for run in re.findall(r"`+", shown)), default=0) + 1)
    # A space keeps a backtick at the edge apart from the fence; Markdown takes one away on each side again.
    edge = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{edge}{shown}{edge}{fence}"


def inert_word(message: Message, language: Language, agency_name: Callable[[str], str]) -> str:
    """A message in words, in which every fact is inert and the sentence's own signs are escaped."""
    text = "".join(
        part if _PLACE.fullmatch(part) else _SIGNS.sub(r"\\\1", part)
        for part in _PLACE.split(message.text.in_language(language))
    )
    facts = {name: _fact(value, language, agency_name) for name, value in message.facts.items()}
    # `word` itself would cut a text, and with it the fence of code.
    return text.format(**facts)


def _fact(value: Fact, language: Language, agency_name: Callable[[str], str]) -> str:
    match value:
        case str():
            return inert(value)
        case Text():
            return inert(value.in_language(language))
        case Agency(id):
            return inert(agency_name(id))
        case tuple():
            return ", ".join(_fact(item, language, agency_name) for item in value)
        case Message():
            return inert_word(value, language, agency_name)
        case _:
            return word(Message(Text("{it}", "{it}"), {"it": value}), language)
