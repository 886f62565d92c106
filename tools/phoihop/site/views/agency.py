"""The agencies: what each leads, owes and is owed, and how punctual it has been, with the counts behind."""

from typing import Any

from phoihop.language import Text
from phoihop.records.words import AGENCY_KINDS
from phoihop.site.charts import ChartPeriod, on_time_chart
from phoihop.site.columns import quarter_of
from phoihop.site.publication import Publication, gathered
from phoihop.site.rows import DebtRow
from phoihop.site.views.finding_list import ordered
from phoihop.site.views.statistics import Punctual, median_taken, punctual
from phoihop.wording import gettext_for
from phoihop.words.days import quarter_named

LONGEST_LIST = 50
"""How many tasks stand on an agency's page; all of them stand in its plain list."""

LONGEST_ASKED = 20
"""How many opinions that it was asked for stand on an agency's page; the list of opinions has them all."""

NEWEST_FINDINGS = 10
"""How many findings stand on an agency's page; all of them stand in their own list."""

LONGEST_CHART = 12
"""How many quarters of punctuality are shown; the list of obligations has them all."""


def view_all(publication: Publication) -> dict[str, Any]:
    """Every agency by kind, with what it leads and owes now."""
    agencies = sorted(publication.register.agencies.items(), key=lambda pair: pair[1].name)
    rows = gathered((record.kind, {"record": record, **_standing(publication, id_)}) for id_, record in agencies)
    return {"groups": [(_kind_named(publication, kind), rows[kind]) for kind in AGENCY_KINDS if kind in rows]}


def _kind_named(publication: Publication, kind: str) -> Text:
    """What agencies of a kind are called; superior ones as the register calls them."""
    own = publication.register.settings.superior_name if kind == "superior" else ""
    return Text(own, own) if own else AGENCY_KINDS[kind]


def _standing(publication: Publication, agency: str) -> dict[str, Any]:
    """What an agency leads and owes now, and how punctual it has been."""
    owes = publication.owed_by_debtor.get(agency, ())
    tasks = publication.tasks_by_agency.get(agency, ())
    return {
        "id": agency,
        "leads_now": sum(task.lead == agency and not task.ended for task in tasks),
        "overdue": [each for each in owes if each.debt.line.status == "overdue"],
        "not_yet_due": [each for each in owes if each.debt.line.status != "overdue"],
        "punctual": punctual(agency, publication.settled_by_debtor.get(agency, ())),
    }


def view(publication: Publication, agency: str) -> dict[str, Any]:
    """One agency's page."""
    tasks = publication.tasks_by_agency.get(agency, ())
    leads = [task for task in tasks if task.lead == agency]
    coordinates = [task for task in tasks if task.lead != agency]
    record = publication.register.agencies[agency]
    findings = publication.findings_by_agency.get(agency, ())
    asked = publication.asked_by_agency.get(agency, ())
    settled = publication.settled_by_debtor.get(agency, ())
    quarters = _by_quarter(publication, settled)
    return {
        **_standing(publication, agency),
        "record": record,
        "kind": _kind_named(publication, record.kind),
        "leads": leads[:LONGEST_LIST],
        "coordinates": coordinates[:LONGEST_LIST],
        "leads_count": len(leads),
        "coordinates_count": len(coordinates),
        "owed_to": publication.owed_by_creditor.get(agency, ()),
        "by_kind": _by_kind(publication, settled),
        "quarters": quarters,
        "chart": on_time_chart(
            gettext_for("site", publication.language).gettext("On time, by quarter of the deadline"),
            [ChartPeriod(each.name.removeprefix("quý "), each.name, each.settled, each.met) for _, each in quarters],
            publication.language,
        ),
        "asked": asked[:LONGEST_ASKED],
        "asked_count": len(asked),
        "findings": ordered(findings)[:NEWEST_FINDINGS],
        "findings_count": len(findings),
        "predecessors": [id_ for id_, other in publication.register.agencies.items() if other.succeeded_by == agency],
    }


def _by_quarter(publication: Publication, settled: tuple[DebtRow, ...]) -> list[tuple[str, Punctual]]:
    """The newest quarters (`2021-3`) in which something was due, in the order of time, each with what it is called."""
    quarters = sorted(gathered((quarter_of(debt.line.due), debt) for debt in settled).items())[-LONGEST_CHART:]
    language = publication.language
    return [(quarter, punctual(quarter_named(quarter).in_language(language), debts)) for quarter, debts in quarters]


def _by_kind(publication: Publication, settled: tuple[DebtRow, ...]) -> list[tuple[Punctual, float | None]]:
    """By kind of obligation, and the median working days from its arising to its discharge."""
    kinds = gathered((debt.line.kind, debt) for debt in settled)
    table = [(punctual(kind, debts), median_taken(publication, debts)) for kind, debts in kinds.items()]
    return sorted(table, key=lambda row: (-row[0].settled, row[0].name))
