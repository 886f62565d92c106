"""Templates escape everything: none has a way to say that a text is markup already."""

from pathlib import Path

import phoihop
import pytest
from jinja2 import Environment, nodes

PACKAGE = Path(phoihop.__file__).parent
TEMPLATES = sorted(PACKAGE.rglob("*.html"))
READER = Environment(extensions=["jinja2.ext.i18n"])


def unescaped(source: str) -> list[str]:
    """What a template does to keep text from being escaped."""
    tree = READER.parse(source)
    filters = [
        f"{each.lineno}: |{each.name}"
        for each in tree.find_all(nodes.Filter)
        if each.name == "safe" or nodes.Const("safe") in each.args
    ]
    blocks = [f"{each.lineno}: autoescape" for each in tree.find_all(nodes.EvalContextModifier)]
    return filters + blocks


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_no_template_takes_text_for_markup(template: Path) -> None:
    assert unescaped(template.read_text(encoding="utf-8")) == []


def test_every_way_around_escaping_is_seen() -> None:
    assert unescaped("{{ doc.reason|upper|safe }}") == ["1: |safe"]
    assert unescaped("{% for a in b|map('safe') %}{{ a }}{% endfor %}") == ["1: |map"]
    assert unescaped("{% autoescape false %}{{ a }}{% endautoescape %}") == ["1: autoescape"]
    assert unescaped("{% filter safe %}{{ a }}{% endfilter %}") == ["1: |safe"]
