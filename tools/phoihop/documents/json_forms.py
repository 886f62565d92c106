"""The JSON form of a case and of a finding: what `phoihop show`, `phoihop check` and the site's data files print.

Part of the record format's contract ("What the tool prints"). Days are YYYY-MM-DD, agencies are ids, and only a
finding's message is put into words.
"""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from phoihop.cases.course import Entry
from phoihop.cases.model import Case
from phoihop.documents.columns import Count, Id, PublishedForm, Severity, TaskId
from phoihop.documents.tables import DOCUMENTS, OBLIGATIONS, TASKS
from phoihop.language import Language, word
from phoihop.records.register import Register
from phoihop.rules.finding import Finding

OF_A_CASE = ("id", "title", "lead", "coordinating", "due", "stage", "timeliness", "awaiting")
OF_AN_OBLIGATION = tuple(key for key in OBLIGATIONS.keys[1:] if key != "days_late")
OF_A_DOCUMENT = DOCUMENTS.keys[1:]
"""What is always given of a case, an obligation, a document; a document has the further keys of its record."""
_FLAGS = {"true": True, "false": False}


class PublishedFinding(PublishedForm, frozen=True, kw_only=True):
    """A finding as programs get it: of `check`, `show`, `review`, and in data/findings.json."""

    rule: Id
    severity: Severity
    section: str
    task: TaskId | None
    agency: Id | None
    file: str
    line: Count | None
    message: str


def finding_as_json(finding: Finding, language: Language, agency_name: Callable[[str], str]) -> dict[str, Any]:
    """A finding as in the contract; `task`, `agency` and `line` may be None."""
    message = word(finding.message, language, agency_name)
    keys = PublishedFinding.__struct_fields__
    return {key: message if key == "message" else getattr(finding, key) for key in keys}


def case_as_json(case: Case, findings: Iterable[Finding], register: Register, language: Language) -> dict[str, Any]:
    """A case as in the contract. Of `findings`, those on documents later than the case's day are left out."""
    later = {case.folder.file_of(id_) for id_, each in case.folder.documents.items() if each.date > case.today}
    of_the_day = [each for each in findings if each.file not in later]
    told = TASKS.told(TASKS.row(case), OF_A_CASE)
    awaiting = told.pop("awaiting")
    return {
        **told,
        "original_due": case.original_due.isoformat() if case.original_due else None,
        "extensions": case.extensions,
        "publish": case.assignment.publish or register.settings.publish,
        "awaiting": awaiting,
        "obligations": [OBLIGATIONS.told(row, OF_AN_OBLIGATION) for row in OBLIGATIONS.rows_of(case)],
        "documents": [document_as_json(each) for each in case.documents],
        "findings": [finding_as_json(each, language, register.agency_name) for each in of_the_day],
    }


def document_as_json(entry: Entry) -> dict[str, Any]:
    """A document: id, kind, from, to, date, number, subject and file always, any other key where the record has it."""
    plain: dict[str, Any] = msgspec.to_builtins(entry.document)
    written = {key: _without_gaps(value, key) for key, value in plain.items()}
    told = {key: written.pop(key, None) for key in OF_A_DOCUMENT[1:]}
    form = {"id": entry.id, **{key: None if value == "" else value for key, value in told.items()}, "file": entry.path}
    return form | {key: value for key, value in written.items() if value not in (None, "", [])}


def _without_gaps(value: Any, key: str) -> Any:
    """A value without the empty ones of its parts; `discuss` and `done` as true or false."""
    match value:
        case dict():
            parts = {name: _without_gaps(part, name) for name, part in value.items()}
            return {name: part for name, part in parts.items() if part not in (None, "", [])}
        case list() | tuple():
            return [_without_gaps(item, key) for item in value]
    return _FLAGS.get(value, value) if key in ("discuss", "done") else value
