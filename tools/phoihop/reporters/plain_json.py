"""Findings for programs: the JSON of the record format's contract."""

from collections.abc import Iterator

from phoihop.documents.json_forms import finding_as_json
from phoihop.reporters.report import Printout
from phoihop.terminal import printable_json


def render(report: Printout) -> Iterator[str]:
    form = {
        "today": report.judgement.today.isoformat(),
        "findings": [
            finding_as_json(each, report.language, report.register.agency_name) for each in report.judgement.findings
        ],
        "summary": report.judgement.summary,
    }
    yield printable_json(form) + "\n"
