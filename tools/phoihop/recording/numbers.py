"""The numbers that an agency has given its documents: the pattern of the next one, and which are used.

A document's file name says agency and date, so only the few files that matter are read, however large the register.
"""

import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from itertools import count

from phoihop.kinds.registry import kinds
from phoihop.records.reading import document_name, read_document, read_record
from phoihop.records.register import Register
from phoihop.records.task_folder import folder_of
from phoihop.records.types import Document, TaskAssignment
from phoihop.rules.rule import NumberUse

_NUMBERED = re.compile(r"\d+[a-z]?(/.*)", re.IGNORECASE)
_BARE = re.compile(r"\d+[a-z]?", re.IGNORECASE)


def first_free(named: Callable[[str], str], is_taken: Callable[[str], bool]) -> str:
    """The first free one of several names, which are made of their endings: none, `-2`, `-3` …"""
    return next(name for number in count(1) if not is_taken(name := named("" if number == 1 else f"-{number}")))


def complete(number: str, register: Register, agency: str, kind: str, day: date) -> str:
    """A number of which only the figure was typed, with the symbols that this agency puts behind it."""
    if not _BARE.fullmatch(number):
        return number
    return number + symbols(register, agency, kind, day.year)


@lru_cache(maxsize=64)
def symbols(register: Register, agency: str, kind: str, year: int) -> str:
    """What an agency puts behind the figure of a number of this kind: as it did last, or as is usual: `/BC-TNMT`.

    The register is looked through once a year and kind, for it may be large.
    """
    newest = ""
    for use, used_for in _uses(register, agency, year, (kind,)):
        match = _NUMBERED.fullmatch(use.number)
        if match and used_for == kind and use.day.isoformat() >= newest[:10]:
            newest = f"{use.day.isoformat()}{match[1]}"
    if newest:
        return newest[10:]
    record = register.agencies.get(agency)
    short = (record.symbol or record.short) if record else agency.upper()
    code = kinds()[kind].code if kind in kinds() else ""
    return f"/{code}-{short}" if code else f"/{short}"


def numbers_used(register: Register, agency: str, year: int) -> tuple[NumberUse, ...]:
    """Every number that an agency gave a document, or an assignment, of a year."""
    return tuple(use for use, _kind in _uses(register, agency, year))


def _uses(
    register: Register, agency: str, year: int, kinds: tuple[str, ...] | None = None
) -> Iterator[tuple[NumberUse, str]]:
    assigns = agency == register.settings.authority and (kinds is None or "task" in kinds)
    for task in register.task_ids():
        path = folder_of(task)
        for name in sorted(entry.name for entry in os.scandir(register.root / path)):
            said = document_name(name)
            if name == "task.yml" and assigns:
                kind, record = "task", read_record(register.root, f"{path}/{name}", TaskAssignment).record
            elif (
                said
                and said.agency == agency
                and said.date.startswith(str(year))
                and (kinds is None or said.kind in kinds)
            ):
                kind, record = said.kind, read_document(register.root, f"{path}/{name}", said).record
            else:
                continue
            if not isinstance(record, Document | TaskAssignment) or not record.number:
                continue
            if record.date.year == year and record.from_ == agency:
                yield NumberUse(agency, record.number, record.date, task, f"{path}/{name}"), kind
