"""Whatever is done to a register, and merged however: its events, replayed, come to what is there."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from phoihop.changes.events import Event
from phoihop.changes.past import read_past
from phoihop.records.differences import record_changes

from tests.history.recorded import Recorded, identity

RECORDS = ("2021-03-08.request.tnmt", "2021-03-17.opinion.tckh", "2021-03-19.opinion.ktht")
FOLDER = "tasks/2021/0001"

step = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(RECORDS), st.integers(1, 3)),
    st.tuples(st.just("delete"), st.sampled_from(RECORDS), st.just(0)),
    st.tuples(st.just("commit"), st.just(""), st.just(0)),
    st.tuples(st.just("branch"), st.just(""), st.just(0)),
    st.tuples(st.just("switch"), st.just(""), st.integers(0, 2)),
    st.tuples(st.just("merge"), st.sampled_from(["ours", "theirs", "evil"]), st.integers(0, 2)),
)


def play(recorded: Recorded, steps: list[tuple[str, str, int]], after_each: Callable[[], object] = bool) -> None:
    branches = ["main"]
    recorded.commit()
    for action, name, number in steps:
        file = recorded.root / f"{FOLDER}/{name}.yml"
        match action:
            case "write":
                file.write_text(f"kind: opinion\nnote: {number}\n", encoding="utf-8")
            case "delete":
                file.unlink(missing_ok=True)
            case "commit":
                recorded.commit()
            case "branch":
                recorded.commit()
                branches.append(f"b{len(branches)}")
                recorded.branch(branches[-1])
            case "switch":
                recorded.commit()
                recorded.switch(branches[number % len(branches)])
            case "merge":
                recorded.commit()
                merge(recorded, branches[number % len(branches)], name)
        after_each()
    recorded.commit()


def merge(recorded: Recorded, branch: str, how: str) -> None:
    """A merge that takes one side whole, or makes something up; conflicts end as one side has it."""
    ours, theirs = recorded.git("rev-parse", "HEAD"), recorded.git("rev-parse", branch)
    if git_says_merged(recorded, theirs, ours):
        return
    tree = {"ours": f"{ours}^{{tree}}", "theirs": f"{theirs}^{{tree}}"}.get(how)
    if tree is None:
        (recorded.root / f"{FOLDER}/{RECORDS[0]}.yml").write_text("kind: opinion\nnote: evil\n", encoding="utf-8")
        recorded.git("add", "--all")
        tree = recorded.git("write-tree")
    merged = recorded.git("commit-tree", tree, "-p", ours, "-p", theirs, "-m", "x", env=identity("A", "2021-06-01"))
    recorded.git("reset", "--quiet", "--hard", merged)


def git_says_merged(recorded: Recorded, one: str, other: str) -> bool:
    return one in recorded.git("rev-list", other).split() or other in recorded.git("rev-list", one).split()


def replayed(events: list[Event]) -> dict[str, dict[str, str | None] | None]:
    """By path: what the changes say of its keys since it was last added (None: nothing said yet)."""
    there: dict[str, dict[str, str | None] | None] = {}
    for event in reversed(events):
        if event.action == "renamed":
            there[event.path] = there.pop(event.changes[0].before or "", None)
        elif event.action == "added":
            there[event.path] = {}
        elif event.action == "deleted":
            there.pop(event.path, None)
        else:
            there[event.path] = (there.get(event.path) or {}) | {each.key: each.after for each in event.changes}
    return there


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.lists(step, max_size=14))
def test_events_replayed_give_the_register(steps: list[tuple[str, str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        recorded = Recorded(Path(folder))
        play(recorded, steps)
        there = replayed(in_order(recorded))
        present = {path for path in recorded.repository.tree("HEAD") if "/files/" not in path}
        assert set(there) == present
        for path, said in there.items():
            now = {each.key: each.after for each in record_changes(None, (recorded.root / path).read_bytes())}
            assert {key: now.get(key) for key in said or {}} == (said or {})


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(st.lists(step, min_size=4, max_size=14))
def test_what_is_proven_is_so(steps: list[tuple[str, str, int]]) -> None:
    """No correction is ever made here: so whatever was there at an earlier commit must be there as it was."""
    with tempfile.TemporaryDirectory() as folder:
        recorded = Recorded(Path(folder))
        play(recorded, steps)
        repository = recorded.repository
        now = repository.tree("HEAD")
        for earlier in [commit.id for commit in repository.log()][-3:]:
            is_kept = all(now.get(path) == entry for path, entry in repository.tree(earlier).items())
            assert is_kept or not recorded.audit(earlier).is_proven


def in_order(recorded: Recorded) -> list[Event]:
    """Events, newest first by the order in which the main line got them."""
    place = {commit.id: index for index, commit in enumerate(read_past(recorded.repository).in_order)}
    return sorted(recorded.events(), key=lambda event: -place[event.commit])


@given(
    st.dictionaries(st.sampled_from("abc"), st.text("xyz", min_size=1, max_size=3)),
    st.dictionaries(st.sampled_from("abc"), st.text("xyz", min_size=1, max_size=3)),
)
def test_changes_lead_from_one_record_to_the_other(before: dict[str, str], after: dict[str, str]) -> None:
    def written(record: dict[str, str]) -> bytes:
        return "".join(f"{key}: {value}\n" for key, value in record.items()).encode()

    found = dict(before)
    for change in record_changes(written(before) or b"{}", written(after) or b"{}"):
        if change.after is None:
            del found[change.key]
        else:
            found[change.key] = change.after
    assert found == after
