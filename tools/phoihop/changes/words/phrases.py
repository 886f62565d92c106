"""Parts that sentences about documents are made of, and how they are put together: who acts, how it stands with its
deadline, what is quoted.
"""

import re
from collections.abc import Iterable

from phoihop.cases.course import Entry
from phoihop.cases.model import Case
from phoihop.changes.words.labels import VALUES
from phoihop.language import Agency, Days, Fact, Message, Text, say
from phoihop.rules.owed import name_of

_PLACE = re.compile(r"\{([a-z_0-9]+)\}")
NOTHING = Message(Text("", ""))
_LONGEST_QUOTE = 120
_TIMED = ("opinion", "explanation", "dossier", "plan", "adjustment", "decision", "submission", "step", "follow-up")


def acts(entry: Entry, vi: str, en: str, **facts: Fact) -> Message:
    """A sentence about what the issuer of a document does, who fills its place {agency}."""
    return say(vi, en, agency=Agency(entry.document.from_), **facts)


def timing(case: Case, entry: Entry) -> Message | None:
    """How a document stands with the deadline that it met; None where it met none."""
    met = next(
        (each for each in case.obligations if each.discharged_by == entry.id and each.kind in _TIMED and each.due), None
    )
    if met is None or met.due is None or met.discharged_on is None:
        return None
    if met.status == "late":
        late = Days(case.course.register.calendar.between(met.due, met.discharged_on))
        return say("trễ {late}", "{late} late", late=late)
    return say("đúng hạn", "on time")


def named(case: Case, record: str | None) -> str:
    """What people call a record of a case: by its number, or its id."""
    return name_of(case, record) if record else ""


def agencies(ids: tuple[str, ...]) -> tuple[Fact, ...]:
    """Agencies as a fact, to be called by their short names."""
    return tuple(Agency(each) for each in ids)


def value(key: str, code: str) -> Text:
    """A code of a key (`position`, `outcome` …) in words."""
    return VALUES[key].get(code, Text(code, code))


def cut(text: str) -> str:
    """A record's own words, as far as a sentence has room for them."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1].rstrip() + "…"


def joined(parts: Iterable[Message | None], separator: str = "; ") -> Message:
    """One message of several, with a separator between them; None and empty ones are left out."""
    vi: list[str] = []
    en: list[str] = []
    facts: dict[str, Fact] = {}
    for index, part in enumerate(parts):
        if part is None or not (part.text.vi or part.text.en):
            continue
        vi.append(_PLACE.sub(rf"{{p{index}_\1}}", part.text.vi))
        en.append(_PLACE.sub(rf"{{p{index}_\1}}", part.text.en))
        facts |= {f"p{index}_{name}": value for name, value in part.facts.items()}
    return Message(Text(separator.join(vi), separator.join(en)), facts)
