"""Judges a register as of a day: every rule over every file, record and case, and what register and waivers make of it.

A task with a record that can't be read gets what is wrong with its records, and nothing that would only follow from
the gap. So does a task whose records don't hold together: one names what does not exist, says something else than its
file's name, or names an agency whose own file can't be read.
"""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import msgspec

from phoihop.cases.derive import derive_case
from phoihop.cases.model import Case
from phoihop.records.fit import KeyPath
from phoihop.records.reading import RecordFile, read_bytes
from phoihop.records.references import agencies_named
from phoihop.records.register import Register
from phoihop.records.settings import RuleSetting
from phoihop.records.task_folder import TaskFolder
from phoihop.records.types import Document, TaskAssignment
from phoihop.records.yaml_door import line_of
from phoihop.rules.finding import SEVERITIES, Finding, Severity
from phoihop.rules.registry import rules
from phoihop.rules.rule import NOT_BOUND, Findings, Found, NumberUse, RegisterFacts, Rule
from phoihop.rules.waiving import is_granted

_RESOLVES = "reference-resolves"


class TaskReport(msgspec.Struct, frozen=True):
    """What one task's folder yields: its case, its findings, and the facts that the register as a whole needs.

    `years` are those of whose working days something depends: of documents and of deadlines.
    """

    id: str
    case: Case | None
    findings: tuple[Finding, ...]
    documents: int
    numbers: tuple[NumberUse, ...]
    related: tuple[tuple[str, str, KeyPath], ...]
    later: frozenset[str]
    years: frozenset[int]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A register as of `today`: cases sorted by id, findings sorted by task, file, line and rule.

    `titles` are those of the tasks that have a case; the cases themselves may have been left out for their size.
    """

    today: date
    cases: tuple[Case, ...]
    titles: Mapping[str, str]
    findings: tuple[Finding, ...]
    tasks: int
    documents: int
    agencies: int
    later: frozenset[str]

    @property
    def summary(self) -> dict[str, int]:
        counts = {"tasks": self.tasks, "documents": self.documents, "agencies": self.agencies}
        return counts | {each: sum(found.severity == each for found in self.findings) for each in SEVERITIES}

    def of_task(self, task_id: str) -> tuple[Finding, ...]:
        """A task's findings, without those on documents that come later: those are as if they weren't there."""
        return tuple(found for found in self.findings if found.task == task_id and found.file not in self.later)


def judge(register: Register, today: date) -> Judgement:
    """The judgement of a whole register as of `today`."""
    reports = [judge_task(folder, register, today) for folder in register.tasks()]
    facts = RegisterFacts(
        register=register,
        numbers=tuple(number for report in reports for number in report.numbers),
        related=tuple(pair for report in reports for pair in report.related),
        tasks=frozenset(register.task_ids()),
    )
    return judgement_on(register, today, reports, (*judge_settings(register, today), *judge_whole(facts)))


def judgement_on(
    register: Register, today: date, reports: Sequence[TaskReport], of_whole: Iterable[Finding] = ()
) -> Judgement:
    """The judgement that reports on tasks make up, with what is found of the register as a whole."""
    findings = (*of_whole, *(found for report in reports for found in report.findings))
    return Judgement(
        today=today,
        cases=tuple(report.case for report in reports if report.case),
        titles={report.id: report.case.title for report in reports if report.case},
        findings=tuple(sorted(findings, key=lambda found: found.order)),
        tasks=len(reports),
        documents=sum(report.documents for report in reports),
        agencies=len(register.agencies) + len(register.unreadable_agencies),
        later=frozenset(path for report in reports for path in report.later),
    )


def judge_task(folder: TaskFolder, register: Register, today: date) -> TaskReport:
    """Judges one task by its own folder, the agencies and register.yml, and by nothing else."""
    findings = [*_in_files(register, today, folder.files, folder.id)]
    unresolved: list[Found] = []
    for rule in rules().values():
        if rule.record:
            for found in rule.record(folder, register, today):
                findings += _placed(register, folder, rule, found, ())
                if rule.id == _RESOLVES:
                    unresolved.append(found)
    case = derive_case(folder, register, today)
    if case and _holds_together(folder, register, today, unresolved):
        leads = frozenset(tenure.lead for tenure in case.tenures)
        for rule in rules().values():
            if rule.case and (case.course.lead_is_known or not rule.needs_lead):
                for found in rule.case(case):
                    findings += _placed(register, folder, rule, found, leads)
    return TaskReport(
        id=folder.id,
        case=case,
        findings=tuple(findings),
        documents=len(folder.documents) + len(folder.broken - {"task"}),
        numbers=tuple(_numbers(folder)),
        related=tuple(_related(folder)),
        later=frozenset(
            folder.file_of(id_)
            for id_, document in folder.documents.items()
            if max(document.date, document.received or document.date) > today
        ),
        years=_years(folder, case),
    )


def _holds_together(folder: TaskFolder, register: Register, today: date, unresolved: list[Found]) -> bool:
    """Whether a task's records can be judged by the directive: all are readable, and what they name is there.

    Records of a later day are as if they weren't there, in this as in everything.
    """
    later = {id_ for id_ in folder.broken if id_[:10] > today.isoformat() and id_ != "task"}
    later |= {id_ for id_, document in folder.documents.items() if document.date > today}
    if folder.broken - later or not register.is_readable or agencies_named(folder) & register.unreadable_agencies:
        return False
    for file in folder.files:
        misnamed = file.record is not None and any(problem.rule == "record-name" for problem in file.problems)
        if misnamed and Path(file.path).stem not in later:
            return False
    return all(found.record in later for found in unresolved)


def _in_files(register: Register, today: date, files: Iterable[RecordFile], task: str | None) -> Iterator[Finding]:
    every = list(files)
    # Of most files nothing is wrong as such: only what looks at each of them is asked of each.
    wrong = [file for file in every if file.problems]
    for rule in rules().values():
        for file in every if rule.file else wrong:
            for found in _in_file(rule, file):
                day = file.record.date if isinstance(file.record, TaskAssignment | Document) else today
                setting = rule.severity if rule.is_fixed else _setting(register, rule, day) or rule.severity
                if setting != "off" and _binds(register, rule.since, day):
                    yield _told(register, rule, found, file.path, setting, task, file.agency)


def _in_file(rule: Rule, file: RecordFile) -> Findings:
    for each in file.problems:
        if each.rule == rule.id:
            yield Found(file.path, each.key, message=each.message, line=each.line)
    if rule.file:
        yield from rule.file(file)


def judge_settings(register: Register, today: date) -> Iterator[Finding]:
    """What is found in the files that belong to no task."""
    erasures = (register.erasures_file,) if register.erasures_file else ()
    files = (register.settings_file, *register.agency_files, *erasures, *register.strays)
    return _in_files(register, today, files, None)


def judge_whole(facts: RegisterFacts) -> Iterator[Finding]:
    """What is found only by looking at all tasks together, by the facts that they report."""
    for rule in rules().values():
        if rule.register and rule.since <= facts.register.settings.format:
            for found in rule.register(facts):
                yield _told(facts.register, rule, found, found.record, rule.severity, found.task, found.agency)


def _placed(
    register: Register, folder: TaskFolder, rule: Rule, found: Found, leads: Collection[str | None]
) -> Iterator[Finding]:
    """The finding, if it remains. `leads` are the agencies that led at some time: bound, whatever they are."""
    document = folder.documents.get(found.record)
    severity, found = _weighed(register, folder, rule, found)
    agency = found.agency or (document.from_ if document else None)
    known = register.agencies.get(agency) if agency and agency not in leads else None
    if severity and known and known.kind in NOT_BOUND:
        if (found.severity or rule.severity) != "error":
            # What stands in the register is the register's, whoever wrote the letter.
            severity, agency = severity if rule.section == "record" else None, None
        elif rule.unbound == "silent":
            severity = None
        elif rule.unbound == "breach" or severity == "breach":
            # What the register, or a waiver, makes a breach of is held against nobody who is not bound.
            severity, agency = "breach", None
    if severity is not None:
        yield _told(register, rule, found, folder.file_of(found.record), severity, folder.id, agency)


def _told(
    register: Register, rule: Rule, found: Found, path: str, severity: Severity, task: str | None, agency: str | None
) -> Finding:
    return Finding(
        rule=rule.id,
        severity=severity,
        section=rule.section,
        task=task,
        agency=agency,
        file=path,
        line=found.line or _line(register, path, found.key),
        message=found.message,
        overdue=found.overdue,
    )


def _weighed(register: Register, folder: TaskFolder, rule: Rule, found: Found) -> tuple[Severity | None, Found]:
    """What a finding is in this register, on its day, in this document: None where the rule is off, or did not bind."""
    severity: Severity | None = found.severity or rule.severity
    record = folder.assignment if found.record == "task" else folder.documents.get(found.record)
    day = found.day or (record.date if record else date.max)
    if not _binds(register, max(rule.since, found.since), day):
        return None, found
    if rule.is_fixed:
        return severity, found
    setting = _setting(register, rule, day)
    if setting == "off":
        return None, found
    if setting and severity != "due":
        severity = setting
    document = folder.documents.get(found.record)
    if severity != "error" or document is None:
        return severity, found
    for waiver in document.waive:
        if waiver.rule == rule.id and is_granted(folder, register, document, waiver):
            said = found.message
            vi, en = said.text.vi + " (được miễn: {waived_for})", said.text.en + " (waived: {waived_for})"
            return "breach", found.says(vi, en, **said.facts, waived_for=waiver.reason)
    return severity, found


def _binds(register: Register, since: int, day: date) -> bool:
    """Whether what came with a format bound on a day."""
    return since == 1 or since <= register.policies.format_on(day)


def _setting(register: Register, rule: Rule, day: date) -> RuleSetting | None:
    """What the register had set a rule to on a day, if anything."""
    return register.policies.on(day).rules.get(rule.id)


def _line(register: Register, path: str, key: KeyPath) -> int | None:
    """The line of a key in a file; 1 for the file as a whole, None where there is no such file."""
    location = register.root / path
    try:
        status = os.lstat(location)
    except (OSError, ValueError):
        return None
    content = _content(location, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    if content is None:
        return None
    return line_of(content, key) if key else 1


@lru_cache(maxsize=1)
def _content(location: Path, *_looks: int) -> bytes | None:
    """A file's content while it looks the same: it is not read anew for each of a thousand findings in it."""
    return read_bytes(location)


def _numbers(folder: TaskFolder) -> Iterator[NumberUse]:
    for id_, record in folder.records.items():
        if record.number:
            yield NumberUse(record.from_, record.number, record.date, folder.id, folder.file_of(id_))


def _years(folder: TaskFolder, case: Case | None) -> frozenset[int]:
    years = {record.date.year for record in folder.records.values()}
    return frozenset(years | {owed.due.year for owed in (case.obligations if case else ()) if owed.due})


def _related(folder: TaskFolder) -> Iterator[tuple[str, str, KeyPath]]:
    if task := folder.assignment:
        if task.parent:
            yield folder.id, task.parent, ("parent",)
        yield from ((folder.id, named, ("related", index)) for index, named in enumerate(task.related))
