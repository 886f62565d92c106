"""What systems, editors and Git leave in folders is no paper and no record, wherever it lies."""

from pathlib import Path

import pytest
from phoihop.changes.head import files_of, head_of
from phoihop.records.register import load_register

from tests.story import LATER, Story

LEFT = (".DS_Store", "._y-kien.pdf", "Thumbs.db", "desktop.ini", "~$bao-cao.docx", ".~lock.y-kien.odt#", ".gitkeep")
PLACES = ("agencies", "tasks", "tasks/2021", "tasks/2021/0001", "tasks/2021/0001/files")


def seen(story: Story) -> tuple[object, ...]:
    """What is found in a register, its head, and the files that count."""
    head = head_of(load_register(story.root))
    return story.judge(LATER).findings, head, sorted(path for path, _ in files_of(story.root))


@pytest.mark.parametrize("name", [*LEFT, ".task.yml.swp", "y-kien.pdf.swp"])
def test_they_make_no_findings_and_no_other_head(story: Story, name: str) -> None:
    before = seen(story)
    for place in PLACES:
        story.write_bytes(f"{place}/{name}", b"x")
    assert seen(story) == before


@pytest.mark.parametrize("name", ["y-kien.swp.pdf", "thumbs.db.pdf", "DS_Store.pdf"])
def test_a_paper_that_is_only_called_alike_is_a_paper(story: Story, name: str) -> None:
    story.write_bytes(f"tasks/2021/0001/files/{name}", b"%PDF-1.4\n")
    assert any(path.endswith(name) for path, _ in files_of(story.root))


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return Story(tmp_path)
