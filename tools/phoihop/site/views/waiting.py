"""Who waits for whom: how much each agency owes each other one now, and how long the longest has been waited for."""

from typing import Any

from phoihop.site.publication import Owed, Publication


def view(publication: Publication) -> dict[str, Any]:
    """A row for each who owes, those first on whom is waited longest; a column for each who waits."""
    cells: dict[str, dict[str, list[Owed]]] = {}
    for each in publication.owed:
        cells.setdefault(each.debt.line.debtor, {}).setdefault(each.debt.line.creditor, []).append(each)
    longest = {
        debtor: _longest(publication, [each for owed in row.values() for each in owed]) for debtor, row in cells.items()
    }
    creditors: dict[str, int] = {}
    for row in cells.values():
        for creditor, owed in row.items():
            creditors[creditor] = creditors.get(creditor, 0) + len(owed)
    return {
        "debtors": sorted(cells, key=lambda debtor: (-longest[debtor], debtor)),
        "creditors": sorted(creditors, key=lambda creditor: (-creditors[creditor], creditor)),
        "cells": {
            (debtor, creditor): (len(owed), _longest(publication, owed), any(_is_overdue(each) for each in owed))
            for debtor, row in cells.items()
            for creditor, owed in row.items()
        },
    }


def _longest(publication: Publication, owed: list[Owed]) -> int:
    """Working days since the oldest of some debts arose."""
    return publication.register.calendar.between(min(each.debt.line.since for each in owed), publication.today)


def _is_overdue(each: Owed) -> bool:
    return each.debt.line.status == "overdue"
