"""How a review is printed: one module a format, each with a `render(review) -> str`."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phoihop.changes.review import Review

MARK = "<!-- phoihop-review -->"
"""The first line of a review's comment, which no reader sees: by it, whoever posts finds the earlier one."""

FORMATS: Mapping[str, str] = {"text": "text", "markdown": "markdown", "json": "plain_json"}
"""Every format by name, with its module; the first is the default."""


def renderer(name: str) -> Callable[["Review"], str]:
    render: Callable[[Review], str] = import_module(f"phoihop.changes.formats.{FORMATS[name]}").render
    return render
