"""What people call a record in a sentence: by its kind and number, or by its kind, agency and date."""

import re
from collections.abc import Iterable
from datetime import date

from phoihop.cases.model import Case
from phoihop.cases.points import part_of
from phoihop.language import Agency, Day, Fact, Message, Single, Text, say
from phoihop.records.reading import document_name
from phoihop.records.types import DOCUMENT_TYPES

ASSIGNMENT = Text("văn bản giao nhiệm vụ", "assignment")
WHOLE = Text("chung", "the whole")
"""An opinion that has no points, where its points are named."""


def points_called(names: Iterable[str]) -> tuple[Single, ...]:
    """What people call points of an opinion, each named in full."""
    return tuple(part_of(name) or WHOLE for name in names)


def name_of(case: Case, record: str) -> str:
    """What people call a record of a case: its number, or its id."""
    entry = case.course.by_id.get(record)
    if entry:
        return entry.document.number or entry.id
    return case.assignment.number or case.id


def record_named(record: str, number: str = "") -> Message:
    """A record as a sentence calls it: by its kind and number, or by its kind, agency and date.

    `record` is `task`, a document id, or the path of another file of the register.
    """
    kind, facts = _kind_and_facts(record)
    if kind is None:
        return say("tệp {path}", "file {path}", path=record)
    if number:
        return say("{kind} {number}", "{kind} {number}", kind=kind, number=number)
    if not facts:
        return say("{kind}", "{kind}", kind=kind)
    return say("{kind} của {agency} ngày {date}", "{kind} by {agency} of {date}", kind=kind, **facts)


def _kind_and_facts(record: str) -> tuple[Text | None, dict[str, Fact]]:
    if record == "task":
        return ASSIGNMENT, {}
    if record == "register.yml":
        return Text("thiết lập của sổ", "settings of the register"), {}
    if agency := re.fullmatch(r"agencies/([a-z0-9-]+)\.yml", record):
        return Text(f"tệp cơ quan {agency[1]}", f"file of agency {agency[1]}"), {}
    name = document_name(f"{record}.yml")
    if name is None or name.kind not in DOCUMENT_TYPES:
        return None, {}
    try:
        day: Fact = Day(date.fromisoformat(name.date))
    except ValueError:
        day = name.date
    return DOCUMENT_TYPES[name.kind].TITLE, {"agency": Agency(name.agency), "date": day}
