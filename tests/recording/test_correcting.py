"""A correction changes the record that it corrects, and nothing else of its file."""

from pathlib import Path

import pytest
from phoihop.recording.editing import edited, put
from phoihop.records.settings import Settings
from phoihop.records.types import Report, Request
from phoihop.records.yaml_door import Tree, read_yaml

from tests.recording.office import Office, office_that_asked

REQUEST = """\
# Ghi theo văn bản giấy
kind: request
from: tnmt
to: [tckh, ktht]   # hai phòng
date: 2021-03-08

due: 2021-03-22  # thứ Hai
questions:
  - Diện tích
  - >-
    Nguồn vốn dự kiến, chia theo
    từng năm
# hồ sơ
dossier:
  - title: "Bản đồ"
    path: files/ban-do.pdf
"""


def test_a_new_key_stands_in_its_own_block_and_comments_stay_where_they_were() -> None:
    settings = b"title: S\nauthority: ubnd\nholidays:\n  country: VN  # nuoc\n\n# dung\nas_of: 2021-11-24\n"
    days: Tree = {"off": ["2021-01-01"], "worked": ["2021-01-02"]}
    once = edited(settings, [(("holidays", "years", "2021"), days)], Settings)
    assert once.decode() == (
        "title: S\nauthority: ubnd\nholidays:\n  country: VN  # nuoc\n  years:\n    '2021':\n"
        "      'off': [2021-01-01]\n      worked: [2021-01-02]\n\n# dung\nas_of: 2021-11-24\n"
    )
    twice = edited(once, [(("holidays", "years", "2022"), {"off": ["2022-01-03"]})], Settings)
    added = "      worked: [2021-01-02]\n    '2022':\n      'off': [2022-01-03]\n\n# dung\n"
    assert twice.decode() == once.decode().replace("      worked: [2021-01-02]\n\n# dung\n", added)
    crlf = edited(settings.replace(b"\n", b"\r\n"), [(("holidays", "years", "2021"), days)], Settings)
    assert crlf == once.replace(b"\n", b"\r\n")


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("due",), "2021-03-29", "due: 2021-03-22  #", "due: 2021-03-29  #"),
        (("to",), ["tckh"], "to: [tckh, ktht]   #", "to: [tckh]   #"),
        (("questions", 0), "Diện tích: ha", "  - Diện tích\n", "  - 'Diện tích: ha'\n"),
        (("questions", 1), "Vốn", "  - >-\n    Nguồn vốn dự kiến, chia theo\n    từng năm\n", "  - Vốn\n"),
        (("dossier", 0, "title"), "Bản đồ số 2", 'title: "Bản đồ"', "title: Bản đồ số 2"),
        (("number",), "2/TNMT", "files/ban-do.pdf\n", "files/ban-do.pdf\nnumber: 2/TNMT\n"),
    ],
)
def test_one_place_is_changed_and_the_rest_left(path: tuple[str | int, ...], value: Tree, old: str, new: str) -> None:
    assert old in REQUEST
    assert edited(REQUEST.encode(), [(path, value)], Request).decode() == REQUEST.replace(old, new)


def test_a_key_is_taken_away() -> None:
    after = edited(REQUEST.encode(), [(("questions", 1), None), (("due",), None)], Request).decode()
    tree = read_yaml(after.encode())[0]
    assert isinstance(tree, dict)
    assert tree["questions"] == ["Diện tích"]
    assert "due" not in tree


