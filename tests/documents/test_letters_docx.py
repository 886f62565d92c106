"""Letters as DOCX: the decree's layout, an office's own templates, and nothing that a record could put in but text.

Opened by LibreOffice, which knows nothing of how they were made.
"""

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx import Document
from phoihop.documents.letters.docx import BadTemplate, letter_as_docx
from phoihop.documents.letters.drafting import LETTERS, draft
from phoihop.documents.letters.layout import template
from phoihop.documents.letters.letter import Choices, Letter
from phoihop.language import LANGUAGES, Language, word
from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject

from tests.letters import drafted, occasion, story_of
from tests.office import converted, words_of
from tests.story import Story

NAMES: Mapping[str, tuple[str, ...]] = {
    "report": ("BÁO CÁO", "/BC-TNMT", "Cần nêu rõ nguồn vốn", "Giảm 2 ha tại khu số 3", "600/STNMT"),
    "request": ("V/v xin ý kiến", "Ủy ban nhân dân xã An Đổ", "30/3/2021"),
    "reminder": (
        "V/v đôn đốc",
        "Bước “Rà soát hiện trạng sử dụng đất” của Kế hoạch số",
        "19/3/2021",
        "4 ngày làm việc",
    ),
    "submission": ("TỜ TRÌNH", "/TTr-TNMT", "09/BC-TNMT ngày 20/4/2021", "03/TCKH", "xem xét, quyết định"),
    "forward": ("600/STNMT ngày 02/4/2021", "Làm rõ đấu nối giao thông", "Phòng Kinh tế và Hạ tầng", "12/4/2021"),
    "explanation": ("V/v giải trình ý kiến", "/UBND-TNMT", "600/STNMT ngày 02/4/2021", "đường huyện đã được duyệt"),
    "opinion": ("V/v tham gia ý kiến", "02/TNMT ngày 08/3/2021", "không nhất trí", "Tránh hành lang đường"),
    "objection": ("V/v phản ánh phân công", "Việc thuộc lĩnh vực xây dựng.", "kính đề nghị"),
    "extension-request": ("V/v đề nghị gia hạn", "Chờ quy hoạch của tỉnh.", "đến hết ngày 15/6/2021"),
    "instruction": ("V/v ý kiến chỉ đạo", "1. Rà soát lại hiện trạng.", "trước ngày 18/3/2021"),
    "invitation": (
        "GIẤY MỜI",
        "/GM-TNMT",
        "Trân trọng kính mời:",
        "8 giờ 30 ngày 16/4/2021",
        "Đề nghị giảm 2 ha đất ở",
    ),
    "meeting": ("THÔNG BÁO", "/TB-TNMT", "Thống nhất giảm 2 ha.", "- Phòng Tài chính - Kế hoạch;"),
    "completion": ("BÁO CÁO", "Đã cắm xong mốc giới.", "Chưa báo cáo hoàn thành", "xác nhận hoàn thành nhiệm vụ./."),
    "acceptance": ("V/v xác nhận hoàn thành", "Xét Báo cáo số 12/BC-TNMT ngày 22/4/2021"),
    "summary": ("BÁO CÁO", "/BC-UBND", "quý I/2021", "1 nhiệm vụ đang thực hiện trong hạn", "abab"),
}
FRAME = {
    "vi": ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Nơi nhận:", "Lưu: VT"),
    "en": ("SOCIALIST REPUBLIC OF VIET NAM", "Independence - Freedom - Happiness", "Copies:", "Filed: records"),
}
ISSUERS = {
    "tnmt": "PHÒNG TÀI NGUYÊN VÀ MÔI TRƯỜNG",
    "ktht": "PHÒNG KINH TẾ VÀ HẠ TẦNG",
    "ubnd": "ỦY BAN NHÂN DÂN HUYỆN",
}
HOSTILE = "</w:t></w:r></w:p><w:p> & {{ 7*7 }} {% raw %} {_{ 8 }_} \"q\" 'x'"


def letter(folder: Path, kind: str, language: Language = "vi") -> Letter:
    story = story_of(kind, folder)
    story.edit("2021-03-17.opinion.tckh", {"Luật Ngân sách": "Luật  Ngân sách"})
    return drafted(kind, story, language)


