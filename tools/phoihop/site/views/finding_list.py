"""Findings as plain paged lists: those of a rule, and those of an agency; what is due stands before what is past."""

from collections.abc import Sequence
from typing import Any

from phoihop.rules.finding import Finding

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


def pages_for(findings: Sequence[Finding]) -> range:
    """The numbers of the pages that findings fill; one page where there are none."""
    return range(1, max(-(-len(findings) // PAGE_LENGTH), 1) + 1)


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
        "count": len(pages_for(findings)),
        "home": home,
    }
