"""Whether papers carry an electronic signature. Only that one is there is told, never that it is good.

Few bytes decide most of it: what signs a range of a PDF's bytes stands in the file as it is, under /ByteRange. Only
where that is found does pypdf look, in a process of its own, which a hostile file may at worst make give no answer.
"""

import atexit
import mmap
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from stat import S_ISREG
from threading import Timer

from phoihop.records.paper_types import ending, wrong_content

SECONDS_FOR_ONE = 10.0
MOST_UNANSWERED = 3
"""Papers that were too much for it, after which none is looked at any more: a task may have hundreds of them."""


def carries_signature(location: Path) -> bool:
    """Whether a paper has a signature inside, as a PDF, or beside it, as a .p7s file of the same name."""
    if any(_is_signature(f"{beside}.p7s") for beside in (location, str(location).removesuffix(location.suffix))):
        return True
    return ending(location.name) == "pdf" and _signs_bytes(location) and _worker().is_signed(location)


def _is_signature(file: str) -> bool:
    try:
        mode = os.lstat(file).st_mode
    except OSError:
        return False
    return S_ISREG(mode) and wrong_content(Path(file), "p7s") is None


def _signs_bytes(location: Path) -> bool:
    with location.open("rb") as file:
        if os.fstat(file.fileno()).st_size == 0:
            return False
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return content.find(b"/ByteRange") >= 0


class _Worker:
    """One process for many papers; a new one where a paper was too much for it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._unanswered = 0
        atexit.register(self.stop)

    def is_signed(self, location: Path) -> bool:
        name = str(location.absolute())
        if "\n" in name or self._unanswered >= MOST_UNANSWERED:
            return False
        process = self._process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        timer = Timer(SECONDS_FOR_ONE, process.kill)
        timer.start()
        try:
            print(name, file=process.stdin, flush=True)
            answer = process.stdout.readline().strip()
        except OSError:
            answer = ""
        finally:
            timer.cancel()
        if not answer:
            self._unanswered += 1
            self.stop()
        return answer == "yes"

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _start(self) -> subprocess.Popen[str]:
        package = Path(__file__).parents[2]
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "phoihop.site.signature_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            errors="surrogateescape",
            env={**os.environ, "PYTHONPATH": str(package), "PYTHONIOENCODING": "utf-8:surrogateescape"},
        )


@cache
def _worker() -> _Worker:
    return _Worker()
