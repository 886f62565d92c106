"""What lies in a register's folder, by content: from which tasks a build knows that nothing in them has changed.

As in Git's index, a file that was read before is known again by its size, its times and its number on the disk, and
is not read a second time.
"""

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path

import msgspec

from phoihop.changes.contents import record_digest
from phoihop.changes.head import OnDisk, seen_on_disk
from phoihop.changes.places import place_of
from phoihop.checking.cores import cores, shares_of, spread
from phoihop.language import spelled
from phoihop.records.erasures import FILE as ERASURES
from phoihop.records.reading import read_bytes
from phoihop.records.register import SETTINGS_FILE, Register

SETTLED_AFTER_NS = 2_500_000_000
"""Age at which a file's times can be trusted: more than the coarsest tick of a file system in use (FAT: 2 s)."""

WORTH_A_PROCESS = 2_000
"""Files to be read for which it pays to start another process."""


class SeenFile(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file as it was read."""

    size: int
    time_ns: int
    change_ns: int
    node: int
    digest: str
    blob: str


_decode = msgspec.msgpack.Decoder(dict[bytes, OnDisk]).decode


@dataclass(frozen=True, slots=True)
class Inputs:
    """`tasks`: a digest of everything in a task's folder, by the task's id; `others`: of everything else.

    `records` are records and papers by path, as head.json counts them. `seen` is what a later look need not read again.
    """

    tasks: Mapping[str, bytes]
    others: bytes
    records: Mapping[str, OnDisk]
    seen: dict[str, SeenFile]


def look_at(register: Register, before: Mapping[str, SeenFile], jobs: int | None = None) -> Inputs:
    """Looks at every file of a register. `before` is what an earlier look has seen."""
    latest = time.time_ns() - SETTLED_AFTER_NS
    looked: list[tuple[str, SeenFile | str]] = []
    seen: dict[str, SeenFile] = {}
    for path, entry in _entries(register.root):
        status = entry.stat(follow_symlinks=False)
        if (known := before.get(path)) and _is(known, status):
            seen[path] = known
            looked.append((path, known))
        elif _is_told(path, entry):
            times = status.st_mtime_ns, status.st_ctime_ns
            looked.append((path, SeenFile(status.st_size, *times, status.st_ino, "", "")))
        else:
            looked.append((path, f"{status.st_mode} {_target(entry)}"))
    new = [path for path, what in looked if isinstance(what, SeenFile) and path not in seen]
    read = _read(register, new, jobs)
    records: dict[str, OnDisk] = {}
    tasks = {id_: blake2b(digest_size=16) for id_ in register.task_ids()}
    others = blake2b(digest_size=16)
    for path, what in looked:
        if isinstance(what, SeenFile):
            file = records[path] = read.get(path) or OnDisk(what.digest, what.blob)
            # What is kept has names that are text.
            if path in read and max(what.time_ns, what.change_ns) < latest and spelled(path) == path:
                seen[path] = msgspec.structs.replace(what, digest=file.digest, blob=file.blob)
            # Line ends don't count in a record's digest, but in its size.
            state = f"{what.size} {file.digest}"
        else:
            state = what
            if path == ERASURES:
                state += record_digest(read_bytes(register.root / path))
        parts = path.split("/", 3)
        folder = tasks.get(f"{parts[1]}-{parts[2]}") if parts[0] == "tasks" and len(parts) == 4 else None
        (folder or others).update(f"{path}\0{state}\0".encode("utf-8", "surrogateescape"))
    return Inputs({id_: folder.digest() for id_, folder in tasks.items()}, others.digest(), records, seen)


def _is_told(path: str, entry: "os.DirEntry[str]") -> bool:
    """Whether a file is a record, a paper or the settings, and so told of in head.json."""
    return entry.is_file(follow_symlinks=False) and place_of(path).record is not None


def _is(known: SeenFile, status: os.stat_result) -> bool:
    """Whether a file looks as it did when it was read."""
    looks = status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
    return (known.size, known.time_ns, known.change_ns, known.node) == looks


def _read(register: Register, paths: Sequence[str], jobs: int | None) -> dict[str, OnDisk]:
    """Files as they lie there, by path."""
    found: dict[str, OnDisk] = {}
    processes = max(1, min(jobs or cores(), len(paths) // WORTH_A_PROCESS))
    for _, packed in spread(partial(_seen, register), shares_of(paths, processes), processes):
        found |= {os.fsdecode(path): file for path, file in _decode(packed).items()}
    return found


def _seen(register: Register, paths: Sequence[str]) -> bytes:
    # As bytes, since a file's name may be no text.
    known = {os.fsencode(path): seen_on_disk(register, of) for path in paths if (of := place_of(path)).record}
    return msgspec.msgpack.encode(known)


def _entries(root: Path) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Whatever lies at register.yml and erasures.yml, in agencies/ and in tasks/, in order; no link is followed."""
    with os.scandir(root) as top:
        wanted = [entry for entry in top if entry.name in (SETTINGS_FILE, ERASURES, "agencies", "tasks")]
    for entry in sorted(wanted, key=lambda each: each.name):
        yield from _below(entry, entry.name)


def _below(entry: "os.DirEntry[str]", path: str) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    if not entry.is_dir(follow_symlinks=False):
        yield path, entry
        return
    with os.scandir(entry.path) as inside:
        for each in sorted(inside, key=lambda each: each.name):
            yield from _below(each, f"{path}/{each.name}")


def _target(entry: "os.DirEntry[str]") -> str:
    return str(Path(entry.path).readlink()) if entry.is_symlink() else ""
