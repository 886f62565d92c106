"""The pages that answer one question each: what is new, what a leader oversees, how a period went."""

import csv
import json
import re
from datetime import date
from pathlib import Path

import pytest
from phoihop.rules.examples import REGISTER, path_of
from phoihop.site.build import build_site

from tests.cli.run import output_of
from tests.site.conftest import hostile
from tests.site.test_pages import page, text_of
from tests.site.test_subscriptions import recorded
from tests.story import LATER, Story

OPINION = REGISTER[path_of("2021-03-17.opinion.tckh")]


def built(story: Story, out: Path, day: date) -> Path:
    assert build_site(story.root, out, day, jobs=1) == 0
    return out


def content(markup: str) -> str:
    return " ".join(text_of(markup[markup.index('id="ph-content"') :]).split())


def test_what_is_new_stands_under_the_day_on_which_it_was_recorded(tmp_path: Path) -> None:
    story = Story(tmp_path / "register", until="2021-03-17").delete("2021-03-17.opinion.tckh")
    recorded(story, "2021-03-18")
    story.write("2021-03-17.opinion.tckh", OPINION)
    recorded(story, "2021-03-24")
    told = content(page(built(story, tmp_path / "out", date(2021, 3, 24)), "news/"))
    newest = told[told.index("Thứ Tư 24/3/2021") : told.index("Thứ Ba 23/3/2021")]
    assert "Ý kiến tham gia 3/TCKH , TCKH ngày 17/3/2021" in newest
    assert "Quá hạn : KTHT , ý kiến về văn bản 2/TNMT" in told
    assert "1 nhiệm vụ mới giao" in told, "recorded this week, though it was assigned before"


def test_what_became_public_is_new_then(tmp_path: Path) -> None:
    story = Story(tmp_path / "register").edit("task", {"title: ": "publish: after-decision\ntitle: "})
    told = content(page(built(story, tmp_path / "out", date(2021, 5, 7)), "news/"))
    (day,) = re.findall(r"(?:Thứ \w+|Chủ nhật) \d+/\d+/2021", told)
    assert day == "Thứ Năm 6/5/2021"


def test_a_task_is_late_by_the_same_days_in_every_page_and_file(tmp_path: Path) -> None:
    story = Story(tmp_path / "register", until="2021-04-22").edit("task", {"due: 2021-05-28": "due: 2021-04-14"})
    site = built(story, tmp_path / "out", date(2021, 4, 26))
    late = "5 ngày làm việc"
    task = content(page(site, "tasks/2021/0001/"))
    assert f"trình quá hạn, chậm {late}" in task
    assert task.count(f"chậm {late}") == 4, "in its head, among what was to be done, beside the document, as a finding"
    for address in ("tasks/", "tasks/2021/", "agencies/tnmt/tasks/", "summary/"):
        assert f"trình quá hạn {late}" in content(page(site, address))
    assert "0 quá hạn · 1 trình quá hạn ·" in content(page(site, ""))
    for table, chosen in (("tasks", {"id": "2021-0001"}), ("obligations", {"kind": "submission"})):
        rows = csv.DictReader((site / f"data/{table}.csv").read_text(encoding="utf-8-sig").splitlines())
        assert [row["days_late"] for row in rows if row.items() >= chosen.items()] == ["5"]
    found = json.loads((site / "data/findings.json").read_text(encoding="utf-8"))
    assert [each["message"] for each in found if each["rule"] == "task-on-time" and late in each["message"]]
    statistics = content(page(site, "statistics/"))
    row = statistics[statistics.index("Theo loại việc Loại") :].partition(" Trình ")[2]
    assert row.split()[:4] == ["0/1", "1", "5", "5"], "on time, times late, median and most"


def test_a_leaders_page_has_what_is_late_first(tmp_path: Path) -> None:
    story = Story(tmp_path / "register", until="2021-03-08")
    task = "title: {}\nlead: ktht\ndate: 2021-03-01\nfrom: ubnd\ndue: {}\noverseen_by: Phó Chủ tịch\n"
    for number, due in enumerate(("2021-06-30", "2021-04-01", "2021-03-20"), 2):
        story.write(f"tasks/2021/000{number}/task.yml", task.format(f"Việc đến {due}", due))
    site = built(story, tmp_path / "out", LATER)
    told = content(page(site, "overseers/pho-chu-tich/"))
    assert re.findall(r"Việc đến (\S+)", told) == ["2021-03-20", "2021-04-01", "2021-06-30"]
    assert "3 nhiệm vụ đang thực hiện 2 quá hạn 0 đã kết thúc" in told
    assert 'href="../../../overseers/pho-chu-tich/"' in page(site, "tasks/2021/0002/")
    assert 'href="pho-chu-tich/"' in page(site, "overseers/")


