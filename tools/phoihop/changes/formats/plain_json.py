"""A review for programs: the JSON of the record format's contract."""

from phoihop.changes.formats.wording import summary_sentences
from phoihop.changes.review import Review
from phoihop.language import word
from phoihop.rules.finding import Severity
from phoihop.terminal import printable_json


def render(review: Review) -> str:
    language = review.language
    severities: tuple[Severity, ...] = ("error", "breach", "due")
    form = {
        "base": review.base,
        "head": review.head,
        "today": review.today.isoformat(),
        "changes": [
            {
                "task": told.task,
                "document": told.document,
                "action": told.action,
                "author": told.author.email,
                "summary": word(told.summary, language, review.agency_name),
            }
            for told in review.files
        ],
        "findings": [
            {
                "rule": each.finding.rule,
                "severity": each.finding.severity,
                "section": each.finding.section,
                "task": each.finding.task,
                "agency": each.finding.agency,
                "file": each.finding.file,
                "line": each.finding.line,
                "message": word(each.finding.message, language, review.agency_name),
                "effect": each.effect,
            }
            for each in review.findings
        ],
        "summary": {
            "commits": review.commits,
            "tasks": len({told.task for told in review.files if told.task}),
            "files": len(review.files),
            "error": review.count("error"),
            "breach": review.count("breach"),
            "due": review.count("due"),
            "resolved": {severity: review.count(severity, "resolved") for severity in severities},
            "told": summary_sentences(review, language),
        },
    }
    return printable_json(form) + "\n"
