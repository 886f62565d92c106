"""The day's picture: how many tasks stand where, where things hang, what is due this week, what came in last."""

from collections import Counter
from datetime import timedelta
from typing import Any

from phoihop.cases.course import Entry
from phoihop.cases.model import Case
from phoihop.site.columns import SETTLED, standing_of
from phoihop.site.publication import Owed, Publication
from phoihop.words.codes import STAGES

LONGEST_LIST = 8


def view(publication: Publication) -> dict[str, Any]:
    cases = list(publication.cases.values())
    open_cases = [case for case in cases if not case.ended_on]
    overdue = [each for each in publication.owed if each.obligation.status == "overdue"]
    return {
        "open_count": len(open_cases),
        "overdue_count": sum(case.timeliness == "overdue" for case in open_cases),
        "soon_count": sum(case.timeliness == "due-soon" for case in open_cases),
        "stages": [
            {
                "stage": stage,
                "count": sum(case.stage == stage for case in cases),
                "overdue": sum(case.stage == stage and case.timeliness == "overdue" for case in cases),
            }
            for stage in STAGES
        ],
        "largest": max((sum(case.stage == stage for case in cases) for stage in STAGES), default=0) or 1,
        "hanging": overdue[:LONGEST_LIST],
        "hanging_count": len(overdue),
        "week": _this_week(publication),
        "latest": _latest(cases),
        "punctual": _punctuality(publication),
        "unreadable": [
            finding
            for finding in publication.judgement.findings
            if finding.severity == "error" and finding.file not in publication.judgement.later
        ],
    }


def _this_week(publication: Publication) -> list[tuple[Any, list[Owed]]]:
    """What is due from today to the Sunday of this week, or of the next where today is a weekend's eve, by day."""
    today = publication.today
    end = today + timedelta(days=6 - today.weekday() if today.weekday() < 4 else 13 - today.weekday())
    days: dict[Any, list[Owed]] = {}
    for each in publication.owed:
        due = each.obligation.due
        if due and today <= due <= end:
            days.setdefault(due, []).append(each)
    return sorted(days.items())


def _latest(cases: list[Case]) -> list[tuple[Case, Entry]]:
    entries = [(case, entry) for case in cases for entry in case.documents]
    entries.sort(key=lambda pair: (pair[1].document.date, pair[0].id, pair[1].id), reverse=True)
    return entries[:LONGEST_LIST]


def _punctuality(publication: Publication) -> list[dict[str, Any]]:
    """Opinions given on time, with the count of all that were asked for and settled, of those asked most."""
    counts: dict[str, Counter[str]] = {}
    for _, row in publication.opinions:
        if standing_of(row.obligation) in SETTLED:
            counts.setdefault(row.obligation.debtor, Counter())[row.obligation.status] += 1
    tallies = [(agency, count["met"], count.total()) for agency, count in counts.items() if count.total() >= 2]
    tallies.sort(key=lambda tally: (-tally[2], tally[0]))
    return [{"agency": agency, "met": met, "all": total} for agency, met, total in tallies[:LONGEST_LIST]]
