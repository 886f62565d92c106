"""What the portal says of a register's head: first seen, unchanged, grown; and what it warns of."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest
from phoihop.documents.published_forms import HeadCounts
from phoihop.language import word
from phoihop.portal.fetching import FolderFiles
from phoihop.portal.heads import HEADS_FILE, Damaged, SeenHead, judge_head, read_heads, seen_now, with_head, write_heads
from phoihop.portal.reading import Published, read_published

TODAY = date(2021, 6, 1)


@pytest.fixture
def register(published: Path) -> Published:
    """A register that is kept in Git."""
    read = read_published(FolderFiles(published / "an-do").read)
    return but(read, commit="a" * 40)


def but(register: Published, as_of: date | None = None, documents: int | None = None, **head: object) -> Published:
    """The register with another head, or of another day."""
    if documents is not None:
        head["records"] = msgspec.structs.replace(register.head.records, documents=documents)
    index = msgspec.structs.replace(register.index, today=as_of) if as_of else register.index
    return replace(register, index=index, head=msgspec.structs.replace(register.head, **head))


def warned(now: Published, *before: Published) -> list[str]:
    seen: tuple[SeenHead, ...] = ()
    for each in before:
        seen = with_head(seen, seen_now(each, TODAY))
    return [word(message, "en") for message in judge_head(now, seen).warnings]


def test_a_register_is_first_seen_then_unchanged_then_changed(register: Published) -> None:
    assert judge_head(register, ()).standing == "first"
    seen = with_head((), seen_now(register, TODAY))
    assert judge_head(register, seen).standing == "unchanged"
    grown = but(register, documents=99, records_digest="b" * 64, commit="b" * 40)
    assert judge_head(grown, seen).standing == "changed"
    told = [word(each, "en") for each in judge_head(grown, seen).facts]
    assert "the records' digest has changed since 1/6/2021; 14 → 99 documents" in told
    assert told[-1].startswith("not proven: that nothing issued was rewritten")


def test_lost_records_are_warned_of_until_they_are_back(register: Published) -> None:
    less = but(register, documents=12, records_digest="b" * 64, commit="b" * 40)
    assert warned(less, register) == ["records lost: documents went from 14 to 12"]
    assert warned(less, register, less) == ["records lost: documents went from 14 to 12"]
    more = but(register, documents=15, records_digest="c" * 64, commit="c" * 40)
    assert warned(more, register, less) == []


def test_going_back_in_time_is_warned_of(register: Published) -> None:
    before = but(register, as_of=date(2021, 5, 3))
    assert warned(before, register) == ["went back in time: as of 3/5/2021, and was as of 31/5/2021 before"]


def test_an_earlier_state_that_comes_back_is_warned_of(register: Published) -> None:
    newer = but(register, records_digest="b" * 64, commit="b" * 40)
    assert warned(register, register, newer) == ["back at the very state of 1/6/2021, which is not the latest one"]


def test_a_register_that_was_restored_is_not_warned_of(register: Published) -> None:
    lost = but(register, documents=12, records_digest="b" * 64, commit="b" * 40)
    seen = with_head(with_head((), seen_now(register, TODAY)), seen_now(lost, TODAY))
    verdict = judge_head(register, seen)
    assert verdict.warnings == ()
    assert "whole again, as it was on 1/6/2021" in [word(each, "en") for each in verdict.facts]


def test_other_records_under_the_same_commit_are_warned_of(register: Published) -> None:
    changed = but(register, records_digest="b" * 64)
    assert warned(changed, register) == [
        "the same commit with other records: changes were published that are not in Git"
    ]


def test_losing_git_is_warned_of(register: Published) -> None:
    assert warned(but(register, commit=None), register) == ["was kept in Git before, and is no longer"]


def test_heads_are_kept_from_build_to_build(register: Published, tmp_path: Path) -> None:
    assert read_heads(tmp_path / "state") == {}
    seen = {"an-do": with_head((), seen_now(register, TODAY))}
    write_heads(tmp_path / "state", seen)
    assert read_heads(tmp_path / "state") == seen
    assert with_head(seen["an-do"], seen_now(register, date(2021, 7, 1))) == seen["an-do"]


def test_many_heads_are_cut_and_the_largest_counts_kept() -> None:
    seen: tuple[SeenHead, ...] = ()
    for number in range(1200):
        counts = HeadCounts(tasks=9, documents=1000 if number == 3 else 10, agencies=1, papers=0)
        head = SeenHead(on=TODAY, as_of=TODAY, commit=None, digest=f"{number:064x}", records=counts)
        seen = with_head(seen, head)
    assert len(seen) <= 500
    assert max(head.records.documents for head in seen) == 1000


@pytest.mark.parametrize("text", ["", "{}", "[", '{"format": 1, "registers": {"a": [{}]}}', "\udcff"])
def test_a_damaged_state_is_not_passed_over(tmp_path: Path, text: str) -> None:
    (tmp_path / HEADS_FILE).write_text(text, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(Damaged):
        read_heads(tmp_path)
