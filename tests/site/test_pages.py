"""What the build writes: every address of the contract, everything escaped, the same bytes each time."""

import csv
import filecmp
import html
import json
import re
from pathlib import Path

import pytest
from phoihop.documents.published_forms import csv_cell, text_of_cell
from phoihop.rules.examples import found_in_bad_examples
from phoihop.rules.registry import rules
from phoihop.site.build import build_site

from tests.site.conftest import HOSTILE, build, hostile
from tests.story import LATER, Story

ADDRESSES = [
    "",
    "tasks/",
    "tasks/2020/",
    "tasks/2021/",
    "tasks/2021/0001/",
    "agencies/",
    "agencies/so-tnmt/",
    "agencies/tnmt/tasks/",
    "rules/",
    "rules/opinion-on-time/",
    "calendar/",
    "statistics/",
    "waiting/",
    "summary/",
    "summary/2021-Q2/",
    "summary/2021-05/",
    "summary/2021/",
    "news/",
    "overseers/",
    "search/",
    "data/",
]
FILES = [
    "data/register.json",
    "data/tasks/2021-0001.json",
    "data/tasks.csv",
    "data/obligations.csv",
    "data/opinions.csv",
    "data/documents.csv",
    "schema/data/register.json",
    "schema/data/obligations.csv.json",
    "data/findings.json",
    "schema/opinion.json",
    "feeds/tasks/2021-0001.xml",
    "calendars/tasks/2021-0001.ics",
    "tasks/2021/0001/files/y-kien-ktht.pdf",
    "pagefind/pagefind.js",
]


