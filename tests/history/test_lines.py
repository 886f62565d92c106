"""A register begun anew in another repository, and joined later with its own past."""

from pathlib import Path

from phoihop.language import word
from phoihop.words.differences import changes_told

from tests.history.recorded import MOVED_DEADLINE, OPINION, REQUEST, Recorded


def begun_anew(root: Path) -> Recorded:
    """The past lies on `past`, where a deadline was corrected; `main` began with all of it in one commit."""
    recorded = Recorded(root, until="2021-03-12")
    recorded.git("symbolic-ref", "HEAD", "refs/heads/past")
    recorded.commit(day="2021-03-12", author="Văn thư TNMT")
    recorded.change(REQUEST, MOVED_DEADLINE).correct(REQUEST).commit(day="2021-03-24", author="Văn thư TNMT")
    recorded.git("switch", "--quiet", "--orphan", "main")
    recorded.git("checkout", "past", "--", ".")
    recorded.commit(day="2021-06-01", author="Quản trị")
    return recorded


def joined(recorded: Recorded) -> Recorded:
    recorded.merge("past", "--allow-unrelated-histories")
    return recorded


def test_what_two_lines_recorded_alike_was_recorded_by_the_earlier(tmp_path: Path) -> None:
    recorded = begun_anew(tmp_path)
    assert {event.author for event in recorded.events()} == {"Quản trị"}
    joined(recorded)
    assert {(event.author, event.action) for event in recorded.events() if event.record == REQUEST} == {
        ("Văn thư TNMT", "added"),
        ("Văn thư TNMT", "corrected"),
    }
    assert recorded.told() == [f"corrected {REQUEST}: deadline 22/3/2021 → 29/3/2021"]
    assert {event.author for event in recorded.events() if event.task} == {"Văn thư TNMT"}


def test_how_promptly_it_was_recorded_counts_by_the_earlier_too(tmp_path: Path) -> None:
    recorded = begun_anew(tmp_path)
    assert any("to be recorded within" in flaw for flaw in recorded.flaws(late=True))
    assert joined(recorded).flaws(late=True) == []


def test_a_correction_is_listed_with_what_it_changed_in_the_line_that_shows_it(tmp_path: Path) -> None:
    recorded = joined(begun_anew(tmp_path))
    (corrected,) = recorded.audit().corrected
    assert corrected.commit.author == "Văn thư TNMT"
    assert [word(each, "en") for each in changes_told(corrected.changes)] == ["deadline 22/3/2021 → 29/3/2021"]


def test_where_the_lines_differ_both_are_told(tmp_path: Path) -> None:
    recorded = begun_anew(tmp_path)
    recorded.git("switch", "--quiet", "--orphan", "other")
    recorded.git("checkout", "past", "--", ".")
    recorded.change(REQUEST, {"due: 2021-03-29": "due: 2021-04-29"}).commit(day="2021-02-01", author="Kẻ khác")
    recorded.switch("main")
    recorded.merge("other", "--allow-unrelated-histories", "-X", "ours")
    told = {(event.author, event.action) for event in recorded.events() if event.record == REQUEST}
    assert ("Kẻ khác", "added") in told
    assert ("Quản trị", "added") in told


def test_a_record_put_back_after_it_was_deleted_is_told_again(tmp_path: Path) -> None:
    recorded = Recorded(tmp_path)
    recorded.commit(day="2021-04-01")
    recorded.story.delete(OPINION)
    recorded.commit(day="2021-04-02")
    recorded.git("checkout", "HEAD~1", "--", ".")
    recorded.commit(day="2021-04-03")
    assert [event.action for event in recorded.events() if event.record == OPINION] == ["added", "deleted", "added"]
