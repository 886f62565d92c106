"""What lies in a register's folder and is not, or not so, in Git's last commit: not yet recorded, and not judged."""

import os
from collections.abc import Iterator
from pathlib import Path

from phoihop.changes.commits import TreeEntry
from phoihop.changes.places import Place, place_of
from phoihop.changes.repository import Repository, hash_of_object
from phoihop.records.differences import same_record
from phoihop.records.reading import read_bytes
from phoihop.records.register import SETTINGS_FILE, folder_of


def unrecorded(repository: Repository, task: str | None = None) -> list[Place]:
    """The records, of the register or of one task, that the last commit lacks, has otherwise, or has and are gone.

    Papers count by their presence alone. A record that only looks different is no other record.
    """
    within = folder_of(task) if task else None
    committed = repository.tree("HEAD", within=within) if repository.has_commits else {}
    here = dict(files_of(repository.root, task))
    found: list[Place] = []
    unlike: dict[str, dict[str, bytes]] = {}
    for path, of in here.items():
        entry = committed.get(path)
        if entry is None or not entry.is_file:
            found.append(of)
        elif not of.is_paper:
            content = read_bytes(repository.root / path)
            if content is None:
                found.append(of)
            elif _blob_name(content, entry) != entry.blob:
                unlike.setdefault(entry.blob, {})[path] = content
    for blob, content in repository.blobs(unlike):
        found += [here[path] for path, mine in unlike[blob].items() if not same_record(content, mine)]
    gone = (place_of(path) for path in committed if path not in here)
    found += [of for of in gone if of.record and (task is None or of.task == task)]
    return sorted(found, key=lambda of: of.path)


def files_of(root: Path, task: str | None = None) -> Iterator[tuple[str, Place]]:
    """Every record and paper on disk, of the register or of one task, by path; no link is followed."""
    if task:
        below = [folder_of(task)]
    else:
        below = ["agencies", "tasks"]
        if (root / SETTINGS_FILE).is_file():
            yield SETTINGS_FILE, place_of(SETTINGS_FILE)
    while below:
        folder = below.pop()
        if (root / folder).is_symlink() or not (root / folder).is_dir():
            continue
        with os.scandir(root / folder) as entries:
            for entry in entries:
                path = f"{folder}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    below.append(path)
                elif entry.is_file(follow_symlinks=False) and (of := place_of(path)).record:
                    yield path, of


def _blob_name(content: bytes, like: TreeEntry) -> str:
    """The name that Git gives a content, by the hash of the repository."""
    whole = hash_of_object(like.blob, len(content))
    whole.update(content)
    return whole.hexdigest()
