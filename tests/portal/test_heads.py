"""What the portal says of a register's head: first seen, unchanged, grown; and what it warns of."""

import json
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal

import msgspec
import pytest
from phoihop.documents.published_forms import HeadCounts, PublishedErasure
from phoihop.language import word
from phoihop.portal.fetching import read_in
from phoihop.portal.heads import HEADS_FILE, Damaged, SeenHead, judge_head, read_heads, seen_now, with_head, write_heads
from phoihop.portal.reading import Published, read_published

TODAY = date(2021, 6, 1)


@pytest.fixture
def register(published: Path) -> Published:
    """A register that is kept in Git."""
    read = read_published(partial(read_in, published / "an-do"))
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


def erasure(path: str | None, counted: Literal["documents", "papers"] = "documents") -> PublishedErasure:
    reason = "Dữ liệu cá nhân" if path else None
    return PublishedErasure(code="e" * 64, counted=counted, date=TODAY, path=path, reason=reason)


GONE = "tasks/2021/0001/2021-03-18.progress.an-do.yml"


def test_what_was_erased_by_law_is_named_and_not_lost(register: Published) -> None:
    erased = but(register, documents=13, records_digest="b" * 64, commit="b" * 40, erasures=(erasure(GONE),))
    assert warned(erased, register) == []
    assert warned(erased, register, erased) == []
    told = [word(each, "en") for each in judge_head(erased, with_head((), seen_now(register, TODAY))).facts]
    assert f"erased by law on 1/6/2021: {GONE} (Dữ liệu cá nhân)" in told
    hidden = but(erased, erasures=(erasure(None),))
    told = [word(each, "en") for each in judge_head(hidden, with_head((), seen_now(register, TODAY))).facts]
    assert "1 more erased by law, as the register records" in told


def test_an_erasure_excuses_one_of_its_kind_and_goes_on_doing_so_only_while_it_is_named(register: Published) -> None:
    less = but(register, documents=12, records_digest="b" * 64, commit="b" * 40)
    one = but(less, erasures=(erasure(GONE),))
    assert warned(one, register) == ["records lost: documents went from 13 to 12"]
    assert warned(but(less, erasures=(erasure(GONE, "papers"),)), register) == [
        "records lost: documents went from 14 to 12"
    ]
    two = but(less, erasures=(erasure(GONE), erasure(None)))
    assert warned(two, register) == []
    assert warned(one, register, two) == ["records lost: documents went from 13 to 12"]


def test_what_was_recorded_and_then_erased_leaves_no_old_state_behind(register: Published) -> None:
    more = but(register, documents=15, records_digest="c" * 64, commit="c" * 40)
    erased = but(register, commit="d" * 40, erasures=(erasure(GONE),))
    assert warned(erased, register, more) == []
    assert warned(but(register, commit="d" * 40), register, more) != []


def test_heads_kept_by_an_earlier_version_are_read(tmp_path: Path, register: Published) -> None:
    write_heads(tmp_path, {"an-do": (seen_now(register, TODAY),)})
    file = tmp_path / HEADS_FILE
    kept = json.loads(file.read_text(encoding="utf-8"))
    del kept["registers"]["an-do"][0]["erased"]
    file.write_text(json.dumps(kept), encoding="utf-8")
    assert read_heads(tmp_path) == {"an-do": (seen_now(register, TODAY),)}