def hostile_report(folder: Path) -> bytes:
    story = Story(folder).edit("2021-03-17.opinion.tckh", {"text: Cần nêu rõ nguồn vốn": f"text: >-\n      {HOSTILE}"})
    return made(draft("report", story.case(occasion("report").day), "vi", Choices()))


def made(one: Letter) -> bytes:
    return letter_as_docx(one, template(one.form, one.language))


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, PdfReader]:
    """Every letter in both languages, and one with hostile text, as LibreOffice prints them."""
    folder = tmp_path_factory.mktemp("letters")
    for kind in LETTERS:
        for language in LANGUAGES:
            one = letter(folder / f"register-{kind}-{language}", kind, language)
            (folder / f"{kind}-{language}.docx").write_bytes(made(one))
    (folder / "hostile.docx").write_bytes(hostile_report(folder / "hostile"))
    files = sorted(folder.glob("*.docx"))
    return {file.stem: PdfReader(file) for file in converted(files, "pdf", ".pdf")}


@pytest.mark.parametrize("kind", LETTERS)
def test_a_letter_opens_in_libreoffice_and_names_all_it_must(opened: Mapping[str, PdfReader], kind: str) -> None:
    shown = words_of(opened[f"{kind}-vi"])
    issuer = ISSUERS[occasion(kind).issuer]
    addressed = LETTERS[kind].addressed
    to = (addressed.vi,) if addressed else ()
    for name in (*FRAME["vi"], *to, *NAMES[kind], issuer, "Số:", "năm 2021"):
        assert name in shown, name
    assert "{" not in shown


@pytest.mark.parametrize("kind", LETTERS)
def test_an_english_letter_opens_in_libreoffice_in_english(opened: Mapping[str, PdfReader], kind: str) -> None:
    shown = words_of(opened[f"{kind}-en"])
    assert all(name in shown for name in FRAME["en"])
    assert not any(name in shown for name in FRAME["vi"])


def font_names(page: PageObject) -> list[str]:
    resources = page["/Resources"].get_object()
    assert isinstance(resources, DictionaryObject)
    fonts = resources["/Font"].get_object()
    assert isinstance(fonts, DictionaryObject)
    described = [font.get_object() for font in fonts.values()]
    return [str(font["/BaseFont"]) for font in described if isinstance(font, DictionaryObject)]


def test_the_letters_are_drawn_with_the_fonts_of_the_tests_alone(opened: Mapping[str, PdfReader]) -> None:
    fonts = [name for pdf in opened.values() for page in pdf.pages for name in font_names(page)]
    assert fonts
    assert [font for font in fonts if not re.fullmatch(r"/[A-Z]{6}\+LiberationSerif(-\w+)?", font)] == []


def test_the_page_is_a4_with_the_decrees_margins_and_font(tmp_path: Path) -> None:
    document = Document(BytesIO(made(letter(tmp_path, "report"))))
    page = document.sections[0]
    size = [page.page_width, page.page_height, page.left_margin, page.right_margin, page.top_margin, page.bottom_margin]
    width, height, left, right, top, bottom = (round(length.mm) for length in size if length is not None)
    assert (width, height) == (210, 297)
    assert 30 <= left <= 35
    assert 15 <= right <= 20
    assert 20 <= top <= 25
    assert 20 <= bottom <= 25
    normal = document.styles["Normal"].font
    assert normal.name == "Times New Roman"
    assert normal.size is not None
    assert 13 <= normal.size.pt <= 14


def test_pages_after_the_first_are_numbered(opened: Mapping[str, PdfReader]) -> None:
    first, second = opened["report-vi"].pages[:2]
    assert second.extract_text().split()[0] == "2"
    assert first.extract_text().split()[0] != "1"


def test_a_record_puts_nothing_in_but_text(opened: Mapping[str, PdfReader], tmp_path: Path) -> None:
    assert HOSTILE in words_of(opened["hostile"])
    hostile = ElementTree.fromstring(zipfile.ZipFile(BytesIO(hostile_report(tmp_path / "a"))).read("word/document.xml"))
    plain = ElementTree.fromstring(
        zipfile.ZipFile(BytesIO(made(letter(tmp_path / "b", "report")))).read("word/document.xml")
    )
    assert [each.tag for each in hostile.iter()] == [each.tag for each in plain.iter()]


