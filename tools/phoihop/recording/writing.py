"""Puts files into a register so that a reader never sees half of one, and nothing that is there is lost.

Whatever is written is first written whole into `.phoihop/` at the register's root, on the same filesystem, and then
put in its place in one step that fails where something stands there already. What belongs together is noted first: from
the moment that the note stands, all of it belongs to the register, and a run that is killed in between leaves the rest
to the next one. Papers come before the record that names them, edits after the correction that explains them. One run
at a time writes (a `desk` has a lock), each judged beside what the others wrote.
"""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import mkdtemp

from phoihop.language import Explained, say
from phoihop.operating_system import locked
from phoihop.writing import write_whole

FOLDER = ".phoihop"
_LOCK = "lock"
_NOTE = "note.json"
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS, errno.EACCES, errno.EXDEV)


class Taken(Exception):
    """Something else stands in a place by now, which is named by its path: whoever writes has to look again."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A file that is changed, if it is still as it was.

    `to` is its new name, where it gets another: a document's day and issuer are parts of it.
    """

    path: str
    before: bytes
    after: bytes
    to: str = ""


@dataclass(frozen=True, slots=True)
class _Step:
    """One of the things that are put in place together. `before` and `after` are digests, where a file is changed."""

    path: str
    to: str = ""
    before: str = ""
    after: str = ""

    @property
    def target(self) -> str:
        return self.to or self.path


class Workplace:
    """Where files are made ready; only one run at a time has it. Paths are relative to the register's root."""

    def __init__(self, root: Path, aside: Path) -> None:
        self.root = root
        self._aside = aside

    def put(
        self, new: Mapping[str, bytes | Path], edits: Sequence[Edit] = (), folders: Collection[str] = frozenset()
    ) -> None:
        """Puts new files in place, in this order, by their content or a file to copy; then makes the edits.

        New files below one of the `folders` come with that folder, in one step. Raises `Taken`, with nothing put, where
        a place is taken or a file to edit is not as it was.
        """
        ready = Path(mkdtemp(dir=self._aside)) / "ready"
        for path, content in {**new, **{edit.to or edit.path: edit.after for edit in edits}}.items():
            _write(ready / path, content)
        whole = {path: next((each for each in folders if path.startswith(f"{each}/")), path) for path in new}
        steps = [_Step(path) for path in dict.fromkeys(whole.values())]
        steps += [_Step(edit.path, edit.to, _digest(edit.before), _digest(edit.after)) for edit in edits]
        for step in steps:
            (self.root / step.target).parent.mkdir(parents=True, exist_ok=True)
            if (not step.before or step.to) and os.path.lexists(self.root / step.target):
                raise Taken(step.target)
            if step.before and not _is(self.root / step.path, step.before):
                raise Taken(step.path)
        # From here on it belongs to the register.
        write_whole(ready.parent / _NOTE, json.dumps([asdict(step) for step in steps]).encode())
        made: list[_Step] = []
        try:
            for step in steps:
                made.append(step)
                _make(self.root, ready, step)
        except BaseException as error:
            for step in reversed(made[:-1] if isinstance(error, Taken) else made):
                self._undo(step, ready, edits)
            raise
        finally:
            (ready.parent / _NOTE).unlink()

    def _undo(self, step: _Step, ready: Path, edits: Sequence[Edit]) -> None:
        if step.before:
            before = next(edit.before for edit in edits if edit.path == step.path)
            write_whole(self.root / step.path, before)
        if not step.before or step.to:
            with suppress(FileNotFoundError):
                # Aside with it: the desk is cleared at the end.
                (self.root / step.target).rename(Path(mkdtemp(dir=self._aside)) / "undone")


def home(root: Path) -> Path:
    """The folder at a register's root that no commit sees."""
    place = root / FOLDER
    place.mkdir(exist_ok=True)
    ignore = place / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="ascii")
    return place


