"""How findings are printed: one module a format, named in `REPORTERS`, each with a function `render(report)`."""

from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, cast

from phoihop.reporters.report import Printout

REPORTERS: dict[str, str] = {
    "text": "text",
    "json": "plain_json",
    "github": "github",
    "sarif": "sarif",
    "junit": "junit",
}
"""Every format of `phoihop check --format`, and the module that prints it."""


class Renderer(Protocol):
    def __call__(self, report: Printout) -> Iterator[str]: ...


def renderer(form: str) -> Renderer:
    """The function that prints a report in a format, as pieces of text. KeyError for an unknown one."""
    return cast(Renderer, import_module(f"phoihop.reporters.{REPORTERS[form]}").render)
