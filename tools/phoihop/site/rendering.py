"""The Jinja environment that the pages of a register, and those of a portal, start from."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from jinja2 import PackageLoader, StrictUndefined
from markupsafe import Markup

from phoihop.language import Language, Text, capitalized, grouped, short_date
from phoihop.records.fields import field_name
from phoihop.site.compiling import PagesEnvironment, spelled_out
from phoihop.wording import gettext_for
from phoihop.words.codes import PUNCTUALITY, STAGES, punctuality


def pages_environment(package: str, domain: str, language: Language) -> PagesEnvironment:
    """The templates of a package, escaped, translated by the catalogue `domain`, with what every page needs."""
    env = PagesEnvironment(
        loader=PackageLoader(package),
        # The package's templates stay what they are: nothing is looked for again on each page.
        auto_reload=False,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", spelled_out(gettext_for(domain, language))],
    )
    # newstyle: placeholders are filled after translation, and what fills them is escaped.
    env.install_gettext_translations(gettext_for(domain, language), newstyle=True)  # type: ignore[attr-defined]  # from the i18n extension
    env.filters |= {
        "day": lambda day: time_element(day, language) if day else "",
        "count": lambda number: Grouped(number, language),
        "stage": in_words(STAGES, language),
        "field": lambda slug: field_name(slug, language),
        "text": lambda text: text.in_language(language),
        "upfirst": capitalized,
        "compact": lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":")),
    }
    env.globals |= {
        "language": language,
        "STAGES": STAGES,
        "PUNCTUALITY": PUNCTUALITY,
        "punctuality": punctuality,
        "words_of": lambda words: {key: text.in_language(language) for key, text in words.items()},
    }
    return env


def in_words(words: Mapping[Any, Text], language: Language) -> Callable[[Any], str]:
    """A filter that puts a code into words."""
    return lambda key: words[key].in_language(language)


class Grouped(int):
    """A count that is shown as people write it."""

    def __new__(cls, number: int, language: Language) -> "Grouped":
        count = super().__new__(cls, number)
        count.language = language
        return count

    language: Language

    def __str__(self) -> str:
        return grouped(int(self), self.language)


@cache
def time_element(day: date, language: Language) -> Markup:
    """A date as people write it, with its machine form behind."""
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), short_date(day, language))
