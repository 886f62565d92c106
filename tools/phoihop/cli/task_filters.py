"""The options that choose tasks: by stage, timeliness, lead, who is awaited, field, year."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import Any

import click

from phoihop.cli.parameters import AGENCY, FIELD, Coded
from phoihop.cli.speaking import F, option
from phoihop.documents.tables import TaskLine
from phoihop.wording import mark
from phoihop.words.codes import STAGES, TIMELINESS


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFilter:
    """What was asked for: every filter that was given must hold, for one of its values."""

    stages: tuple[str, ...]
    timelinesses: tuple[str, ...]
    leads: tuple[str, ...]
    awaited: tuple[str, ...]
    fields: tuple[str, ...]
    years: tuple[int, ...]

    def holds(self, task: TaskLine) -> bool:
        return all(
            (
                not self.stages or task.stage in self.stages,
                not self.timelinesses or task.timeliness in self.timelinesses,
                not self.leads or task.lead in self.leads,
                not self.awaited or not set(self.awaited).isdisjoint(task.awaiting),
                not self.fields or task.field in self.fields,
                not self.years or int(task.id[:4]) in self.years,
            )
        )


_OPTIONS: tuple[Callable[[Callable[..., Any]], Callable[..., Any]], ...] = (
    option("--stage", "stages", type=Coded(STAGES.items()), multiple=True, help=mark("Only tasks at this stage.")),
    option(
        "--timeliness",
        "timelinesses",
        type=Coded(TIMELINESS.items()),
        multiple=True,
        help=mark("Only tasks that stand so with their deadline."),
    ),
    option(
        "--lead",
        "leads",
        type=AGENCY,
        multiple=True,
        help=mark("Only tasks that this agency leads."),
    ),
    option(
        "--awaiting",
        "awaited",
        type=AGENCY,
        multiple=True,
        help=mark("Only tasks in which this agency owes something now."),
    ),
    option("--field", "fields", type=FIELD, multiple=True, help=mark("Only tasks of this field.")),
    option(
        "--year",
        "years",
        type=click.IntRange(1900, 2199),
        multiple=True,
        metavar=mark("YEAR"),
        help=mark("Only tasks numbered in this year."),
    ),
)


def task_filters(command: F) -> F:
    """Gives a command the options of `TaskFilter`, each by the name of its field."""
    return reduce(lambda decorated, decorate: decorate(decorated), reversed(_OPTIONS), command)
