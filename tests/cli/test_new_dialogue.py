"""`phoihop new` on a terminal: a clerk is asked what the case leaves open, sees the record, and then it is written."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.terminal import Said, talk
from tests.recording.office import Office, assign

TASK = "2021-0001"


class Clerk:
    """Somebody who answers questions in an office, in one language, and writes what was shown."""

    def __init__(self, office: Office, language: str) -> None:
        self.office = office
        self.language = language
        self.yes = "c" if language == "vi" else "y"

    def says(self, day: str, *arguments: str, answers: Sequence[str], end: str | None = None) -> Said:
        place = ("-C", str(self.office.root), "--lang", self.language)
        return talk(*place, "new", *arguments, "--today", day, answers=answers, end=end)

    def records(self, day: str, *arguments: str, answers: Sequence[str]) -> str:
        """Answers, agrees, and sees that `check` finds no error; what stood on the screen."""
        said = self.says(day, *arguments, answers=(*answers, self.yes))
        assert said.exit == 0, said.text
        assert self.office.errors(day) == []
        return said.text


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_kind_of_document_in_one_task(language: str, tmp_path: Path) -> None:
    office = Office(tmp_path)
    clerk = Clerk(office, language)
    paper = office.paper("van-ban.pdf")
    rest = ("", "", "", "")
    """Number, subject, signer and files, all skipped."""

    clerk.records(
        "2021-03-01",
        "agency",
        answers=(
            "Phòng Tư pháp",
            "TP",
            "2",
            "tư pháp",
            "",
            "ubnd",
            "",
            "",
        ),
    )
    assert "fields: [tu-phap]" in (office.root / "agencies" / "tp.yml").read_text(encoding="utf-8")
    clerk.records(
        "2021-03-01",
        "task",
        answers=("Quy hoạch An Đổ", "tnmt", "tckh, ktht, an đổ", "28/5/2021", *rest[:1], "100", *rest),
    )
    clerk.records("2021-03-03", "objection", TASK, answers=("ktht", "", "Trùng việc", "", "", "", *rest))
    clerk.records("2021-03-04", "adjustment", TASK, answers=("", "2", *rest))
    clerk.records("2021-03-04", "plan", TASK, answers=("", "Rà soát", "an đổ", "19/3/2021", "", "1", *rest[:3]))
    clerk.records(
        "2021-03-08",
        "request",
        TASK,
        answers=("tckh, 2", "", "22/3/2021", "Vốn", "", "Bản đồ", paper, "", "2", *rest[:3]),
    )
    clerk.records("2021-03-09", "dossier-request", TASK, answers=("tckh", "", "Dự toán", "", *rest))
    clerk.records("2021-03-10", "dossier-supply", TASK, answers=("", "", "Dự toán", f"'{paper}'", "", *rest))
    shown = clerk.records(
        "2021-03-17",
        *("opinion", TASK),
        answers=("tckh", "", "", "2", "Rõ vốn", "Luật NSNN", "", "", clerk.yes, "", "3", "", "", paper, ""),
    )
    assert ("nhất trí, có góp ý: p1" if language == "vi" else "agree with comments: p1") in shown
    clerk.records("2021-03-18", "progress", TASK, answers=("an đổ", "", "1", "Đã xong", clerk.yes, *rest))
    clerk.records("2021-03-24", "reminder", TASK, answers=("tnmt", *rest, ""))
    clerk.records("2021-03-24", "extension", TASK, answers=("1", "", "31/3/2021", *rest))
    clerk.records("2021-03-25", "opinion", TASK, answers=("", "", "1", "5", "", "", paper, ""))
    clerk.records(
        "2021-03-26",
        "request",
        TASK,
        answers=("stnmt", "", "9/4/2021", "Hợp", "", "Bản đồ", "files/van-ban.pdf", "", *rest),
    )
    points = ("Căn cứ", "Luật Đất đai", "", "", "", "Đấu nối", "Luật QH", "", "xay-dung", "", "")
    clerk.records("2021-04-08", "opinion", TASK, answers=("", "", "2", *points, "600", "", "", paper, ""))
    clerk.records("2021-04-12", "explanation", TASK, answers=("tnmt", "", "", "Đã bổ sung", "", *rest))
    clerk.records("2021-04-12", "forward", TASK, answers=("p2", "ktht", "", "20/4/2021", *rest))
    clerk.records("2021-04-19", "explanation", TASK, answers=("ktht", "", "", "Theo đường huyện", *rest))
    clerk.records("2021-04-19", "meeting", TASK, answers=("tnmt", "", "tckh", "tckh#p1", "Thống nhất", "1", *rest))
    views = ("1", "Đã rõ", "4", "", "2", "Bổ sung một phần", "1", "")
    clerk.records("2021-04-22", "report", TASK, answers=("", *views, *rest))
    clerk.records("2021-04-23", "submission", TASK, answers=("", paper, "Tờ trình", paper, "", *rest))
    clerk.records("2021-05-06", "decision", TASK, answers=("", "1", "", "150", *rest[:3]))
    assert office.case("2021-05-06").stage == "decided"

    shown = clerk.records(
        "2021-05-07", "correction", TASK, answers=("task", "summary", "Ba khu đất", "", "", "Ghi thiếu", *rest)
    )
    assert "+summary: Ba khu đất" in shown
    assert "summary: Ba khu đất" in office.text("task")


def test_a_task_is_withdrawn_and_the_fitting_one_is_offered(tmp_path: Path) -> None:
    office = Office(tmp_path)
    assign(office)
    shown = Clerk(office, "vi").records("2021-03-04", "withdrawal", answers=("1", "", "Huyện dừng", "", "", "", ""))
    assert "1  2021-0001 · Điều chỉnh quy hoạch" in shown
    assert office.case("2021-03-04").stage == "withdrawn"


@pytest.fixture
def asked(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    assign(office)
    office.record("2021-03-04", "plan", TASK, "--step", "Lấy ý kiến; agency=tnmt")
    office.record(
        "2021-03-08",
        *("request", TASK, "--to", "tckh", "--due", "22/3/2021", "--question", "Vốn", "--number", "2"),
        *("--dossier", f"Bản đồ={office.paper('ban-do.pdf')}"),
    )
    return office


def test_enter_alone_reports_no_step_done(asked: Office) -> None:
    answers = ("tnmt", "", "b1", "Đang lấy ý kiến", "", "", "", "", "")
    shown = Clerk(asked, "vi").records("2021-03-09", "progress", TASK, answers=answers)
    assert "Đã làm xong bước này? [c/K]" in shown
    assert "done" not in asked.text("2021-03-09.progress.tnmt")


def test_a_correction_lists_and_understands_the_words_of_the_office(asked: Office) -> None:
    asking = ("2/TNMT", "hạn", "tệp", "hạn trả", "mai", "24/3/2021", "cơ quan được", "", "độ khẩn", "hỏa", "", "")
    shown = Clerk(asked, "vi").records("2021-03-09", "correction", TASK, answers=(*asking, "Ghi nhầm", "", "", "", ""))
    assert "cơ quan được xin ý kiến: TCKH" in shown
    assert "hạn trả lời: 22/3/2021" in shown
    assert "“hạn” có thể là hạn trả lời, hồ sơ 1 · hạn chế công bố" in shown
    assert "“tệp” có thể là hồ sơ 1 · tệp, thêm tệp" in shown
    assert "“mai” không phải ngày" in shown
    assert "[22/3/2021]" in shown
    assert "[TCKH]" in shown
    assert "tckh" not in shown.partition("kind: correction")[0]
    text = asked.text("2021-03-08.request.tnmt")
    assert "due: 2021-03-24" in text
    assert "urgency: immediate" in text


@pytest.mark.parametrize(
    ("language", "said"),
    [("vi", "“thư điện tử công vụ” không đúng dạng"), ("en", "“institutional e-mail address” has the wrong form")],
)
def test_a_wrong_answer_is_told_by_the_name_of_the_question(language: str, said: str, tmp_path: Path) -> None:
    office = Office(tmp_path)
    answers = ("Phòng Tư pháp", "TP", "2", "", "", "ubnd", "Văn thư", "vanthu.tp")
    shown = Clerk(office, language).says("2021-03-01", "agency", answers=answers, end="\x03").text
    assert said in shown
    assert "“email”" not in shown


def test_only_what_is_open_is_asked(asked: Office) -> None:
    given = ("--position", "agree", "--number", "6", "--file", asked.paper("yk.pdf"))
    shown = Clerk(asked, "vi").records("2021-03-18", "opinion", TASK, *given, answers=("", "", "", ""))
    assert "Cơ quan ban hành: TCKH\nVăn bản xin ý kiến: văn bản xin ý kiến 2/TNMT, 8/3/2021\n" in shown
    assert "Ngày văn bản [18/3/2021]: " in shown
    assert "không còn chờ: TCKH" in shown
    assert "Quan điểm" not in shown


def test_an_answer_that_does_not_fit_is_asked_for_again(asked: Office) -> None:
    given = ("--number", "6", "--file", asked.paper("yk.pdf"))
    answers = ("mai", "18/3/2021", "", "có lẽ", "9", "nhat tri", "", "")
    shown = Clerk(asked, "en").records("2021-03-18", "opinion", TASK, *given, answers=answers)
    assert "“mai” is no day; write day/month/year, such as 22/3/2021" in shown
    assert "there is no “có lẽ”" in shown
    assert "position: agree\n" in asked.text("2021-03-18.opinion.tckh")


def test_an_answer_can_be_changed_before_it_is_written(asked: Office) -> None:
    paper = asked.paper("yk.pdf")
    answers = ("", "", "3", "Thiếu vốn", "Luật NSNN", "", "", "", "", "6", "", "", paper, "", "s", "quan điểm", "1")
    shown = Clerk(asked, "vi").records("2021-03-18", "opinion", TASK, answers=answers)
    assert "  5  Quan điểm: không nhất trí\n" in shown
    written = asked.text("2021-03-18.opinion.tckh")
    assert "position: agree\n" in written
    assert "Thiếu vốn" not in written


def test_what_would_be_an_error_can_be_mended(asked: Office) -> None:
    paper = asked.paper("yk.pdf")
    answers = ("25/3/2021", "", "1", "6", "", "", paper, "", "e", "date", "18/3/2021")
    shown = Clerk(asked, "en").records("2021-03-18", "opinion", TASK, answers=answers)
    assert "chronology" in shown
    assert "It can't be written like this" in shown
    assert "position: agree\n" in asked.text("2021-03-18.opinion.tckh")


@pytest.mark.parametrize(("language", "no"), [("vi", "k"), ("en", "n")])
def test_who_says_no_writes_nothing(language: str, no: str, asked: Office) -> None:
    before = asked.files()
    given = ("--position", "agree", "--number", "6", "--file", asked.paper("yk.pdf"))
    said = Clerk(asked, language).says("2021-03-18", "opinion", TASK, *given, answers=("", "", "", "", no))
    assert said.exit == 1
    assert ("Chưa ghi gì." if language == "vi" else "Nothing was written.") in said.text
    assert asked.files() == before


@pytest.mark.parametrize(("end", "code"), [("eof", 1), ("ctrl-c", 130)])
@pytest.mark.parametrize(
    ("language", "word"), [("vi", "Đã dừng; chưa ghi gì."), ("en", "Stopped; nothing was written.")]
)
def test_a_dialogue_that_is_broken_off_writes_nothing(
    end: str, code: int, language: str, word: str, asked: Office
) -> None:
    before = asked.files()
    for answers in ((), (TASK,), (TASK, "", "", "1")):
        said = Clerk(asked, language).says("2021-03-18", "opinion", answers=answers, end=end)
        assert said.exit == code
        assert word in said.text
    assert asked.files() == before


def test_a_terminal_is_not_asked_where_nothing_shall_be(asked: Office) -> None:
    said = Clerk(asked, "en").says("2021-03-18", "opinion", TASK, "--no-input", answers=())
    assert said.exit == 2
    assert "Missing: --position" in said.text


# --- nothing typed is lost --------------------------------------------------------------------------------------------


def points_of(office: Office) -> list[str]:
    text = office.text("2021-03-18.opinion.tckh")
    return [line.removeprefix("    text: ") for line in text.splitlines() if line.startswith("    text: ")]


def test_a_list_is_changed_item_by_item(asked: Office) -> None:
    paper = asked.paper("yk.pdf")
    one, two, three = (("Một", "Luật NSNN", "", "", ""), ("Hai", "Luật", "", "", ""), ("Ba", "Luật", "", "", ""))
    start = ("", "", "2", *one, *two, *three, "", "6", "", "", paper, "")
    # Text of the first is another, its evidence and the rest stay; the third moves to the front, the second goes, a
    # fourth comes.
    changes = ("e", "points", "1", "Một, rõ hơn", "", "", "", "3>1", "-3", "+", "Bốn", "Luật", "", "", "", "")
    shown = Clerk(asked, "en").records("2021-03-18", "opinion", TASK, answers=(*start, *changes))
    assert "1  Một · Luật NSNN" in shown
    assert points_of(asked) == ["Ba", "Một, rõ hơn", "Bốn"]
    assert "- Luật NSNN" in asked.text("2021-03-18.opinion.tckh")


def test_there_is_a_way_back_at_every_question(asked: Office) -> None:
    given = ("--number", "6", "--file", asked.paper("yk.pdf"))
    answers = ("17/3/2021", "<", "18/3/2021", "", "<", "", "1", "<", "3", "Thiếu", "<", "Thiếu vốn", "Luật", "")
    shown = Clerk(asked, "vi").records("2021-03-18", "opinion", TASK, *given, answers=(*answers, "", "", "", "", ""))
    assert "[17/3/2021]: " in shown
    assert "position: disagree" in asked.text("2021-03-18.opinion.tckh")
    assert points_of(asked) == ["Thiếu vốn"]


@pytest.mark.parametrize("end", ["ctrl-c", "eof"])
@pytest.mark.parametrize(
    ("language", "word"), [("vi", "Những gì đã trả lời được giữ lại"), ("en", "What was answered is kept")]
)
def test_what_was_answered_is_kept_and_offered(end: str, language: str, word: str, asked: Office) -> None:
    paper = asked.paper("yk.pdf")
    clerk = Clerk(asked, language)
    broken_off = ("", "", "3", "Thiếu vốn", "Luật NSNN", "", "", "", "Thiếu đất", "Luật Đất đai", "")
    said = clerk.says("2021-03-18", "opinion", TASK, answers=broken_off, end=end)
    assert word in said.text
    # The list that was being written is there; a step back from the next question, and all of it stands.
    clerk.records("2021-03-18", "opinion", TASK, answers=("", "", "<", "", "6", "", "", paper, ""))
    assert "position: disagree" in asked.text("2021-03-18.opinion.tckh")
    assert points_of(asked) == ["Thiếu vốn"]
    again = clerk.says("2021-03-19", "opinion", TASK, answers=(), end="eof")
    assert "[C/k]" not in again.text
    assert "[Y/n]" not in again.text


def test_twelve_points_at_once_from_the_editor(asked: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = asked.desk / "soan"
    lines = "".join(f"Điều {n}; evidence=Luật Đất đai, Điều {n}\\n" for n in range(1, 13))
    lines += "#13; evidence=Luật Đất đai\\n"
    editor.write_text(f"#!/bin/sh\nprintf '{lines}' >> \"$1\"\n", encoding="utf-8")
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)
    given = ("--number", "6", "--file", asked.paper("yk.pdf"))
    Clerk(asked, "vi").records("2021-03-18", "opinion", TASK, *given, answers=("", "", "2", "@", "", ""))
    assert points_of(asked) == [*(f"Điều {n}" for n in range(1, 13)), "'#13'"]


def test_where_no_editor_opens_the_items_are_asked_for(asked: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "false")
    monkeypatch.delenv("VISUAL", raising=False)
    given = ("--number", "6", "--file", asked.paper("yk.pdf"))
    answers = ("", "", "2", "@", "Thiếu vốn", "Luật NSNN", *("",) * 6)
    shown = Clerk(asked, "vi").records("2021-03-18", "opinion", TASK, *given, answers=answers)
    assert "không mở được trình soạn thảo (false: " in shown
    assert points_of(asked) == ["Thiếu vốn"]