@pytest.mark.parametrize("kind", LETTERS)
def test_the_same_letter_is_the_same_bytes(tmp_path: Path, kind: str) -> None:
    one, other = made(letter(tmp_path / "a", kind)), made(letter(tmp_path / "b", kind))
    assert one == other
    assert {part.date_time for part in zipfile.ZipFile(BytesIO(one)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def own_template(*paragraphs: str) -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def test_an_office_may_have_its_own_template(tmp_path: Path) -> None:
    own = own_template(
        "{{ issuer.name }}: {{ subject }}", "{%p for view in views %}", "{{ view.agency }}", "{%p endfor %}"
    )
    document = Document(BytesIO(letter_as_docx(letter(tmp_path, "report"), own)))
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "Phòng Tài nguyên và Môi trường: Tiếp thu, giải trình ý kiến tham gia về "
        "điều chỉnh quy hoạch sử dụng đất xã An Đổ",
        "Phòng Tài chính - Kế hoạch",
        "Phòng Kinh tế và Hạ tầng",
        "Sở Tài nguyên và Môi trường",
    ]


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (own_template("{{ isuer.name }}"), "the template has an error: 'isuer' is undefined"),
        (own_template("Kính gửi", "{{ issuer.name", "x"), "the template has an error: "),
        (own_template("{%p for each in views %}", "x"), "the template has an error: Unexpected end of template"),
        (own_template("{{ subject.__class__.__mro__ }}"), "the template has an error: "),
        (own_template("{{ views + 1 }}"), "the template is no DOCX that can be read, or computes wrongly (TypeError"),
        (b"not a docx", "the template is no DOCX that can be read, or computes wrongly (BadZipFile"),
    ],
    ids=[
        "a variable that is not there",
        "an open brace",
        "an open loop",
        "a way out of the sandbox",
        "a sum of what can't be added",
        "no DOCX",
    ],
)
def test_an_error_in_a_template_is_told(tmp_path: Path, broken: bytes, told: str) -> None:
    with pytest.raises(BadTemplate) as caught:
        letter_as_docx(letter(tmp_path, "report"), broken)
    assert word(caught.value.message, "en").startswith(told)


@pytest.mark.parametrize("typed", ["Xin\x01 ý kiến", "Xin\udcff ý kiến"])
def test_what_xml_can_not_say_is_replaced_in_a_letter_and_its_properties(tmp_path: Path, typed: str) -> None:
    one = draft("report", Story(tmp_path).case(occasion("report").day), "vi", Choices(subject=typed))
    opened = Document(BytesIO(made(one)))
    assert opened.core_properties.title == "Xin\ufffd ý kiến"
    assert "Xin\ufffd ý kiến" in [paragraph.text for paragraph in opened.paragraphs]


@pytest.mark.parametrize("kind", LETTERS)
def test_properties_stand_in_the_order_that_word_wants(kind: str) -> None:
    # ECMA-376 part 1, 17.3.1.26 and 17.3.2.28: what we use of CT_PPr and CT_RPr.
    orders = {
        "pPr": ["pStyle", "keepNext", "pBdr", "spacing", "ind", "jc", "rPr"],
        "rPr": ["rStyle", "rFonts", "b", "i", "sz", "szCs", "lang"],
    }
    markup = zipfile.ZipFile(BytesIO(template(LETTERS[kind], "vi"))).read("word/document.xml")
    for element in ElementTree.fromstring(markup).iter():
        if order := orders.get(local(element.tag)):
            names = [local(part.tag) for part in element]
            assert names == sorted(names, key=order.index)


def local(tag: str) -> str:
    return tag.rpartition("}")[2]


@pytest.mark.parametrize("kind", LETTERS)
def test_the_closing_sentence_stays_with_the_signature(kind: str, tmp_path: Path) -> None:
    document = Document(BytesIO(made(letter(tmp_path, kind))))
    closing = [each for each in document.paragraphs if each.text.strip()][-1]
    assert closing.paragraph_format.keep_with_next
