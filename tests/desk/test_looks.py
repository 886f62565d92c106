"""The desk's colours and letters are the site's."""

import re
from pathlib import Path

from phoihop.desk.pages import palette

DESK = Path(__file__).parents[2] / "tools/phoihop/desk"


def test_the_colours_and_letters_are_those_of_the_site() -> None:
    light, dark = palette().split("prefers-color-scheme: dark")
    assert light.count("@font-face") == 4
    for name in re.findall(r"var\((--(?:ph|md)[\w-]+)", (DESK / "assets/desk.css").read_text(encoding="utf-8")):
        assert f"{name}:" in light + dark
    assert "--ph-accent:" in dark
