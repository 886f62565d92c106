"""What a case leaves open for a document, and what it settles: who issues it, what it answers, to whom it goes.

`settled` gives what follows from the case and from the answers so far; `fitting` what can be chosen from where several
things would make sense. Both speak of what is owed on the day: an opinion is expected of whoever owes one, a supply of
papers answers a demand that nobody has answered yet. Whatever they say can be overruled by naming something else.
"""

from collections.abc import Callable

from phoihop.recording.addressees import addressees, likely_addressees
from phoihop.recording.answered import (
    newest_report,
    overdue_about,
    reports,
    to_be_answered,
    to_be_forwarded,
    to_be_urged_about,
)
from phoihop.recording.choices import Choice
from phoihop.recording.issuers import drafter, issuer, issuers
from phoihop.recording.opening import Opening
from phoihop.recording.points import points_to_discuss, points_to_forward, silent_agencies
from phoihop.records.yaml_door import Tree


def settled(opening: Opening, key: str) -> Tree | None:
    """What the case settles for a key; None where it leaves it open."""
    find = _SETTLED.get(key)
    return find(opening) if find else None


def fitting(opening: Opening, key: str) -> tuple[Choice, ...]:
    """What fits the case for a key that names something, most likely first; empty where it sets no limit."""
    find = _FITTING.get(key)
    return find(opening) if find else ()


def _only(find: Callable[[Opening], tuple[Choice, ...]]) -> Callable[[Opening], Tree | None]:
    def settle(opening: Opening) -> Tree | None:
        choices = find(opening)
        return choices[0].value if len(choices) == 1 else None

    return settle


_SETTLED: dict[str, Callable[[Opening], Tree | None]] = {
    "from": issuer,
    "drafted_by": drafter,
    "answers": _only(to_be_answered),
    "forwards": _only(to_be_forwarded),
    "report": newest_report,
    "about": overdue_about,
    "to": addressees,
    "silent": silent_agencies,
}
_FITTING: dict[str, Callable[[Opening], tuple[Choice, ...]]] = {
    "from": issuers,
    "answers": to_be_answered,
    "forwards": to_be_forwarded,
    "report": reports,
    "about": to_be_urged_about,
    "to": likely_addressees,
    "discusses": points_to_discuss,
    "points": points_to_forward,
}
