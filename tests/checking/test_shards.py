"""A register judged in shares and put together gives the same bytes as one judged whole; what does not fit is told."""

from pathlib import Path

import pytest
from click.testing import Result
from phoihop.bounded import bounded
from phoihop.checking.cores import spread
from phoihop.reporters import REPORTERS

from tests.cli.run import run
from tests.story import Story


def check(root: Path, *args: str) -> Result:
    return run(root, "--lang", "en", "check", "--no-cache", *args)


@pytest.fixture(scope="module")
def parts(generated: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("parts")
    files = [str(folder / f"part-{n}") for n in (1, 2, 3)]
    for n, file in enumerate(files, 1):
        result = check(generated, "--shard", f"{n}/3", "--part", file)
        assert (result.exit_code, result.output) == (0, "")
    return files


@pytest.mark.parametrize("form", REPORTERS)
def test_merged_is_the_same_as_whole(generated: Path, parts: list[str], form: str) -> None:
    whole = check(generated, "--format", form)
    merged = check(generated, "--format", form, "--merge", *reversed(parts))
    assert merged.stdout == whole.stdout
    assert merged.exit_code == whole.exit_code == 1
    assert form != "json" or '"record-unique"' in merged.stdout


def test_a_share_may_have_no_task(tmp_path: Path) -> None:
    root = Story(tmp_path / "register").root
    files = [str(tmp_path / str(n)) for n in (1, 2)]
    for n, file in enumerate(files, 1):
        check(root, "--today", "2021-05-31", "--shard", f"{n}/2", "--part", file)
    assert check(root, "--merge", *files).stdout == check(root, "--today", "2021-05-31").stdout


def test_where_no_locks_can_be_shared_one_process_does_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("multiprocessing.synchronize.SemLock.__init__", refused)
    assert sorted(spread(sum, [[1, 2], [3]], 2)) == [(1, 3), (2, 3)]
    with pytest.raises(PermissionError, match="/dev/shm"):
        bounded(int)


def test_missing_doubled_and_foreign_parts(generated: Path, parts: list[str], tmp_path: Path) -> None:
    for wrong, words in (
        (parts[:2], "missing 2021-0003"),
        ([*parts, parts[0]], "twice 2021-0001"),
    ):
        result = check(generated, "--merge", *wrong)
        assert result.exit_code == 2
        assert words in result.stderr
    other = Story(tmp_path / "register").root
    result = check(other, "--merge", *parts)
    assert result.exit_code == 2
    assert "run all of them again on one commit" in result.stderr


def test_a_damaged_part(generated: Path, parts: list[str], tmp_path: Path) -> None:
    content = Path(parts[0]).read_bytes()
    damaged = tmp_path / "damaged"
    for changed in (b"", content[:-1], content[:200] + b"\0" + content[201:], b"{}"):
        damaged.write_bytes(changed)
        result = check(generated, "--merge", str(damaged), *parts[1:])
        assert result.exit_code == 2
        assert "is no part of a result, or it is damaged" in result.stderr
    assert check(generated, "--merge", str(tmp_path / "nowhere")).exit_code == 2


@pytest.mark.parametrize(
    "args",
    [
        ("--shard", "1/2"),
        ("--shard", "1/2", "--part", "x", "--strict"),
        ("--shard", "1/2", "--part", "x", "--task", "2021-0001"),
        ("--part", "x"),
        ("--merge",),
        ("x",),
        ("--shard", "3/2", "--part", "x"),
        ("--shard", "a", "--part", "x"),
    ],
)
def test_half_said(generated: Path, args: tuple[str, ...]) -> None:
    result = check(generated, *args)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
