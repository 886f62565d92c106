"""Findings as JUnit XML, which build servers show as tests: one test a task, and one for the register itself.

An error fails its test; breaches and what is due are told in the output of the whole. Both widespread schemas, Ant's
and Jenkins', let that pass: of a test, Ant's allows nothing but one failure.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from phoihop.reporters.report import Printout
from phoihop.rules.finding import Finding
from phoihop.terminal import clean

NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Printout) -> Iterator[str]:
    findings = dict(report.by_task())
    tasks = sorted(set(report.judgement.titles) | {task for task in findings if task})
    failed = sum(any(each.severity == "error" for each in found) for found in findings.values())
    root = Element("testsuites")
    suite = SubElement(
        root,
        "testsuite",
        {"name": "phoihop", "package": "phoihop", "id": "0"}
        | {"tests": str(len(tasks) + 1), "failures": str(failed), "errors": "0"}
        # The schemas ask for a moment, a time and a host; what is printed shall depend on the register alone.
        | {"timestamp": f"{report.judgement.today.isoformat()}T00:00:00", "time": "0", "hostname": "localhost"},
    )
    properties = SubElement(suite, "properties")
    SubElement(properties, "property", {"name": "today", "value": report.judgement.today.isoformat()})
    titles = report.judgement.titles
    _test(suite, report.words.gettext("The register itself"), findings.get(None, []), report)
    for task in tasks:
        _test(suite, f"{task} {clean(titles.get(task, ''))}".rstrip(), findings.get(task, []), report)
    told = [_line(each, report) for each in report.judgement.findings if each.severity != "error"]
    SubElement(suite, "system-out").text = printable("\n".join((*told, report.summary())))
    SubElement(suite, "system-err")
    indent(root)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _test(suite: Element, name: str, findings: list[Finding], report: Printout) -> None:
    test = SubElement(suite, "testcase", {"classname": "phoihop", "name": printable(name), "time": "0"})
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        count = report.words.ngettext("{n} error", "{n} errors", len(errors)).format(n=len(errors))
        failure = SubElement(test, "failure", {"type": errors[0].rule, "message": count})
        failure.text = printable("\n".join(_line(each, report) for each in errors))


def _line(finding: Finding, report: Printout) -> str:
    return f"{finding.place}: {report.severity(finding)} {finding.rule}: {report.message(finding)}"


def printable(text: str) -> str:
    """The text without the characters that XML 1.0 has no way to write."""
    return NOT_IN_XML.sub("\ufffd", text)
