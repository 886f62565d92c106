"""A task's course as of a day: its documents in order, and who leads, coordinates and takes part when.

Documents dated later than the day are as if they weren't there. What they say of each other is linked here; what
is owed because of it is derived in `cases.obligations`.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeVar

import msgspec

from phoihop.records.parts import Paper
from phoihop.records.record import once
from phoihop.records.register import Register
from phoihop.records.task_folder import TaskFolder
from phoihop.records.types import (
    DOCUMENT_TYPES,
    Acceptance,
    Adjustment,
    Completion,
    Decision,
    Document,
    ExtensionRequest,
    Forward,
    Instruction,
    Opinion,
    Plan,
    Reminder,
    Request,
    Resumption,
    Submission,
    Suspension,
    TaskAssignment,
    Withdrawal,
    kind_of,
)

_ORDER_OF_KINDS = {kind: rank for rank, kind in enumerate(DOCUMENT_TYPES)}
D = TypeVar("D", bound=Document)


class Entry(msgspec.Struct, frozen=True):
    """A document of a case. `counts_on` is the day on which it takes effect.

    That is its date; an opinion, an explanation or a supply of papers counts on the day it was received.
    """

    id: str
    kind: str
    path: str
    document: Document
    counts_on: date


class Tenure(msgspec.Struct, frozen=True):
    """The assignment as it stood from a day on: by the assignment itself (`by` is `task`) or by an adjustment.

    `lead` is None where no single agency is named (rule `single-lead`). `due_since` is the day on which `due` was set.
    """

    since: date
    by: str
    lead: str | None
    coordinating: tuple[str, ...]
    due: date | None
    due_since: date


class Course:
    """One task's documents and assignment as of `today`, read by a register's agencies."""

    def __init__(self, folder: TaskFolder, assignment: TaskAssignment, register: Register, today: date) -> None:
        self.worked_out: dict[object, Any] = {}
        self.folder = folder
        self.assignment = assignment
        self.register = register
        self.today = today
        known = (
            Entry(id_, kind_of(document), folder.file_of(id_), document, counts_on(document))
            for id_, document in folder.documents.items()
            if document.date <= today
        )
        self.entries: tuple[Entry, ...] = tuple(sorted(known, key=_order))
        self.by_id = {entry.id: entry for entry in self.entries}
        self._by_kind: dict[type[Document], list[tuple[Entry, Any]]] = {}
        for entry in self.entries:
            self._by_kind.setdefault(type(entry.document), []).append((entry, entry.document))
        self.tenures = tuple(self._tenures())

    @property
    def authority(self) -> str:
        return self.register.settings.authority

    @cached_property
    def lead_is_known(self) -> bool:
        """Whether one lead was named at every time; where not, nothing is found that depends on who leads."""
        return all(tenure.lead is not None for tenure in self.tenures)

    @cached_property
    def end(self) -> Entry | None:
        """What ended the task: an approving or rejecting decision, an acceptance that accepts, or a withdrawal."""
        for entry in self.entries:
            if isinstance(entry.document, Withdrawal):
                return entry
            if isinstance(entry.document, Decision | Acceptance) and entry.document.outcome != "returned":
                return entry
        return None

    @cached_property
    def submissions(self) -> tuple[tuple[Entry, Submission | Completion], ...]:
        """What the lead submitted: for decision, or, where opinions were asked for by then, as completed (§2 to §5)."""
        first_request = min((request.date for _, request in self.each(Request)), default=date.max)
        return tuple(
            (entry, entry.document)
            for entry in self.entries
            if isinstance(entry.document, Submission)
            or (isinstance(entry.document, Completion) and first_request <= entry.document.date)
        )

    @cached_property
    def suspensions(self) -> tuple[tuple[date, date | None], ...]:
        """From which day to which the task was suspended: from the suspension to its resumption, or the task's end.

        The second is None while it lasts. A suspension of what is suspended, and a resumption of what is not, change
        nothing.
        """
        found: list[tuple[date, date | None]] = []
        standing: Entry | None = None
        for entry in self.entries:
            if isinstance(entry.document, Suspension) and standing is None:
                standing = entry
            elif standing and isinstance(entry.document, Resumption) and entry.document.answers == standing.id:
                found.append((standing.document.date, entry.document.date))
                standing = None
        if standing:
            found.append((standing.document.date, self.ended_on))
        return tuple(found)

    def is_suspended_on(self, day: date) -> bool:
        return any(start <= day and (end is None or day < end) for start, end in self.suspensions)

    @property
    def ended_on(self) -> date | None:
        return self.end.counts_on if self.end else None

    @once
    def after(self, day: date, deadline: str) -> date:
        """The last day in time for what is due within the `deadline` ("plan", "dossier" …) in force on a day, of it."""
        return self.register.calendar.add(day, self.limit(deadline, day))

    def limit(self, deadline: str, day: date) -> int:
        """The register's `deadline` as it was in force on a day, in working days."""
        count: int = getattr(self.register.policies.on(day).deadlines, deadline)
        return count

    def each(self, kind: type[D]) -> Sequence[tuple[Entry, D]]:
        """The documents of one kind, in order, each with its entry."""
        return self._by_kind.get(kind, ())

    def named(self, document_id: str | None, kind: type[D]) -> D | None:
        """The document of that id, if it is on record by now and of that kind."""
        entry = self.by_id.get(document_id or "")
        return entry.document if entry and isinstance(entry.document, kind) else None

    def answers_to(self, document_id: str) -> list[Entry]:
        """The documents that answer another, in order."""
        return self._answers.get(document_id, [])

    @cached_property
    def _answers(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if answered := getattr(entry.document, "answers", None):
                found.setdefault(answered, []).append(entry)
        return found

    @cached_property
    def reminders(self) -> dict[str, list[tuple[Entry, frozenset[str]]]]:
        """The reminders by the lead or the authority, in order, each with whom it reminds: by what they are about."""
        found: dict[str, list[tuple[Entry, frozenset[str]]]] = {}
        for entry, reminder in self.each(Reminder):
            if self.leads_or_is_authority(reminder.from_, reminder.date):
                to = frozenset(reminder.to)
                for source in dict.fromkeys(reminder.about):
                    found.setdefault(source, []).append((entry, to))
        return found

    def tenure_on(self, day: date) -> Tenure:
        """The assignment in force on a day; before the assignment, the first."""
        if len(self.tenures) == 1:
            return self.tenures[0]
        return next((tenure for tenure in reversed(self.tenures) if tenure.since <= day), self.tenures[0])

    def lead_on(self, day: date) -> str | None:
        """The lead agency on a day, or its successor by then."""
        lead = self.tenure_on(day).lead
        return self.register.holder(lead, day) if lead else None

    @once
    def leads_on(self, day: date) -> frozenset[str]:
        """Every agency that led at some time of a day: on the day of a change, the old lead and the new."""
        leads = {self.tenure_on(day).lead}
        leads |= {before.lead for before, after in pairwise(self.tenures) if after.since == day}
        return frozenset(holder for lead in leads if lead for holder in (lead, self.register.holder(lead, day)))

    def leads_or_is_authority(self, agency: str, day: date) -> bool:
        """Whether an agency leads the task at some time of a day, or is the authority, or its successor by then."""
        return agency in self.leads_on(day) or self.speaks_for(agency, self.authority, day)

    def became_lead_on(self, agency: str, after: date) -> date | None:
        """The day, from `after` on, on which an agency, or the one that succeeded it, became the lead of the task."""
        holder = self.register.holder
        leads = ((tenure.since, tenure.lead) for tenure in self.tenures if tenure.lead and tenure.since >= after)
        return next((since for since, lead in leads if holder(lead, since) == holder(agency, since)), None)

    def coordinating_on(self, day: date) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.register.holder(agency, day) for agency in self.tenure_on(day).coordinating))

    def members_on(self, day: date) -> set[str]:
        """The agencies of the task on a day: lead, coordinating, authority, whoever was asked, told or given a step."""
        members = {self.authority} | self.leads_on(day)
        members.update(self.tenure_on(day).coordinating)
        for before, after in pairwise(self.tenures):
            if after.since == day:
                members.update(before.coordinating)
        for _, asking in (*self.each(Request), *self.each(Forward), *self.each(Instruction)):
            if asking.date <= day:
                members.update(asking.to)
        for _, plan in self.each(Plan):
            if plan.date <= day:
                members.update(step.agency for step in plan.steps)
        return members | {self.register.holder(agency, day) for agency in members}

    def speaks_for(self, agency: str, asked: str, day: date) -> bool:
        """Whether a document of `agency` on a day is one of the agency `asked`, or of its successor."""
        return agency == asked or agency == self.register.holder(asked, day)

    def kind_of_agency(self, agency: str) -> str | None:
        record = self.register.agencies.get(agency)
        return record.kind if record else None

    @once
    def opinions_in_force(self, day: date) -> list[tuple[Entry, Opinion]]:
        """The opinions that count on a day: of each agency on each request the newest, with those that it supplements.

        The one answer to the question: rules, lists, letters and pages all ask it here.
        """
        known = ((entry, opinion) for entry, opinion in self.each(Opinion) if entry.counts_on <= day)
        return [(entry, opinion) for entry, opinion in known if (self.replaced_on(entry) or date.max) > day]

    def in_force_before(self, opinion: Entry) -> tuple[Entry, ...]:
        """The opinions of the same agency on the same request that were in force until this one came, oldest first."""
        return next((before for entry, before in self._said if entry.id == opinion.id), ())

    def replaced(self, opinion: Entry) -> tuple[Entry, ...]:
        """The opinions that one replaces: all that were in force before it, unless it supplements them."""
        return () if _supplements(opinion) else self.in_force_before(opinion)

    def replaced_on(self, opinion: Entry) -> date | None:
        """The day from which an opinion no longer counts, because another one replaces it."""
        return self._replaced_on.get(opinion.id)

    @cached_property
    def _replaced_on(self) -> dict[str, date]:
        ends = ((each.id, entry.counts_on) for entry, _ in self._said for each in self.replaced(entry))
        return dict(ends)

    @cached_property
    def _said(self) -> list[tuple[Entry, tuple[Entry, ...]]]:
        """The opinions in the order in which they count, each with what was in force of the same agency before it."""
        standing: dict[tuple[str, str], tuple[Entry, ...]] = {}
        said: list[tuple[Entry, tuple[Entry, ...]]] = []
        for asked, entry in self._opinions():
            before = standing.get(asked, ())
            standing[asked] = (*before, entry) if _supplements(entry) else (entry,)
            said.append((entry, before))
        return said

    def _opinions(self) -> Iterator[tuple[tuple[str, str], Entry]]:
        """The opinions in the order in which they count, each with the request and the agency asked."""
        given = list(self.each(Opinion))
        for entry, opinion in sorted(given, key=lambda pair: (pair[0].counts_on, _order(pair[0]))):
            request = self.named(opinion.answers, Request)
            # A successor's opinion replaces its predecessor's: both speak for the agency that was asked.
            asked = (
                [each for each in request.to if self.speaks_for(opinion.from_, each, opinion.date)] if request else []
            )
            yield (opinion.answers, asked[0] if asked else opinion.from_), entry

    def _tenures(self) -> Iterator[Tenure]:
        tenure = Tenure(
            self.assignment.date,
            "task",
            self._single(self.assignment.lead),
            self.assignment.coordinating,
            _not_before(self.assignment.due, self.assignment.date),
            self.assignment.date,
        )
        yield tenure
        for entry, adjustment in self.each(Adjustment):
            if adjustment.outcome == "declined":
                continue
            lead = tenure.lead if adjustment.lead is None else self._single(adjustment.lead)
            coordinating = adjustment.coordinating
            if coordinating is None:
                # Who becomes lead stops coordinating without anybody having to say so.
                coordinating = tuple(agency for agency in tenure.coordinating if agency != lead)
            new_due = _not_before(self._granted(adjustment), adjustment.date)
            due = new_due or tenure.due
            # A day that is set anew after a suspension is not put off by it any more.
            is_set = new_due and (new_due != tenure.due or self.suspensions)
            due_since = adjustment.date if is_set else tenure.due_since
            changed = Tenure(adjustment.date, entry.id, lead, coordinating, due, due_since)
            known = (tenure.lead, tenure.coordinating, tenure.due, tenure.due_since)
            if (lead, coordinating, due, due_since) != known:
                tenure = changed
                yield tenure

    def _granted(self, adjustment: Adjustment) -> date | None:
        """The task's new deadline by an adjustment; without one, an extension request that is accepted gets its own.

        An answer to who asked for more time for a step moves that step alone.
        """
        asked = self.named(adjustment.answers, ExtensionRequest)
        if asked is None:
            return adjustment.due
        return None if asked.step else granted(adjustment, asked)

    def _single(self, lead: str | tuple[str, ...] | None) -> str | None:
        known = self.register.agencies.keys() | self.register.unreadable_agencies
        return lead if isinstance(lead, str) and lead in known else None


