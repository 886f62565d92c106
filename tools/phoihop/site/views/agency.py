"""The agencies: what each leads, owes and is owed, and how punctual it has been, with the counts behind."""

from dataclasses import dataclass
from statistics import median
from typing import Any

from phoihop.language import Text
from phoihop.records.settings import AgencyRecord
from phoihop.records.words import AGENCY_KINDS
from phoihop.site.charts import Chart, Period, on_time_chart
from phoihop.site.columns import quarter_of
from phoihop.site.publication import Publication
from phoihop.site.rows import Debt
from phoihop.site.views.finding_list import ordered
from phoihop.site.views.statistics import lateness
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
    register = publication.register
    groups = []
    for kind in AGENCY_KINDS:
        name = _kind_named(publication, kind)
        agencies = [(id_, record) for id_, record in register.agencies.items() if record.kind == kind]
        agencies.sort(key=lambda pair: pair[1].name)
        if agencies:
            groups.append((name, [_summary(publication, id_, record) for id_, record in agencies]))
    return {"groups": groups}


def _kind_named(publication: Publication, kind: str) -> Text:
    """What agencies of a kind are called; superior ones as the register calls them."""
    own = publication.register.settings.superior_name if kind == "superior" else ""
    return Text(own, own) if own else AGENCY_KINDS[kind]


def view(publication: Publication, agency: str) -> dict[str, Any]:
    """One agency's page."""
    tasks = publication.tasks_by_agency.get(agency, ())
    leads = [task for task in tasks if task.lead == agency]
    coordinates = [task for task in tasks if task.lead != agency]
    record = publication.register.agencies[agency]
    owes = publication.owed_by_debtor.get(agency, ())
    findings = publication.findings_by_agency.get(agency, ())
    settled = publication.settled_by_debtor.get(agency, ())
    quarters = _by_quarter(publication, agency)
    return {
        "id": agency,
        "record": record,
        "kind": _kind_named(publication, record.kind),
        "leads": leads[:LONGEST_LIST],
        "coordinates": coordinates[:LONGEST_LIST],
        "leads_count": len(leads),
        "leads_now": sum(not task.ended for task in leads),
        "coordinates_count": len(coordinates),
        "overdue": [each for each in owes if each.debt.line.status == "overdue"],
        "not_yet_due": [each for each in owes if each.debt.line.status != "overdue"],
        "owed_to": publication.owed_by_creditor.get(agency, ()),
        "punctuality": _punctuality(publication, agency),
        "quarters": quarters,
        "chart": _chart(publication, quarters),
        "asked": publication.asked_by_agency.get(agency, ())[:LONGEST_ASKED],
        "asked_count": len(publication.asked_by_agency.get(agency, ())),
        "lateness": lateness([debt.line.days_late for debt in settled]),
        "met": sum(debt.line.status == "met" for debt in settled),
        "settled": len(settled),
        "findings": ordered(findings)[:NEWEST_FINDINGS],
        "findings_count": len(findings),
        "predecessors": [id_ for id_, other in publication.register.agencies.items() if other.succeeded_by == agency],
    }


def _summary(publication: Publication, id_: str, record: AgencyRecord) -> dict[str, Any]:
    owes = publication.owed_by_debtor.get(id_, ())
    settled = publication.settled_by_debtor.get(id_, ())
    return {
        "id": id_,
        "record": record,
        "leads": sum(task.lead == id_ and not task.ended for task in publication.tasks_by_agency.get(id_, ())),
        "owes": len(owes),
        "overdue": sum(each.debt.line.status == "overdue" for each in owes),
        "met": sum(owed.line.status == "met" for owed in settled),
        "settled": len(settled),
        "lateness": lateness([debt.line.days_late for debt in settled]),
    }


@dataclass(frozen=True, slots=True)
class Quarter:
    """What was due from an agency in a quarter (`2021-3`), and how much of it was done on time."""

    quarter: str
    name: str
    settled: int
    met: int


def _by_quarter(publication: Publication, agency: str) -> list[Quarter]:
    """The newest quarters in which something was due, in the order of time."""
    quarters: dict[str, list[Debt]] = {}
    for owed in publication.settled_by_debtor.get(agency, ()):
        if owed.line.due:
            quarters.setdefault(quarter_of(owed.line.due), []).append(owed)
    return [
        Quarter(
            quarter,
            quarter_named(quarter).in_language(publication.language),
            len(quarters[quarter]),
            sum(owed.line.status == "met" for owed in quarters[quarter]),
        )
        for quarter in sorted(quarters)[-LONGEST_CHART:]
    ]


def _chart(publication: Publication, quarters: list[Quarter]) -> Chart | None:
    translate = gettext_for("site", publication.language).gettext
    told = translate("%(period)s: %(met)s on time of %(due)s")
    periods = [
        Period(
            each.name.removeprefix("quý "),
            told % {"period": each.name, "met": each.met, "due": each.settled},
            each.settled,
            each.met,
        )
        for each in quarters
    ]
    return on_time_chart(translate("On time, by quarter of the deadline"), periods)


def _punctuality(publication: Publication, agency: str) -> list[dict[str, Any]]:
    """By kind of obligation: met of all settled, and the median working days from its arising to its discharge."""
    calendar = publication.register.calendar
    rows: dict[str, list[Debt]] = {}
    for owed in publication.settled_by_debtor.get(agency, ()):
        rows.setdefault(owed.line.kind, []).append(owed)
    table = []
    for kind, settled in rows.items():
        taken = [
            calendar.between(owed.line.since, owed.line.discharged_on) for owed in settled if owed.line.discharged_on
        ]
        table.append(
            {
                "kind": kind,
                "met": sum(owed.line.status == "met" for owed in settled),
                "all": len(settled),
                "median": median(taken) if taken else None,
                "lateness": lateness([owed.line.days_late for owed in settled]),
            }
        )
    return sorted(table, key=lambda row: (-int(str(row["all"])), str(row["kind"])))
