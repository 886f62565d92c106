"""What is not published is nowhere on the public site, packed or not; the office's own site has it, and says so."""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from phoihop.changes.head import code_of
from phoihop.rules.examples import REGISTER, TASK, path_of
from phoihop.site.build import build_site

from tests.story import LATER, Story

SECRET = "2021-0002"
WORDS = ("Khuquyhoachkin", "777/UBND-KIN", "Giaidapkin")
PAPER = b"%PDF-1.4 giaykin"


def story_with(folder: Path, publish: str) -> Story:
    """The example task, of whose papers one is restricted, and a second that says when it is published."""
    story = Story(folder).write(
        "tasks/2021/0002/task.yml",
        f"title: {WORDS[0]}\nlead: ktht\ndate: 2021-03-01\nfrom: ubnd\nnumber: {WORDS[1]}\npublish: {publish}\n",
    )
    story.write(
        "tasks/2021/0002/2021-03-10.progress.ktht.yml",
        f"kind: progress\nfrom: ktht\ndate: 2021-03-10\ntext: {WORDS[2]}\n",
    )
    story.edit("task", {"field: dat-dai\n": f"field: dat-dai\nrelated: [{SECRET}]\n"})
    story.write_bytes(f"{TASK}/files/bao-cao.pdf", PAPER)
    report = REGISTER[path_of("2021-04-20.report.tnmt")]
    return story.write(
        "2021-04-20.report.tnmt",
        f"{report}files:\n  - title: Phụ lục\n    path: files/bao-cao.pdf\n    restricted: true\n",
    )


def contents(site: Path) -> Iterator[tuple[str, bytes]]:
    """Every file as it is, and unpacked where it is packed."""
    for path in sorted(site.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            yield str(path.relative_to(site)), content
            for unpack in (gzip.decompress, zlib.decompress):
                try:
                    yield str(path.relative_to(site)), unpack(content)
                except (OSError, EOFError, zlib.error):
                    continue


def holding(site: Path, *words: bytes) -> list[str]:
    """The files that hold a word."""
    return sorted({name for name, content in contents(site) if any(word in content for word in words)})


def built(story: Story, out: Path, today: date = LATER, *, internal: bool = False) -> Path:
    assert build_site(story.root, out, today, internal=internal) == 0
    return out


@pytest.mark.parametrize("publish", ["never", "after-decision"])
def test_the_public_site_holds_no_word_number_or_paper_of_what_is_withheld(tmp_path: Path, publish: str) -> None:
    story = story_with(tmp_path / "so", publish)
    site = built(story, tmp_path / "site")
    assert holding(site, *(word.encode() for word in WORDS), *(word.lower().encode() for word in WORDS), PAPER) == []
    assert not (site / "tasks/2021/0002").exists()
    own = (site / "tasks/2021/0001/index.html").read_text(encoding="utf-8")
    assert SECRET in own
    assert f"tasks/{SECRET.replace('-', '/')}" not in own
    assert "Phụ lục" in own
    assert "1 nhiệm vụ chưa công bố" in (site / "index.html").read_text(encoding="utf-8")


def test_the_offices_own_site_has_it_all_and_says_what_it_is(tmp_path: Path) -> None:
    story = story_with(tmp_path / "so", "never")
    site = built(story, tmp_path / "site")
    built(story, site, internal=True)
    assert WORDS[0] in (site / "tasks/2021/0002/index.html").read_text(encoding="utf-8")
    assert holding(site, PAPER) == ["tasks/2021/0001/files/bao-cao.pdf"]
    pages = [path for path in site.rglob("index.html") if "<title>" in path.read_text(encoding="utf-8")]
    assert pages
    assert all("Trang nội bộ, không công bố" in page.read_text(encoding="utf-8") for page in pages)
    # The next public build leaves nothing of it behind.
    built(story, site)
    assert holding(site, WORDS[0].encode(), PAPER) == []


def test_what_is_decided_becomes_public_with_the_next_build(tmp_path: Path) -> None:
    story = story_with(tmp_path / "so", "after-decision")
    story.write(
        "tasks/2021/0002/2021-05-20.withdrawal.ubnd.yml",
        "kind: withdrawal\nfrom: ubnd\ndate: 2021-05-20\nreason: Không còn cần\n",
    )
    site = built(story, tmp_path / "site")
    assert WORDS[0] in (site / "tasks/2021/0002/index.html").read_text(encoding="utf-8")


def test_a_withheld_record_is_compared_by_whoever_holds_it(tmp_path: Path) -> None:
    """Its path, which tells kind, day and agency, is nowhere; its code follows from path and content."""
    story = story_with(tmp_path / "so", "never")
    site = built(story, tmp_path / "site")
    record = "tasks/2021/0002/2021-03-10.progress.ktht.yml"
    assert holding(site, record.encode(), b"tasks/2021/0002/task") == []
    head = json.loads((site / "data/head.json").read_bytes())
    content = (story.root / record).read_bytes()
    assert code_of(record, hashlib.sha256(content).hexdigest()) in head["withheld"]
    assert len(head["withheld"]) == 2
    whole = json.loads((built(story, tmp_path / "own", internal=True) / "data/head.json").read_bytes())
    assert whole["records_digest"] == head["records_digest"]
    assert whole["withheld"] == []
    assert whole["digests"][record] == hashlib.sha256(content).hexdigest()
