"""A register's past as an earlier run read it, kept by the commit that it ends with.

What a commit did never changes, so a past is read anew only where it grew, and only the new commits: a pass over the
whole of it is needed where history was rewritten or where lines of work of different age were joined, for then the
order of the old commits could be another. An audit reads no such file: it proves things about Git, not about a cache.
"""

from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from phoihop.changes.git import NoHistory
from phoihop.changes.past import Past, read_past
from phoihop.changes.repository import Repository
from phoihop.keeping import KeptFile, digest_of, folder_for
from phoihop.records.differences import KeyChange

_MARK = b"phoihop past 3\n"
_FILES_KEPT = 2

Differences = MutableMapping[tuple[str, str], tuple[KeyChange, ...]]
"""What changed between two contents of a record, by the names of their blobs ("" for none)."""


class _Kept(msgspec.Struct, array_like=True):
    past: Past
    differences: dict[str, tuple[KeyChange, ...]]


@dataclass(frozen=True, slots=True)
class KnownPast:
    """The past up to the commit that is checked out, and the differences that were worked out so far."""

    past: Past
    differences: Differences


@contextmanager
def known_past(repository: Repository, cache: Path | None) -> Iterator[KnownPast]:
    """The past of a register; what was learnt of it within the `with` is kept in `cache` (None: nothing is).

    Raises `NoHistory`.
    """
    if cache is None or not repository.has_commits:
        yield KnownPast(read_past(repository), {})
        return
    topic = digest_of((repository.place, *sorted(repository.cut)))
    file = KeptFile(folder_for(repository.root, cache) / f"{topic.hex()}.past", _MARK, _Kept)
    kept = file.load()
    past = _up_to_now(repository, kept.past if kept else None)
    earlier = kept.differences if kept else {}
    known = KnownPast(past, {_pair(names): changes for names, changes in earlier.items()})
    yield known
    if not kept or past is not kept.past or len(known.differences) > len(earlier):
        differences = {" ".join(names): changes for names, changes in known.differences.items()}
        with suppress(UnicodeEncodeError):  # A path that is no text: such a past is read each time.
            file.save(_Kept(past, differences), _FILES_KEPT)


def _pair(names: str) -> tuple[str, str]:
    before, _, after = names.partition(" ")
    return before, after


def _up_to_now(repository: Repository, earlier: Past | None) -> Past:
    if earlier is None or not earlier.commits:
        return read_past(repository)
    head, known = repository.resolve("HEAD"), earlier.commits[0].id
    if head == known:
        return earlier
    try:
        newer = read_past(repository, f"{known}..{head}")
    except NoHistory:
        return read_past(repository)
    on_top = {known, *newer.by_id}
    grew = bool(newer.commits) and all(each.parents and on_top.issuperset(each.parents) for each in newer.commits)
    if not grew or newer.moves:
        return read_past(repository)
    return replace(earlier, commits=[*newer.commits, *earlier.commits])
