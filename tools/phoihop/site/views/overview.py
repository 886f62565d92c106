"""The day's picture: how many tasks stand where, where things hang, what is due this week, what came in last."""

from datetime import date, timedelta
from typing import Any

from phoihop.changes.head import unrecorded_told
from phoihop.site.publication import Owed, Publication, gathered
from phoihop.site.views.statistics import punctual_agencies
from phoihop.wording import gettext_for
from phoihop.words.codes import STAGES

LONGEST_LIST = 8

FEWEST_OPINIONS = 2
"""How many opinions an agency must have been asked for before its punctuality is told first."""


def view(publication: Publication) -> dict[str, Any]:
    translate = gettext_for("site", publication.language).gettext
    tasks = list(publication.tasks.values())
    under_way = [task for task in tasks if not task.ended]
    overdue = [each for each in publication.owed if each.debt.line.status == "overdue"]
    stages = {stage: sum(task.stage == stage for task in tasks) for stage in STAGES}
    agencies = publication.register.agencies
    rows = [row for row in punctual_agencies(publication, "opinion") if row.name in agencies]
    rows.sort(key=lambda row: (-row.settled, row.name))
    punctual = [row for row in rows if row.settled >= FEWEST_OPINIONS][:LONGEST_LIST]
    week = _this_week(publication)
    return {
        "stage_rows": [
            [translate("Stage"), translate("Tasks")],
            *([STAGES[stage].in_language(publication.language), count] for stage, count in stages.items()),
        ],
        "punctual_rows": [
            [translate("Agency"), translate("On time"), translate("Of all settled")],
            *([agencies[row.name].name, row.met, row.settled] for row in punctual),
        ],
        "open_count": len(under_way),
        "overdue_count": sum(task.timeliness == "overdue" for task in under_way),
        "late_count": sum(task.timeliness == "late" for task in under_way),
        "soon_count": sum(task.timeliness == "due-soon" for task in under_way),
        "stages": stages,
        "largest": max(stages.values()) or 1,
        "hanging": overdue[:LONGEST_LIST],
        "hanging_count": len(overdue),
        "dormant_count": len(publication.dormant),
        "unrecorded": publication.words(unrecorded_told(publication.head, publication.told)),
        "week": _first(week, LONGEST_LIST),
        "week_count": sum(len(owed) for _, owed in week),
        "latest": [(publication.tasks[letter.task], letter) for letter in publication.letters[:LONGEST_LIST]],
        "punctual": punctual,
        "unreadable": [finding for finding in publication.findings if finding.severity == "error"],
    }


def _this_week(publication: Publication) -> list[tuple[date, tuple[Owed, ...]]]:
    """What is due from today to the Sunday of this week, or of the next where today is a weekend's eve, by day."""
    today = publication.today
    end = today + timedelta(days=6 - today.weekday() if today.weekday() < 4 else 13 - today.weekday())
    dated = ((each.debt.line.due, each) for each in publication.owed)
    return sorted(gathered((due, each) for due, each in dated if due and today <= due <= end).items())


def _first(days: list[tuple[date, tuple[Owed, ...]]], count: int) -> list[tuple[date, tuple[Owed, ...]]]:
    """As many as fit, day by day."""
    shown = []
    for day, owed in days:
        if count > 0:
            shown.append((day, owed[:count]))
        count -= len(owed)
    return shown
