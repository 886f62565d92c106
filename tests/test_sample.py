"""The sample register is the end-to-end test: no error, and everything that the tool can tell is there to be seen."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec import inspect
from phoihop.documents.nd30.metadata import TYPE_NAMES
from phoihop.records.papers import FoundPaper, find_paper, paths_in
from phoihop.records.register import Register, load_register
from phoihop.records.settings import AgencyRecord, Settings
from phoihop.records.types import (
    DOCUMENT_TYPES,
    Adjustment,
    Correction,
    Decision,
    Forward,
    Objection,
    Opinion,
    TaskAssignment,
)
from phoihop.rules.judge import Judgement, judge
from phoihop.rules.registry import rules
from phoihop.words.codes import STAGES, TIMELINESS

ROOT = Path(__file__).parents[1]
WITH_BREACHES = {rule.section for rule in rules().values() if rule.kind != "error" and rule.section != "record"}


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register(ROOT)


@pytest.fixture(scope="module")
def judgement(register: Register) -> Judgement:
    assert register.settings.as_of is not None
    return judge(register, register.settings.as_of)


def test_it_has_no_error(judgement: Judgement) -> None:
    assert [found for found in judgement.findings if found.severity == "error"] == []
    assert judgement.summary["tasks"] >= 24


def test_its_agencies_are_those_of_the_district(register: Register) -> None:
    kinds = Counter(agency.kind for agency in register.agencies.values())
    assert (kinds["authority"], kinds["department"], kinds["commune"], kinds["other"]) == (1, 12, 17, 5)
    assert kinds["superior"] >= 6
    addresses = [member.email for agency in register.agencies.values() for member in agency.members]
    assert all(address.endswith(".example") for address in addresses)


def test_no_symbol_of_an_agency_reads_as_a_kind_of_document(register: Register) -> None:
    """“144/TTr” of an inspectorate would be exported as a Tờ trình (Decree 30/2020/NĐ-CP, Annex III)."""
    assert not {agency.short for agency in register.agencies.values()} & TYPE_NAMES.keys()


def test_every_kind_stage_timeliness_and_breach_occurs(judgement: Judgement) -> None:
    assert {entry.kind for case in judgement.cases for entry in case.documents} == set(DOCUMENT_TYPES)
    assert {case.stage for case in judgement.cases} == set(STAGES)
    assert {case.timeliness for case in judgement.cases} - {None} == set(TIMELINESS)
    assert {found.section for found in judgement.findings if found.severity == "breach"} == WITH_BREACHES
    assert not [found for found in judgement.findings if found.section == "record"]
    assert any(found.severity == "due" for found in judgement.findings)


def test_the_turns_that_a_task_can_take_occur(judgement: Judgement) -> None:
    cases = judgement.cases
    objected = {entry.id for case in cases for entry, _ in case.course.each(Objection)}
    changes = [change for case in cases for _, change in case.course.each(Adjustment) if change.lead]
    assert any(change.outcome == "accepted" and change.answers in objected for change in changes)
    outcomes = {decision.outcome for case in cases for _, decision in case.course.each(Decision)}
    assert outcomes == {"approved", "returned", "rejected"}
    assert any(entry.document.waive for case in cases for entry in case.documents)
    assert any(True for case in cases for _ in case.course.each(Correction))
    superior = [
        opinion
        for case in cases
        for _, opinion in case.course.each(Opinion)
        if opinion.points and case.course.kind_of_agency(opinion.from_) == "superior"
    ]
    assert superior
    assert any(True for case in cases for _ in case.course.each(Forward))


def test_an_agency_that_ended_left_its_open_work_to_its_successor(register: Register) -> None:
    [ended] = [id_ for id_, agency in register.agencies.items() if agency.succeeded_by]
    until, heir = register.agencies[ended].until, register.agencies[ended].succeeded_by
    assert until is not None
    assert heir is not None
    before = judge(register, until).cases
    after = judge(register, until + timedelta(days=1)).cases
    open_before = [
        owed.kind for case in before for owed in case.obligations if owed.debtor == ended and owed.outstanding
    ]
    assert open_before
    assert not [owed for case in after for owed in case.obligations if owed.debtor == ended and owed.outstanding]
    [task] = [case for case in before if case.lead == ended and case.stage not in ("decided", "withdrawn")]
    [same] = [case for case in after if case.id == task.id]
    assert same.lead == heir
    done = {owed.kind for owed in same.obligations if owed.debtor == ended}
    assert done == {"plan"}  # what the old agency did stays its own


def test_its_papers_are_small_real_pdfs(register: Register) -> None:
    found = [
        find_paper(folder.location, named.path)
        for folder in register.tasks()
        for record in folder.documents.values()
        for named in paths_in(record)
    ]
    papers = [paper for paper in found if isinstance(paper, FoundPaper)]
    assert len(papers) == len(found) > 100
    assert all(paper.location.read_bytes().startswith(b"%PDF-") and paper.size <= 20_000 for paper in papers)


def test_any_day_of_the_year_can_be_judged(register: Register) -> None:
    for month in range(1, 13):
        day = date(2021, month, 15)
        judgement = judge(register, day)
        errors = {found.rule for found in judgement.findings if found.severity == "error"}
        assert errors <= {"chronology"}, day


def test_editors_find_a_schema_for_every_record() -> None:
    globs = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert all((ROOT / schema).is_file() for schema in globs)


UNUSED = {
    "Settings.upgrades": "the register began with format 2",
    "Upgrade.format": "the register began with format 2",
    "Upgrade.from": "the register began with format 2",
    "Settings.repository": "it lies in the tool's own repository, which forges give another address each",
    "Directive.date": "the published directive leaves its number and day blank",
    "Directive.url": "the published directive has no lasting address",
    "PolicyChange.directive": "the district has had one directive",
    "Holidays.off": "`years` is the whole calendar of each year on record",
    "Holidays.worked": "`years` is the whole calendar of each year on record",
    "PaperSettings.max_size": "it is what `size` was called",
    "Year.worked": "in 2021 and 2022 no working day was swapped",
}
"""Keys of the format that the sample has no use for, each with its reason."""


def test_every_key_of_every_kind_is_used(register: Register) -> None:
    used: set[str] = set()
    known: set[str] = set()
    for path, kind in [
        (ROOT / "register.yml", Settings),
        *((ROOT / f"agencies/{id_}.yml", AgencyRecord) for id_ in register.agencies),
        *((path, TaskAssignment) for path in (ROOT / "tasks").glob("*/*/task.yml")),
        *(
            (path, DOCUMENT_TYPES[path.name.split(".")[1].rstrip("-23")])
            for path in (ROOT / "tasks").glob("*/*/*.*.*.yml")
        ),
    ]:
        used |= set(_keys(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader), inspect.type_info(kind)))
    for kind in (Settings, AgencyRecord, TaskAssignment, *DOCUMENT_TYPES.values()):
        known |= set(_keys(None, inspect.type_info(kind)))
    assert known - used - {f"{kind.__name__}.kind" for kind in DOCUMENT_TYPES.values()} == set(UNUSED)


def _keys(tree: Any, info: inspect.Type) -> Iterator[str]:
    """The keys that a tree has, each by the type that declares it; without a tree all that its type knows."""
    match info:
        case inspect.Metadata(type=inner):
            yield from _keys(tree, inner)
        case inspect.UnionType(types=types):
            for each in types:
                yield from _keys(tree, each)
        case inspect.VarTupleType(item_type=item):
            for part in tree if isinstance(tree, list) else [None] if tree is None else []:
                yield from _keys(part, item)
        case inspect.DictType(value_type=value):
            for part in tree.values() if isinstance(tree, dict) else [None] if tree is None else []:
                yield from _keys(part, value)
        case inspect.StructType(cls=cls, fields=fields) if tree is None or isinstance(tree, dict):
            for field in fields:
                if tree is None or field.encode_name in tree:
                    owner = [base for base in cls.__mro__ if field.name in vars(base).get("__annotations__", {})][-1]
                    yield f"{owner.__name__}.{field.encode_name}"
                    yield from _keys(None if tree is None else tree[field.encode_name], field.type)
