"""A task's page says first what its reader came for: what came of it, who leads now, who is awaited."""

import re
from datetime import date
from pathlib import Path

from phoihop.site.build import build_site

from tests.site.test_pages import page, text_of
from tests.site.test_subscriptions import recorded
from tests.story import LATER, Story


def told(story: Story, out: Path, day: date = LATER) -> str:
    """The words of the task's page, in one line."""
    assert build_site(story.root, out, day, jobs=1) == 0
    return " ".join(text_of(page(out, "tasks/2021/0001/")).split())


def test_a_decided_task_says_what_was_decided_and_leads_to_it(tmp_path: Path) -> None:
    text = told(Story(tmp_path / "register"), tmp_path / "out")
    assert "Đã quyết định Chấp thuận: 150/QĐ-UBND , 6/5/2021" in text
    assert '<p>Chấp thuận: <a href="#2021-05-06.decision.ubnd">' in page(tmp_path / "out", "tasks/2021/0001/")


def test_a_withdrawn_task_shows_the_steps_that_it_took_and_why_it_ended(tmp_path: Path) -> None:
    story = Story(tmp_path / "register", until="2021-03-08")
    story.write(
        "2021-03-10.withdrawal.ubnd",
        "kind: withdrawal\nfrom: ubnd\nto:\n  - tnmt\ndate: 2021-03-10\nnumber: 60/UBND-VP\nreason: Tỉnh giải quyết\n",
    )
    text = told(story, tmp_path / "out")
    assert "Đã giao Đang lấy ý kiến Đã dừng Đã dừng 60/UBND-VP , 10/3/2021 : Tỉnh giải quyết" in text
    assert "Đã trình" not in text


def test_a_lead_that_was_merged_is_named_with_its_successor(tmp_path: Path) -> None:
    story = Story(tmp_path / "register", until="2021-03-08")
    story.edit("agencies/tnmt.yml", {"kind:": "until: 2021-03-14\nsucceeded_by: ktht\nkind:"})
    before = told(story, tmp_path / "before", date(2021, 3, 12))
    after = told(story, tmp_path / "after", date(2021, 3, 15))
    assert "kế thừa" not in before
    assert "Phòng Tài nguyên và Môi trường từ 1/3/2021 Phòng Kinh tế và Hạ tầng kế thừa Cơ quan phối hợp" in after


def test_a_suspended_task_says_why_it_waits_and_what_a_report_is_about(tmp_path: Path) -> None:
    story = Story(tmp_path / "register", until="2021-03-04")
    story.edit("task", {"field:": "overseen_by: Phó Chủ tịch phụ trách kinh tế\nfield:"})
    story.write(
        "2021-03-05.instruction.ubnd",
        "kind: instruction\nfrom: ubnd\ndate: 2021-03-05\nnumber: 61/UBND-VP\ntext: Làm việc với xã\n",
    )
    story.write(
        "2021-03-08.progress.tnmt",
        "kind: progress\nfrom: tnmt\ndate: 2021-03-08\ntext: Đã làm việc\nabout: [2021-03-05.instruction.ubnd]\n",
    )
    story.write(
        "2021-03-10.suspension.ubnd",
        "kind: suspension\nfrom: ubnd\ndate: 2021-03-10\nnumber: 62/UBND-VP\nreason: Chờ quy hoạch của tỉnh\n",
    )
    text = told(story, tmp_path / "out")
    assert "Đã giao Đang tạm dừng Không chờ cơ quan nào Đang tạm dừng: 62/UBND-VP , 10/3/2021 : Chờ quy hoạch" in text
    assert "Về việc: 61/UBND-VP" in text
    assert "Lãnh đạo phụ trách Phó Chủ tịch phụ trách kinh tế" in text


