"""A letter that is dropped on the desk: it is read, its form is filled in, and nothing of it is typed."""

import re
from html import unescape
from pathlib import Path

from tests.desk.browserless import Form, Sitter, record_in, wrong
from tests.incoming.composed import letters
from tests.incoming.test_packages import OPINION, packed

NAMED = OPINION.replace("H51.15", "").replace("Phong Tai chinh", "Phòng Tài chính - Kế hoạch")
PACKAGE = packed(NAMED, papers={"../Ý kiến.pdf": b"%PDF-1.4\n"})


def dropped(sitter: Sitter, *files: tuple[str, bytes]) -> str:
    answer = sitter.post("/letters", Form(files=[("letter", name, content) for name, content in files]))
    assert answer.status_code == 303, wrong(answer.text)
    return str(answer.headers["Location"])


def proposed(page: str) -> Form:
    """What the page would send if nothing on it were changed."""
    chosen = re.findall(r'<option value="([\w-]+)" selected', page)
    task = re.search(r'name="task"[^>]*value="([^"]*)"', page)
    return Form([("place", "0"), ("task", task[1] if task else ""), ("kind", chosen[0] if chosen else "")])


def filled(page: str) -> Form:
    """The form as it stands: its fields by name, with what is in them."""
    inputs = re.findall(r'<input(?![^>]*type="(?:file|radio|checkbox)")[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page)
    marked = re.findall(r'<input type="(?:radio|checkbox)" name="([^"]+)" value="([^"]*)" checked', page)
    selects = re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL)
    chosen = [(name, each) for name, inside in selects for each in re.findall(r'value="([^"]*)" selected', inside)]
    texts = re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', page)
    return Form([(name, unescape(value)) for name, value in (*inputs, *marked, *chosen, *texts)])


def test_a_package_becomes_a_record_by_clicks_alone(sitter: Sitter) -> None:
    place = dropped(sitter, ("3-TCKH.edxml", PACKAGE))
    page = sitter.get(place).text
    assert "Phòng Tài chính - Kế hoạch" in page
    assert "3/TCKH" in page
    answer = sitter.post(place, proposed(page))
    form = sitter.get(answer.headers["Location"]).text
    record = "/record/2021-0001/opinion"
    draft = sitter.fill(record, Form([*filled(form).fields, ("position", "agree")]))
    made = record_in(sitter.get(draft).text)
    assert "number: 3/TCKH\n" in made
    assert "answers: 2021-03-08.request.tnmt\n" in made
    assert "path: files/y-kien.pdf" in made
    sitter.send(draft)
    assert sitter.desk.drafts.all() == []


def test_what_was_guessed_is_marked_in_the_form(sitter: Sitter) -> None:
    letter = next(each for each in letters() if each.name == "an opinion with comments, dated without zeros")
    place = dropped(sitter, ("gop-y.docx", letter.as_docx()))
    page = sitter.get(place).text
    assert "Phỏng đoán, cần xem lại" in page
    form = sitter.get(sitter.post(place, proposed(page)).headers["Location"]).text
    guessed = [unescape(each) for each in re.findall(r'class="guessed">([^<]*)<', form)]
    assert any("theo lời lẽ của văn bản" in each for each in guessed)
    assert 'value="agree-with-comments" checked' in form
    # Days and papers stand there as people call them, not as records keep them.
    assert 'name="date" value="9/3/2021"' in form
    assert "files/to-trinh.pdf" not in form


def test_several_letters_wait_among_the_drafts(sitter: Sitter) -> None:
    assert dropped(sitter, ("a.edxml", PACKAGE), ("b.edxml", PACKAGE)) == "/"
    page = sitter.get("/").text
    assert "Văn bản đến · a.edxml" in page
    assert "Văn bản đến · b.edxml" in page


def test_what_is_no_letter_is_said_and_can_be_put_away(sitter: Sitter) -> None:
    place = dropped(sitter, ("../../x.bin", b"MZ\x90"))
    page = sitter.get(place).text
    assert "Không phải gói tin edXML, PDF, DOCX hay ảnh quét." in wrong(page)[0]
    sitter.post(f"/drafts/{place.rpartition('/')[2]}/forget")
    assert sitter.desk.drafts.all() == []


def test_a_letter_goes_to_no_task_or_kind_that_is_not_there(sitter: Sitter) -> None:
    place = dropped(sitter, ("3-TCKH.edxml", PACKAGE))
    for task, kind, said in (
        ("2021-0099", "opinion", "“2021-0099”"),
        ("2021-0001", "nothing", "Chọn loại văn bản."),
        ("../x", "opinion", "“../x”"),
    ):
        answer = sitter.post(place, Form([("place", "0"), ("task", task), ("kind", kind)]))
        assert answer.status_code == 422
        assert said in wrong(answer.text)[0]
        assert f'value="{task}"' in answer.text
    assert sitter.post(place, Form([("place", "7"), ("task", "2021-0001"), ("kind", "opinion")])).status_code == 404
    assert sitter.get("/letters/0123456789abcdef").status_code == 404


def test_the_task_of_a_letter_is_named_by_words_of_its_title(sitter: Sitter) -> None:
    place = dropped(sitter, ("3-TCKH.edxml", PACKAGE))
    answer = sitter.post(place, Form([("place", "0"), ("task", "quy hoạch"), ("kind", "opinion")]))
    assert "2021-0001 · Điều chỉnh quy hoạch sử dụng đất xã An Đổ" in sitter.get(answer.headers["Location"]).text


def test_a_letter_that_says_little_is_shown_all_the_same(sitter: Sitter) -> None:
    sample = Path(__file__).parents[2] / "docs/manual/van-ban-mau.pdf"
    page = sitter.get(dropped(sitter, ("van-ban-mau.pdf", sample.read_bytes())))
    assert page.status_code == 200
    assert 'name="task" list="tasks" required autocomplete="off" value=""' in page.text


def test_what_can_t_be_read_is_recorded_as_usual(sitter: Sitter) -> None:
    page = sitter.get(dropped(sitter, ("thu.eml", b"From: vanthu@tnmt.example\r\nSubject: 2/TNMT\r\n\r\n"))).text
    assert "thư điện tử thì lưu tệp đính kèm" in wrong(page)[0]
    assert 'class="button" href="/record"' in page
    assert "phoihop" not in page.partition("<main")[2]
