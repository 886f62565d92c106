"""A person who follows only commands takes a task from its assignment to the decision, with no error at any step."""

from pathlib import Path

from tests.recording.office import Office, assign

TASK = "2021-0001"


def test_a_task_from_assignment_to_decision_by_commands(tmp_path: Path) -> None:
    office = Office(tmp_path)
    assert assign(office) == "task"

    office.record(
        "2021-03-04", "plan", TASK, "--number", "1", "--step", "Rà soát hiện trạng; agency=an-do; due=19/3/2021"
    )
    assert "number: 1/KH-TNMT" in office.text("2021-03-04.plan.tnmt")

    office.record(
        "2021-03-08",
        *("request", TASK, "--to", "tckh", "--to", "Kinh tế và Hạ tầng", "--due", "22/3/2021", "--number", "2"),
        *("--question", "Diện tích và nguồn vốn dự kiến"),
        *("--dossier", f"Bản đồ hiện trạng={office.paper('Bản đồ.pdf')}"),
    )
    assert office.case("2021-03-08").stage == "consulting"

    office.record("2021-03-09", "dossier-request", TASK, "--from", "tckh", "--need", "Dự toán", "--number", "3")
    supply = ("--dossier", f"Dự toán={office.paper('du-toan.pdf')}")
    office.record("2021-03-10", "dossier-supply", TASK, "--number", "4", *supply)

    office.record(
        "2021-03-17",
        *("opinion", TASK, "--from", "TCKH", "--position", "nhất trí, có góp ý", "--number", "5"),
        *("--file", office.paper("y-kien.pdf", "TCKH")),
        *("--point", "Cần nêu rõ nguồn vốn; evidence=Luật Ngân sách nhà nước 2015, Điều 8; field=tài chính"),
        *("--point", f"Đề nghị giảm 2 ha; evidence={office.paper('bang-tinh.pdf')}; discuss"),
    )
    office.record("2021-03-18", "progress", TASK, "--from", "an-do", "--text", "Đã rà soát", "--step", "b1", "--done")
    assert office.case("2021-03-18").awaiting == ("ktht",)

    reminder = office.record("2021-03-24", "reminder", TASK, "--from", "tnmt", "--number", "6")
    assert "to: [ktht]" in office.text(reminder)
    office.record(
        "2021-03-25",
        *("opinion", TASK, "--from", "ktht", "--position", "agree", "--number", "7"),
        *("--file", office.paper("y-kien.pdf", "KTHT")),
    )
    assert "path: files/y-kien-2.pdf" in office.text("2021-03-25.opinion.ktht")

    office.record(
        "2021-03-26",
        *("request", TASK, "--to", "so-tnmt", "--due", "9/4/2021", "--number", "110", "--question", "Sự phù hợp"),
        *("--dossier", "Bản đồ hiện trạng=files/ban-do.pdf"),
    )
    assert "drafted_by: tnmt" in office.text("2021-03-26.request.ubnd")
    office.record(
        "2021-04-08",
        *("opinion", TASK, "--from", "so-tnmt", "--position", "agree-with-comments", "--number", "600/STNMT"),
        *("--file", office.paper("so.pdf"), "--point", "Bổ sung căn cứ; evidence=Luật Đất đai 2013; field=dat-dai"),
        *("--point", "Làm rõ đấu nối giao thông; evidence=Luật Quy hoạch 2017, Điều 6; field=xay-dung"),
    )
    explained = ("--from", "tnmt", "--point", "p1=Đã bổ sung vào thuyết minh")
    office.record("2021-04-12", "explanation", TASK, *explained, "--number", "8")
    office.record("2021-04-12", "forward", TASK, "--to", "ktht", "--point", "p2", "--due", "20/4/2021", "--number", "9")
    office.record(
        "2021-04-19", "explanation", TASK, "--from", "ktht", "--point", "p2=Theo đường huyện đã duyệt", "--number", "10"
    )

    office.record(
        "2021-04-20",
        *("meeting", TASK, "--from", "tnmt", "--attended", "tckh", "--discusses", "tckh#p2"),
        *("--outcome", "Thống nhất giảm 2 ha", "--form", "họp trực tiếp"),
    )
    office.record(
        "2021-04-22",
        *("report", TASK, "--number", "11", "--view", "tckh#p1=tiếp thu: Đã ghi rõ nguồn vốn"),
        *("--view", "tckh#p2=partly: Giảm 2 ha tại khu số 3", "--view", "ktht=noted"),
        *("--view", "so-tnmt#p1=accepted", "--view", "so-tnmt#p2=accepted"),
    )
    office.record(
        "2021-04-23",
        *("submission", TASK, "--number", "12", "--draft", office.paper("Dự thảo quyết định.docx")),
        *("--dossier", f"Tờ trình={office.paper('to-trinh.pdf')}"),
    )
    assert office.case("2021-04-23").awaiting == ("ubnd",)
    office.record("2021-05-06", "decision", TASK, "--outcome", "chấp thuận", "--number", "150")

    case = office.case("2021-05-06")
    assert (case.stage, case.timeliness, case.awaiting) == ("decided", "on-time", ())
    assert "number: 150/QĐ-UBND" in office.text("2021-05-06.decision.ubnd")