def page(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text(encoding="utf-8")


def text_of(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<(script|style|title).*?</\1>", " ", markup)))


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_of_the_contract_is_a_page(site: Path, address: str) -> None:
    markup = page(site, address)
    assert markup.count("<h1") == 1
    assert '<html lang="vi"' in markup
    assert "phoihop-mark-title" not in markup


@pytest.mark.parametrize("file", FILES)
def test_every_file_of_the_contract_is_there(site: Path, file: str) -> None:
    assert (site / file).stat().st_size > 0


def test_shells_are_not_published(site: Path) -> None:
    assert list(site.rglob("phoihop-shell*")) == []


def test_a_record_puts_no_markup_on_any_page(site: Path) -> None:
    for file in site.rglob("*.html"):
        assert "<script>alert" not in file.read_text(encoding="utf-8"), file
    assert html.escape(HOSTILE) in page(site, "tasks/2021/0002/").replace("&#34;", "&quot;")


def test_a_record_can_not_pretend_to_be_a_place_in_the_shell(site: Path) -> None:
    markup = page(site, "tasks/2021/0002/")
    assert markup.count("tasks/phoihop-shell/") == markup.count("Đất phoihop-mark-content tasks/phoihop-shell/")


def test_links_lead_to_pages_that_are_there(site: Path) -> None:
    for file in site.rglob("index.html"):
        for target in re.findall(r'href="([^"#?]+)"', file.read_text(encoding="utf-8")):
            if not re.match(r"[a-z]+:|/", target):
                there = (file.parent / html.unescape(target)).resolve()
                assert there.exists(), f"{file.relative_to(site)}: {target}"


def test_anchors_on_a_page_are_there(site: Path) -> None:
    markup = page(site, "tasks/2021/0001/")
    ids = set(re.findall(r'\bid="([^"]+)"', markup))
    assert set(re.findall(r'href="#([^"]+)"', markup)) <= ids


def test_no_page_names_another_host_but_in_plain_links(site: Path) -> None:
    for file in site.rglob("*.html"):
        markup = file.read_text(encoding="utf-8")
        assert not re.search(r'(?:src|srcset)="(?:https?:)?//', markup), file
        assert not re.search(r'<link[^>]+href="(?:https?:)?//', markup), file
        assert not re.search(r'\son[a-z]+="', markup), file


def test_two_builds_are_the_same_bytes(tmp_path: Path, site: Path) -> None:
    again = build(hostile(Story(tmp_path / "register")), tmp_path / "out")
    files = sorted(str(path.relative_to(site)) for path in site.rglob("*") if path.is_file())
    assert files == sorted(str(path.relative_to(again)) for path in again.rglob("*") if path.is_file())
    same, different, failed = filecmp.cmpfiles(site, again, files, shallow=False)
    assert (different, failed) == ([], [])
    assert len(same) == len(files)


def test_csv_opens_in_a_spreadsheet_and_runs_nothing(site: Path) -> None:
    content = (site / "data/tasks.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    assert [row["id"] for row in rows] == ["2020-0001", "2021-0001", "2021-0002"]
    assert rows[0]["title"] == "'=cmd()"
    assert rows[2]["title"] == HOSTILE
    values = ["-1", "+1", "@x", "\t=1", "'=1", "'tis", 7, None]
    assert [csv_cell(value) for value in values] == ["'-1", "'+1", "'@x", "'\t=1", "''=1", "'tis", "7", ""]
    assert [text_of_cell(csv_cell(value)) for value in values[:6]] == values[:6]


def test_data_is_that_of_the_commands(site: Path) -> None:
    task = json.loads((site / "data/tasks/2021-0001.json").read_text(encoding="utf-8"))
    assert (task["stage"], task["awaiting"], len(task["documents"])) == ("decided", [], 14)
    register = json.loads((site / "data/register.json").read_text(encoding="utf-8"))
    assert register["today"] == "2021-05-31"
    assert [task["id"] for task in register["tasks"]] == ["2020-0001", "2021-0001", "2021-0002"]


def test_a_task_page_answers_the_first_question_first(tmp_path: Path) -> None:
    site = build(Story(tmp_path / "register", until="2021-03-19"), tmp_path / "out")
    text = " ".join(text_of(page(site, "tasks/2021/0001/")).split())
    awaited = (
        "Sở Tài nguyên và Môi trường ý kiến về văn bản 110/UBND từ 19/3/2021 hạn thứ Hai 5/4/2021 "
        "quá hạn 37 ngày làm việc"
    )
    assert awaited in text
    assert text.index("Đang chờ") < text.index("Ý kiến") < text.index("Văn bản")


def test_errors_are_shown_and_do_not_hide_the_rest(tmp_path: Path) -> None:
    site = build(Story(tmp_path / "register").write("2021-03-17.opinion.tckh", "{"), tmp_path / "out")
    assert "record-syntax" in page(site, "")
    assert "2021-03-17.opinion.tckh.yml" in page(site, "tasks/2021/0001/")


def test_an_empty_register_has_a_site(tmp_path: Path) -> None:
    (tmp_path / "r/agencies").mkdir(parents=True)
    (tmp_path / "r/register.yml").write_text("title: T\nauthority: ubnd\n")
    (tmp_path / "r/agencies/ubnd.yml").write_text("name: UBND\nshort: UBND\nkind: authority\n")
    assert build_site(tmp_path / "r", None, LATER) == 0
    site = tmp_path / "r/site"
    assert "0 nhiệm vụ" in page(site, "")
    assert "Không có nhiệm vụ." in page(site, "tasks/")
    assert page(site, "statistics/").count("Chưa xin ý kiến.") == 1
    for address in ("tasks/", "statistics/", "calendar/"):
        assert "<table" not in page(site, address)
        assert 'id="ph-filters"' not in page(site, address)


def test_a_folder_that_is_no_site_is_never_replaced(tmp_path: Path) -> None:
    story = Story(tmp_path / "register")
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / "a.txt").write_text("x")
    assert build_site(story.root, letters, LATER) == 2
    assert (letters / "a.txt").read_text() == "x"


def test_a_failed_build_leaves_the_old_site(tmp_path: Path) -> None:
    story = Story(tmp_path / "register")
    site = build(story, tmp_path / "out")
    story.write_bytes("mkdocs.yml", b"site_name: x\ntheme:\n  name: no-such-theme\n")
    assert build_site(story.root, site, LATER) == 2
    assert "<h1" in page(site, "tasks/2021/0001/")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".site-")] == []


def test_hand_written_pages_stand_beside_the_registers(tmp_path: Path) -> None:
    story = Story(tmp_path / "register").write_bytes("docs/about.md", "# Về sổ này\n".encode())
    settings = "site_name: Sổ\nsite_url: https://so.example/phoi-hop/\ntheme:\n  name: material\nplugins: [phoihop]\n"
    story.write_bytes("mkdocs.yml", f"{settings}nav:\n  - Về sổ: about.md\n".encode())
    site = build(story, tmp_path / "out")
    assert "Về sổ này" in page(site, "about/")
    task = page(site, "tasks/2021/0001/")
    assert 'rel="canonical" href="https://so.example/phoi-hop/tasks/2021/0001/"' in task
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert "<loc>https://so.example/phoi-hop/tasks/2021/0001/</loc><lastmod>2021-05-06</lastmod>" in sitemap


def test_a_page_that_is_not_there_says_so_in_the_registers_language(site: Path) -> None:
    markup = (site / "404.html").read_text(encoding="utf-8")
    assert "Không có trang này" in markup
    assert "Not found" not in markup
    assert 'action="/search/"' in markup


@pytest.mark.parametrize("rule", rules())
def test_a_rule_tells_its_examples_in_words(site: Path, rule: str) -> None:
    told = html.unescape(re.sub(r"<[^>]+>", "", (site / f"rules/{rule}/index.html").read_text(encoding="utf-8")))
    assert found_in_bad_examples()[rule]
    for found in found_in_bad_examples()[rule]:
        assert found.vi in told
