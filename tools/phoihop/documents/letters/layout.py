"""The DOCX templates: the layout of Decree 30/2020/NĐ-CP, Annex I, around the texts of the letters.

A template is made when it is asked for, from the same text as the Markdown, so that the two can't fall apart; an
office that wants its own starts from it (`phoihop draft KIND --write-template FILE`) and changes it in Word.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import zip_longest

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from phoihop.documents.letters.letter import LetterForm
from phoihop.documents.letters.source import Line, body_text, lines_of
from phoihop.language import Language

FONT = "Times New Roman"
PAGE, MARGIN_TOP, MARGIN_LEFT, MARGIN_RIGHT = (Mm(210), Mm(297)), Mm(20), Mm(30), Mm(17)
TEXT_WIDTH = Mm(210 - 30 - 17)
BODY, HEADING, SMALL, LIST = Pt(14), Pt(13), Pt(12), Pt(11)
LEFT_HALF = Mm(65)
FIRST_LINE = Mm(10)


def template(form: LetterForm, language: Language) -> bytes:
    """The built-in template of a letter, as the bytes of a DOCX."""
    document = Document()
    _page(document, language)
    _heading(document, form)
    _subject(document, form)
    if form.addressed:
        _addressees(document)
    blocks = _blocks(lines_of(body_text(form.name, language)))
    texts = [block for block in blocks if not isinstance(block, list) and block.form != "statement"]
    for block, following in zip_longest(blocks, blocks[1:]):
        # No signature stands alone on a page: the closing sentence goes with it.
        _block(document, block, leads_on=isinstance(following, list) or block is texts[-1])
    _signature(document)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _page(document: Docx, language: Language) -> None:
    """A4, the decree's margins and font, and the page's number over every page but the first."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = PAGE
    section.top_margin = section.bottom_margin = MARGIN_TOP
    section.left_margin, section.right_margin = MARGIN_LEFT, MARGIN_RIGHT
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    page = number.add_run()._r
    page.append(_element("w:fldChar", fldCharType="begin"))
    page.append(_element("w:instrText", text="PAGE"))
    page.append(_element("w:fldChar", fldCharType="end"))
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, BODY
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), FONT)
    style.element.get_or_add_rPr().append(_element("w:lang", val="vi-VN" if language == "vi" else "en-GB"))
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0


def _heading(document: Docx, form: LetterForm) -> None:
    """Issuer and number on the left; nation, motto, place and date on the right."""
    table = document.add_table(rows=2, cols=2)
    _set_widths(table, (LEFT_HALF, Length(TEXT_WIDTH - LEFT_HALF)))
    issuer, nation = table.rows[0].cells
    _write_line(issuer, "{%p if above %}", SMALL)
    _write_line(issuer, "{{ above }}", SMALL)
    _write_line(issuer, "{%p endif %}", SMALL)
    _write_line(issuer, "{{ issuer.capitals }}", SMALL, bold=True)
    _lower_rule(issuer.add_paragraph(), Mm(20))
    _write_line(nation, "{{ labels.nation }}", SMALL, bold=True)
    _write_line(nation, "{{ labels.motto }}", HEADING, bold=True)
    _lower_rule(nation.add_paragraph(), Mm(20))
    number, dated = table.rows[1].cells
    _write_line(number, "{{ labels.number }} {{ number }}", HEADING)
    if form.title is None:
        _write_line(number, "{{ labels.regarding }} {{ subject }}", SMALL)
    _write_line(dated, "{{ place_and_date }}", HEADING, italic=True)


def _subject(document: Docx, form: LetterForm) -> None:
    if form.title is None:
        document.add_paragraph()
        return
    name = _write(document.add_paragraph(), "{{ type }}", BODY, bold=True, align=ALIGN.CENTER)
    name.paragraph_format.space_before = Pt(18)
    subject = _write(document.add_paragraph(), "{{ subject }}", BODY, bold=True, align=ALIGN.CENTER)
    subject.paragraph_format.left_indent = subject.paragraph_format.right_indent = Mm(15)
    _lower_rule(document.add_paragraph(), Mm(55))


def _addressees(document: Docx) -> None:
    """One addressee on the line of “Kính gửi”, several in a list beneath it."""
    _statement(document, "if addressees|length == 1")
    one = _write(document.add_paragraph(), "{{ labels.addressees }} {{ addressees[0] }}", BODY, align=ALIGN.CENTER)
    one.paragraph_format.space_before = Pt(12)
    _statement(document, "else")
    head = _write(document.add_paragraph(), "{{ labels.addressees }}", BODY)
    head.paragraph_format.left_indent, head.paragraph_format.space_before = Mm(35), Pt(12)
    _statement(document, "for each in addressees")
    each = _write(document.add_paragraph(), "- {{ each }}{% if loop.last %}.{% else %};{% endif %}", BODY)
    each.paragraph_format.left_indent = Mm(50)
    _statement(document, "endfor")
    _statement(document, "endif")
    document.add_paragraph().paragraph_format.line_spacing = Pt(6)


