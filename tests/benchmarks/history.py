"""Gives a generated register a Git history: its files come in over the years, commit after commit."""

import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from itertools import groupby
from pathlib import Path

REGISTRAR = "Văn thư UBND <vanthu.ubnd@binhluc.example>"


def commit_in_turn(root: Path, files: list[tuple[date, str]], commits: int) -> None:
    """Commits the files, which are in the order of their days, in about so many commits, and checks them out."""
    git = ("git", "-C", str(root))
    subprocess.run([*git, "init", "--quiet", "--initial-branch=main"], check=True)
    stream = subprocess.Popen([*git, "fast-import", "--quiet"], stdin=subprocess.PIPE)
    assert stream.stdin is not None
    for piece in _stream(root, files, commits):
        stream.stdin.write(piece)
    stream.stdin.close()
    if stream.wait():
        raise subprocess.CalledProcessError(stream.returncode, "git fast-import")
    subprocess.run([*git, "reset", "--quiet"], check=True)


def _stream(root: Path, files: list[tuple[date, str]], commits: int) -> Iterator[bytes]:
    """What git fast-import reads; a commit holds what came in until its day."""
    share = len(files) / commits
    numbered = enumerate(files)
    for turn, group in groupby(numbered, key=lambda item: int(item[0] / share)):
        recorded = [file for _, file in group]
        message = f"Ghi {len(recorded)} tệp vào sổ".encode()
        # Two commits of one day come in one after the other.
        moment = int(datetime.combine(recorded[-1][0], time(8), UTC).timestamp()) + turn % 30_000
        yield b"commit refs/heads/main\ncommitter %s %d +0700\n" % (REGISTRAR.encode(), moment)
        yield b"data %d\n%s\n" % (len(message), message)
        for _, path in recorded:
            content = (root / path).read_bytes()
            yield b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(content), content)