def test_one_more_item_stands_behind_the_last_and_one_is_taken_away_by_itself() -> None:
    text = "# theo giấy\nkind: request\nquestions:\n  # một\n  - Vốn\n  - Hạn\nnote: x # cuối\n"
    more = edited(text.encode(), [(("questions", 2), "Đất")], Request)
    assert more.decode() == text.replace("  - Hạn\n", "  - Hạn\n  - Đất\n")
    fewer = edited(more, [(("questions", 1), None)], Request)
    assert fewer.decode() == text.replace("  - Hạn\n", "  - Đất\n")
    none = edited(edited(fewer, [(("questions", 1), None)], Request), [(("questions", 0), None)], Request)
    assert none.decode() == text.replace("questions:\n  # một\n  - Vốn\n  - Hạn\n", "")


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    windows = b"\xef\xbb\xbf" + REQUEST.replace("\n", "\r\n").encode()
    after = edited(windows, [(("due",), "2021-03-29")], Request)
    assert after == windows.replace(b"2021-03-22", b"2021-03-29")


def test_what_can_not_be_changed_in_its_place_is_written_anew() -> None:
    flow = "{kind: request, from: tnmt, date: 2021-03-08, to: [tckh], due: 2021-03-22, questions: [Vốn]}\n"
    after = edited(flow.encode(), [(("questions",), ["Vốn, đất", "Diện tích"])], Request)
    tree = read_yaml(flow.encode())[0]
    assert tree is not None
    assert read_yaml(after)[0] == put(tree, ("questions",), ["Vốn, đất", "Diện tích"])


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return office_that_asked(tmp_path_factory.mktemp("asked"), due="19/3/2021")


def test_what_is_empty_stays_as_it_was_written() -> None:
    report = "# giữ\nkind: report\nfrom: tnmt\ndate: 2021-04-01\nsubject:\nviews: []  # chưa có ý kiến\nnote: ''\n"
    changed = edited(report.encode(), [(("number",), "7/TNMT"), (("from",), "tckh")], Report).decode()
    assert changed == report.replace("tnmt", "tckh") + "number: 7/TNMT\n"


@pytest.fixture
def office(asked: Office, tmp_path: Path) -> Office:
    return asked.copied_to(tmp_path)


def test_a_correction_and_its_edit_go_together(office: Office) -> None:
    before = office.text("2021-03-08.request.tnmt")
    result = office.run(
        *("new", "correction", "2021-0001", "--corrects", "2/TNMT", "--set", "due=22/3/2021"),
        *("--reason", "Văn bản giấy ghi 22/3/2021", "--no-input"),
        day="2021-03-09",
        language="vi",
    )
    assert result.returncode == 0, result.stderr
    assert "hạn 19/3/2021 → 22/3/2021" in result.stdout
    assert office.text("2021-03-08.request.tnmt") == before.replace("due: 2021-03-19", "due: 2021-03-22")
    assert office.text("2021-03-09.correction.tnmt") == (
        "kind: correction\nfrom: tnmt\ndate: 2021-03-09\ncorrects: 2021-03-08.request.tnmt\n"
        "reason: Văn bản giấy ghi 22/3/2021\n"
    )


def test_the_assignment_is_corrected_by_the_authority(office: Office) -> None:
    office.record(
        "2021-03-09",
        *("correction", "2021-0001", "--corrects", "task", "--reason", "Nhầm", "--set", "coordinating=tckh, an-do"),
        *("--set", "due=31/5/2021", "--set", "summary=Ba khu đất"),
    )
    assert "from: ubnd" in office.text("2021-03-09.correction.ubnd")
    task = office.text("task")
    assert "coordinating: [tckh, an-do]\ndue: 2021-05-31\n" in task
    assert "summary: Ba khu đất" in task


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("duee=22/3/2021", "no key “duee” (due?)"),
        ("due=mai", "“mai” is no day"),
        ("kind=opinion", "a document of another kind"),
        ("questions.3=Vốn", "has no “questions.3”"),
        ("due=1/3/2021", "chronology"),
        ("due=", "“due” is missing"),
        ("due", "not of the form KEY=VALUE"),
    ],
)
def test_an_edit_that_would_be_wrong_changes_nothing(change: str, said: str, office: Office) -> None:
    before = office.files()
    run = ("new", "correction", "2021-0001", "--corrects", "2/TNMT", "--reason", "Nhầm", "--set", change, "--no-input")
    result = office.run(*run, day="2021-03-09")
    assert result.returncode in (1, 2)
    assert said in result.stderr
    assert office.files() == before


