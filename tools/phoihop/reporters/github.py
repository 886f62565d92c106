"""Findings as GitHub's workflow commands, which mark the lines of a pull request that they are about.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from collections.abc import Iterator

from phoihop.language import excerpt
from phoihop.reporters.report import Printout
from phoihop.rules.finding import Finding, Severity
from phoihop.rules.registry import rules

COMMANDS: dict[Severity, str] = {"error": "error", "breach": "warning", "due": "notice"}


def render(report: Printout) -> Iterator[str]:
    for finding in report.judgement.findings:
        properties = ",".join(f"{name}={_property(value)}" for name, value in _properties(finding, report).items())
        yield f"::{COMMANDS[finding.severity]} {properties}::{_message(report.message(finding))}\n"
    yield report.summary() + "\n"


def _properties(finding: Finding, report: Printout) -> dict[str, str]:
    path = report.path(finding)
    # Runners show the line on a terminal's terms; a path with control characters is spelled out.
    place = {"file": excerpt(path, len(path) + 1)}
    if finding.line is not None:
        place["line"] = str(finding.line)
    title = rules()[finding.rule].title.in_language(report.language)
    return place | {"title": f"{title} ({finding.rule})"}


def _message(text: str) -> str:
    """A line's end would end the command, and what follows could be a command of its own."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
