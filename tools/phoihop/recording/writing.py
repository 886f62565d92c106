"""Puts files into a register so that a reader never sees half of one, and nothing that is there is lost.

Whatever is written is first written whole into `.phoihop/` at the register's root, on the same filesystem, and then
put in its place in one step that fails where something stands there already. Papers come first and the record that
names them last: a run that is killed leaves at most papers that no record names. What it leaves in `.phoihop/` is
cleared by the next run. One run at a time writes (a `desk` has a lock), each judged beside what the others wrote.

A correction and the edit that goes with it are two files. The correction is what decides: from the moment it stands
the edit belongs to the register, and a later run finishes it where the first was killed in between. Several folders
are put in place likewise: from the moment that a note of them all stands, they belong to the register.
"""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

FOLDER = ".phoihop"
_LOCK = "lock"
_EDITS = "edits.json"
_FOLDERS = "folders.json"
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS, errno.EACCES, errno.EXDEV)


class Taken(Exception):
    """Something else stands in a place by now: whoever writes has to look again. `path` is relative to the register."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


@dataclass(frozen=True, slots=True)
class Edit:
    """A file that a correction changes: put in place once the correction stands, if it is still as it was.

    `to` is its new name, where it gets another: the record's day is a part of it.
    """

    path: str
    before: bytes
    after: bytes
    to: str = ""


class Desk:
    """Where files are made ready; only one run at a time has it. Paths are relative to the register's root."""

    def __init__(self, root: Path, aside: Path) -> None:
        self.root = root
        self._aside = aside
        self._count = 0

    def put_folder(self, path: str, texts: Mapping[str, bytes], papers: Mapping[str, Path]) -> list[str]:
        """Puts a whole new folder in place, in one step. Raises `Taken`, with nothing put, where it is there."""
        ready = self._next()
        for name, source in papers.items():
            (ready / name).parent.mkdir(parents=True, exist_ok=True)
            _copy(source, ready / name)
        for name, text in texts.items():
            _write(ready / name, text)
        target = self._target(path)
        if os.path.lexists(target):
            raise Taken(path)
        try:
            # A folder takes the place of nothing but an empty one.
            ready.rename(target)
        except OSError as error:
            raise (Taken(path) if error.errno in (errno.ENOTEMPTY, errno.EEXIST) else error) from None
        _sync_folder(target.parent)
        return [f"{path}/{name}" for name in (*texts, *papers)]

    def put_record(self, path: str, text: bytes, papers: Mapping[str, Path], edits: Sequence[Edit] = ()) -> list[str]:
        """Puts a record in place after its papers (by their path in its folder), and makes its edits.

        Raises `Taken`, with no record put, where one of the places is taken or a file to edit is not as it was.
        """
        folder = path.rpartition("/")[0]
        ready = self._next()
        copies = {name: ready / f"paper-{number}" for number, name in enumerate(papers)}
        for name, source in papers.items():
            _copy(source, copies[name])
        _write(ready / "record", text)
        for number, edit in enumerate(edits):
            _write(ready / f"edit-{number}", edit.after)
        if edits:
            _write(ready / _EDITS, _note(path, text, edits))
        if os.path.lexists(self.root / path):
            raise Taken(path)
        for edit in edits:
            if (self.root / edit.path).read_bytes() != edit.before:
                raise Taken(edit.path)
            if edit.to and os.path.lexists(self.root / edit.to):
                raise Taken(edit.to)
        for name, copy in copies.items():
            self._place(copy, f"{folder}/{name}")
        self._place(ready / "record", path)
        for number, edit in enumerate(edits):
            _make(self.root, ready / f"edit-{number}", edit.path, edit.to)
            _sync_folder((self.root / edit.path).parent)
        changed = [name for edit in edits for name in (edit.path, edit.to) if name]
        return [*(f"{folder}/{name}" for name in papers), *changed, path]

    def put_folders(self, folders: Mapping[str, Mapping[str, bytes]]) -> list[str]:
        """Puts several new folders in place: all, by the next run if this one is killed in between; or none.

        Raises `Taken`, with none put, where one of them is there.
        """
        ready: dict[str, Path] = {}
        for path, texts in folders.items():
            ready[path] = self._next()
            for name, text in texts.items():
                _write(ready[path] / name, text)
            if os.path.lexists(self._target(path)):
                raise Taken(path)
        note = self._next() / _FOLDERS
        draft = note.with_suffix(".draft")
        _write(draft, json.dumps({path: place.name for path, place in ready.items()}).encode())
        # From here on the folders belong to the register.
        draft.rename(note)
        _sync_folder(note.parent)
        placed: list[str] = []
        try:
            for path, place in ready.items():
                place.rename(self.root / path)
                placed.append(path)
        except OSError as error:
            for path in placed:
                (self.root / path).rename(ready[path])
            note.unlink()
            raise (Taken(path) if error.errno in (errno.ENOTEMPTY, errno.EEXIST) else error) from None
        for parent in {(self.root / path).parent for path in placed}:
            _sync_folder(parent)
        note.unlink()
        return [f"{path}/{name}" for path, texts in folders.items() for name in texts]

    def _next(self) -> Path:
        self._count += 1
        place = self._aside / str(self._count)
        place.mkdir()
        # What a register holds is readable by whoever may read the folder, whatever this run's own folder is.
        place.chmod(0o777 & ~_umask())
        return place

    def _target(self, path: str) -> Path:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def _place(self, ready: Path, path: str) -> None:
        """Moves a finished file to its place, unless there is one."""
        target = self._target(path)
        try:
            os.link(ready, target)
        except FileExistsError:
            raise Taken(path) from None
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            # A filesystem without links: the lock keeps other runs away between the look and the move.
            if os.path.lexists(target):
                raise Taken(path) from None
            ready.rename(target)
        _sync_folder(target.parent)


