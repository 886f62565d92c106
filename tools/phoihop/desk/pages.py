"""The pages' templates and what they put into words; the site's colours and letters, for the desk's own style."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment

from phoihop.desk.clone import Clone
from phoihop.desk.drafts import LETTER
from phoihop.incoming.telling import notices
from phoihop.incoming.telling import told as lines
from phoihop.kinds.registry import record_kinds
from phoihop.language import Language, Message, capitalized, sentence, word
from phoihop.records.types import DOCUMENT_TYPES
from phoihop.rules.registry import rules
from phoihop.sending.topics import STATES
from phoihop.site.rendering import pages_environment
from phoihop.words.codes import IN_A_COLUMN
from phoihop.words.days import day_with_weekday
from phoihop.words.labels import by_labels
from phoihop.words.obligations import Standing, standing_told


def rendered(
    clone: Clone, template: str, language: Language, path: str, asked: Iterable[tuple[str, str]], **facts: Any
) -> str:
    """A page; `path` and what was `asked` there are its address, at which the language can be changed."""
    register = clone.register

    def told(message: Message) -> str:
        return word(by_labels(message), language, register.agency_name)

    def in_days(standing: Standing) -> str:
        said = standing_told(standing)
        return told(said) if said else ""

    text: str = (
        _environment(language)
        .get_template(template)
        .render(
            register=register,
            freshness=clone.freshness,
            is_of_this_machine=clone.is_of_this_machine,
            records_of=clone.records_of,
            still_waiting=[topic.title for topic, state in clone.sent if state == "waiting"],
            zone=register.zone,
            path=path,
            asked=list(asked),
            told=told,
            sentence=lambda message: sentence(told(message)),
            in_days=in_days,
            **facts,
        )
    )
    return text


@cache
def _environment(language: Language) -> Environment:
    env = pages_environment("phoihop.desk", "desk", language)
    env.globals |= {
        "kind": lambda name: capitalized(record_kinds()[name].title.in_language(language)),
        "states": {state: text.in_language(language) for state, text in STATES.items()},
        "severities": {name: text.in_language(language) for name, text in IN_A_COLUMN.items()},
        "rule_title": lambda rule: rules()[rule].title.in_language(language) if rule in rules() else rule,
        "weekday": lambda day: day_with_weekday(day, language),
        "letter_kind": LETTER,
        "document_kinds": DOCUMENT_TYPES,
        "lines": lines,
        "notices": notices,
    }
    return env


@cache
def palette() -> str:
    """The letters and colours of the site's style sheet: light, and dark where the screen is."""
    style = files("phoihop.site").joinpath("assets", "phoihop.css").read_text(encoding="utf-8")
    fonts = "\n".join(re.findall(r"^@font-face \{.*\}$", style, re.MULTILINE))
    light = re.search(r"^:root \{(.*?)^\}", style, re.MULTILINE | re.DOTALL)
    dark = re.search(r'\[data-md-color-scheme="slate"\] \{(.*?)\}', style, re.DOTALL)
    assert light
    assert dark
    return (
        f"{fonts}\n:root {{{light[1]}}}\n@media screen and (prefers-color-scheme: dark) {{\n  :root {{{dark[1]}}}\n}}\n"
    )
