"""The files of a site while it is made: what is the same as before stays as it is, with its time.

Paths are relative to the site's root, with slashes. Nothing here knows what the files say.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG

import msgspec

from phoihop.checking.cores import cores, spread
from phoihop.checking.signature import signature

Filler = Callable[[str], os.stat_result | None]
"""Makes the file of this name, where none is yet (`FileExistsError`); what it is now, where that is known."""

_PIECE = 1 << 20
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class FileState(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file as it was written: by size and time it is known again without being read."""

    digest: str
    size: int
    time_ns: int


@dataclass
class Output:
    """A folder that files are written into.

    `earlier` is an older site. `known` are those of its files that are as they were written: one that says the same
    stays as it is. Any other that says the same is taken over with its time.
    """

    folder: Path
    known: Mapping[str, FileState] = field(default_factory=dict)
    earlier: Path | None = None
    written: dict[str, FileState] = field(default_factory=dict)
    """What was asked for since `take`, changed or not."""
    _parents: set[str] = field(default_factory=set)
    """The folders that are known to be there."""

    def write(self, path: str, content: bytes | str) -> None:
        """The file at `path` says `content`; it is touched only where it says something else."""
        whole = content.encode() if isinstance(content, str) else content
        digest = digest_of(whole)
        if not self._stays(path, digest):
            self._put(path, digest, lambda earlier: _says(earlier, whole), lambda target: _write(target, whole))

    def copy(self, path: str, source: Path, digest: str | None = None) -> None:
        """The file at `path` says what `source` does. `digest` names its content, where that is known."""
        digest = digest or file_digest(source)
        if not self._stays(path, digest):
            self._put(path, digest, lambda known: _say_the_same(known, source), lambda target: _copy(source, target))

    def keep(self, path: str) -> None:
        """The file at `path`, which is known, stays as it is."""
        self.written[path] = self.known[path]

    def take(self) -> dict[str, FileState]:
        """What was asked for since the last time."""
        taken, self.written = self.written, {}
        return taken

    def _stays(self, path: str, digest: str) -> bool:
        before = self.known.get(path)
        if before is None or before.digest != digest:
            return False
        self.written[path] = before
        return True

    def _put(self, path: str, digest: str, is_there: Callable[[Path], bool], make: Filler) -> None:
        """Put where no old file is: another folder may share that by a hard link."""
        earlier = self.earlier / path if self.earlier else None
        fill = partial(link, earlier) if earlier and is_there(earlier) else make
        target = f"{self._root}/{path}"
        parent = path.rpartition("/")[0]
        if parent not in self._parents:
            Path(self._root, parent).mkdir(parents=True, exist_ok=True)
            self._parents.add(parent)
        try:
            made = fill(target)
        except FileExistsError:
            Path(target).unlink()
            made = fill(target)
        status = made or Path(target).stat()
        self.written[path] = FileState(digest, status.st_size, status.st_mtime_ns)

    @cached_property
    def _root(self) -> str:
        """The folder as it begins every file's name: a site has a hundred thousand."""
        return os.fspath(self.folder)


def digest_of(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()


def file_digest(file: Path) -> str:
    with file.open("rb") as source:
        digest = blake2b(digest_size=16)
        while chunk := source.read(_PIECE):
            digest.update(chunk)
        return digest.hexdigest()


def verified(folder: Path, expected: Mapping[str, FileState]) -> dict[str, FileState]:
    """The files in a folder that are as they were written."""
    found: dict[str, FileState] = {}
    for path, entry in files_in(folder):
        state, status = expected.get(path), entry.stat(follow_symlinks=False)
        if state and S_ISREG(status.st_mode) and (state.size, state.time_ns) == (status.st_size, status.st_mtime_ns):
            found[path] = state
    return found


def looks_of(folder: Path, jobs: int | None = None) -> bytes:
    """What a folder looks like, file by file. What was written just now looks written all the same."""
    with os.scandir(folder) as entries:
        inside = sorted(entries, key=lambda entry: entry.name)
    below = [entry.path for entry in inside if entry.is_dir(follow_symlinks=False)]
    found = dict(each for _, some in spread(_signatures, [[path] for path in below], jobs or cores()) for each in some)
    digest = blake2b(digest_size=16)
    for entry in inside:
        status = entry.stat(follow_symlinks=False)
        looks = repr((status.st_mode, status.st_size, status.st_mtime_ns)).encode()
        digest.update(os.fsencode(entry.name) + b"\0" + found.get(entry.path, looks))
    return digest.digest()


def _signatures(folders: Sequence[str]) -> list[tuple[str, bytes]]:
    return [(folder, signature(folder, sys.maxsize)) for folder in folders]


def link_all(source: Path, target: Path, paths: Iterable[str]) -> None:
    """Makes files of one folder appear in another one, which has none of them yet, with their times."""
    made: set[str] = set()
    for path in paths:
        parent = path.rpartition("/")[0]
        if parent not in made:
            (target / parent).mkdir(parents=True, exist_ok=True)
            made.add(parent)
        link(source / path, f"{target}/{path}")


def delete(folder: Path, paths: Iterable[str]) -> None:
    """Deletes files, and the folders that are left empty."""
    parents = set()
    for path in paths:
        (folder / path).unlink(missing_ok=True)
        parents.add((folder / path).parent)
    while parents:
        parent = parents.pop()
        if parent != folder and parent.is_dir() and not any(parent.iterdir()):
            parent.rmdir()
            parents.add(parent.parent)


def files_in(folder: str | Path, prefix: str = "") -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Everything in a folder but folders, by its path; no link is followed."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from files_in(entry.path, f"{prefix}{entry.name}/")
            else:
                yield f"{prefix}{entry.name}", entry


def _write(target: str, content: bytes) -> os.stat_result:
    descriptor = os.open(target, _NEW, 0o666)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
        return os.fstat(descriptor)
    finally:
        os.close(descriptor)


def _copy(source: Path, target: str) -> os.stat_result:
    """The content alone. Both are plain files, which `shutil.copyfile` would look at five times to find out."""
    with source.open("rb", buffering=0) as content, Path(target).open("xb") as copy:
        while piece := content.read(_PIECE):
            copy.write(piece)
        copy.flush()
        return os.fstat(copy.fileno())


def _says(file: Path, content: bytes) -> bool:
    try:
        return file.read_bytes() == content
    except OSError:
        return False


def _say_the_same(one: Path, other: Path) -> bool:
    return one.is_file() and file_digest(one) == file_digest(other)


def link(source: str | Path, target: str | Path) -> None:
    """A hard link where the file system has them, else a copy with its time."""
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:
        shutil.copy2(source, target)
