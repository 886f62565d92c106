"""The dossier of a task that ended: one HTML file that is whole by itself, with papers beside it."""

import hashlib
import html
import re
from pathlib import Path

import pytest
from phoihop.site.build import build_site

from tests.cli.run import run
from tests.site.conftest import HOSTILE
from tests.site.test_pages import text_of
from tests.story import LATER, Story

DECIDED = "2021-05-06.decision.ubnd"
OUT = "data/tasks/2021-0001.html"


def words_of(file: Path) -> str:
    return " ".join(text_of(file.read_text(encoding="utf-8")).split())


def built(story: Story, out: Path, *, internal: bool = False) -> Path:
    assert build_site(story.root, out, LATER, jobs=1, internal=internal) == 0
    return out


def test_a_task_that_ended_has_its_dossier_beside_its_data(site: Path) -> None:
    markup = (site / OUT).read_text(encoding="utf-8")
    told = words_of(site / OUT)
    documents = re.findall(r'<article id="([^"]+)">', markup)
    assert documents[0] == "task"
    assert documents[1:] == sorted(documents[1:], key=lambda id_: id_[:10])
    assert len(documents) == 15
    assert "Đã quyết định: chấp thuận" in told
    assert "1. " in told
    assert "Trả lời: " in told
    assert 'href="../../../data/tasks/2021-0001.html"' in (site / "tasks/2021/0001/index.html").read_text("utf-8")


def test_a_task_under_way_has_none(site: Path) -> None:
    assert (site / "data/tasks/2021-0002.json").exists()
    assert not (site / "data/tasks/2021-0002.html").exists()


def test_it_needs_nothing_but_itself_and_its_papers(site: Path) -> None:
    markup = (site / OUT).read_text(encoding="utf-8")
    assert not re.search(r"<(script|link|img|iframe|svg)\b", markup)
    ids = set(re.findall(r'\bid="([^"]+)"', markup))
    for href in re.findall(r'href="([^"]+)"', markup):
        if href.startswith("#"):
            assert href[1:] in ids
        else:
            assert ((site / OUT).parent / html.unescape(href)).resolve().is_file(), href


def test_each_paper_is_told_by_its_digest(site: Path) -> None:
    told = re.findall(r'<a href="([^"#]+)">[^<]*</a><br><code>SHA-256 ([0-9a-f]{64})</code>', (site / OUT).read_text())
    assert told
    for href, digest in told:
        assert hashlib.sha256(((site / OUT).parent / href).read_bytes()).hexdigest() == digest


def test_whatever_a_record_says_stays_text(tmp_path: Path) -> None:
    story = Story(tmp_path / "register").edit("task", {"title: ": f"summary: '{HOSTILE}'\ntitle: "})
    markup = (built(story, tmp_path / "out") / OUT).read_text(encoding="utf-8")
    assert "<script" not in markup
    assert html.escape(HOSTILE) in markup.replace("&#34;", "&quot;")


def test_a_task_that_is_withheld_has_none_on_the_public_site(tmp_path: Path) -> None:
    story = Story(tmp_path / "register").edit("task", {"title: ": "publish: never\ntitle: "})
    assert not (built(story, tmp_path / "out") / OUT).exists()
    assert (built(story, tmp_path / "inside", internal=True) / OUT).exists()


def test_a_task_that_goes_on_again_loses_it(tmp_path: Path) -> None:
    story = Story(tmp_path / "register")
    out = built(story, tmp_path / "out")
    assert (out / OUT).exists()
    (story.root / f"tasks/2021/0001/{DECIDED}.yml").unlink()
    assert not (built(story, out) / OUT).exists()


def test_export_writes_it_with_links_to_the_registers_own_papers(tmp_path: Path) -> None:
    story = Story(tmp_path / "register")
    today = ("--today", LATER.isoformat())
    assert run(story.root, "export", "dossier", "2021-0001", "--output", "luu/ho so.html", *today).exit_code == 0
    file = story.root / "luu/ho so.html"
    hrefs = re.findall(r'href="([^"#]+)"', file.read_text(encoding="utf-8"))
    assert hrefs
    assert all(href.startswith("../tasks/2021/0001/files/") for href in hrefs)
    assert all((file.parent / href).is_file() for href in hrefs)


def test_export_replaces_no_dossier_unasked(tmp_path: Path) -> None:
    root = Story(tmp_path / "register").root
    (root / "x.html").write_text("annotated by the archivist", encoding="utf-8")
    refused = run(root, "--lang", "en", "export", "dossier", "2021-0001", "--output", "x.html")
    assert refused.exit_code == 2
    assert (root / "x.html").read_text(encoding="utf-8") == "annotated by the archivist"
    assert run(root, "export", "dossier", "2021-0001", "--output", "x.html", "--force").exit_code == 0
    assert "2021-0001" in (root / "x.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "wrong",
    [
        ("dossier",),
        ("tasks", "2021-0001"),
        ("dossier", "2021-0001", "--format", "csv"),
        ("dossier", "2021-0001", "--profile", "nd30"),
    ],
)
def test_a_dossier_is_of_one_task_and_html(tmp_path: Path, wrong: tuple[str, ...]) -> None:
    refused = run(Story(tmp_path / "register").root, "--lang", "en", "export", *wrong)
    assert refused.exit_code == 2
    assert "phoihop export dossier TASK --output FILE" in refused.output
