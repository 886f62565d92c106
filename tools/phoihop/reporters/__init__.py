"""How findings are printed: one module a format, named in `REPORTERS`, each with a function `render(report)`."""

from collections.abc import Callable, Iterator
from importlib import import_module

from phoihop.reporters.report import Printout

REPORTERS = {"text": "text", "json": "plain_json", "github": "github", "sarif": "sarif", "junit": "junit"}
"""Every format of `phoihop check --format`, and the module that prints it."""


def renderer(form: str) -> Callable[[Printout], Iterator[str]]:
    """The function that prints a report in a format, as pieces of text. KeyError for an unknown one."""
    render: Callable[[Printout], Iterator[str]] = import_module(f"phoihop.reporters.{REPORTERS[form]}").render
    return render
