"""A register as it is published on a day: its judgement, and the few look-ups that many pages share."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path

from phoihop.cases.course import Entry
from phoihop.cases.model import Case, Obligation
from phoihop.cases.opinions import OpinionRow, opinion_rows
from phoihop.changes.events import Event, task_histories
from phoihop.changes.head import last_commit
from phoihop.language import Language, Message, word
from phoihop.records.register import Register
from phoihop.rules.finding import Finding
from phoihop.rules.judge import Judgement

log = logging.getLogger("mkdocs.plugins.phoihop")
"""MkDocs shows what its plugins log, and counts it where it is told to be strict."""


@dataclass(frozen=True, slots=True)
class Owed:
    """An obligation with the case that it belongs to."""

    case: Case
    obligation: Obligation


class Publication:
    """One register, judged as of one day, for its site."""

    def __init__(self, register: Register, judgement: Judgement, cache: Path | None = None) -> None:
        """`cache` is the user's folder for what runs keep of the history; None to keep nothing."""
        self._cache = cache
        self.register = register
        self.today = judgement.today
        self.judgement = judgement
        self.cases: dict[str, Case] = {case.id: case for case in judgement.cases}

    @property
    def language(self) -> Language:
        return self.register.language

    @cached_property
    def findings_by_task(self) -> Mapping[str, tuple[Finding, ...]]:
        """A task's findings, without those on documents of a later day."""
        grouped: dict[str, list[Finding]] = {}
        for finding in self.judgement.findings:
            if finding.task and finding.file not in self.judgement.later:
                grouped.setdefault(finding.task, []).append(finding)
        return {task: tuple(findings) for task, findings in grouped.items()}

    @cached_property
    def findings_by_rule(self) -> Mapping[str, tuple[Finding, ...]]:
        grouped: dict[str, list[Finding]] = {}
        for finding in self.judgement.findings:
            if finding.file not in self.judgement.later:
                grouped.setdefault(finding.rule, []).append(finding)
        return {rule: tuple(findings) for rule, findings in grouped.items()}

    @cached_property
    def findings_by_agency(self) -> Mapping[str, tuple[Finding, ...]]:
        """What is found about an agency, without what is due: that stands among what it owes."""
        grouped: dict[str, list[Finding]] = {}
        for finding in self.judgement.findings:
            if finding.agency and finding.severity != "due" and finding.file not in self.judgement.later:
                grouped.setdefault(finding.agency, []).append(finding)
        return {agency: tuple(findings) for agency, findings in grouped.items()}

    @cached_property
    def owed(self) -> tuple[Owed, ...]:
        """What is owed now by anyone, reminders left aside: the longest overdue first, then by deadline."""
        outstanding = [
            Owed(case, owed) for case in self.cases.values() for owed in case.owed_now if owed.kind != "urging"
        ]
        return tuple(sorted(outstanding, key=lambda each: (each.obligation.due or date.max, each.case.id)))

    @cached_property
    def head(self) -> str | None:
        """The commit that the register stands at."""
        return last_commit(self.register)

    @cached_property
    def owed_by_debtor(self) -> Mapping[str, tuple[Owed, ...]]:
        """What each agency owes now, in the order of `owed`."""
        grouped: dict[str, list[Owed]] = {}
        for each in self.owed:
            grouped.setdefault(each.obligation.debtor, []).append(each)
        return {agency: tuple(owed) for agency, owed in grouped.items()}

    @cached_property
    def owed_by_creditor(self) -> Mapping[str, tuple[Owed, ...]]:
        """What is owed to each agency now, in the order of `owed`."""
        grouped: dict[str, list[Owed]] = {}
        for each in self.owed:
            grouped.setdefault(each.obligation.creditor, []).append(each)
        return {agency: tuple(owed) for agency, owed in grouped.items()}

    @cached_property
    def histories(self) -> Mapping[str, tuple[Event, ...]] | Message:
        """What Git knows of each task, newest first; or why it can't tell."""
        return task_histories(self.register.root, self._cache)

    @cached_property
    def recorded(self) -> Mapping[tuple[str, str], datetime]:
        """When each record, by task and id, was last written, as far as Git tells."""
        told = {} if isinstance(self.histories, Message) else self.histories
        return {
            (task, event.record): event.moment.astimezone(self.register.zone)
            for task, events in told.items()
            for event in reversed(events)
        }

    @cached_property
    def cases_by_agency(self) -> Mapping[str, tuple[Case, ...]]:
        """The tasks that an agency leads or coordinates, newest first."""
        grouped: dict[str, list[Case]] = {}
        for case in reversed(self.cases.values()):
            for agency in dict.fromkeys([case.lead, *case.coordinating]):
                if agency:
                    grouped.setdefault(agency, []).append(case)
        return {agency: tuple(cases) for agency, cases in grouped.items()}

    @cached_property
    def tasks_by_agency(self) -> Mapping[str, tuple[str, ...]]:
        """The tasks that have anything to do with an agency: all that its pages, its list, calendar and feed show."""
        grouped: dict[str, dict[str, None]] = {}
        for case in self.cases.values():
            named = {case.lead, *case.coordinating}
            for owed in case.obligations:
                named |= {owed.debtor, owed.creditor}
            for entry in case.documents:
                named |= {entry.document.from_, *entry.document.to}
            for agency in named:
                if agency:
                    grouped.setdefault(agency, {})[case.id] = None
        for agency, findings in self.findings_by_agency.items():
            grouped.setdefault(agency, {}).update((found.task, None) for found in findings if found.task)
        return {agency: tuple(sorted(tasks)) for agency, tasks in grouped.items()}

    @cached_property
    def documents_by_agency(self) -> Mapping[str, tuple[tuple[Case, Entry], ...]]:
        """The documents that an agency issued or got, the newest first."""
        grouped: dict[str, list[tuple[Case, Entry]]] = {}
        for case, entry in self.documents:
            for agency in {entry.document.from_, *entry.document.to}:
                grouped.setdefault(agency, []).append((case, entry))
        return {agency: tuple(documents) for agency, documents in grouped.items()}

    def known_since(self, case: Case, entry: Entry) -> datetime:
        """From when on a document could be known: its day, or when it was recorded, where that was later."""
        issued = datetime.combine(entry.document.date, time(), self.register.zone)
        return max(issued, self.recorded.get((case.id, entry.id), issued))

    @cached_property
    def documents(self) -> tuple[tuple[Case, Entry], ...]:
        """Every document, the newest first."""
        every = [(case, entry) for case in self.cases.values() for entry in case.documents]
        every.sort(key=lambda pair: (pair[1].document.date, pair[0].id, pair[1].id), reverse=True)
        return tuple(every)

    @cached_property
    def opinions(self) -> tuple[tuple[Case, OpinionRow], ...]:
        """Every opinion asked for, the newest request first."""
        rows = [(case, row) for case in self.cases.values() for row in opinion_rows(case)]
        rows.sort(key=lambda pair: (pair[1].obligation.since, pair[0].id), reverse=True)
        return tuple(rows)

    @cached_property
    def obligations_by_debtor(self) -> Mapping[str, tuple[Owed, ...]]:
        """Everything that an agency has ever owed, reminders left aside, the newest first."""
        grouped: dict[str, list[Owed]] = {}
        for case in self.cases.values():
            for owed in case.obligations:
                if owed.kind != "urging":
                    grouped.setdefault(owed.debtor, []).append(Owed(case, owed))
        for owed_by_one in grouped.values():
            owed_by_one.sort(key=lambda each: (each.obligation.since, each.case.id), reverse=True)
        return {agency: tuple(owed_by_one) for agency, owed_by_one in grouped.items()}

    @cached_property
    def settled_by_debtor(self) -> Mapping[str, tuple[Obligation, ...]]:
        """What an agency owed and has done, or let pass; reminders are left aside."""
        grouped: dict[str, list[Obligation]] = {}
        for case in self.cases.values():
            for owed in case.obligations:
                if owed.kind != "urging" and owed.status in ("met", "late", "overdue"):
                    grouped.setdefault(owed.debtor, []).append(owed)
        return {agency: tuple(settled) for agency, settled in grouped.items()}

    @cached_property
    def years(self) -> tuple[str, ...]:
        """The years that have tasks, newest first."""
        return tuple(sorted({case.id[:4] for case in self.cases.values()}, reverse=True))


def warn_of_errors(publication: Publication) -> None:
    """Logs the errors that were found: a site is made all the same."""
    for finding in publication.judgement.findings:
        if finding.severity == "error" and finding.file not in publication.judgement.later:
            log.warning("%s:%s %s", finding.file, finding.line, word(finding.message, publication.language))
