"""The portal's catalogue is complete: every sentence has its Vietnamese, and nothing else is in there."""

import re
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from phoihop.wording import LOCALE

PORTAL = Path(__file__).parents[2] / "tools" / "phoihop" / "portal"


def test_every_sentence_of_the_portal_is_translated_and_none_is_left_over() -> None:
    keywords: dict[str, tuple[int, ...] | None] = {"_": None, "mark": None, "translate": None, "ngettext": (1, 2)}
    methods = [("**.py", "python"), ("**.html", "jinja2")]
    found = extract_from_dir(PORTAL, methods, {"**.html": {"trimmed": "true"}}, keywords)
    used = {message if isinstance(message, str) else message[0] for _, _, message, *_ in found}
    with (LOCALE / "vi" / "LC_MESSAGES" / "portal.po").open("rb") as file:
        catalogue = read_po(file, locale="vi")
    translated = {(m.id if isinstance(m.id, str) else m.id[0]): m for m in catalogue if m.id}
    assert used == set(translated)
    for message in translated.values():
        strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
        assert all(strings)
        assert not message.fuzzy
        places = set(re.findall(r"%\(\w+\)s", str(message.id)))
        assert all(set(re.findall(r"%\(\w+\)s", string)) <= places for string in strings)
