"""A document about to be made: its kind, its case, and the answers so far, with what is owed on the day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from phoihop.cases.model import Case, Obligation
from phoihop.recording.occasion import Occasion
from phoihop.records.yaml_door import Tree

Answers = Mapping[str, Tree]


@dataclass(frozen=True, slots=True)
class Opening:
    """A document about to be made: its kind, the occasion, the case, and the answers so far."""

    kind: str
    occasion: Occasion
    case: Case
    answers: Answers

    @property
    def day(self) -> date:
        """The date of the document, or today while it has none."""
        written = self.word("date")
        return date.fromisoformat(written) if written else self.occasion.today

    @property
    def authority(self) -> str:
        return self.case.course.authority

    @property
    def lead(self) -> str | None:
        return self.case.course.lead_on(self.day)

    @property
    def owed(self) -> list[Obligation]:
        return [each for each in self.case.obligations if each.outstanding]

    def word(self, key: str) -> str | None:
        value = self.answers.get(key)
        return value if isinstance(value, str) else None

    def words(self, key: str) -> list[str]:
        value = self.answers.get(key)
        return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def may_be_urged(owed: Obligation) -> bool:
    return owed.kind in ("opinion", "explanation", "step")


def unique(ids: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(each for each in ids if each))


def listed(ids: Iterable[str]) -> Tree | None:
    return list(unique(ids)) or None
