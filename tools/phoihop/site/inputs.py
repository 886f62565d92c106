"""What lies in a register's folder, by content: from which tasks a build knows that nothing in them has changed.

As in Git's index, a file that was read before is known again by its size, its times and its number on the disk, and
is not read a second time.
"""

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import msgspec

from phoihop.history.head import digest_on_disk
from phoihop.history.record_paths import record_path
from phoihop.records.register import SETTINGS_FILE, Register

SETTLED_AFTER_NS = 2_500_000_000
"""Age at which a file's times can be trusted: more than the coarsest tick of a file system in use (FAT: 2 s)."""


class SeenFile(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file as it was read."""

    size: int
    time_ns: int
    change_ns: int
    node: int
    digest: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """`tasks`: a digest of everything in a task's folder, by the task's id; `others`: of everything else.

    `records` are the sha256 of records and papers by path, as head.json counts them. `seen` is what a later look need
    not read again.
    """

    tasks: Mapping[str, bytes]
    others: bytes
    records: Mapping[str, str]
    seen: dict[str, SeenFile]


def look_at(register: Register, before: Mapping[str, SeenFile]) -> Inputs:
    """Looks at every file of a register. `before` is what an earlier look has seen."""
    latest = time.time_ns() - SETTLED_AFTER_NS
    seen: dict[str, SeenFile] = {}
    records: dict[str, str] = {}
    tasks = {id_: blake2b(digest_size=16) for id_ in register.task_ids()}
    others = blake2b(digest_size=16)
    for path, entry in _entries(register.root):
        of = record_path(path)
        if of is None or not entry.is_file(follow_symlinks=False):
            state = f"{entry.stat(follow_symlinks=False).st_mode} {_target(entry)}"
        else:
            status = entry.stat(follow_symlinks=False)
            times = status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
            known = before.get(path)
            if known is None or (known.size, known.time_ns, known.change_ns, known.node) != times:
                known = SeenFile(*times, digest_on_disk(register, of))
            if max(status.st_mtime_ns, status.st_ctime_ns) < latest:
                seen[path] = known
            records[path] = known.digest
            # Line ends don't count in a record's digest, but in its size.
            state = f"{known.size} {known.digest}"
        parts = path.split("/", 3)
        folder = tasks.get(f"{parts[1]}-{parts[2]}") if parts[0] == "tasks" and len(parts) == 4 else None
        (folder or others).update(f"{path}\0{state}\0".encode("utf-8", "surrogateescape"))
    return Inputs({id_: folder.digest() for id_, folder in tasks.items()}, others.digest(), records, seen)


def _entries(root: Path) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Whatever lies at register.yml, in agencies/ and in tasks/, in order; no link is followed."""
    with os.scandir(root) as top:
        wanted = [entry for entry in top if entry.name in (SETTINGS_FILE, "agencies", "tasks")]
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
