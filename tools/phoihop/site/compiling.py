"""Templates as Jinja compiles them, but for what costs most on a hundred thousand pages: they become plainer Python.

Whatever is called is called at once, and what several templates import is made once. In those that make up the pages
of tasks (`PagesEnvironment.plain`) an attribute is an attribute and an item an item: there, `a.b` is no look into a
dict. What a page says is the same; what is not there is an error, here as there.
"""

import re
from collections.abc import Callable, Collection, Iterator, MutableMapping
from functools import partial
from gettext import NullTranslations
from keyword import iskeyword
from typing import Any

from jinja2 import Environment
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.nodes import Call, CondExpr, Const, Expr, FromImport, Getattr, Getitem, Import, Name, Slice
from jinja2.utils import missing
from markupsafe import Markup, escape

_CALL = ["variable_begin", "name", "lparen", "string", "rparen", "variable_end"]
_GETTEXT = ("_", "gettext", "ngettext", "pgettext", "npgettext")
"""What asks for the context of a template when it is called; nothing else does."""


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


class _Compiled(CodeGenerator):
    environment: "PagesEnvironment"

    def visit_CondExpr(self, node: CondExpr, frame: Frame) -> None:  # noqa: N802  # as Jinja calls it, and so below
        # Without its `else`, an `if` in an expression would make an error first, to be written as no text.
        node.expr2 = node.expr2 or Const("")
        super().visit_CondExpr(node, frame)

    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802
        if self.name not in self.environment.plain or iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Getitem(self, node: Getitem, frame: Frame) -> None:  # noqa: N802
        if self.name not in self.environment.plain or isinstance(node.arg, Slice):
            super().visit_Getitem(node, frame)
            return
        self.visit(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Call(self, node: Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        spoken = isinstance(node.node, Name) and node.node.name in _GETTEXT
        if spoken or forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        if macro_ref.accesses_caller or macro_ref.accesses_kwargs or macro_ref.accesses_varargs:
            super().macro_def(macro_ref, frame)
        else:
            names = [argument.name for argument in macro_ref.node.args]
            self.write(f"environment.macro(macro, {names!r})")

    def _import_common(self, node: Import | FromImport, frame: Frame) -> None:
        if node.with_context:
            super()._import_common(node, frame)
            return
        self.write("environment.get_template(")
        self.visit(node.template, frame)
        self.write(").module")

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.escaped(")


class PagesEnvironment(Environment):
    """Jinja's environment, with what its compiled templates call."""

    code_generator_class = _Compiled
    plain: Collection[str] = ()
    """The templates whose dots are attributes and nothing else."""

    @staticmethod
    def escaped(value: object) -> str:
        """A value as it stands in a page. What needs no escaping is not made anew: most texts don't."""
        kind = type(value)
        if kind is Markup or (kind is str and not _ESCAPED.search(value)):  # type: ignore[call-overload]  # it is a str
            return value  # type: ignore[return-value]  # as above
        return str(value) if kind is int or kind is float else escape(value)

    @staticmethod
    def macro(body: Callable[..., str], names: list[str]) -> Callable[..., Markup]:
        """A macro, from the function that its body became: what is not given is `missing`, as that expects."""
        of_body = dict(zip(names, body.__code__.co_varnames, strict=False))
        body.__defaults__ = (missing,) * len(names)

        def called(*args: object, **kwargs: object) -> Markup:
            if kwargs:
                return _marked(body(*args, **{of_body[name]: value for name, value in kwargs.items()}))
            return _marked(body(*args))

        return called

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """In one piece: each page starts from a copy."""
        return {**self.globals, **(d or {})}


_ESCAPED = re.compile("""[&<>"']""")
_marked: Callable[[str], Markup] = partial(str.__new__, Markup)
"""Text that is markup, without a look at what it is."""