def test_a_correction_takes_no_number_that_its_issuer_has_used_in_another_task(office: Office) -> None:
    office.record(
        "2021-03-09",
        *("task", "--title", "Đường xã", "--lead", "TCKH", "--due", "28/5/2021", "--number", "101/UBND"),
    )
    before = office.files()
    result = office.run(
        *("new", "correction", "2021-0001", "--corrects", "2/TNMT", "--from", "ubnd", "--number", "101/UBND"),
        *("--reason", "Nhầm", "--set", "due=22/3/2021", "--no-input"),
        day="2021-03-10",
    )
    assert result.returncode == 1
    assert "UBND has used number 101/UBND in 2021 already (file tasks/2021/0002/task.yml)" in result.stderr
    assert office.files() == before


def test_a_dry_run_shows_both(office: Office) -> None:
    before = office.files()
    run = ("new", "correction", "2021-0001", "--corrects", "2/TNMT", "--reason", "Nhầm", "--set", "due=22/3/2021")
    result = office.run(*run, "--dry-run", day="2021-03-09")
    assert "-due: 2021-03-19\n  +due: 2021-03-22" in result.stdout
    assert office.files() == before


def test_a_correction_adds_a_view_a_point_and_a_file_by_words(office: Office) -> None:
    office.record("2021-03-10", *OPINION, "--file", office.paper("yk.pdf"))
    office.record("2021-03-11", "report", "2021-0001", "--view", "tckh#p1=noted")
    added = office.paper("phu-luc.pdf", "khác")
    for what, change in (
        ("2021-03-10.opinion.tckh", ("point=Rõ tiến độ; evidence=Luật Đầu tư công", f"file=Phụ lục={added}")),
        ("2021-03-11.report.tnmt", ("view=tckh#p2=accepted: Đã bổ sung", "views.tckh#p1.response=accepted")),
    ):
        sets = [each for words in change for each in ("--set", words)]
        office.record("2021-03-12", "correction", "2021-0001", "--corrects", what, "--reason", "Ghi thiếu", *sets)
    opinion = office.text("2021-03-10.opinion.tckh")
    assert "id: p2\n    text: Rõ tiến độ\n" in opinion
    assert "title: Phụ lục\n    path: files/phu-luc.pdf" in opinion
    report = office.text("2021-03-11.report.tnmt")
    assert "response: accepted\n  - opinion: 2021-03-10.opinion.tckh\n    point: p2\n    response: accepted\n" in report
    assert (office.root / "tasks/2021/0001/files/phu-luc.pdf").is_file()


@pytest.mark.parametrize("key", ["files.1.path", "files.1"])
def test_a_replaced_scan_comes_with_its_record(key: str, office: Office) -> None:
    office.record("2021-03-10", *OPINION, "--file", office.paper("yk.pdf"))
    scan = office.paper("yk-du-trang.pdf", "đủ trang")
    change = ("--set", f"{key}={scan}", "--reason", "Bản quét thiếu trang")
    office.record("2021-03-12", "correction", "2021-0001", "--corrects", "2021-03-10.opinion.tckh", *change)
    assert "path: files/yk-du-trang.pdf" in office.text("2021-03-10.opinion.tckh")
    assert (office.root / "tasks/2021/0001/files/yk-du-trang.pdf").is_file()
    # The old one stays, named by the correction, and published no longer.
    assert office.text("2021-03-12.correction.tckh").endswith(
        "corrects: 2021-03-10.opinion.tckh\nreason: Bản quét thiếu trang\n"
        "files:\n  - title: Bản cũ\n    path: files/yk.pdf\n    restricted: true\n"
    )


