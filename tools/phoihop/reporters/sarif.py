"""Findings as SARIF 2.1.0, which code scanning services and editors read (OASIS, errata 01)."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from phoihop import __version__
from phoihop.reporters.report import Printout
from phoihop.rules.finding import Finding, Severity
from phoihop.rules.in_force import for_recorders
from phoihop.rules.registry import rules
from phoihop.rules.rule import Rule
from phoihop.terminal import printable_json

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: dict[Severity, str] = {"error": "error", "breach": "warning", "due": "note"}


def render(report: Printout) -> Iterator[str]:
    driver = {
        "name": "phoihop",
        "version": __version__,
        "rules": [_rule(rule, report) for rule in rules().values()],
    }
    run = {"tool": {"driver": driver}, "language": report.language, "results": list(_results(report))}
    yield printable_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _rule(rule: Rule, report: Printout) -> dict[str, Any]:
    told = [rule.explanation, *for_recorders(rule)]
    explanation = " ".join(each.in_language(report.language) for each in told)
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title.in_language(report.language)},
        "fullDescription": {"text": explanation},
        "help": {"text": explanation},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"section": rule.section},
    }


def _results(report: Printout) -> Iterator[dict[str, Any]]:
    places = {rule: place for place, rule in enumerate(rules())}
    seen: Counter[str] = Counter()
    for finding in report.judgement.findings:
        fingerprint = _fingerprint(finding, seen)
        yield {
            "ruleId": finding.rule,
            "ruleIndex": places[finding.rule],
            "level": LEVELS[finding.severity],
            "message": {"text": report.message(finding)},
            "locations": [{"physicalLocation": _location(finding, report)}],
            "partialFingerprints": {"phoihopFinding/v1": fingerprint},
            "properties": {"severity": finding.severity, "task": finding.task, "agency": finding.agency},
        }


def _location(finding: Finding, report: Printout) -> dict[str, Any]:
    uri = quote(report.path(finding).encode("utf-8", "surrogateescape"))
    return {
        "artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"},
        # Services want a line of every result; what concerns a whole file stands at its head.
        "region": {"startLine": finding.line or 1},
    }


def _fingerprint(finding: Finding, seen: Counter[str]) -> str:
    """The same for the same finding when lines move, days pass, or the language changes.

    It is made of the rule, the file, and those facts of the message that are names; `seen` tells apart what is alike.
    """
    names = sorted(f"{name}={fact}" for name, fact in finding.message.facts.items() if isinstance(fact, str))
    alike = "\n".join((finding.rule, finding.file, finding.agency or "", *names))
    seen[alike] += 1
    return hashlib.sha256(f"{alike}\n{seen[alike]}".encode("utf-8", "surrogateescape")).hexdigest()[:32]
