"""All kinds of record, found in this folder: adding a kind is adding its type and a module that declares `KIND`."""

from functools import cache
from importlib import import_module
from typing import Any

from phoihop.kinds.kind import Kind, RecordKind
from phoihop.records.types import DOCUMENT_TYPES


@cache
def kinds() -> dict[str, Kind[Any]]:
    """Every kind of document by its name, in the order in which a task usually meets them."""
    return {name: import_module(f"phoihop.kinds.{name.replace('-', '_')}").KIND for name in DOCUMENT_TYPES}


@cache
def record_kinds() -> dict[str, RecordKind]:
    """What can be recorded: an agency, a task, and every kind of document."""
    others = {name: import_module(f"phoihop.kinds.{name}").KIND for name in ("agency", "task")}
    return {**others, **kinds()}