def home(root: Path) -> Path:
    """The folder at a register's root that no commit sees."""
    place = root / FOLDER
    place.mkdir(exist_ok=True)
    ignore = place / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="ascii")
    return place


@contextmanager
def desk(root: Path) -> Iterator[Desk]:
    """The desk of a register, once no other run has it. Clears up, and finishes, what a killed run left behind.

    Raises OSError where the register can't be written.
    """
    place = home(root)
    with _locked(place / _LOCK) as is_alone:
        if is_alone:
            _clear(root, place)
        aside = Path(mkdtemp(prefix="run-", dir=place))
        try:
            yield Desk(root, aside)
        finally:
            shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _locked(file: Path) -> Iterator[bool]:
    """Waits for its turn; whether there is such a thing here. The system gives the lock back however a process ends."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        is_alone = True
        try:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX)
        except (ImportError, OSError):
            # No locks on this system or filesystem. Nothing is overwritten even so: every place is taken in one step.
            is_alone = False
        yield is_alone
    finally:
        os.close(descriptor)


def _clear(root: Path, home: Path) -> None:
    for left in home.glob("run-*"):
        for note in left.glob(f"*/{_EDITS}"):
            _finish(root, note)
        for note in left.glob(f"*/{_FOLDERS}"):
            _finish_folders(root, note)
        shutil.rmtree(left, ignore_errors=True)


def _make(root: Path, ready: Path, path: str, to: str) -> None:
    """Puts a changed file in place, under its new name where it has one; what a killed run has done is left so."""
    if ready.exists():
        ready.replace(root / (to or path))
    if to and (root / to).exists():
        (root / path).unlink(missing_ok=True)


def _note(path: str, text: bytes, edits: Sequence[Edit]) -> bytes:
    noted = [{"path": edit.path, "before": _digest(edit.before), "to": edit.to} for edit in edits]
    return json.dumps({"record": path, "is": _digest(text), "edits": noted}).encode()


def _finish(root: Path, note: Path) -> None:
    """Makes the edits of a correction that stands, of which the run was killed before it had made them."""
    with suppress(ValueError, KeyError, FileNotFoundError):
        noted = json.loads(note.read_bytes())
        if _digest((root / noted["record"]).read_bytes()) != noted["is"]:
            return
        for number, edit in enumerate(noted["edits"]):
            target, ready = root / edit["path"], note.parent / f"edit-{number}"
            if target.exists() and _digest(target.read_bytes()) == edit["before"]:
                _make(root, ready, edit["path"], edit["to"])


def _finish_folders(root: Path, note: Path) -> None:
    """Puts in place the folders that belong to the register, where the run was killed before it had put them."""
    with suppress(ValueError):
        for path, name in json.loads(note.read_bytes()).items():
            ready = note.parent.parent / name
            if ready.exists() and not os.path.lexists(root / path):
                ready.rename(root / path)


def _write(file: Path, content: bytes) -> None:
    with file.open("xb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())


def _copy(source: Path, file: Path) -> None:
    with source.open("rb") as paper, file.open("xb") as copy:
        shutil.copyfileobj(paper, copy, 1 << 20)
        copy.flush()
        os.fsync(copy.fileno())


def _sync_folder(folder: Path) -> None:
    """A name is on disk once its folder is."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
