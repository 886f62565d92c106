"""What lies in a register's folder, by content: from which tasks a build knows that nothing in them has changed.

A task's folder that looks as it did when it was read is not even listed anew file by file; in one that looks otherwise,
a file is known again by its size, its times and its number on the disk, as in Git's index, and is not read a second
time.
"""

import os
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b
from pathlib import Path

import msgspec

from phoihop.changes.contents import record_digest
from phoihop.changes.head import OnDisk, seen_on_disk
from phoihop.changes.places import place_of
from phoihop.checking.check import WORTH_A_PROCESS, WORTH_A_PROCESS_TO_LOOK
from phoihop.checking.cores import cores, shares_of, spread
from phoihop.checking.signature import SETTLED_AFTER_NS, UNSETTLED, signature
from phoihop.records.erasures import FILE as ERASURES
from phoihop.records.reading import read_bytes
from phoihop.records.register import SETTINGS_FILE, Register
from phoihop.records.task_folder import folder_of

OTHERS = ""
"""What is in no task's folder, among the folders that were seen."""


class SeenFile(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A record, a paper or the settings as it was read; `change_ns` is 0 where its times could not be trusted yet."""

    size: int
    time_ns: int
    change_ns: int
    node: int
    digest: str
    blob: str


class SeenFolder(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A task's folder as it was looked into: its signature, a digest of all in it, and its files by path, packed."""

    looks: bytes
    digest: bytes
    files: msgspec.Raw


Seen = dict[str, SeenFolder]
"""By task id, and `OTHERS`."""

_files_of = msgspec.msgpack.Decoder(dict[bytes, SeenFile]).decode


class Lying(Mapping[str, OnDisk]):
    """The records and papers of a register by path, as head.json counts them; unpacked by folder when asked for."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen

    def __getitem__(self, path: str) -> OnDisk:
        folder = self._seen.get(place_of(path).task or OTHERS, self._seen[OTHERS])
        file = _files_of(folder.files)[os.fsencode(path)]
        return OnDisk(file.digest, file.blob)

    def __iter__(self) -> Iterator[str]:
        return (os.fsdecode(path) for folder in self._seen.values() for path in _files_of(folder.files))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def by_path(self) -> dict[str, OnDisk]:
        """All at once."""
        every = (each for folder in self._seen.values() for each in _files_of(folder.files).items())
        return {os.fsdecode(path): OnDisk(file.digest, file.blob) for path, file in every}


def look_at(register: Register, before: Seen, jobs: int | None = None) -> Seen:
    """Looks at every file of a register. `before` is what an earlier look has seen, and need not be read again."""
    ids = register.task_ids()
    new = sum(id_ not in before for id_ in ids)
    worth = new // WORTH_A_PROCESS + (len(ids) - new) // WORTH_A_PROCESS_TO_LOOK
    processes = max(1, min(jobs or cores(), worth))
    found: Seen = {}
    for _, packed in spread(partial(_changed, register, before), shares_of(ids, processes), processes):
        found |= msgspec.msgpack.decode(packed, type=Seen)
    rest = _looked_into(register, _others(register.root, {folder_of(id_) for id_ in ids}), before.get(OTHERS))
    return {id_: found[id_] if id_ in found else before[id_] for id_ in ids} | {OTHERS: rest}


def _changed(register: Register, before: Seen, ids: Sequence[str]) -> bytes:
    """Those of some tasks' folders that don't look as they did, packed."""
    found: Seen = {}
    for id_ in ids:
        looks, known = signature(register.task_location(id_), time.time_ns()), before.get(id_)
        if known is None or looks == UNSETTLED or looks != known.looks:
            entries = _below(register.task_location(id_), folder_of(id_))
            found[id_] = _looked_into(register, entries, known, looks)
    return msgspec.msgpack.encode(found)


def _looked_into(
    register: Register,
    entries: Iterable[tuple[str, "os.DirEntry[str]"]],
    before: SeenFolder | None,
    looks: bytes = UNSETTLED,
) -> SeenFolder:
    """A folder of which these are the files. What an earlier look has read is not read again."""
    latest = time.time_ns() - SETTLED_AFTER_NS
    known = _files_of(before.files) if before else {}
    files: dict[bytes, SeenFile] = {}
    digest = blake2b(digest_size=16)
    for path, entry in entries:
        status = entry.stat(follow_symlinks=False)
        name = os.fsencode(path)
        if entry.is_file(follow_symlinks=False) and place_of(path).record is not None:
            # A record, a paper or the settings, and so told of in head.json.
            file = known.get(name)
            if file is None or not _is(file, status):
                file = _read(register, path, status, latest)
            files[name] = file
            # Line ends don't count in a record's digest, but in its size.
            state = f"{file.size} {file.digest}"
        else:
            state = f"{status.st_mode} {Path(entry.path).readlink() if entry.is_symlink() else ''}"
            if path == ERASURES:
                state += record_digest(read_bytes(register.root / path))
        digest.update(name + f"\0{state}\0".encode("utf-8", "surrogateescape"))
    return SeenFolder(looks, digest.digest(), msgspec.Raw(msgspec.msgpack.encode(files)))


def _read(register: Register, path: str, status: os.stat_result, latest: int) -> SeenFile:
    lying = seen_on_disk(register, place_of(path))
    is_settled = max(status.st_mtime_ns, status.st_ctime_ns) < latest
    changed = status.st_ctime_ns if is_settled else 0
    return SeenFile(status.st_size, status.st_mtime_ns, changed, status.st_ino, lying.digest, lying.blob)


def _is(known: SeenFile, status: os.stat_result) -> bool:
    """Whether a file looks as it did when it was read."""
    looks = status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
    return (known.size, known.time_ns, known.change_ns, known.node) == looks


def _others(root: Path, folders: Collection[str]) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Whatever lies at register.yml and erasures.yml, in agencies/ and in tasks/, in order, but for `folders`."""
    with os.scandir(root) as top:
        wanted = [entry for entry in top if entry.name in (SETTINGS_FILE, ERASURES, "agencies", "tasks")]
    for entry in sorted(wanted, key=lambda each: each.name):
        yield from _at(entry, entry.name, folders)


def _at(entry: "os.DirEntry[str]", path: str, but: Collection[str] = ()) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    if not entry.is_dir(follow_symlinks=False):
        yield path, entry
    elif path not in but:
        yield from _below(entry.path, path, but)


def _below(folder: str, path: str, but: Collection[str] = ()) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """The files of a folder and of those below it, in order; no link is followed."""
    with os.scandir(folder) as inside:
        for each in sorted(inside, key=lambda each: each.name):
            yield from _at(each, f"{path}/{each.name}", but)
