"""The desk's catalogue is complete, and its colours and letters are the site's."""

import re
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from phoihop.desk.pages import palette
from phoihop.wording import LOCALE

DESK = Path(__file__).parents[2] / "tools/phoihop/desk"


def test_every_sentence_of_the_desk_is_translated_and_none_is_left_over() -> None:
    used = {str(message) for _, _, message, *_ in extract_from_dir(DESK, [("**.html", "jinja2")], keywords={"_": None})}
    with (LOCALE / "vi/LC_MESSAGES/desk.po").open("rb") as file:
        translated = {str(each.id): each for each in read_po(file, locale="vi") if each.id}
    assert used == translated.keys()
    for sentence, message in translated.items():
        assert message.string
        assert not message.fuzzy
        places = [set(re.findall(r"%\(\w+\)s", str(text))) for text in (sentence, message.string)]
        assert places[0] == places[1]


def test_the_colours_and_letters_are_those_of_the_site() -> None:
    light, dark = palette().split("prefers-color-scheme: dark")
    assert light.count("@font-face") == 4
    for name in re.findall(r"var\((--(?:ph|md)[\w-]+)", (DESK / "assets/desk.css").read_text(encoding="utf-8")):
        assert f"{name}:" in light + dark
    assert "--ph-accent:" in dark
