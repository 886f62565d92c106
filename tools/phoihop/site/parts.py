"""A part of a site: the pages of some tasks, made on one machine to be put into the whole on another.

A part is a folder with `record`, as a site's build record, and `files/`. What it holds of a task counts only where all
that it was made from is the same in the register that it is put into; else the task is made there.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from phoihop.site.output import Output, file_digest
from phoihop.site.record import BuildRecord
from phoihop.site.units import Unit

_RECORD, _FILES = "record", "files"


@dataclass(frozen=True, slots=True)
class Part:
    record: BuildRecord
    files: Path


def read_part(folder: Path) -> Part | None:
    """The part in a folder; None where there is none that can be trusted."""
    record = BuildRecord.read(folder / _RECORD)
    if record is None or any(".." in PurePosixPath(path).parts or path.startswith("/") for path in record.files):
        return None
    return Part(record, folder / _FILES)


@contextmanager
def write_part(folder: Path) -> Iterator[tuple[Path, Callable[[BuildRecord], None]]]:
    """Where the files of a part are written, and what puts the part in place once they are."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as aside:
        made = Path(aside) / "part"
        (made / _FILES).mkdir(parents=True)

        def finish(record: BuildRecord) -> None:
            record.write(made / _RECORD)
            if folder.exists():
                shutil.rmtree(folder)
            made.rename(folder)

        yield made / _FILES, finish


def taken_over(unit: Unit, key: bytes, parts: Sequence[Part]) -> Unit:
    """The unit, to be taken from the part that has it as it would be made; or the unit as it was."""
    for part in parts:
        made = part.record.units.get(unit.name)
        if made and made.key == key:
            return replace(unit, make=partial(_take, unit, part, made.paths))
    return unit


def _take(unit: Unit, part: Part, paths: Sequence[str], output: Output) -> None:
    states = [part.record.files.get(path) for path in paths]
    if all(state and _is(part.files / path, state.digest) for path, state in zip(paths, states, strict=True)):
        for path, state in zip(paths, states, strict=True):
            output.copy(path, part.files / path, state.digest if state else None)
    else:
        unit.make(output)


def _is(file: Path, digest: str) -> bool:
    """Whether a file is what it was when the part was made. A paper is known by its sha256, as in head.json."""
    if file.is_symlink() or not file.is_file():
        return False
    if file_digest(file) == digest:
        return True
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest() == digest
