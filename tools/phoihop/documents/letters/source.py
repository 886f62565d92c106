"""The texts of the letters: small Markdown files with Jinja, from which the Markdown and the DOCX are both made.

A text uses few forms, so that either can be made of it: paragraphs, `##` and `###` headings, `-` items, tables (the
dashes under the head give the columns' relative widths), and Jinja statements on lines of their own.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

from phoihop.language import Language

Form = Literal["statement", "heading", "subheading", "item", "paragraph", "table", "row", "row-statement"]

_MARKS: Mapping[str, Form] = {"### ": "subheading", "## ": "heading", "- ": "item"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text: its form and what it says. A table's head and rows have a cell for each column.

    Of the head, `widths` and which columns are `centred` are told by the dashes under it.
    """

    form: Form
    text: str
    cells: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    centred: tuple[bool, ...] = ()


def body_text(name: str, language: Language) -> str:
    return _read(f"{name}.{language}.md")


def frame_text() -> str:
    return _read("frame.md")


def lines_of(text: str) -> Iterator[Line]:
    """The lines of a text. ValueError where a table has no line of dashes under its head."""
    lines = iter(text.splitlines())
    in_table = False
    for line in lines:
        if not line.strip():
            in_table = False
        elif line.startswith("|") and not in_table:
            rule = next(lines, "")
            if not re.fullmatch(r"[|:\s-]+", rule):
                raise ValueError(f"no line of dashes under the head of the table: {line}")
            in_table = True
            dashes = _cells(rule)
            yield Line("table", line, _cells(line), tuple(map(len, dashes)), tuple(":" in cell for cell in dashes))
        elif line.startswith("|"):
            yield Line("row", line, _cells(line))
        elif re.fullmatch(r"\{%.*?%\}", line.strip()) and line.count("{%") == 1:
            yield Line("row-statement" if in_table else "statement", line.strip()[2:-2].strip())
        else:
            mark = next((mark for mark in _MARKS if line.startswith(mark)), "")
            yield Line(_MARKS.get(mark, "paragraph"), line.removeprefix(mark))


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def _read(name: str) -> str:
    return (files("phoihop.documents.letters") / "bodies" / name).read_text(encoding="utf-8")
