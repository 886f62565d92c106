"""What is owed and was: by week, by who waits for whom; the lists behind the statistics and an agency's punctuality.

The lists are filtered in the browser.
"""

from collections import Counter
from datetime import timedelta
from typing import Any

from phoihop.site.columns import quarter_of
from phoihop.site.publication import Owed, Publication, gathered
from phoihop.site.views.task_list import agency_choices, field_choices
from phoihop.words.codes import OBLIGATIONS
from phoihop.words.days import quarter_named

LONGEST_LIST = 200


def calendar(publication: Publication) -> dict[str, Any]:
    """Overdue first, then week by week, as in the calendars to subscribe to; what has no deadline is in no calendar."""
    dated = [(due, each) for each in publication.owed if (due := each.debt.line.due)]
    weeks = gathered((due - timedelta(days=due.weekday()), each) for due, each in dated if due >= publication.today)
    overdue = [each for _, each in dated if each.debt.line.status == "overdue"]
    return {
        "overdue": overdue,
        # A long register's overdue list would push the coming weeks off the page; it is told by agency then.
        "by_agency": Counter(each.debt.line.debtor for each in overdue).most_common()
        if len(overdue) > LONGEST_LIST
        else [],
        "weeks": [(monday, monday + timedelta(days=6), items) for monday, items in sorted(weeks.items())],
        "agencies": sorted({each.debt.line.debtor for _, each in dated} & publication.register.agencies.keys()),
    }


def waiting(publication: Publication) -> dict[str, Any]:
    """A row for each who owes, those first on whom is waited longest; a column for each who waits.

    A cell has how much is owed, for how many working days the oldest has been awaited, and whether any is overdue.
    """

    def longest(owed: tuple[Owed, ...]) -> int:
        oldest = min(each.debt.line.since for each in owed)
        return publication.register.calendar.between(oldest, publication.today)

    debtors = {debtor: longest(owed) for debtor, owed in publication.owed_by_debtor.items()}
    creditors = {creditor: len(owed) for creditor, owed in publication.owed_by_creditor.items()}
    cells = gathered(((each.debt.line.debtor, each.debt.line.creditor), each) for each in publication.owed)
    return {
        "debtors": sorted(debtors, key=lambda debtor: (-debtors[debtor], debtor)),
        "creditors": sorted(creditors, key=lambda creditor: (-creditors[creditor], creditor)),
        "cells": {
            pair: (len(owed), longest(owed), any(each.debt.line.status == "overdue" for each in owed))
            for pair, owed in cells.items()
        },
    }


def obligations(publication: Publication, agency: str) -> dict[str, Any]:
    """Everything that an agency has ever owed."""
    owed = [each.debt.line for each in publication.debts_by_debtor.get(agency, ())]
    language = publication.language
    kinds = {each.kind for each in owed}
    quarters = sorted({quarter_of(each.due) for each in owed if each.due}, reverse=True)
    return {
        "id": agency,
        "total": len(owed),
        "kinds": [(kind, text.in_language(language)) for kind, text in OBLIGATIONS.items() if kind in kinds],
        "creditors": agency_choices(publication, [each.creditor for each in owed]),
        "quarters": [(quarter, quarter_named(quarter).in_language(language)) for quarter in quarters],
    }


def opinions(publication: Publication) -> dict[str, Any]:
    """Every opinion asked for."""
    rows = publication.opinions
    months = sorted({asked.debt.line.since.replace(day=1) for asked in rows}, reverse=True)
    return {
        "total": len(rows),
        "years": sorted({str(day.year) for day in months}, reverse=True),
        "agencies": agency_choices(publication, [asked.debt.line.debtor for asked in rows]),
        "fields": field_choices(publication, [asked.task for asked in rows]),
        "months": [(f"{day:%Y-%m}", f"{day.month}/{day.year}") for day in months],
    }
