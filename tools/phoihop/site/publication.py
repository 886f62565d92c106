"""A register as it is published on a day: what was found, the rows of its tasks, and look-ups that many pages share."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from phoihop.cases.derive import derive_case
from phoihop.cases.model import Case
from phoihop.changes.events import Event
from phoihop.changes.head import Head, OnDisk, head_of
from phoihop.changes.places import place_of
from phoihop.documents.summary import Work
from phoihop.documents.tables import DocumentLine, TaskLine
from phoihop.language import Language, Message, say, short_date, word
from phoihop.plain_letters import slug
from phoihop.records.papers import pointers_in
from phoihop.records.register import Register
from phoihop.records.task_folder import folder_of
from phoihop.rules.finding import Finding
from phoihop.site.histories import Histories, read_histories
from phoihop.site.inputs import Lying
from phoihop.site.judging import Judged, judged, judgement_in, public_of, rows_in
from phoihop.site.published_papers import Carrying
from phoihop.site.rows import Asked, DebtRow
from phoihop.site.theme import LOG

log = logging.getLogger(LOG)

DORMANT_AFTER = timedelta(days=60)
"""How long a task lies still before that is told."""

_LONG_AGO = datetime.min.replace(tzinfo=UTC)

PAPERS_NAMED = 10

K = TypeVar("K")
T = TypeVar("T")


class Owed(NamedTuple):
    """A debt with the task that it belongs to."""

    task: TaskLine
    debt: DebtRow


class _Past(NamedTuple):
    """When each record of a task was last written, by its id; since when the task has been public, where it was
    withheld at first; when it was last written to; and the newest commit, with its moment, of whatever day.
    """

    recorded: Mapping[str, datetime]
    opened: datetime | None
    written: datetime | None
    newest: tuple[datetime, str] | None


class Publication:
    """One register, judged as of one day, for its site."""

    def __init__(
        self,
        register: Register,
        today: date,
        found: Judged | None = None,
        cache: Path | None = None,
        lying: Lying | None = None,
        histories: Histories | Message | None = None,
        *,
        internal: bool = False,
    ) -> None:
        """`found` is what was judged, if it was; `cache` the user's folder for what runs keep of the history; `lying`
        are the records and papers of the register, and `histories` what Git knows of them, where that is known.

        The public site knows nothing of a withheld task; the office's own, which is `internal`, has them all.
        """
        self._cache = cache
        self._lying = lying
        self._histories = histories
        self._pasts: dict[str, _Past] = {}
        self.on_disk: Mapping[str, OnDisk] = {} if lying is None else lying
        self.register = register
        self.today = today
        self.internal = internal
        self.carrying = Carrying(register.settings.papers, internal)
        every = judged(register, today) if found is None else found
        found = every if internal else public_of(every, register)
        self.withheld = len(every) - len(found)
        self.told = None if internal else frozenset(found)
        """The tasks of which anything is told; None where all are. Of others not even that they are there."""
        self.judgement = judgement_in(register, today, found)
        self.rows, self.tasks = rows_in(found)
        self.related = {id_: tuple(named for named, _ in each.summary.related) for id_, each in found.items()}
        parents = (
            (named, id_)
            for id_, each in found.items()
            for named, key in each.summary.related
            if key == ("parent",) and id_ in self.rows
        )
        self.children = gathered(parents)
        """The tasks that each is made of, of those that the site has."""
        for parent, parts in self.children.items():
            # A task's page says how its parts stand, and so depends on them as on what it names.
            self.related[parent] = (*self.related.get(parent, ()), *parts)
        self.findings = tuple(each for each in self.judgement.findings if each.file not in self.judgement.later)
        """What was found, without what is found on documents of a later day."""

    @property
    def language(self) -> Language:
        return self.register.language

    def words(self, message: Message | None) -> str:
        """A message in the register's language, with days as pages write them; "" for none."""
        if message is None:
            return ""
        return word(message, self.language, self.register.agency_name, partial(short_date, language=self.language))

    def case(self, task: str) -> Case:
        """A task's case, derived from its files; KeyError where it has none."""
        case = derive_case(self.register.task(task), self.register, self.today)
        if case is None:
            raise KeyError(task)
        return case

    @cached_property
    def findings_by_task(self) -> Mapping[str, tuple[Finding, ...]]:
        return gathered((found.task, found) for found in self.findings)

    @cached_property
    def findings_by_rule(self) -> Mapping[str, tuple[Finding, ...]]:
        return gathered((found.rule, found) for found in self.findings)

    @cached_property
    def findings_by_agency(self) -> Mapping[str, tuple[Finding, ...]]:
        """What is found about an agency, without what is due: that stands among what it owes."""
        return gathered((found.agency, found) for found in self.findings if found.severity != "due")

    def _owed(self) -> Iterator[Owed]:
        """Everything that was ever owed, reminders left aside."""
        every = (Owed(rows.task, debt) for rows in self.rows.values() for debt in rows.debts)
        return (each for each in every if each.debt.line.kind != "urging")

    @cached_property
    def debts(self) -> tuple[Owed, ...]:
        """The same, the newest first."""
        return tuple(sorted(self._owed(), key=lambda each: (each.debt.line.since, each.task.id), reverse=True))

    @cached_property
    def owed(self) -> tuple[Owed, ...]:
        """What is owed now by anyone: the longest overdue first, then by deadline."""
        outstanding = [each for each in self._owed() if each.debt.is_owed]
        return tuple(sorted(outstanding, key=lambda each: (each.debt.line.due or date.max, each.task.id)))

    @cached_property
    def owed_by_debtor(self) -> Mapping[str, tuple[Owed, ...]]:
        """What each agency owes now, in the order of `owed`."""
        return gathered((each.debt.line.debtor, each) for each in self.owed)

    @cached_property
    def owed_by_creditor(self) -> Mapping[str, tuple[Owed, ...]]:
        """What is owed to each agency now, in the order of `owed`."""
        return gathered((each.debt.line.creditor, each) for each in self.owed)

    @cached_property
    def debts_by_debtor(self) -> Mapping[str, tuple[Owed, ...]]:
        """Everything that an agency has ever owed, the newest first."""
        return gathered((each.debt.line.debtor, each) for each in self.debts)

    @cached_property
    def settled_by_debtor(self) -> Mapping[str, tuple[DebtRow, ...]]:
        """What an agency owed and has done, or let pass."""
        return gathered((each.debt.line.debtor, each.debt) for each in self.debts if each.debt.is_settled)

    @cached_property
    def head(self) -> Head:
        """What the register is published as. Raises `NoHistory` where Git refuses, or lacks what the commit has."""
        return head_of(self.register, None if self._lying is None else self._lying.by_path())

    @cached_property
    def unrecorded_by_task(self) -> Mapping[str, tuple[str, ...]]:
        """By task, the files that its folder has otherwise than the commit."""
        return gathered((place_of(path).task, path) for path in self.head.unrecorded)

    def newest_commit(self, tasks: Iterable[str] | None) -> str | None:
        """The commit that last wrote to any of some tasks; to anything, where `tasks` is None."""
        if tasks is None:
            return self.head.commit
        newest = [written for id_ in tasks if (written := self._past(id_).newest)]
        return max(newest, key=lambda written: written[0])[1] if newest else None

    @cached_property
    def histories(self) -> Histories | Message:
        """What Git knows of each task, newest first; or why it can't tell."""
        if self._histories is None:
            return read_histories(self.register.root, self._cache).histories()
        return self._histories

    def history(self, task: str) -> tuple[Event, ...]:
        """What Git knows of a task, newest first; nothing where it can't tell."""
        return () if isinstance(self.histories, Message) else self.histories.get(task, ())

    def _past(self, task: str) -> _Past:
        """What is asked of a task's history again and again.

        What was written after the day that the site stands at (an archive, a sample) says nothing of it.
        """
        if task not in self._pasts:
            events, rows = self.history(task), self.rows.get(task)
            told = [(event, event.moment.astimezone(self.register.zone)) for event in events if event.day <= self.today]
            recorded = {event.record: at for event, at in reversed(told)}
            opened = [at for event, at in told if any(change.path == ("publish",) for change in event.changes)]
            opened += [
                max(self.midnight(letter.line.date), recorded.get(letter.line.id, _LONG_AGO))
                for letter in (rows.letters if rows else ())
                if rows and letter.line.id == rows.opened_by
            ]
            self._pasts[task] = _Past(
                recorded,
                max(opened, default=None),
                max((at for _, at in told), default=None),
                (events[0].moment, events[0].commit) if events else None,
            )
        return self._pasts[task]

    def opened(self, task: str) -> datetime | None:
        """From when on a task that was withheld at first has been public, as far as that is known."""
        return self._past(task).opened

    def written(self, task: str) -> datetime | None:
        """When a task was last written to, as far as Git tells."""
        return self._past(task).written

    def midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.register.zone)

    def known_since(self, task: str, record: str, issued: date) -> datetime:
        """From when on a record could be known: its day; when it was recorded, or its task made public, where later."""
        beginning = self.midnight(issued)
        recorded, opened = self._past(task).recorded.get(record), self.opened(task)
        return max([beginning, *(each for each in (recorded, opened) if each)])

    @cached_property
    def overseers(self) -> Mapping[str, str]:
        """The leaders in charge of tasks, by the names of their pages."""
        roles = sorted({rows.overseer for rows in self.rows.values() if rows.overseer}, reverse=True)
        return dict(sorted((overseer_page(role), role) for role in roles))

    @cached_property
    def ids_by_overseer(self) -> Mapping[str, tuple[str, ...]]:
        """The tasks that each leader is in charge of, by the name of the leader's page."""
        return gathered((overseer_page(rows.overseer), id_) for id_, rows in self.rows.items())

    @cached_property
    def works(self) -> Mapping[str, Work]:
        """What a report on a period counts of each task."""
        return {id_: rows.work() for id_, rows in self.rows.items()}

    @cached_property
    def tasks_by_agency(self) -> Mapping[str, tuple[TaskLine, ...]]:
        """The tasks that an agency leads or coordinates, newest first."""
        return gathered(
            (agency, task)
            for task in reversed(list(self.tasks.values()))
            for agency in dict.fromkeys([task.lead, *task.coordinating])
        )

    @cached_property
    def ids_by_agency(self) -> Mapping[str, tuple[str, ...]]:
        """The tasks that have anything to do with an agency: all that its pages, its list, calendar and feed show."""
        grouped: dict[str, set[str]] = {}
        for id_, rows in self.rows.items():
            named = {rows.task.lead, *rows.task.coordinating}
            for debt in rows.debts:
                named |= {debt.line.debtor, debt.line.creditor}
            for letter in rows.letters:
                named |= {letter.line.sender, *letter.line.to}
            named |= {found.agency for found in self.findings_by_task.get(id_, ()) if found.severity != "due"}
            for agency in named:
                grouped.setdefault(agency or "", set()).add(id_)
        return {agency: tuple(sorted(tasks)) for agency, tasks in grouped.items()}

    @cached_property
    def letters(self) -> tuple[DocumentLine, ...]:
        """Every document, the newest first."""
        every = (letter.line for rows in self.rows.values() for letter in rows.letters)
        return tuple(sorted(every, key=lambda line: (line.date, line.task, line.id), reverse=True))

    @cached_property
    def opinions(self) -> tuple[Asked, ...]:
        """Every opinion asked for, the newest request first."""
        every = [asked for rows in self.rows.values() for asked in rows.asked()]
        return tuple(sorted(every, key=lambda each: (each.debt.line.since, each.task.id), reverse=True))

    @cached_property
    def asked_by_agency(self) -> Mapping[str, tuple[Asked, ...]]:
        """The opinions that an agency was asked for, by itself or as a successor, the newest request first."""
        return gathered(
            (agency, asked) for asked in self.opinions for agency in {asked.debt.line.debtor, asked.debt.asked}
        )

    @cached_property
    def dormant(self) -> tuple[TaskLine, ...]:
        """Tasks under way of which nobody is awaited and no document came for `DORMANT_AFTER`, the stillest first."""
        still = [task for task in self.tasks.values() if not task.ended and not task.awaiting]
        latest = sorted((self.latest(task), task.id) for task in still)
        return tuple(self.tasks[id_] for day, id_ in latest if self.today - day >= DORMANT_AFTER)

    def latest(self, task: TaskLine) -> date:
        """The day of a task's newest document, or of its assignment."""
        return max([task.date, *(letter.line.date for letter in self.rows[task.id].letters)])

    @cached_property
    def years(self) -> tuple[str, ...]:
        """The years that have tasks, newest first."""
        return tuple(sorted({id_[:4] for id_ in self.tasks}, reverse=True))

    def of_year(self, year: str) -> list[TaskLine]:
        return [task for id_, task in self.tasks.items() if id_.startswith(f"{year}-")]


