"""The agencies: what each leads, owes and is owed, and how punctual it has been, with the counts behind."""

from statistics import median
from typing import Any

from phoihop.cases.model import Obligation
from phoihop.documents.record_words import AGENCY_KINDS
from phoihop.records.types import AgencyRecord
from phoihop.site.publication import Owed, Publication

LONGEST_LIST = 50
"""How many tasks, or findings, stand on an agency's page; all of its tasks stand in its plain list."""


def view_all(publication: Publication) -> dict[str, Any]:
    """Every agency by kind, with what it leads and owes now."""
    register = publication.register
    groups = []
    for kind, name in AGENCY_KINDS.items():
        agencies = [(id_, record) for id_, record in register.agencies.items() if record.kind == kind]
        agencies.sort(key=lambda pair: pair[1].name)
        if agencies:
            groups.append((name, [_summary(publication, id_, record) for id_, record in agencies]))
    return {"groups": groups}


def view(publication: Publication, agency: str) -> dict[str, Any]:
    """One agency's page."""
    cases = publication.cases_by_agency.get(agency, ())
    leads = [case for case in cases if case.lead == agency]
    coordinates = [case for case in cases if case.lead != agency]
    record = publication.register.agencies[agency]
    owes = [each for each in publication.owed if each.obligation.debtor == agency]
    return {
        "id": agency,
        "record": record,
        "kind": AGENCY_KINDS[record.kind],
        "leads": leads[:LONGEST_LIST],
        "coordinates": coordinates[:LONGEST_LIST],
        "leads_count": len(leads),
        "coordinates_count": len(coordinates),
        "owes": owes,
        "owed_to": [each for each in publication.owed if each.obligation.creditor == agency],
        "punctuality": _punctuality(publication, agency),
        "findings": [
            finding
            for finding in publication.judgement.findings
            if finding.agency == agency
            and finding.severity != "due"
            and finding.file not in publication.judgement.later
        ][-LONGEST_LIST:],
        "predecessors": [id_ for id_, other in publication.register.agencies.items() if other.succeeded_by == agency],
    }


def _summary(publication: Publication, id_: str, record: AgencyRecord) -> dict[str, Any]:
    owes: list[Owed] = [each for each in publication.owed if each.obligation.debtor == id_]
    settled = publication.settled_by_debtor.get(id_, ())
    return {
        "id": id_,
        "record": record,
        "leads": sum(case.lead == id_ and not case.ended_on for case in publication.cases_by_agency.get(id_, ())),
        "owes": len(owes),
        "overdue": sum(each.obligation.status == "overdue" for each in owes),
        "met": sum(owed.status == "met" for owed in settled),
        "settled": len(settled),
    }


def _punctuality(publication: Publication, agency: str) -> list[dict[str, Any]]:
    """By kind of obligation: met of all settled, and the median working days from its arising to its discharge."""
    calendar = publication.register.calendar
    rows: dict[str, list[Obligation]] = {}
    for owed in publication.settled_by_debtor.get(agency, ()):
        rows.setdefault(owed.kind, []).append(owed)
    table = []
    for kind, settled in rows.items():
        taken = [calendar.between(owed.since, owed.discharged_on) for owed in settled if owed.discharged_on]
        table.append(
            {
                "kind": kind,
                "met": sum(owed.status == "met" for owed in settled),
                "all": len(settled),
                "median": median(taken) if taken else None,
            }
        )
    return sorted(table, key=lambda row: (-int(str(row["all"])), str(row["kind"])))
