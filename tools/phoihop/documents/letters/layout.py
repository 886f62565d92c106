"""The DOCX templates: the layout of Decree 30/2020/NĐ-CP, Annex I, around the texts of the letters.

A template is made when it is asked for, from the same text as the Markdown, so that the two can't fall apart; an
office that wants its own starts from it (`phoihop draft KIND --write-template FILE`) and changes it in Word.
"""

from collections.abc import Iterator
from io import BytesIO
from itertools import zip_longest

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt

from phoihop.documents.letters.letter import LetterForm
from phoihop.documents.letters.source import Line, body_text, lines_of
from phoihop.documents.letters.word_parts import (
    drop_first_paragraph,
    element,
    lower_rule,
    set_widths,
    write,
    write_field,
    write_line,
)
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
    write_field(number.add_run(), "PAGE")
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, BODY
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), FONT)
    style.element.get_or_add_rPr().append(element("w:lang", val="vi-VN" if language == "vi" else "en-GB"))
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0


def _heading(document: Docx, form: LetterForm) -> None:
    """Issuer and number on the left; nation, motto, place and date on the right."""
    table = document.add_table(rows=2, cols=2)
    set_widths(table, (LEFT_HALF, Length(TEXT_WIDTH - LEFT_HALF)))
    issuer, nation = table.rows[0].cells
    write_line(issuer, "{%p if above %}", SMALL)
    write_line(issuer, "{{ above }}", SMALL)
    write_line(issuer, "{%p endif %}", SMALL)
    write_line(issuer, "{{ issuer.capitals }}", SMALL, bold=True)
    lower_rule(issuer.add_paragraph(), Mm(20))
    write_line(nation, "{{ labels.nation }}", SMALL, bold=True)
    write_line(nation, "{{ labels.motto }}", HEADING, bold=True)
    lower_rule(nation.add_paragraph(), Mm(20))
    number, dated = table.rows[1].cells
    write_line(number, "{{ labels.number }} {{ number }}", HEADING)
    if form.title is None:
        write_line(number, "{{ labels.regarding }} {{ subject }}", SMALL)
    write_line(dated, "{{ place_and_date }}", HEADING, italic=True)
    for cell in (issuer, nation, number, dated):
        drop_first_paragraph(cell)


def _subject(document: Docx, form: LetterForm) -> None:
    if form.title is None:
        document.add_paragraph()
        return
    name = write(document.add_paragraph(), "{{ type }}", BODY, bold=True, align=ALIGN.CENTER)
    name.paragraph_format.space_before = Pt(18)
    subject = write(document.add_paragraph(), "{{ subject }}", BODY, bold=True, align=ALIGN.CENTER)
    subject.paragraph_format.left_indent = subject.paragraph_format.right_indent = Mm(15)
    lower_rule(document.add_paragraph(), Mm(55))


def _addressees(document: Docx) -> None:
    """One addressee on the line of “Kính gửi”, several in a list beneath it."""
    _statement(document, "if addressees|length == 1")
    one = write(document.add_paragraph(), "{{ labels.addressees }} {{ addressees[0] }}", BODY, align=ALIGN.CENTER)
    one.paragraph_format.space_before = Pt(12)
    _statement(document, "else")
    head = write(document.add_paragraph(), "{{ labels.addressees }}", BODY)
    head.paragraph_format.left_indent, head.paragraph_format.space_before = Mm(35), Pt(12)
    _statement(document, "for each in addressees")
    each = write(document.add_paragraph(), "- {{ each }}{% if loop.last %}.{% else %};{% endif %}", BODY)
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
    shape = write(document.add_paragraph(), text, BODY, bold=is_heading, align=align).paragraph_format
    shape.first_line_indent, shape.space_before, shape.space_after = FIRST_LINE, Pt(4), Pt(4)
    shape.keep_with_next = is_heading or leads_on


def _table(document: Docx, lines: list[Line]) -> None:
    head = lines[0]
    table = document.add_table(rows=0, cols=len(head.cells), style="Table Grid")
    for line in lines:
        row = table.add_row()
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))
        cells = row.cells
        if line.form == "row-statement":
            write(cells[0].paragraphs[0], "{%tr " + line.text + " %}", SMALL)
            continue
        for cell, text, centred in zip(cells, line.cells, head.centred, strict=True):
            align = ALIGN.CENTER if line is head or centred else ALIGN.LEFT
            shape = write(cell.paragraphs[0], text, SMALL, bold=line is head, align=align).paragraph_format
            shape.space_before = shape.space_after = Pt(2)
            shape.keep_with_next = line is head
    table.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))
    whole = sum(head.widths)
    set_widths(table, [Length(TEXT_WIDTH * width // whole) for width in head.widths])
    table.alignment = WD_TABLE_ALIGNMENT.CENTER


def _signature(document: Docx) -> None:
    """Who gets a copy on the left; the signer's role on the right, with room for signature, seal and name."""
    space = document.add_paragraph()
    space.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=2)
    set_widths(table, (Mm(80), Length(TEXT_WIDTH - Mm(80))))
    table.rows[0]._tr.get_or_add_trPr().append(element("w:cantSplit"))
    copies, signer = table.rows[0].cells
    write_line(copies, "{{ labels.copies }}", SMALL, bold=True, italic=True, align=ALIGN.LEFT)
    write_line(copies, "{%p for each in copies %}", SMALL)
    write_line(copies, "- {{ each }}{% if loop.last %}.{% else %};{% endif %}", LIST, align=ALIGN.LEFT)
    write_line(copies, "{%p endfor %}", SMALL)
    write_line(signer, "{{ signer }}", BODY, bold=True)
    for _ in range(4):
        write_line(signer, "", BODY)
    for cell in (copies, signer):
        drop_first_paragraph(cell)
    last = document.add_paragraph()
    last.paragraph_format.line_spacing = Pt(1)
