"""What was in force on a day: deadlines, settings of rules, the directive, and the format of the records.

A register is kept for years. What it changes from a day on (`changes`, `upgrades` of register.yml) says nothing of what
came before: a debt is judged by what was in force on the day on which it arose, a document by its own day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Generic, TypeVar

import msgspec

from phoihop.records.settings import Deadlines, Directive, RuleSetting, Settings

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Policy:
    """What is in force from a day on (`since`; None: from the beginning), until the next."""

    since: date | None
    deadlines: Deadlines
    rules: Mapping[str, RuleSetting]
    directive: Directive


@dataclass(frozen=True, slots=True)
class InForce(Generic[V]):
    """A value in force from one day to another, both inclusive; None where there is no such bound."""

    value: V
    since: date | None
    until: date | None


class PolicyByDay:
    """A register's policy, day by day."""

    def __init__(self, settings: Settings) -> None:
        self.format = settings.format
        self._upgrades = sorted((each.from_, each.format) for each in settings.upgrades)
        policy = Policy(None, settings.deadlines, settings.rules, settings.directive)
        self._policies = [policy]
        for change in sorted(settings.changes, key=lambda each: each.from_):
            known = {name: days for name, days in change.deadlines.items() if name in Deadlines.__struct_fields__}
            policy = Policy(
                change.from_,
                msgspec.structs.replace(policy.deadlines, **known),
                {**policy.rules, **change.rules},
                change.directive or policy.directive,
            )
            self._policies.append(policy)

    def on(self, day: date) -> Policy:
        """What was in force on a day."""
        return next(policy for policy in reversed(self._policies) if policy.since is None or policy.since <= day)

    def format_on(self, day: date) -> int:
        """By the rules of which format documents of a day are judged: that of the last upgrade by then.

        Before the first upgrade it is the format that came before; where there was none, the register's own.
        """
        taken_up = [format_ for since, format_ in self._upgrades if since <= day]
        if taken_up:
            return max(taken_up)
        return min((format_ for _, format_ in self._upgrades), default=self.format + 1) - 1

    def taken_up_on(self, format_: int) -> date | None:
        """The day from which a format's rules bind; None where they do from the beginning, or not at all."""
        return min((since for since, each in self._upgrades if each >= format_), default=None)

    def deadlines(self, name: str) -> list[InForce[int]]:
        """What one deadline was and is, in working days, oldest first."""
        return self._spans([getattr(policy.deadlines, name) for policy in self._policies])

    def directives(self) -> list[InForce[Directive]]:
        """The directive that was and is in force, oldest first."""
        return self._spans([policy.directive for policy in self._policies])

    def settings_of(self, rule: str) -> list[InForce[RuleSetting | None]]:
        """What a rule was and is set to, None for its own severity, oldest first."""
        return self._spans([policy.rules.get(rule) for policy in self._policies])

    def deadline_on(self, name: str, day: date) -> InForce[int]:
        """The deadline in force on a day."""
        return next(span for span in reversed(self.deadlines(name)) if span.since is None or span.since <= day)

    def _spans(self, values: Sequence[V]) -> list[InForce[V]]:
        """The values one after another, each with its days; one that a change leaves as it was goes on."""
        starts = [
            (policy.since, value)
            for index, (policy, value) in enumerate(zip(self._policies, values, strict=True))
            if index == 0 or value != values[index - 1]
        ]
        ends = [start - timedelta(days=1) if start else None for _, (start, _) in pairwise(starts)]
        return [InForce(value, since, until) for (since, value), until in zip(starts, [*ends, None], strict=True)]
