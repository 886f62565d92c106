"""How letters speak of agencies, documents and days: whole names, “Văn bản số 2/TNMT ngày 8/3/2021”."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from phoihop.cases.course import Entry
from phoihop.cases.model import Case
from phoihop.language import Language, Message, Text, short_date, uncapitalized, word, working_days
from phoihop.records.papers import is_file_evidence
from phoihop.records.parts import Point
from phoihop.records.register import Register
from phoihop.records.types import Document, TaskAssignment, kind_of

_CALLED: dict[str, Text] = {
    "plan": Text("Kế hoạch", "Plan"),
    "report": Text("Báo cáo", "Report"),
    "submission": Text("Tờ trình", "Submission"),
    "decision": Text("Quyết định", "Decision"),
}
_LETTER = Text("Văn bản", "Letter")
_AND = Text("{first} và {last}", "{first} and {last}")
_NUMBERED = Text("{name} số {number} ngày {day}", "{name} No. {number} of {day}")
_UNNUMBERED = Text("{name} ngày {day}", "{name} of {day}")
_OF_ISSUER = Text("{document} của {issuer}", "{document} of {issuer}")


def one_line(text: str) -> str:
    """A record's text as one paragraph of a letter."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Phrasing:
    """The words of one letter: about a case, in a language."""

    case: Case
    language: Language

    @property
    def register(self) -> Register:
        return self.case.course.register

    def say(self, text: Text, /, **facts: str) -> str:
        return text.in_language(self.language).format(**facts)

    def agency(self, id_: str | None) -> str:
        record = self.register.agencies.get(id_ or "")
        return one_line(record.name) if record else id_ or ""

    def agencies(self, ids: Iterable[str]) -> str:
        """“A, B và C”."""
        return self.series(self.agency(each) for each in ids)

    def series(self, items: Iterable[str]) -> str:
        *most, last = [*items] or [""]
        return self.say(_AND, first=", ".join(most), last=last) if most else last

    def day(self, day: date | None) -> str:
        return short_date(day) if day else ""

    def working_days(self, count: int) -> str:
        return working_days(count, self.language)

    def word(self, message: Message) -> str:
        return word(message, self.language)

    def document(self, record: Document | TaskAssignment, *, of_issuer: bool = False) -> str:
        """A document by its type, number and date; `of_issuer` adds who issued it."""
        kind = kind_of(record) if isinstance(record, Document) else "assignment"
        name = _CALLED.get(kind, _LETTER).in_language(self.language)
        form = _NUMBERED if record.number else _UNNUMBERED
        text = self.say(form, name=name, number=one_line(record.number), day=short_date(record.date))
        return self.say(_OF_ISSUER, document=text, issuer=self.agency(record.from_)) if of_issuer else text

    def named(self, record_id: str) -> str:
        """A document, or the assignment (`task`), by its id."""
        entry: Entry | None = self.case.course.by_id.get(record_id)
        return self.document(entry.document if entry else self.case.assignment)

    def evidence(self, point: Point) -> str:
        """What a point rests on; a paper is called by the name of its file."""
        return "; ".join(
            one_line(each.rpartition("/")[2] if is_file_evidence(each) else each) for each in point.evidence
        )

    @property
    def topic(self) -> str:
        """The task's title for the middle of a sentence: a first letter that is not an acronym's is small."""
        return uncapitalized(one_line(self.case.title))