@pytest.mark.parametrize("change", ["dossier.1.path={new}", "dossier.1=Bản đồ={new}"])
def test_a_paper_taken_out_is_named_once_beside_those_that_come(change: str, office: Office) -> None:
    office.record("2021-03-09", "progress", "2021-0001", "--from", "tnmt", "--text", "Đo", "--file", "ban-do.pdf")
    sets = ("--set", change.format(new=office.paper("moi.pdf", "mới")), "--reason", "Nhầm tệp")
    come = ("--file", f"Công văn={office.paper('cong-van.pdf')}")
    # Another record names it still.
    office.record("2021-03-10", "correction", "2021-0001", "--corrects", "2/TNMT", *sets, *come)
    assert "ban-do.pdf" not in office.text("2021-03-10.correction.tnmt")
    taken = ("--set", f"file={office.paper('khac.pdf', 'khác')}", "--set", "files.1=", "--reason", "Nhầm tệp")
    office.record("2021-03-11", "correction", "2021-0001", "--corrects", "2021-03-09.progress.tnmt", *taken, *come)
    correction = office.text("2021-03-11.correction.tnmt")
    assert correction.index("title: Công văn") < correction.index("path: files/ban-do.pdf\n    restricted: true\n")


OPINION = (
    *("opinion", "2021-0001", "--from", "tckh", "--position", "agree-with-comments", "--number", "9"),
    *("--point", "Thiếu vốn; evidence=Luật NSNN"),
)


@pytest.mark.parametrize(
    ("language", "said"), [("vi", "chưa trả lời: TCKH p1"), ("en", "does not respond to: TCKH p1")]
)
def test_what_a_report_leaves_out_is_told(office: Office, language: str, said: str) -> None:
    office.record("2021-03-10", *OPINION, "--file", office.paper("yk.pdf"))
    run = ("new", "report", "2021-0001", "--yaml", "-", "--no-input")
    told = office.run(*run, day="2021-03-11", language=language, typed="views: []\n")
    assert told.returncode == 0, told.stderr
    assert said in told.stdout
    assert said in told.stderr, "before it is written"


def test_a_day_is_corrected_in_name_content_and_references(office: Office) -> None:
    office.record("2021-03-10", *OPINION, "--file", office.paper("yk.pdf"))
    reason = ("--reason", "Văn bản ghi ngày 5/3", "--set", "date=5/3/2021")
    office.record("2021-03-12", "correction", "2021-0001", "--corrects", "2/TNMT", *reason)
    folder = office.root / "tasks/2021/0001"
    assert not (folder / "2021-03-08.request.tnmt.yml").exists()
    assert "date: 2021-03-05" in office.text("2021-03-05.request.tnmt")
    assert "answers: 2021-03-05.request.tnmt\n" in office.text("2021-03-10.opinion.tckh")
    assert "corrects: 2021-03-05.request.tnmt\n" in office.text("2021-03-12.correction.tnmt")


@pytest.mark.parametrize(("language", "said"), [("vi", "TNMT → KTHT"), ("en", "TNMT → KTHT")])
def test_an_issuer_is_corrected_in_name_content_and_references(office: Office, language: str, said: str) -> None:
    office.record("2021-03-09", "progress", "2021-0001", "--from", "tnmt", "--text", "Đã đo đạc", "--number", "7/KTHT")
    change = ("--corrects", "2021-03-09.progress.tnmt", "--reason", "Văn bản của KTHT", "--set", "from=KTHT")
    told = office.run("new", "correction", "2021-0001", *change, "--no-input", day="2021-03-12", language=language)
    assert (told.returncode, said in told.stdout) == (0, True), told.stderr + told.stdout
    assert "2021-03-09.progress.tnmt.yml" not in told.stdout
    assert "from: ktht\n" in office.text("2021-03-09.progress.ktht")
    assert "from: tnmt\ndate: 2021-03-12\ncorrects: 2021-03-09.progress.ktht\n" in office.text(
        "2021-03-12.correction.tnmt"
    )
    assert not (office.root / "tasks/2021/0001/2021-03-09.progress.tnmt.yml").exists()
    assert office.errors("2021-03-12") == []