def _statement(document: Docx, statement: str) -> None:
    document.add_paragraph("{%p " + statement + " %}")


def _blocks(lines: Iterator[Line]) -> list[Line | list[Line]]:
    """The lines, those of a table together."""
    blocks: list[Line | list[Line]] = []
    for line in lines:
        if line.form in ("row", "row-statement") and isinstance(table := blocks[-1], list):
            table.append(line)
        else:
            blocks.append([line] if line.form == "table" else line)
    return blocks


def _block(document: Docx, block: Line | list[Line], *, leads_on: bool) -> None:
    """A block of the text. A heading stays on the page of what follows, and so does what `leads_on`."""
    if isinstance(block, list):
        _table(document, block)
        return
    if block.form == "statement":
        _statement(document, block.text)
        return
    text = f"- {block.text}" if block.form == "item" else block.text
    is_heading = block.form in ("heading", "subheading")
    align = ALIGN.LEFT if is_heading else ALIGN.JUSTIFY
    shape = _write(document.add_paragraph(), text, BODY, bold=is_heading, align=align).paragraph_format
    shape.first_line_indent, shape.space_before, shape.space_after = FIRST_LINE, Pt(4), Pt(4)
    shape.keep_with_next = is_heading or leads_on


def _table(document: Docx, lines: list[Line]) -> None:
    head = lines[0]
    table = document.add_table(rows=0, cols=len(head.cells), style="Table Grid")
    for line in lines:
        row = table.add_row()
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
        cells = row.cells
        if line.form == "row-statement":
            _write(cells[0].paragraphs[0], "{%tr " + line.text + " %}", SMALL)
            continue
        for cell, text, centred in zip(cells, line.cells, head.centred, strict=True):
            align = ALIGN.CENTER if line is head or centred else ALIGN.LEFT
            shape = _write(cell.paragraphs[0], text, SMALL, bold=line is head, align=align).paragraph_format
            shape.space_before = shape.space_after = Pt(2)
            shape.keep_with_next = line is head
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    whole = sum(head.widths)
    _set_widths(table, [Length(TEXT_WIDTH * width // whole) for width in head.widths])
    table.alignment = WD_TABLE_ALIGNMENT.CENTER


def _signature(document: Docx) -> None:
    """Who gets a copy on the left; the signer's role on the right, with room for signature, seal and name."""
    space = document.add_paragraph()
    space.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=2)
    _set_widths(table, (Mm(80), Length(TEXT_WIDTH - Mm(80))))
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:cantSplit"))
    copies, signer = table.rows[0].cells
    _write_line(copies, "{{ labels.copies }}", SMALL, bold=True, italic=True, align=ALIGN.LEFT)
    _write_line(copies, "{%p for each in copies %}", SMALL)
    _write_line(copies, "- {{ each }}{% if loop.last %}.{% else %};{% endif %}", LIST, align=ALIGN.LEFT)
    _write_line(copies, "{%p endfor %}", SMALL)
    _write_line(signer, "{{ signer }}", BODY, bold=True)
    for _ in range(4):
        _write_line(signer, "", BODY)
    last = document.add_paragraph()
    last.paragraph_format.line_spacing = Pt(1)


# --- what python-docx has no word for ---------------------------------------------------------------------------------


def _write_line(
    cell: _Cell,
    text: str,
    size: Length,
    *,
    bold: bool = False,
    italic: bool = False,
    align: ALIGN = ALIGN.CENTER,
) -> None:
    first = cell.paragraphs[0]  # a new cell has one, which is empty
    paragraph = _write(cell.add_paragraph() if first.runs else first, text, size, bold=bold, align=align)
    paragraph.runs[0].italic = italic


def _write(
    paragraph: Paragraph, text: str, size: Length, *, bold: bool = False, align: ALIGN | None = None
) -> Paragraph:
    run = paragraph.add_run(text)
    run.font.size, run.bold = size, bold
    if align is not None:
        paragraph.alignment = align
    return paragraph


def _lower_rule(paragraph: Paragraph, inset: Length) -> None:
    """The short line under a name: the lower border of an empty, low paragraph."""
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = inset
    shape.line_spacing = Pt(2)
    shape.space_after = Pt(4)
    border = OxmlElement("w:pBdr")
    border.append(_element("w:bottom", val="single", sz="6", space="1", color="000000"))
    # Word, unlike others, wants the parts of a paragraph's properties in the standard's order.
    paragraph._p.get_or_add_pPr().insert_element_before(border, "w:spacing", "w:ind", "w:jc")


def _set_widths(table: Table, widths: Sequence[Length]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _element(name: str, *, text: str | None = None, **attributes: str) -> BaseOxmlElement:
    made = OxmlElement(name)
    made.text = text
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made
