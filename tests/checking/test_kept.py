"""What runs keep: never trusted where it is damaged or foreign, safe with two at once, and nowhere in the way."""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from phoihop.checking.check import FILES_KEPT, summaries
from phoihop.records.register import load_register

from tests.benchmarks.generate import TODAY, generate
from tests.cli.run import run
from tests.story import LATER, Story


def kept_files(cache: Path) -> list[Path]:
    return [path for path in sorted(cache.rglob("*")) if path.is_file()]


def flipped(content: bytes, place: int, bit: int) -> bytes:
    return content[:place] + bytes([content[place] ^ (1 << bit)]) + content[place + 1 :]


def run_on(root: Path, cache: Path) -> bytes:
    """A run as bytes, to compare with another."""
    found = summaries(load_register(root), TODAY, cache=cache)
    return repr({id_: (each.title, each.claims, each.told()) for id_, each in found.items()}).encode()


@pytest.mark.usefixtures("settled")
def test_a_damaged_file_changes_nothing_and_is_replaced(generated: Path, tmp_path: Path, judged: list[str]) -> None:
    expected = run_on(generated, tmp_path)
    (file,) = kept_files(tmp_path)
    whole, chance = file.read_bytes(), random.Random(1)
    damages = [b"", whole[:10], whole[:-1], whole[: len(whole) // 2], whole + b"x", whole.replace(b"kept 1", b"kept 0")]
    damages += (flipped(whole, place, chance.randrange(8)) for place in chance.sample(range(len(whole)), 25))
    for damaged in damages:
        file.write_bytes(damaged)
        judged.clear()
        assert run_on(generated, tmp_path) == expected
        assert len(judged) == 40
        assert file.read_bytes() == whole


@pytest.mark.usefixtures("settled")
def test_a_file_of_another_shape_or_of_somebody_else_is_as_if_it_were_not_there(
    generated: Path, tmp_path: Path, judged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = run_on(generated, tmp_path)
    (file,) = kept_files(tmp_path)
    shutil.move(file, tmp_path / "elsewhere")
    link: Callable[[], None] = partial(file.symlink_to, tmp_path / "elsewhere")
    for put_there in (link, partial(os.mkfifo, file), file.mkdir):
        put_there()
        judged.clear()
        assert run_on(generated, tmp_path) == expected
        assert len(judged) == 40
        if file.is_dir():
            file.rmdir()
        else:
            assert not file.is_symlink()
            assert file.is_file()
            file.unlink()
    shutil.move(tmp_path / "elsewhere", file)
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    judged.clear()
    assert run_on(generated, tmp_path) == expected
    assert len(judged) == 40


@pytest.mark.usefixtures("settled")
def test_another_version_of_the_tool_starts_anew(
    generated: Path, tmp_path: Path, judged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run_on(generated, tmp_path)
    judged.clear()
    monkeypatch.setattr("phoihop.__version__", "999")
    run_on(generated, tmp_path)
    assert len(judged) == 40


def test_results_of_a_few_days_are_kept_and_no_more(tmp_path: Path) -> None:
    register = load_register(Story(tmp_path / "register").root)
    for day in range(1, 20):
        summaries(register, LATER.replace(day=day), cache=tmp_path / "cache")
    assert len(kept_files(tmp_path / "cache")) == FILES_KEPT


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    register = load_register(Story(tmp_path / "register").root)
    (tmp_path / "file").write_text("x")
    assert summaries(register, LATER, cache=tmp_path / "file")
    assert summaries(register, LATER, cache=Path("/dev/null/nowhere"))


def test_several_processes_at_once(tmp_path: Path) -> None:
    root = tmp_path / "register"
    generate(root, 30)
    environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [
        sys.executable,
        "-c",
        "from phoihop.cli import main; main()",
        "-C",
        str(root),
        "check",
        "--format",
        "json",
    ]
    expected = subprocess.run([*command, "--no-cache"], env=environment, capture_output=True, check=True).stdout
    assert not (tmp_path / "cache").exists()
    for _ in range(2):
        started = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) for _ in range(4)]
        assert [process.communicate()[0] for process in started] == [expected] * 4
    (file,) = kept_files(tmp_path / "cache")
    assert file.suffix == ".kept"


def test_the_commands_keep_outside_the_register_and_only_if_they_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, cache = Story(tmp_path / "register").root, tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    before = sorted(root.rglob("*"))
    for command in (("check",), ("list",), ("todo",), ("show", "2021-0001")):
        run(root, *command, "--today", "2021-05-31", "--no-cache")
        assert not cache.exists()
        for _ in range(2):
            result = run(root, *command, "--today", "2021-05-31", "--format", "json")
            assert json.loads(result.stdout)
        assert len(kept_files(cache)) == 1
        shutil.rmtree(cache)
    assert sorted(root.rglob("*")) == before


def test_the_folder_of_what_is_kept_is_the_users_own(tmp_path: Path) -> None:
    register = load_register(Story(tmp_path / "register").root)
    summaries(register, LATER, cache=tmp_path / "cache")
    (folder,) = (tmp_path / "cache").iterdir()
    assert folder.stat().st_mode & 0o777 == 0o700