def test_an_objection_is_answered_and_the_lead_changes(tmp_path: Path) -> None:
    office = Office(tmp_path)
    assign(office)
    office.record(
        "2021-03-03",
        "objection",
        "2021-0001",
        "--from",
        "tnmt",
        "--reason",
        "Không thuộc chức năng",
        "--proposes-lead",
        "ktht",
    )
    office.record(
        "2021-03-05",
        *("adjustment", "2021-0001", "--outcome", "accepted", "--lead", "ktht", "--coordinating", "tnmt"),
        *("--coordinating", "tckh", "--number", "105/UBND"),
    )
    assert office.case("2021-03-05").lead == "ktht"
    assert "answers: 2021-03-03.objection.tnmt" in office.text("2021-03-05.adjustment.ubnd")


def test_who_leads_by_now_gives_more_time_to_answer_what_the_lead_before_asked(tmp_path: Path) -> None:
    office = Office(tmp_path)
    assign(office)
    office.record(
        "2021-03-08",
        *("request", "2021-0001", "--to", "tckh", "--due", "22/3/2021", "--question", "Nguồn vốn"),
        *("--dossier", f"Bản đồ={office.paper('ban-do.pdf')}"),
    )
    office.record(
        "2021-03-10",
        *("adjustment", "2021-0001", "--outcome", "own-motion", "--lead", "ktht", "--coordinating", "tckh"),
        *("--number", "106/UBND"),
    )
    extension = office.record("2021-03-19", "extension", "2021-0001", "--to", "tckh", "--due", "2021-03-29")
    assert extension == "2021-03-19.extension.ktht"
    assert "answers: 2021-03-08.request.tnmt" in office.text(extension)


def test_more_time_is_given_and_a_task_is_withdrawn(tmp_path: Path) -> None:
    office = Office(tmp_path)
    assign(office)
    office.record("2021-03-04", "plan", "2021-0001", "--step", "Lấy ý kiến; agency=tnmt")
    office.record(
        "2021-03-08",
        *("request", "2021-0001", "--to", "tckh", "--due", "22/3/2021", "--question", "Nguồn vốn"),
        *("--dossier", f"Bản đồ={office.paper('ban-do.pdf')}"),
    )
    extension = office.record("2021-03-19", "extension", "2021-0001", "--to", "tckh", "--due", "2021-03-29")
    assert "answers: 2021-03-08.request.tnmt" in office.text(extension)
    office.record("2021-03-30", "withdrawal", "2021-0001", "--reason", "Huyện dừng điều chỉnh quy hoạch")
    assert office.case("2021-03-30").stage == "withdrawn"
