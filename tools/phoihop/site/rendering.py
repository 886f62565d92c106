"""The Jinja environment that the pages of a register, and those of a portal, start from."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from gettext import NullTranslations
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.nodes import CondExpr, Const, Expr
from markupsafe import Markup, escape

from phoihop.language import Language, Text, capitalized, grouped, short_date
from phoihop.records.fields import field_name
from phoihop.wording import gettext_for
from phoihop.words.codes import PUNCTUALITY, STAGES, punctuality

_CALL = ["variable_begin", "name", "lparen", "string", "rparen", "variable_end"]


def pages_environment(package: str, domain: str, language: Language) -> Environment:
    """The templates of a package, escaped, translated by the catalogue `domain`, with what every page needs."""
    env = _PagesEnvironment(
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


def spelled_out(catalogue: NullTranslations) -> type[Extension]:
    """Puts each plain `{{ _('…') }}` into words once, when a template is compiled, and not on every page."""

    class SpelledOut(Extension):
        def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
            tokens = list(stream)
            place = 0
            while place < len(tokens):
                run = tokens[place : place + len(_CALL)]
                if [token.type for token in run] == _CALL and run[1].value == "_":
                    # As the i18n extension has it: a catalogue's text is markup, in which %% stands for %.
                    yield Token(run[0].lineno, "data", catalogue.gettext(run[3].value) % {})
                    place += len(_CALL)
                else:
                    yield tokens[place]
                    place += 1

    return SpelledOut


def in_words(words: Mapping[Any, Text], language: Language) -> Callable[[Any], str]:
    """A filter that puts a code into words."""
    return lambda key: words[key].in_language(language)


class _Compiled(CodeGenerator):
    """Templates as Jinja compiles them, but for what costs most on a hundred thousand pages."""

    def visit_CondExpr(self, node: CondExpr, frame: Frame) -> None:  # noqa: N802  # as Jinja calls it
        # Without its `else`, an `if` in an expression would make an error first, to be written as no text.
        node.expr2 = node.expr2 or Const("")
        super().visit_CondExpr(node, frame)

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.escaped(")


class _PagesEnvironment(Environment):
    code_generator_class = _Compiled

    @staticmethod
    def escaped(value: object) -> str:
        """A value as it stands in a page. What needs no escaping is not made anew: most texts don't."""
        if type(value) is Markup or (type(value) is str and not _ESCAPED.search(value)):
            return value
        return str(value) if type(value) is int else escape(value)


_ESCAPED = re.compile("""[&<>"']""")


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