@pytest.mark.parametrize("period", ["2021", "2021-Q2", "2021-05", "2020-Q2"])
def test_a_period_is_counted_as_the_command_counts_it(site: Path, tmp_path: Path, period: str) -> None:
    root = hostile(Story(tmp_path / "register")).root
    expected = []
    for group in ("lead", "field"):
        command = ("summary", period, "--by", group, "--format", "json", "--today", LATER.isoformat())
        told = json.loads(output_of(root, *command))
        expected += [*([told["all"]] if group == "lead" else []), *told["rows"]]
    rows = re.findall(r"(?s)<tr>(?:(?!</tr>).)*</tr>", page(site, f"summary/{period}/"))
    shown = [[int(count) for count in re.findall(r"<strong[^>]*>(?:<a [^>]*>)?(\d+)<", row)] for row in rows]
    counts = [[line[key] for key in line["before"]] for line in expected if line]
    assert [line for line in shown if line] == [[*line, sum(line)] for line in counts]


def test_periods_lead_to_one_another(site: Path) -> None:
    markup = page(site, "summary/2021-05/")
    assert 'href="../../summary/2020/"' in markup
    assert '<span aria-current="page">tháng 5</span>' in markup


def test_every_page_tells_its_feed_its_place_and_its_day(site: Path) -> None:
    for address, feed, trail in (
        ("tasks/2021/0001/", "../../../feeds/tasks/2021-0001.xml", ["Tổng quan", "Nhiệm vụ", "2021", "2021-0001"]),
        ("agencies/tckh/", "../../feeds/tckh.xml", ["Tổng quan", "Cơ quan", "TCKH"]),
        ("agencies/tnmt/tasks/", "../../../feeds/tnmt.xml", ["Tổng quan", "Cơ quan", "TNMT", "Nhiệm vụ"]),
        ("statistics/", "../feeds/all.xml", ["Tổng quan", "Thống kê"]),
    ):
        markup = page(site, address)
        (href,) = re.findall(r'<link rel="alternate" type="application/atom\+xml"[^>]* href="([^"]*)"', markup)
        assert href == feed
        assert (site / address / href).resolve().is_file()
        nav = re.findall(r'(?s)<nav class="ph-crumbs".*?</nav>', markup)[0]
        assert [text_of(item).strip() for item in re.findall(r"<li.*?</li>", nav)] == trail
        assert 'data-as-of="2021-05-31"' in markup


def test_a_page_names_the_commit_it_rests_on_and_whom_to_tell_of_a_mistake(tmp_path: Path) -> None:
    story = Story(tmp_path / "register", until="2021-03-08")
    story.edit(
        "register.yml", {"title: ": "repository: https://git.example/so.git\ncontact: so@binhluc.example\ntitle: "}
    )
    recorded(story, "2021-03-09")
    site = built(story, tmp_path / "out", LATER)
    for address in ("", "tasks/2021/0001/", "agencies/tnmt/"):
        markup = page(site, address)
        (commit,) = set(re.findall(r'href="https://git.example/so/commit/([0-9a-f]{40})"', markup.partition("<h1")[0]))
        assert f"lần ghi {commit[:7]}" in content(markup)
        assert 'Phát hiện sai sót, xin báo: <a href="mailto:so@binhluc.example">' in markup


def test_thousands_have_their_separator_in_medians_too(tmp_path: Path) -> None:
    site = built(Story(tmp_path / "register", until="2021-03-04"), tmp_path / "out", date(2026, 11, 27))
    for address in ("statistics/", "agencies/tnmt/", "summary/"):
        figures = re.findall(r'<td class="ph-num"[^>]*>([\d.,]+)</td>', page(site, address))
        assert any(re.fullmatch(r"1\.\d{3}(,5)?", figure) for figure in figures), address
        assert not any(re.match(r"\d{4}", figure) for figure in figures), (address, figures)