def granted(adjustment: Adjustment, asked: ExtensionRequest) -> date | None:
    """The new deadline that an answer to a request for more time sets: accepted without one, what was asked for."""
    return adjustment.due or (asked.due if adjustment.outcome == "accepted" else None)


def counts_on(record: TaskAssignment | Document) -> date:
    """The day from which a record counts: its date, or when it was received, for those that count by that."""
    if isinstance(record, Document) and record.COUNTS_WHEN_RECEIVED and record.received:
        return max(record.date, record.received)
    return record.date


def _supplements(opinion: Entry) -> bool:
    return isinstance(opinion.document, Opinion) and opinion.document.supplements is not None


def is_on_record(paper: Paper) -> bool:
    """Whether a paper of a dossier is in the task's `files/`, or held elsewhere: known by its digest, or only paper."""
    return bool(paper.path) or bool(paper.held and (paper.sha256 or paper.original))


def _order(entry: Entry) -> tuple[date, int, int, str]:
    """By date; on one day, in the order in which a task usually meets the kinds, then by `-<n>` and agency."""
    _, kind, agency = entry.id.split(".")
    number = kind.removeprefix(entry.kind).lstrip("-")
    return entry.document.date, _ORDER_OF_KINDS[entry.kind], int(number) if number.isdigit() else 1, agency


def _not_before(due: date | None, day: date) -> date | None:
    """A deadline, unless it lies before its own document: that is an error already, and no more is made of it."""
    return due if due is None or due >= day else None
