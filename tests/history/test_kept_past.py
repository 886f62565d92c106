"""A past that was kept is the past that a fresh reading finds, whatever happened since; and it spares the reading."""

import tempfile
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from phoihop.changes import past
from phoihop.changes.events import Event, events
from phoihop.changes.past import known_past

from tests.cli.run import run
from tests.history.recorded import MOVED_DEADLINE, REQUEST, Recorded
from tests.history.test_replay import play, step


@pytest.fixture
def recorded(tmp_path: Path) -> Recorded:
    recorded = Recorded(tmp_path / "register")
    recorded.commit(day="2021-05-31")
    return recorded


def told(recorded: Recorded, cache: Path | None) -> list[Event]:
    with known_past(recorded.repository, cache) as known:
        return events(recorded.repository, known, UTC)


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(st.lists(step, min_size=1, max_size=10))
def test_a_kept_past_is_a_fresh_one_after_every_step(steps: list[tuple[str, str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
        recorded = Recorded(Path(folder))

        def same() -> None:
            assert told(recorded, Path(cache)) == told(recorded, None)

        play(recorded, steps, same)
        same()


@pytest.fixture
def whole_readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One word for each time that all of a history is read."""
    read: list[str] = []
    read_past = past.read_past

    def counted(*arguments: object, **options: object) -> past.Past:
        if len(arguments) == 1:
            read.append("whole")
        return read_past(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(past, "read_past", counted)
    return read


def edited(recorded: Recorded) -> None:
    recorded.change(REQUEST, MOVED_DEADLINE).commit(day="2021-06-02")


def merged(recorded: Recorded) -> None:
    recorded.branch("beside")
    edited(recorded)
    recorded.switch("main")
    recorded.merge("beside")


def rewritten(recorded: Recorded) -> None:
    recorded.change(REQUEST, MOVED_DEADLINE).commit(amend=True)


def gone_back(recorded: Recorded) -> None:
    recorded.change(REQUEST, MOVED_DEADLINE)
    recorded.commit()
    recorded.git("checkout", "--quiet", "HEAD~1")


@pytest.mark.parametrize(
    ("happens", "readings"),
    [(edited, 1), (merged, 1), (rewritten, 2), (gone_back, 1)],
    ids=["edited", "merged", "rewritten", "earlier"],
)
def test_only_what_is_new_is_read(
    recorded: Recorded,
    tmp_path: Path,
    whole_readings: list[str],
    happens: Callable[[Recorded], None],
    readings: int,
) -> None:
    told(recorded, tmp_path / "cache")
    happens(recorded)
    assert told(recorded, tmp_path / "cache") == told(recorded, None)
    # One more is that without a cache.
    assert len(whole_readings) == readings + 1


def test_lines_of_work_of_different_age_are_read_anew(
    recorded: Recorded, tmp_path: Path, whole_readings: list[str]
) -> None:
    recorded.branch("old")
    recorded.change(REQUEST, MOVED_DEADLINE).commit(day="2021-05-31")
    recorded.switch("main")
    recorded.change("2021-03-17.opinion.tckh", {"position: agree": "position: none"}).commit(day="2021-06-01")
    told(recorded, tmp_path / "cache")
    recorded.merge("old", day="2021-06-03")
    assert told(recorded, tmp_path / "cache") == told(recorded, None)
    assert len(whole_readings) == 3


def test_a_damaged_file_is_as_if_it_were_not_there(recorded: Recorded, tmp_path: Path) -> None:
    edited(recorded)
    expected = told(recorded, tmp_path / "cache")
    (file,) = (tmp_path / "cache").rglob("*.past")
    whole = file.read_bytes()
    for damaged in (b"", whole[:-1], whole[:60] + bytes([whole[60] ^ 1]) + whole[61:]):
        file.write_bytes(damaged)
        assert told(recorded, tmp_path / "cache") == expected
        assert file.read_bytes() == whole


def test_log_keeps_and_no_cache_does_not(recorded: Recorded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    first = run(recorded.root, "log", "--no-cache")
    assert not (tmp_path / "cache").exists()
    assert run(recorded.root, "log").stdout == first.stdout
    assert [file.suffix for file in (tmp_path / "cache").rglob("*") if file.is_file()] == [".past"]
    assert run(recorded.root, "log").stdout == first.stdout
