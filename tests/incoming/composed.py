"""The letters of `letters.yml`, as a Word file and as the page that a reader of PDFs sees."""

from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import yaml
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


@dataclass(frozen=True)
class Composed:
    """`left` and `right` are the head's columns, `text` what is between, `foot` and `signed` those at the end."""

    name: str
    left: str
    right: str
    text: str
    foot: str
    signed: str
    read: dict[str, object]
    guessed: dict[str, object] = field(default_factory=dict)

    def as_docx(self, *, tabulated: bool = True) -> bytes:
        """With its head in a table, or set with spaces."""
        document = Document()
        if tabulated:
            head = document.add_table(rows=1, cols=2)
            head.cell(0, 0).text, head.cell(0, 1).text = self.left, "\n".join((*NATION, self.right))
        for row in () if tabulated else _side_by_side(self.left.split("\n"), [*NATION, self.right]):
            document.add_paragraph(row)
        for line in self.text.split("\n"):
            paragraph = document.add_paragraph(line.removeprefix("^"))
            if line.startswith("^"):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        foot = document.add_table(rows=1, cols=2)
        foot.cell(0, 0).text, foot.cell(0, 1).text = self.foot, self.signed
        into = BytesIO()
        document.save(into)
        return into.getvalue()

    def as_lines(self) -> list[str]:
        """The page as a reader of PDFs sees it: what stands side by side is on one line, long lines are broken."""
        return [
            *_side_by_side(self.left.split("\n"), [*NATION, self.right]),
            "",
            *(broken for line in self.text.split("\n") for broken in _broken(line)),
            "",
            *_side_by_side(self.foot.split("\n"), self.signed.split("\n")),
        ]


def _side_by_side(left: list[str], right: list[str]) -> list[str]:
    rows = max(len(left), len(right))
    lefts, rights = ([*column, *[""] * (rows - len(column))] for column in (left, right))
    return [f"{one:^38}{other:^46}".rstrip() for one, other in zip(lefts, rights, strict=True)]


def _broken(line: str) -> list[str]:
    if line.startswith("^"):
        return [f"{line[1:]:^84}".rstrip()]
    lines = [" " * 6]
    for word in line.split():
        if len(lines[-1]) + len(word) > 84:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1].strip() else word
    return lines if line.strip() else [""]


def letters() -> tuple[Composed, ...]:
    return tuple(Composed(**each) for each in yaml.safe_load(LETTERS.read_text(encoding="utf-8")))


LETTERS = Path(__file__).with_name("letters.yml")