@contextmanager
def desk(root: Path) -> Iterator[Workplace]:
    """The desk of a register, once no other run has it. Clears up, and finishes, what a killed run left behind.

    Raises OSError where the register can't be written.
    """
    place = home(root)
    with (place / _LOCK).open("ab") as lock:
        # Without locks nothing is overwritten either: every place is taken in one step.
        if locked(lock):
            _clear(root, place)
        aside = Path(mkdtemp(prefix="run-", dir=place))
        try:
            yield Workplace(root, aside)
        finally:
            shutil.rmtree(aside, ignore_errors=True)


class ChangedMeanwhile(Explained):
    """Somebody else wrote the file between the look at it and the writing."""


def rewrite(file: Path, root: Path, before: bytes, after: bytes) -> None:
    """Puts `after` in the place of a file of the register at `root`. Raises `ChangedMeanwhile` if it is another.

    Raises OSError where it can't be written.
    """
    with desk(root):
        if file.read_bytes() != before:
            raise ChangedMeanwhile(
                say(
                    "{file} vừa được người khác sửa nên chưa ghi gì; chạy lại lệnh này",
                    "{file} was just changed by somebody else, so nothing was written; run the command again",
                    file=file.name,
                )
            )
        write_whole(file, after)


def finish(root: Path) -> None:
    """Finishes what a run that was killed had begun, so that whoever reads finds it whole; does nothing otherwise."""
    if any((root / FOLDER).glob(f"run-*/*/{_NOTE}")):
        with suppress(OSError), desk(root):
            pass


def _clear(root: Path, home: Path) -> None:
    for left in home.glob("run-*"):
        for note in left.glob(f"*/{_NOTE}"):
            _finish(root, note)
        shutil.rmtree(left, ignore_errors=True)


def _make(root: Path, ready: Path, step: _Step) -> None:
    """Takes one step, or what is left of it after a run that was killed. Raises `Taken`."""
    source, target = ready / step.target, root / step.target
    if step.before:
        if source.exists():
            source.replace(target)
        if step.to and target.exists():
            (root / step.path).unlink(missing_ok=True)
    elif source.exists() and not (target.is_file() and target.samefile(source)):
        _place(source, target, step.path)
    _sync_folder(target.parent)


def _place(ready: Path, target: Path, path: str) -> None:
    """Moves a finished file or folder to its place, unless there is one."""
    try:
        if not ready.is_dir():
            os.link(ready, target)
            return
    except FileExistsError:
        raise Taken(path) from None
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
    # A folder takes the place of nothing but an empty one. On a filesystem without links the lock keeps other runs away
    # between the look and the move.
    if os.path.lexists(target):
        raise Taken(path)
    try:
        ready.rename(target)
    except OSError as error:
        raise (Taken(path) if error.errno in (errno.ENOTEMPTY, errno.EEXIST) else error) from None


def _finish(root: Path, note: Path) -> None:
    """Takes the steps that are left, unless somebody else took a place or changed a file meanwhile."""
    with suppress(ValueError, TypeError, Taken):
        steps = [_Step(**each) for each in json.loads(note.read_bytes())]
        if all(_may_be_finished(root, note.parent / "ready", step) for step in steps):
            for step in steps:
                _make(root, note.parent / "ready", step)


def _may_be_finished(root: Path, ready: Path, step: _Step) -> bool:
    if not step.before:
        source, target = ready / step.path, root / step.path
        return not source.exists() or not os.path.lexists(target) or (target.is_file() and source.samefile(target))
    return _is(root / step.path, step.before) or _is(root / step.target, step.after)


def _write(file: Path, content: bytes | Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("xb") as opened:
        if isinstance(content, Path):
            with content.open("rb") as paper:
                shutil.copyfileobj(paper, opened, 1 << 20)
        else:
            opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())


def _sync_folder(folder: Path) -> None:
    """A name is on disk once its folder is."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _is(file: Path, digest: str) -> bool:
    return file.is_file() and _digest(file.read_bytes()) == digest


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
