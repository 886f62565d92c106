"""Findings as plain paged lists: those of a rule, and those of an agency; what is due stands before what is past."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from phoihop.rules.finding import Finding
from phoihop.site.page import Page
from phoihop.site.publication import Publication
from phoihop.wording import gettext_for

PAGE_LENGTH = 100

_ORDER = ("error", "due", "breach")


def ordered(findings: Sequence[Finding]) -> list[Finding]:
    """Errors, then what is overdue, what is due soon, then breaches; each the newest task first."""
    newest = sorted(findings, key=lambda finding: (finding.task or "", finding.file), reverse=True)
    return sorted(newest, key=lambda finding: (_ORDER.index(finding.severity), not finding.overdue))


def counts(findings: Sequence[Finding]) -> dict[str, int]:
    """How many findings there are of each severity that occurs."""
    found = [finding.severity for finding in findings]
    return {severity: found.count(severity) for severity in _ORDER if severity in found}


def place_of(severity: str, counted: dict[str, int]) -> str:
    """Where in a paged list the findings of a severity begin: “#due”, “p3/#breach”."""
    before = sum(counted.get(earlier, 0) for earlier in _ORDER[: _ORDER.index(severity)])
    page = before // PAGE_LENGTH + 1
    return f"p{page}/#{severity}" if page > 1 else f"#{severity}"


def pages_for(findings: Sequence[Finding]) -> int:
    """How many pages the findings fill."""
    return -(-len(findings) // PAGE_LENGTH)


def part(findings: Sequence[Finding], number: int, home: str) -> dict[str, Any]:
    """One page of a list of findings: those on it by severity, the counts of all, and the pages there are."""
    shown = ordered(findings)[(number - 1) * PAGE_LENGTH : number * PAGE_LENGTH]
    return {
        "groups": [
            (severity, [each for each in shown if each.severity == severity])
            for severity in dict.fromkeys(each.severity for each in shown)
        ],
        "counted": counts(findings),
        "number": number,
        "count": pages_for(findings),
        "home": home,
    }


def pages_of_agency(publication: Publication, agency: str) -> Iterator[Page]:
    """agencies/tckh/findings/, agencies/tckh/findings/p2/, …"""
    findings = publication.findings_by_agency.get(agency, ())
    translate = gettext_for("site", publication.language).gettext
    title = translate("Findings about %(agency)s") % {"agency": publication.register.agencies[agency].name}
    home = f"agencies/{agency}/findings/"
    tasks = publication.ids_by_agency.get(agency, ())
    for number in range(1, pages_for(findings) + 1):
        address = home if number == 1 else f"{home}p{number}/"
        shown = partial(_shown, title, agency, findings, number, home)
        record = publication.register.agencies[agency]
        trail: tuple[tuple[str, str], ...] = ((f"agencies/{agency}/", record.short),)
        brief = translate("Findings")
        if number > 1:
            trail, brief = (*trail, (home, brief)), translate("page %(number)s") % {"number": number}
        yield Page(
            address,
            "agencies/",
            title,
            title,
            "findings.html",
            shown,
            tasks,
            trail=trail,
            brief=brief,
            feed=f"feeds/{agency}.xml",
            feed_title=record.name,
        )


def _shown(title: str, agency: str, findings: Sequence[Finding], number: int, home: str) -> dict[str, Any]:
    return {"title": title, "id": agency, **part(findings, number, home)}
