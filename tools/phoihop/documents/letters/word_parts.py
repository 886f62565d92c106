"""What python-docx has no word for: text in a given size, short rules under a name, widths of columns, fields."""

from collections.abc import Sequence

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run


def write_line(
    cell: _Cell,
    text: str,
    size: Length,
    *,
    bold: bool = False,
    italic: bool = False,
    align: ALIGN = ALIGN.CENTER,
) -> None:
    paragraph = write(cell.add_paragraph(), text, size, bold=bold, align=align)
    paragraph.runs[0].italic = italic


def write(
    paragraph: Paragraph, text: str, size: Length, *, bold: bool = False, align: ALIGN | None = None
) -> Paragraph:
    run = paragraph.add_run(text)
    run.font.size, run.bold = size, bold
    if align is not None:
        paragraph.alignment = align
    return paragraph


def lower_rule(paragraph: Paragraph, inset: Length) -> None:
    """The short line under a name: the lower border of an empty, low paragraph."""
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = inset
    shape.line_spacing = Pt(2)
    shape.space_after = Pt(4)
    border = OxmlElement("w:pBdr")
    border.append(element("w:bottom", val="single", sz="6", space="1", color="000000"))
    # Word, unlike others, wants the parts of a paragraph's properties in the standard's order.
    paragraph._p.get_or_add_pPr().insert_element_before(border, "w:spacing", "w:ind", "w:jc")


def set_widths(table: Table, widths: Sequence[Length]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def drop_first_paragraph(cell: _Cell) -> None:
    """A new cell has an empty paragraph, which is in the way once it has others."""
    first = cell.paragraphs[0]._p
    first.getparent().remove(first)


def write_field(run: Run, code: str) -> None:
    for part in (
        element("w:fldChar", fldCharType="begin"),
        element("w:instrText", text=code),
        element("w:fldChar", fldCharType="end"),
    ):
        run._r.append(part)


def element(name: str, *, text: str | None = None, **attributes: str) -> BaseOxmlElement:
    made = OxmlElement(name)
    made.text = text
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made
