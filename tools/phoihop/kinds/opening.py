"""A document about to be made, or one that is there: its kind, its case, what it says so far, and what is owed then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from phoihop.cases.course import Entry
from phoihop.cases.model import URGED, Case, Obligation
from phoihop.records.yaml_door import Tree


@dataclass(frozen=True, slots=True)
class Opening:
    """`answers` are the keys that the document has so far, as they stand in its file."""

    kind: str
    case: Case
    answers: Mapping[str, Tree]

    @property
    def day(self) -> date:
        """The date of the document, or today while it has none."""
        written = self.word("date")
        return date.fromisoformat(written) if written else self.case.today

    @property
    def authority(self) -> str:
        return self.case.course.authority

    @property
    def lead(self) -> str | None:
        return self.case.course.lead_on(self.day)

    @property
    def coordinating(self) -> tuple[str, ...]:
        return self.case.course.coordinating_on(self.day)

    @property
    def owed(self) -> list[Obligation]:
        return [each for each in self.case.obligations if each.outstanding]

    def asked(self, kind: str, agency: str | None = None) -> list[str]:
        """The documents because of which something of a kind is owed, by anybody or by one agency."""
        return [each.source for each in self.owed if each.kind == kind and agency in (None, each.debtor)]

    @property
    def urgeable(self) -> list[Obligation]:
        """What others than the issuer owe and may be urged about; the lead's submission only once it is overdue."""
        also = ("instruction", "submission")
        return [
            each
            for each in self.owed
            if each.debtor != self.word("from")
            and (each.kind in URGED or (each.kind in also and (each.kind != "submission" or each.status == "overdue")))
        ]

    @property
    def answered(self) -> Entry | None:
        """The document that this one answers."""
        return self.case.course.by_id.get(self.word("answers") or "")

    @property
    def active(self) -> list[str]:
        """Every agency that is active on the day of judgement."""
        return self.case.course.register.active_on(self.case.today)

    @property
    def counterpart(self) -> str | None:
        """Whom the issuer deals with, if nothing else tells: the lead, and for the lead the authority."""
        return self.authority if self.word("from") == self.lead else self.lead

    def is_superior(self, agency: str) -> bool:
        return self.case.course.kind_of_agency(agency) == "superior"

    def word(self, key: str) -> str | None:
        value = self.answers.get(key)
        return value if isinstance(value, str) else None

    def words(self, key: str) -> list[str]:
        value = self.answers.get(key)
        return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def unique(ids: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(each for each in ids if each))