def test_what_is_still_in_dispute_is_listed_by_itself(tmp_path: Path) -> None:
    story = Story(tmp_path / "register")
    assert "Ý kiến còn khác nhau" not in told(story, tmp_path / "agreed")
    left = {"outcome: Thống nhất": "unresolved: [2021-03-17.opinion.tckh#p2]\noutcome: Chưa thống nhất"}
    story.edit("2021-04-16.meeting.tnmt", left)
    story.edit("2021-03-19.opinion.ktht", {"position: agree": "position: disagree"})
    story.edit("2021-04-20.report.tnmt", {"response: noted": "response: declined\n    explanation: Trái quy hoạch"})
    text = told(story, tmp_path / "out")
    assert (
        "Ý kiến còn khác nhau (2) TCKH : Đề nghị giảm 2 ha đất ở chưa thống nhất tại cuộc họp "
        "ngày 16/4/2021 tiếp thu một phần: Giảm 2 ha tại khu số 3 KTHT : không nhất trí "
        "không tiếp thu: Trái quy hoạch"
    ) in text
    accepted = {"response: partly": "response: accepted"}
    assert "Ý kiến còn khác nhau (1)" in told(story.edit("2021-04-20.report.tnmt", accepted), tmp_path / "later")


def test_a_task_stands_against_the_calendar_as_a_picture_and_in_tables(tmp_path: Path) -> None:
    story = Story(tmp_path / "register", until="2021-03-19")
    story.write(
        "2021-03-20.adjustment.ubnd",
        "kind: adjustment\nfrom: ubnd\ndate: 2021-03-20\nnumber: 9/UBND\noutcome: own-motion\ndue: 2021-07-30\n",
    )
    build_site(story.root, tmp_path / "out", LATER, jobs=1)
    markup = page(tmp_path / "out", "tasks/2021/0001/")
    section = re.findall(r'(?s)<section><h2 id="timeline">.*?</section>', markup)[0]
    told = " ".join(text_of(section).split())
    assert "Đã giao 1/3/2021 8/3/2021 5 Đang lấy ý kiến 8/3/2021" in told
    assert "Hạn của nhiệm vụ Hạn Từ ngày Theo văn bản" in told
    assert "30/7/2021 20/3/2021 9/UBND" in told
    bars = re.findall(r'<rect class="ph-tl-(\S+)" x="([\d.]+)"[^>]* width="([\d.]+)"', section)
    assert {"stage-assigned", "stage-consulting", "done", "late", "open"} <= {shade for shade, *_ in bars} | {"open"}
    assert all(float(x) >= 132 and float(x) + float(width) <= 756 for _, x, width in bars)


def test_a_suspension_is_seen_over_time(tmp_path: Path) -> None:
    story = Story(tmp_path / "register", until="2021-03-08")
    story.write(
        "2021-03-10.suspension.ubnd", "kind: suspension\nfrom: ubnd\ndate: 2021-03-10\nreason: Chờ quy hoạch tỉnh\n"
    )
    build_site(story.root, tmp_path / "out", LATER, jobs=1)
    section = re.findall(r'(?s)<section><h2 id="timeline">.*?</section>', page(tmp_path / "out", "tasks/2021/0001/"))[0]
    assert 'class="ph-tl-still"' in section
    assert "Đang tạm dừng 10/3/2021" in " ".join(text_of(section).split())


def test_a_task_of_thirty_documents_weighs_less_than_100_kilobytes(tmp_path: Path) -> None:
    story = Story(tmp_path / "register", until="2021-04-20")
    folder = story.root / "tasks/2021/0001"
    for day in range(1, 31 - len(list(folder.glob("2021-*.yml")))):
        story.write(
            f"2021-03-{day:02}.progress.tnmt",
            f"kind: progress\nfrom: tnmt\ndate: 2021-03-{day:02}\nnumber: {100 + day}/BC-TNMT\n"
            f"subject: Báo cáo tiến độ lần {day}\ntext: Đã kiểm đếm {day * 7} hộ; còn vướng mắc ở xã An Lão\n",
        )
    assert len(list(folder.glob("2021-*.yml"))) == 30
    recorded(story, "2021-04-21")
    assert build_site(story.root, tmp_path / "out", LATER, jobs=1) == 0
    assert (tmp_path / "out/tasks/2021/0001/index.html").stat().st_size < 100_000
