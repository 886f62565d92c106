"""The list behind an agency's punctuality: everything that it has ever owed, filtered in the browser."""

from typing import Any

from phoihop.site.columns import quarter_of
from phoihop.site.publication import Publication
from phoihop.site.views.task_list import agency_choices
from phoihop.words.codes import OBLIGATIONS
from phoihop.words.days import quarter_named


def view(publication: Publication, agency: str, title: str) -> dict[str, Any]:
    owed = [each.debt.line for each in publication.debts_by_debtor.get(agency, ())]
    language = publication.language
    kinds = {each.kind for each in owed}
    quarters = sorted({quarter_of(each.due) for each in owed if each.due}, reverse=True)
    return {
        "id": agency,
        "title": title,
        "total": len(owed),
        "kinds": [(kind, text.in_language(language)) for kind, text in OBLIGATIONS.items() if kind in kinds],
        "creditors": agency_choices(publication, [each.creditor for each in owed]),
        "quarters": [(quarter, quarter_named(quarter).in_language(language)) for quarter in quarters],
    }
