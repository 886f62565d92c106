"""A letter as DOCX, by a template: the built-in one, or the office's own.

A template is an office's, but may have come with a change: it runs in Jinja's sandbox, within bounds of memory and
time. What a record says is put in as text only. The same letter and template give the same bytes.
"""

import zipfile
from datetime import datetime
from functools import partial
from io import BytesIO
from xml.sax.saxutils import escape

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from phoihop.bounded import TooMuch, bounded
from phoihop.documents.elements import xml_text
from phoihop.documents.letters.letter import Letter
from phoihop.language import Explained

LONGEST_PROPERTY = 255
"""Letters of a property that Word shows: python-docx takes no more."""

_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


class BadTemplate(Explained):
    """A template that is no DOCX, or asks for what a letter has not. `message` says which and what to do."""


def letter_as_docx(letter: Letter, template: bytes) -> bytes:
    """The letter in a template, which may be any file: filled within bounds. Raises `BadTemplate`."""
    try:
        return bounded(partial(_filled, letter, template))
    except TooMuch:
        raise BadTemplate.because(
            "mẫu cần quá nhiều bộ nhớ hoặc thời gian; xem lại các vòng lặp và phép tính trong mẫu",
            "the template needs too much memory or time; look at its loops and at what it computes",
        ) from None


def _filled(letter: Letter, template: bytes) -> bytes:
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True, finalize=_as_text)
    try:
        document = DocxTemplate(BytesIO(template))
        document.render(dict(letter.facts), environment)
        _describe(document, letter)
        made = BytesIO()
        document.save(made)
    except MemoryError:
        raise
    except TemplateError as error:
        raise BadTemplate.because(
            "mẫu có chỗ sai: {why}; ở gần: {where}",
            "the template has an error: {why}; near: {where}",
            why=error.message or type(error).__name__,
            where=" ".join(" ".join(getattr(error, "docx_context", ())).split())[:200],
        ) from None
    except Exception as error:
        # A template is code, and may be any file: whatever goes wrong in it is told as its own error.
        raise BadTemplate.because(
            "mẫu không phải tệp DOCX đọc được, hoặc tính sai ({why})",
            "the template is no DOCX that can be read, or computes wrongly ({why})",
            why=f"{type(error).__name__}: {error}",
        ) from None
    return _with_fixed_times(made.getvalue())


def _as_text(value: object) -> object:
    """A value as text of a run: escaped, and with no brace that docxtpl, in a second pass, would take for its own."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return Markup(escape(xml_text(value), {"{": "&#123;", "}": "&#125;"}))
    return value


def _describe(document: DocxTemplate, letter: Letter) -> None:
    """The properties that Word shows: of the letter, and of no moment at which somebody ran the command."""
    properties = document.docx.core_properties
    properties.title = xml_text(letter.facts["subject"])[:LONGEST_PROPERTY]
    properties.subject = letter.facts["task"]["id"]
    properties.author = properties.last_modified_by = xml_text(letter.facts["issuer"]["name"])[:LONGEST_PROPERTY]
    properties.comments, properties.keywords, properties.language = "", "", letter.language
    properties.created = properties.modified = datetime(*_ZIP_DAY)  # noqa: DTZ001  # python-docx wants naive UTC
    properties.revision = 1


def _with_fixed_times(document: bytes) -> bytes:
    """The same parts, in order of their names, without the time at which they were written."""
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(document)) as source, zipfile.ZipFile(result, "w") as target:
        # By the packaging rules, the list of content types comes first.
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name, _ZIP_DAY)
            part.compress_type, part.external_attr, part.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            target.writestr(part, source.read(name))
    return result.getvalue()
