"""What a digest tells: what is overdue, what is due this week, and which documents came since the last."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from phoihop.cases.model import Case, Obligation
from phoihop.documents.letters.phrasing import Wording, one_line
from phoihop.documents.nd30.metadata import addressees
from phoihop.language import Language, Message, Text, capitalized, short_date
from phoihop.records.register import Register
from phoihop.records.types import Document, TaskAssignment
from phoihop.words.days import weekday
from phoihop.words.obligations import standing, standing_told, what_is_owed

_ASSIGNMENT = Text("giao nhiệm vụ", "assignment")
_ALL_TITLE = Text("Việc cần làm tuần này", "What is to be done this week")
_AGENCY_TITLE = Text("Việc cần làm tuần này: {agency}", "What is to be done this week: {agency}")
_COUNTS = Text(
    "{overdue} quá hạn, {soon} đến hạn, {arrived} văn bản mới", "{overdue} overdue, {soon} due, {arrived} new documents"
)
_OVERDUE = Text("Quá hạn", "Overdue")
_THIS_WEEK = Text("Đến hạn từ nay đến {end}", "Due by {end}")
_ARRIVED = Text("Văn bản mới từ {since}", "Documents since {since}")
_NOTHING = Text("Không có.", "Nothing.")
_OWED = Text("{agency}: {what}", "{agency}: {what}")
_TO = Text("{what}, gửi {creditor}", "{what}, to {creditor}")
_DUE = Text("hạn {weekday} {due}, {stands}", "due {weekday} {due}, {stands}")
_CAME = Text("{issuer}: {kind} {number}", "{issuer}: {kind} {number}")
_OF = Text("ngày {day}{subject}", "{day}{subject}")


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One line of a digest: what, how it stands, and in which task."""

    what: str
    standing: str
    task: str
    title: str
    late: bool = False

    @property
    def page(self) -> str:
        """The task's page, from the root of the site."""
        return f"tasks/{self.task[:4]}/{self.task[5:]}/"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a digest. `nothing` is said where it has no items."""

    title: str
    items: tuple[DigestLine, ...]
    nothing: str


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest ready to be laid out. `counts` sums it up; `agency` is whom it is for; None: the whole register."""

    title: str
    counts: str
    register: str
    day: str
    agency: str | None
    today: date
    language: Language
    sections: tuple[Section, ...]


def digest(
    cases: Iterable[Case],
    register: Register,
    today: date,
    *,
    agency: str | None = None,
    since: date | None = None,
    language: Language,
) -> Digest:
    """The digest as of `today`. Documents count as new from `since`, or else of the last seven days."""
    teller = _Teller(register, language, today, agency)
    cases = list(cases)
    owed = sorted(teller.owed(cases), key=lambda pair: (pair[1].due or date.max, pair[0].id, pair[1].source))
    end = end_of_week(today)
    start = since or today - timedelta(days=6)
    overdue = [pair for pair in owed if pair[1].status == "overdue"]
    soon = [pair for pair in owed if pair[1].due and today <= pair[1].due <= end]
    arrived = sorted(teller.arrived(cases, start), key=lambda found: (found[1].date, found[0].id), reverse=True)
    week = f"{weekday(end, language)} {short_date(end)}"
    told = (
        (teller.say(_OVERDUE), [teller.owed_item(*pair) for pair in overdue]),
        (teller.say(_THIS_WEEK, end=week), [teller.owed_item(*pair) for pair in soon]),
        (teller.say(_ARRIVED, since=short_date(start)), [teller.arrived_item(*found) for found in arrived]),
    )
    title = _AGENCY_TITLE if agency else _ALL_TITLE
    return Digest(
        title=teller.say(title, agency=teller.name(agency or "")),
        counts=teller.say(_COUNTS, overdue=str(len(overdue)), soon=str(len(soon)), arrived=str(len(arrived))),
        register=one_line(register.settings.title),
        day=f"{weekday(today, language)} {short_date(today)}",
        agency=agency,
        today=today,
        language=language,
        sections=tuple(Section(title, tuple(items), _NOTHING.in_language(language)) for title, items in told),
    )


def end_of_week(today: date) -> date:
    """The Sunday of this week; from Friday on, of the next. The site's overview has the same week."""
    return today + timedelta(days=6 - today.weekday() if today.weekday() < 4 else 13 - today.weekday())


@dataclass(frozen=True, slots=True)
class _Teller(Wording):
    """Puts into words what is for one reader: an agency, or None for all."""

    reader: str | None

    def name(self, agency: str) -> str:
        record = self.register.agencies.get(agency)
        return one_line(record.name) if record else agency

    def owed(self, cases: Iterable[Case]) -> Iterator[tuple[Case, Obligation]]:
        for case in cases:
            for owed in case.owed_now:
                if self.reader is None or owed.debtor == self.reader:
                    yield case, owed

    def arrived(self, cases: Iterable[Case], start: date) -> Iterator[tuple[Case, TaskAssignment | Document]]:
        """Documents that came since a day; for one agency, those addressed to it."""
        for case in cases:
            if start <= case.assignment.date and self._is_for(addressees(case.assignment)):
                yield case, case.assignment
            for entry in case.documents:
                came = max(entry.counts_on, entry.document.received or entry.document.date)
                if start <= came <= self.today and self._is_for(entry.document.to):
                    yield case, entry.document

    def _is_for(self, addressees: tuple[str, ...]) -> bool:
        if self.reader is None:
            return True
        return any(self.reader in (each, self.register.holder(each, self.today)) for each in addressees)

    def owed_item(self, case: Case, owed: Obligation) -> DigestLine:
        what = self.word(what_is_owed(case, owed))
        if owed.creditor != owed.debtor:
            what = self.say(_TO, what=what, creditor=self.register.agency_name(owed.creditor))
        if self.reader is None:
            what = self.say(_OWED, agency=self.register.agency_name(owed.debtor), what=what)
        stands = standing_told(standing(owed, self.today, self.register.calendar)) or Message(Text("", ""))
        due = owed.due or self.today  # what has no deadline is in no section
        return DigestLine(
            what=capitalized(one_line(what)),
            standing=self.say(_DUE, weekday=weekday(due, self.language), due=short_date(due), stands=self.word(stands)),
            task=case.id,
            title=one_line(case.title),
            late=owed.status == "overdue",
        )

    def arrived_item(self, case: Case, record: TaskAssignment | Document) -> DigestLine:
        kind = (record.TITLE if isinstance(record, Document) else _ASSIGNMENT).in_language(self.language)
        subject = f": {record.subject}" if isinstance(record, Document) and record.subject else ""
        came = self.say(
            _CAME, issuer=self.register.agency_name(record.from_), kind=kind, number=one_line(record.number)
        )
        return DigestLine(
            what=one_line(came),
            standing=one_line(self.say(_OF, day=short_date(record.date), subject=subject)),
            task=case.id,
            title=one_line(case.title),
        )
