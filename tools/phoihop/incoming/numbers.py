"""Where the numbers of letters stand in a register: what a letter cites is looked up there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from phoihop.checking.summary import TaskSummary
from phoihop.rules.rule import NumberUse


@dataclass(frozen=True, slots=True)
class Numbers:
    """Where numbers stand in a register: `uses` gives those that make one of the claims, `titles` those of tasks."""

    uses: Callable[[set[str]], list[NumberUse]]
    titles: Mapping[str, str]


def numbers_in(found: Mapping[str, TaskSummary]) -> Numbers:
    """Where the numbers of a register stand, by what is kept of its tasks."""

    def uses(claims: set[str]) -> list[NumberUse]:
        return [
            use
            for task, summary in found.items()
            if not claims.isdisjoint(summary.claims)
            for use in summary.numbers_of(task, claims)
        ]

    return Numbers(uses, {task: summary.title for task, summary in found.items() if summary.title})
