"""The day's picture: how many tasks stand where, where things hang, what is due this week, what came in last."""

from collections import Counter
from datetime import timedelta
from typing import Any

from phoihop.changes.head import unrecorded_told
from phoihop.site.columns import SETTLED
from phoihop.site.publication import Owed, Publication
from phoihop.wording import gettext_for
from phoihop.words.codes import STAGES

LONGEST_LIST = 8


def view(publication: Publication) -> dict[str, Any]:
    translate = gettext_for("site", publication.language).gettext
    tasks = list(publication.tasks.values())
    under_way = [task for task in tasks if not task.ended]
    overdue = [each for each in publication.owed if each.debt.line.status == "overdue"]
    stages = {stage: sum(task.stage == stage for task in tasks) for stage in STAGES}
    punctual = _punctuality(publication)
    week = _this_week(publication)
    return {
        "stage_rows": [
            [translate("Stage"), translate("Tasks")],
            *([STAGES[stage].in_language(publication.language), count] for stage, count in stages.items()),
        ],
        "punctual_rows": [
            [translate("Agency"), translate("On time"), translate("Of all settled")],
            *([publication.register.agencies[row["agency"]].name, row["met"], row["all"]] for row in punctual),
        ],
        "open_count": len(under_way),
        "overdue_count": sum(task.timeliness == "overdue" for task in under_way),
        "late_count": sum(task.timeliness == "late" for task in under_way),
        "soon_count": sum(task.timeliness == "due-soon" for task in under_way),
        "stages": [
            {
                "stage": stage,
                "count": stages[stage],
                "overdue": sum(task.stage == stage and task.timeliness == "overdue" for task in tasks),
            }
            for stage in STAGES
        ],
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


def _this_week(publication: Publication) -> list[tuple[Any, list[Owed]]]:
    """What is due from today to the Sunday of this week, or of the next where today is a weekend's eve, by day."""
    today = publication.today
    end = today + timedelta(days=6 - today.weekday() if today.weekday() < 4 else 13 - today.weekday())
    days: dict[Any, list[Owed]] = {}
    for each in publication.owed:
        due = each.debt.line.due
        if due and today <= due <= end:
            days.setdefault(due, []).append(each)
    return sorted(days.items())


def _first(days: list[tuple[Any, list[Owed]]], count: int) -> list[tuple[Any, list[Owed]]]:
    """As many as fit, day by day."""
    shown = []
    for day, owed in days:
        if count > 0:
            shown.append((day, owed[:count]))
        count -= len(owed)
    return shown


def _punctuality(publication: Publication) -> list[dict[str, Any]]:
    """Opinions given on time, with the count of all that were asked for and settled, of those asked most."""
    counts: dict[str, Counter[str]] = {}
    for asked in publication.opinions:
        if asked.debt.standing in SETTLED:
            counts.setdefault(asked.debt.line.debtor, Counter())[asked.debt.line.status] += 1
    known = publication.register.agencies
    tallies = [
        (id_, count["met"], count.total()) for id_, count in counts.items() if count.total() >= 2 and id_ in known
    ]
    tallies.sort(key=lambda tally: (-tally[2], tally[0]))
    return [{"agency": agency, "met": met, "all": total} for agency, met, total in tallies[:LONGEST_LIST]]
