"""A file is written whole or not at all."""

import multiprocessing
import os
import signal
import time
from pathlib import Path
from random import Random

import pytest
from phoihop.writing import write_whole

OLD, NEW = b"old\n" * 50_000, b"new\n" * 50_000
KILLS = 200


def write_on_and_on(path: Path) -> None:
    while True:
        write_whole(path, NEW)
        write_whole(path, OLD)


def test_whoever_is_killed_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(OLD)
    chance = Random(8)
    for _ in range(KILLS):
        writer = multiprocessing.get_context("fork").Process(target=write_on_and_on, args=(path,))
        writer.start()
        time.sleep(chance.uniform(0, 0.02))
        assert writer.pid
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        assert path.read_bytes() in (OLD, NEW)


def test_ten_at_once_leave_one_of_theirs(tmp_path: Path) -> None:
    path = tmp_path / "file"
    contents = [b"%d\n" % number * 50_000 for number in range(10)]
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=write_whole, args=(path, content)) for content in contents]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert path.read_bytes() in contents
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_what_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    path.write_bytes(OLD)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, NEW)
    assert path.read_bytes() == OLD
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(OLD)
    path.chmod(0o640)
    (tmp_path / "link").symlink_to(path)
    write_whole(tmp_path / "link", NEW)
    assert path.read_bytes() == NEW
    assert path.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "link").is_symlink()
