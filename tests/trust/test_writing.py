"""A file is written whole or not at all."""

import errno
import multiprocessing
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from phoihop.keeping import KeptFile
from phoihop.writing import write_whole

from tests.killing import killed_at_any_moment, kills

OLD, NEW = b"old\n" * 50_000, b"new\n" * 50_000
KILLS = kills(200)
NOBODY = 65534
MARK = b"test\n"
SUFFIX = ".kept"


def on_and_on(write: Callable[[bytes], object]) -> Callable[[], object]:
    def run() -> None:
        while True:
            write(NEW)
            write(OLD)

    return run


def test_whoever_is_killed_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(OLD)
    for _ in killed_at_any_moment(on_and_on(partial(write_whole, path)), 0.02, KILLS):
        assert path.read_bytes() in (OLD, NEW)


def test_whoever_is_killed_leaves_what_was_kept_whole(tmp_path: Path) -> None:
    file = KeptFile(tmp_path / f"file{SUFFIX}", MARK, bytes)
    file.save(OLD, 1)
    for _ in killed_at_any_moment(on_and_on(partial(file.save, most=1)), 0.02, KILLS):
        kept = file.load()
        assert kept is not None
        assert kept in (OLD, NEW)


def test_what_killed_runs_left_behind_is_deleted_in_time(tmp_path: Path) -> None:
    old, young = tmp_path / "unfinished-old", tmp_path / "unfinished-young"
    for left in (old, young):
        left.write_bytes(b"half")
    os.utime(old, (0, 0))
    KeptFile(tmp_path / f"file{SUFFIX}", MARK, bytes).save(NEW, 1)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["file.kept", "unfinished-young"]


def write_as_nobody(path: Path) -> None:
    """Ends with 13 where it may not write. Whoever runs the tests may be root, whom no right stops."""
    if os.geteuid() == 0:
        os.setuid(NOBODY)
    try:
        write_whole(path, NEW)
    except PermissionError as error:
        sys.exit(error.errno)


def test_a_folder_that_can_not_be_written_keeps_its_file() -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "file").write_bytes(OLD)
        folder.chmod(0o555)
        writer = multiprocessing.get_context("fork").Process(target=write_as_nobody, args=(folder / "file",))
        writer.start()
        writer.join()
        assert writer.exitcode == errno.EACCES
        assert (folder / "file").read_bytes() == OLD
        assert [each.name for each in folder.iterdir()] == ["file"]
        folder.chmod(0o755)


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