def overseer_page(role: str) -> str:
    """The name of the page of a leader in charge, however the role is spelled; "" for none."""
    return role and (slug(role, longest=200) or "lanh-dao")


def warn_of_errors(publication: Publication) -> None:
    """Logs the errors that were found: a site is made all the same."""
    for told in errors_told(publication):
        log.warning("%s", told)


def errors_told(publication: Publication) -> tuple[str, ...]:
    """Each error that was found, with its place."""
    return tuple(
        f"{finding.file}:{finding.line} {word(finding.message, publication.language)}"
        for finding in publication.findings
        if finding.severity == "error"
    )


def papers_not_fetched(publication: Publication) -> Message | None:
    """Which papers of the site lie in the register as Git LFS pointers alone, and so are not on the site."""
    if publication.register.settings.papers.publish == "false" and not publication.internal:
        return None
    folders = [folder_of(task) for task in publication.tasks]
    missing = [f"{each}/{path}" for each in folders for path in sorted(pointers_in(publication.register.root / each))]
    if not missing:
        return None
    return say(
        "{n} tài liệu còn ở Git LFS, trang chỉ nêu tên và mã băm; chạy git lfs pull rồi dựng lại: {shown}",
        "{n} papers are still in Git LFS, and the site has their names and digests only; run git lfs pull, and build "
        "anew: {shown}",
        n=len(missing),
        shown=(*missing[:PAPERS_NAMED], *(["…"] if len(missing) > PAPERS_NAMED else [])),
    )


def gathered(pairs: Iterable[tuple[K | None, T]]) -> Mapping[K, tuple[T, ...]]:
    """What belongs to each key, in order; what belongs to none is left out."""
    found: dict[K, list[T]] = {}
    for key, each in pairs:
        if key:
            found.setdefault(key, []).append(each)
    return {key: tuple(each) for key, each in found.items()}
