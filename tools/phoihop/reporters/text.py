"""Findings for people: by task, what is found first, then where and by which rule."""

from collections.abc import Iterable, Iterator

import click

from phoihop.reporters.report import Printout
from phoihop.rules.finding import Finding, Severity
from phoihop.terminal import clean, hang, pad, width_of

COLOURS: dict[Severity, str] = {"error": "red", "breach": "yellow", "due": "cyan"}


def render(report: Printout) -> Iterator[str]:
    for task, findings in report.by_task():
        if task is None:
            heading = report.words.gettext("The register itself")
        else:
            heading = f"{task}  {clean(report.judgement.titles.get(task, ''))}".rstrip()
        for line in hang("", heading, report.width):
            yield click.style(line, bold=True) + "\n"
        yield from finding_lines(findings, report)
        yield "\n"
    yield click.style(report.summary(), bold=True) + "\n"


def finding_lines(findings: Iterable[Finding], report: Printout) -> Iterator[str]:
    """Each finding on two lines or more: severity and message; beneath them file, line and rule."""
    findings = list(findings)
    column = max((width_of(report.severity(each)) for each in findings), default=0)
    for finding in findings:
        lead = "  " + pad(report.severity(finding), column) + "  "
        shown = click.style(lead, fg=COLOURS[finding.severity])
        for line in hang(lead, clean(report.message(finding)), report.width, shown=shown):
            yield line + "\n"
        indent = " " * width_of(lead)
        below = [f"{clean(finding.place)}  {finding.rule}"]
        if report.width and len(indent) + width_of(below[0]) > report.width:
            # A path is copied, and so never broken.
            below = [clean(finding.place), finding.rule]
        yield from (indent + click.style(line, dim=True) + "\n" for line in below)
