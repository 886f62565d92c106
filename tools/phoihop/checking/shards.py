"""A register judged in shares by several machines, and put together again.

Each machine judges every n-th task and writes a part: the summaries of those tasks. Whoever has all parts of one
register, configuration, day and version has all that a judgement needs; rules that look at the register as a whole
are applied only then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

import phoihop
from phoihop.checking.summary import Summaries, configuration
from phoihop.keeping import sealed, unsealed
from phoihop.language import Explained
from phoihop.records.register import Register
from phoihop.writing import write_whole

_MARK = b"phoihop part 1\n"
MOST_NAMED = 5
"""Tasks named in a message; of more only the count is told."""


class DoNotFit(Explained):
    """The parts don't make up the register. `message` says why and what to do."""


@dataclass(frozen=True, slots=True)
class Shard:
    """The n-th share (from 1) of a register's tasks, of so many."""

    n: int
    of: int

    def tasks(self, ids: Sequence[str]) -> list[str]:
        """Every `of`-th id: new tasks, which are the most work, fall to all shares alike."""
        return list(ids[self.n - 1 :: self.of])


class ShardResult(msgspec.Struct, frozen=True):
    """What one machine found, and what it depends on."""

    version: str
    configuration: bytes
    today: date
    tasks: Summaries


def write_part(file: Path, register: Register, today: date, tasks: Summaries) -> None:
    """Writes what was found of some tasks. OSError where that can't be."""
    part = ShardResult(phoihop.__version__, configuration(register), today, tasks)
    write_whole(file, sealed(_MARK, part))


def read_part(file: Path) -> ShardResult:
    """Raises `DoNotFit` where the file is none, or damaged; OSError where it can't be read."""
    payload = unsealed(_MARK, file.read_bytes())
    try:
        if payload is not None:
            return msgspec.msgpack.decode(payload, type=ShardResult)
    except msgspec.DecodeError:
        pass
    raise DoNotFit.because(
        "{file} không phải tệp phần kết quả, hoặc đã hỏng; chạy lại phoihop check --shard",
        "{file} is no part of a result, or it is damaged; run phoihop check --shard again",
        file=str(file),
    )


def merged(register: Register, parts: Sequence[ShardResult]) -> tuple[date, Summaries]:
    """The day, and the summaries of all tasks in the order of ids. Raises `DoNotFit` unless each is there once."""
    days = {part.today for part in parts}
    if len(days) != 1 or {(part.version, part.configuration) for part in parts} != {
        (phoihop.__version__, configuration(register))
    }:
        raise DoNotFit.because(
            "các phần không cùng một ngày xét, một cấu hình (register.yml, agencies/) và một phiên bản phoihop "
            "với sổ này; chạy lại tất cả trên cùng một commit, với cùng --today",
            "the parts are not all of one day, of this register's configuration (register.yml, agencies/) and of "
            "this version of phoihop; run all of them again on one commit, with the same --today",
        )
    found: Summaries = {}
    twice: list[str] = []
    for part in parts:
        twice += found.keys() & part.tasks.keys()
        found |= part.tasks
    ids = register.task_ids()
    missing = [id_ for id_ in ids if id_ not in found]
    strange = sorted(found.keys() - set(ids))
    if missing or strange or twice:
        raise DoNotFit.because(
            "các phần không khớp với sổ: thiếu {missing}; thừa {strange}; trùng {twice}",
            "the parts don't make up the register: missing {missing}; not in it {strange}; twice {twice}",
            missing=_named(missing),
            strange=_named(strange),
            twice=_named(sorted(twice)),
        )
    return days.pop(), {id_: found[id_] for id_ in ids}


def _named(ids: list[str]) -> str:
    more = f" … ({len(ids)})" if len(ids) > MOST_NAMED else ""
    return ", ".join(ids[:MOST_NAMED]) + more if ids else "0"
