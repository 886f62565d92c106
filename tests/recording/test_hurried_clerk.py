"""What goes wrong at a desk where nobody has time: each is refused or told, in both languages, and nothing is lost."""

from pathlib import Path

import pytest

from tests.cli.terminal import talk
from tests.recording.office import Office, assign

TASK = "2021-0001"
DAY = "2021-03-10"


@pytest.fixture(scope="module")
def asked_twice(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Two requests to one agency, which demands papers on the first."""
    office = Office(tmp_path_factory.mktemp("asked-twice"))
    assign(office)
    paper = office.paper("ban-do.pdf")
    for day, number in (("2021-03-08", "2"), ("2021-03-09", "3")):
        asked = ("--to", "tckh", "--due", "22/3/2021", "--question", "Vốn", "--number", number)
        office.record(day, "request", TASK, *asked, "--dossier", f"Bản đồ={paper}")
    return office


@pytest.fixture
def office(asked_twice: Office, tmp_path: Path) -> Office:
    return asked_twice.copied_to(tmp_path)


# --- one letter, several records --------------------------------------------------------------------------------------


def opinion(office: Office, request: str, number: str = "7") -> tuple[str, ...]:
    what = ("--from", "tckh", "--answers", request, "--position", "agree", "--number", number)
    return ("opinion", TASK, *what, "--file", office.paper("yk.pdf"))


def test_one_letter_answers_two_requests(office: Office) -> None:
    assert office.record(DAY, *opinion(office, "2/TNMT")) == "2021-03-10.opinion.tckh"
    assert office.record(DAY, *opinion(office, "3/TNMT")) == "2021-03-10.opinion-2.tckh"
    assert "tckh" not in office.case(DAY).awaiting


def test_one_letter_concerns_two_tasks(office: Office) -> None:
    task = ("--title", "Nâng cấp chợ", "--lead", "ktht", "--number", "100/UBND", "--date", "1/3/2021")
    office.record(DAY, "task", *task)
    plan = ("--number", "9/KTHT", "--step", "Rà soát; agency=ktht", "--date", "3/3/2021")
    office.record(DAY, "plan", "2021-0002", *plan)
    progress = (
        "progress",
        TASK,
        "--from",
        "ktht",
        "--text",
        "Kế hoạch chung",
        "--number",
        "9/KTHT",
        "--date",
        "3/3/2021",
    )
    office.record(DAY, *progress)


def test_a_number_used_on_another_day_is_named_by_a_file_that_is_there(office: Office) -> None:
    office.record(DAY, *opinion(office, "3/TNMT"))
    run = ("new", *opinion(office, "2/TNMT"), "--date", "9/3/2021", "--no-input")
    refused = office.run(*run, day=DAY)
    assert refused.returncode == 1
    assert "record-unique" in refused.stderr
    assert "2021-03-10.opinion.tckh.yml" in refused.stderr
    assert "2021-03-09.opinion.tckh.yml" not in refused.stderr


@pytest.mark.parametrize(("language", "said"), [("vi", "đã ghi, đúng từng chữ"), ("en", "on record already, word for")])
def test_a_command_that_is_run_twice_records_once(office: Office, language: str, said: str) -> None:
    progress = ("progress", TASK, "--from", "ktht", "--text", "Đã đo đạc")
    office.record(DAY, *progress)
    before = office.files()
    twice = office.run("new", *progress, "--no-input", day=DAY, language=language)
    assert (twice.returncode, said in twice.stderr) == (1, True)
    task = office.run("new", "task", "--title", " Điều  chỉnh", "--lead", "tnmt", "--no-input", day=DAY)
    again = office.run("new", "task", "--title", "điều chỉnh", "--lead", "tnmt", "--no-input", day=DAY)
    assert (task.returncode, again.returncode) == (0, 1)
    assert "2021-0002" in again.stderr
    assert len(office.files()) == len(before) + 1


# --- papers that are nowhere ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "said"), [("vi", "cần mã băm của tệp"), ("en", "needs the digest of its file")])
def test_a_paper_held_without_a_digest_is_refused(office: Office, language: str, said: str) -> None:
    office.record("2021-03-09", "dossier-request", TASK, "--from", "tckh", "--answers", "2/TNMT", "--need", "Dự toán")
    supply = ("new", "dossier-supply", TASK, "--dossier", "Dự toán; held=Văn thư, hộp 3", "--no-input")
    refused = office.run(*supply, day=DAY, language=language)
    assert (refused.returncode, said in refused.stderr) == (2, True), refused.stderr


@pytest.mark.parametrize(("language", "said"), [("vi", "vẫn chưa đáp ứng"), ("en", "does not meet what is owed")])
def test_what_meets_nothing_says_so(office: Office, language: str, said: str) -> None:
    office.record("2021-03-09", "dossier-request", TASK, "--from", "tckh", "--answers", "2/TNMT", "--need", "Dự toán")
    tree = "dossier:\n- title: Dự toán\n"
    run = ("new", "dossier-supply", TASK, "--yaml", "-", "--no-input")
    told = office.run(*run, day=DAY, language=language, typed=tree)
    assert said in told.stdout, told.stderr


@pytest.mark.parametrize(
    "words", ["ho so/bang tinh.pdf", "/tmp/khong-co", "bảng tính.XLSX", "file:///tmp/khong-co.pdf"]
)
def test_what_looks_like_a_paper_is_one_or_an_error(office: Office, words: str) -> None:
    point = ("--point", f"Thiếu vốn; evidence={words}")
    refused = office.run("new", *opinion(office, "2/TNMT"), *point, "--no-input", day=DAY)
    assert (refused.returncode, "there is no file" in refused.stderr) == (2, True), refused.stderr


def test_words_with_a_stroke_stay_words(office: Office) -> None:
    point = ("--point", "Thiếu vốn; evidence=Nghị định 43/2014/NĐ-CP, Điều 9")
    office.record(DAY, *opinion(office, "2/TNMT"), *point)
    assert "- Nghị định 43/2014/NĐ-CP, Điều 9" in office.text("2021-03-10.opinion.tckh")


def test_a_file_dragged_into_a_terminal_is_found(office: Office) -> None:
    paper = office.paper("Bảng tính số 1.pdf")
    dropped = (paper.replace(" ", "\\ "), f"'{paper}'", Path(paper).as_uri())
    for number, words in enumerate(dropped, 1):
        office.record(
            f"2021-03-1{number}", "progress", TASK, "--from", "ktht", "--text", f"Lần {number}", "--file", words
        )
    assert "path: files/bang-tinh-so-1.pdf" in office.text("2021-03-13.progress.ktht")


# --- what can't be read -----------------------------------------------------------------------------------------------


@pytest.fixture
def broken(office: Office) -> Office:
    """The agency has answered, but in a record that nobody can read."""
    office.record(DAY, *opinion(office, "2/TNMT"))
    office.record(DAY, *opinion(office, "3/TNMT"))
    file = office.root / "tasks/2021/0001/2021-03-10.opinion.tckh.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("position: agree", "position: [agree"), encoding="utf-8")
    return office


@pytest.mark.parametrize("command", [("list",), ("todo",), ("digest",), ("export", "tasks")])
@pytest.mark.parametrize(("language", "said"), [("vi", "1 bản ghi không đọc được"), ("en", "1 record can't be read")])
def test_every_command_says_what_it_could_not_read(
    broken: Office, command: tuple[str, ...], language: str, said: str
) -> None:
    told = broken.run(*command, day="2021-03-24", language=language)
    assert told.returncode == 0, told.stderr
    assert said in told.stderr
    assert "tasks/2021/0001/2021-03-10.opinion.tckh.yml" in told.stderr


@pytest.mark.parametrize(
    "command",
    [("draft", "reminder", TASK), ("new", "reminder", TASK, "--to", "tckh", "--about", "2/TNMT", "--no-input")],
)
def test_nothing_is_drafted_or_recorded_on_what_can_not_be_read(broken: Office, command: tuple[str, ...]) -> None:
    before = broken.files()
    refused = broken.run(*command, day="2021-03-24")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "2021-03-10.opinion.tckh.yml" in refused.stderr
    assert broken.files() == before


# --- what replaces what -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "said"),
    [("vi", "thay ý kiến 7/TCKH cùng các nội dung p1"), ("en", "replaces the opinion 7/TCKH with its points p1")],
)
def test_what_an_opinion_replaces_is_named_before_it_is_written(office: Office, language: str, said: str) -> None:
    office.record(DAY, *opinion(office, "2/TNMT"), "--point", "Thiếu vốn; evidence=Luật NSNN")
    run = ("new", *opinion(office, "2/TNMT", "8"), "--dry-run", "--no-input")
    told = office.run(*run, day="2021-03-11", language=language)
    assert said in " ".join(told.stdout.split()), told.stderr
    office.record("2021-03-11", *opinion(office, "2/TNMT", "8"))
    shown = office.run("show", TASK, day="2021-03-11", language=language).stdout
    assert ("thay 7/TCKH" if language == "vi" else "replaces 7/TCKH") in " ".join(shown.split())
    report = office.run("draft", "report", TASK, day="2021-03-11", language=language).stdout
    # A letter is in the register's language, whatever that of the run.
    assert "(các nội dung p1)" in " ".join(report.split())


SECOND = ("", "", "2", "Thêm", "Luật A", "", "", "", "", "10", "", "")


@pytest.mark.parametrize(
    ("language", "yes", "asked"),
    [
        ("vi", "c", "thay thế hay bổ sung? Chọn ý kiến được bổ sung; để trống: thay thế tất cả"),
        ("en", "y", "replace or supplement? Choose the one that this adds to; empty: replace them all"),
    ],
)
def test_a_second_opinion_is_asked_whether_it_replaces_or_supplements(
    office: Office, language: str, yes: str, asked: str
) -> None:
    office.record(DAY, *opinion(office, "3/TNMT", "6"))
    first = office.record(DAY, *opinion(office, "2/TNMT"), "--point", "Thiếu vốn; evidence=Luật NSNN")
    place = ("-C", str(office.root), "--lang", language, "new", "opinion", TASK, "--answers", "2/TNMT")
    paper = office.paper("them.pdf")
    for day, chosen, letter in (("2021-03-11", "1", "10"), ("2021-03-12", "", "11")):
        answers = (chosen, *(letter if each == "10" else each for each in SECOND), paper, "", yes)
        said = talk(*place, "--from", "tckh", "--today", day, answers=answers)
        assert said.exit == 0, said.text
        assert asked in " ".join(said.text.split())
        assert ("7/TCKH, 10/3/2021 (nội dung p1)" if language == "vi" else "(points p1)") in said.text
    assert f"supplements: {first}\n" in office.text("2021-03-11.opinion.tckh")
    assert "supplements" not in office.text("2021-03-12.opinion.tckh")
    replaced = ("thay ý kiến 10/TCKH", "thay ý kiến 7/TCKH") if language == "vi" else ("opinion 10/TCKH", "7/TCKH")
    assert all(each in " ".join(said.text.split()) for each in replaced), said.text


def test_points_are_shown_by_the_names_that_options_take(office: Office) -> None:
    office.record(DAY, *opinion(office, "2/TNMT"), "--point", "Thiếu vốn; evidence=Luật NSNN")
    office.record("2021-03-11", "report", TASK, "--view", "tckh#p1=partly: Bổ sung một phần")
    shown = " ".join(office.run("show", TASK, day="2021-03-11").stdout.split())
    assert "tckh#p1 Thiếu vốn → partly accepted: Bổ sung một phần" in shown


# --- said at the question ---------------------------------------------------------------------------------------------


def test_an_agency_is_not_added_twice(office: Office) -> None:
    run = ("new", "agency", "--name", "Thuế", "--short", "CCT", "--kind", "other", "--no-input")
    assert office.run(*run).returncode == 0
    twice = office.run(*run)
    assert (twice.returncode, "agencies/cct.yml" in twice.stderr) == (1, True)


def test_to_look_back_switches_off_no_guard(office: Office) -> None:
    office.record("2021-03-30", "withdrawal", TASK, "--reason", "Dừng")
    request = ("new", "request", TASK, "--to", "ktht", "--due", "9/4/2021", "--question", "Vốn", "--no-input")
    dossier = ("--dossier", "Bản đồ=files/ban-do.pdf")
    assert office.run(*request, *dossier, "--date", "31/3/2021", day="2021-03-29").returncode == 1


@pytest.mark.parametrize("edited", [False, True])
def test_to_look_back_lets_no_agency_by_that_is_refused_today(office: Office, edited: bool) -> None:
    settings = office.root / "register.yml"
    later = "changes:\n  - {from: 2021-03-05, rules: {personal-data: error}}\n"
    settings.write_text(settings.read_text(encoding="utf-8") + later, encoding="utf-8")
    run = (
        ("edit", "agency", "ktht")
        if edited
        else ("new", "agency", "--name", "Thuế", "--short", "CCT", "--kind", "other")
    )
    before = office.files()
    refused = office.run(*run, "--member", "Văn thư=hoa.tran@gmail.com", "--no-input", day="2021-03-02")
    assert (refused.returncode, "personal-data" in refused.stderr) == (1, True), refused.stderr + refused.stdout
    assert office.files() == before


@pytest.mark.parametrize("name", ["anh.heic", "van-ban.exe"])
def test_a_paper_that_is_not_taken_is_refused_where_it_is_named(office: Office, name: str) -> None:
    paper = office.desk / name
    paper.write_bytes(b"MZ")
    run = ("new", "progress", TASK, "--from", "ktht", "--text", "Xong", "--file", str(paper), "--no-input")
    refused = office.run(*run, day=DAY)
    assert (refused.returncode, "--file" in refused.stderr) == (2, True)
    assert "takes no files of this type" in refused.stderr


def test_a_dialogue_refuses_at_the_question(office: Office) -> None:
    place = ("-C", str(office.root), "--lang", "en", "new", "request", TASK, "--today", DAY)
    said = talk(*place, answers=("ktht, stnmt", "ktht", "", "1/3/2021"), end="eof")
    assert "superior agencies (STNMT) are asked by the authority" in " ".join(said.text.split())
    assert "the deadline 1/3/2021 lies before the document of 10/3/2021" in " ".join(said.text.split())


@pytest.mark.parametrize(
    ("language", "outside", "early", "code"),
    [
        ("vi", "STNMT chưa tham gia nhiệm vụ này", "hạn 1/1/2020 trước ngày văn bản", "một trong: có, không"),
        ("en", "STNMT is not of this task", "deadline 1/1/2020 lies before the document", "one of: yes, no"),
    ],
)
def test_a_step_is_looked_at_when_it_is_typed(
    office: Office, language: str, outside: str, early: str, code: str
) -> None:
    place = ("-C", str(office.root), "--lang", language, "new", "plan", TASK, "--today", DAY)
    answers = ("", "Khảo sát", "stnmt", "1/1/2020", "12/4/2021", "", "", "", "", "", "<", "<")
    said = " ".join(talk(*place, answers=answers, end="ctrl-c").text.split())
    assert outside in said
    assert early in said
    step = ("new", "progress", TASK, "--from", "ktht", "--text", "x", "--done", "có lẽ", "--no-input")
    assert code in office.run(*step, day=DAY, language=language).stderr


@pytest.mark.parametrize(("language", "said"), [("vi", "KTHT đã chủ trì nhiệm vụ này"), ("en", "KTHT leads this task")])
def test_a_lead_is_not_taken_among_the_coordinating_agencies(office: Office, language: str, said: str) -> None:
    place = ("-C", str(office.root), "--lang", language, "new", "task", "--today", DAY)
    assert said in " ".join(talk(*place, answers=("Chợ", "ktht", "tckh, ktht", "tckh"), end="eof").text.split())


@pytest.mark.parametrize(
    ("language", "yes", "said"), [("vi", "c", "chưa đúng dạng"), ("en", "y", "has not the right form")]
)
def test_an_agency_is_changed_in_a_dialogue(office: Office, language: str, yes: str, said: str) -> None:
    place = ("-C", str(office.root), "--lang", language, "edit", "agency", "KTHT", "--today", DAY)
    shown = talk(*place, answers=("members", "vt@x.example", "Văn thư=vt@x.example", "parent", "UBND", "", yes))
    assert (shown.exit, said in " ".join(shown.text.split())) == (0, True), shown.text
    text = (office.root / "agencies/ktht.yml").read_text(encoding="utf-8")
    assert "email: vt@x.example\nparent: ubnd\n" in text
    before = office.files()
    stopped = talk(*place, answers=("",))
    assert (stopped.exit, office.files()) == (1, before)


def test_back_at_the_confirmation_changes_an_answer(office: Office) -> None:
    place = ("-C", str(office.root), "--lang", "en", "new", "progress", TASK, "--from", "ktht", "--today", DAY)
    before = ("", "", "Xong", "", "", "", "", "")
    said = talk(*place, answers=(*before, "<", "text", "Gần xong", "y"))
    assert said.exit == 0, said.text
    assert "text: Gần xong\n" in office.text(f"{DAY}.progress.ktht")


# --- pasted text ------------------------------------------------------------------------------------------------------


def test_line_breaks_and_tabs_are_folded_where_one_line_is_meant(office: Office) -> None:
    words = ("--subject", "Về việc\nđo đạc\tđất", "--text", "Dòng một\nDòng\thai")
    id_ = office.record(DAY, "progress", TASK, "--from", "ktht", *words)
    assert "subject: Về việc đo đạc đất\n" in office.text(id_)
    assert "text: |-\n  Dòng một\n  Dòng hai\n" in office.text(id_)


def test_what_is_pasted_is_one_answer(office: Office) -> None:
    place = ("-C", str(office.root), "--lang", "en", "new", "progress", TASK, "--from", "ktht", "--today", DAY)
    pasted = "\x1b[200~Dòng một\nDòng hai\x1b[201~"
    said = talk(*place, answers=("", "", pasted, "", "", "", "", "y"), kind="xterm")
    assert said.exit == 0, said.text
    assert "text: |-\n  Dòng một\n  Dòng hai\n" in office.text("2021-03-10.progress.ktht")
