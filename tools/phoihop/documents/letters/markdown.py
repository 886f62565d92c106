"""A letter as Markdown, for reading and pasting. What comes from a record is shown as it is and taken for no markup."""

import re

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from phoihop.documents.letters.letter import Letter
from phoihop.documents.letters.source import body_text, frame_text

_SIGNS = re.compile(r"[\\`*_\[\]<>&#|~!$]")
_BEGINS_A_LIST = re.compile(r"(?<=^\d)(?=[.)] )|(?<=^\d\d)(?=[.)] )|^(?=[-+=])")


def letter_as_markdown(letter: Letter) -> str:
    """The letter whole; blank lines that the text's statements leave are taken out."""
    environment = Environment(undefined=StrictUndefined, finalize=_shown)  # `finalize` escapes: this is no HTML
    body = environment.from_string(_without_lines(body_text(letter.form.name, letter.language))).render(letter.facts)
    whole = environment.from_string(_without_lines(frame_text())).render(letter.facts, body=Markup(body))
    return re.sub(r"\n{3,}", "\n\n", whole).strip() + "\n"


def _without_lines(text: str) -> str:
    """The text, in which a statement on a line of its own makes no line."""
    return re.sub(r"(?m)^(\{%[^%\n]*%\})\n", r"\1", text)


def _shown(value: object) -> object:
    """A value as it may stand in Markdown; line breaks, which only our own composed texts have, become `<br>`."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    escaped = _SIGNS.sub(r"\\\g<0>", value)
    return _BEGINS_A_LIST.sub(r"\\", escaped).replace("\n", "<br>")
