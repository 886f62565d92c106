"""A review for programs: the JSON of the record format's contract."""

from phoihop.changes.formats.wording import summary_sentences
from phoihop.changes.review import Review
from phoihop.documents.json_forms import finding_as_json
from phoihop.rules.finding import SEVERITIES
from phoihop.terminal import printable_json


def render(review: Review) -> str:
    language = review.language
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
                "summary": review.said(told.summary),
            }
            for told in review.files
        ],
        "findings": [
            {**finding_as_json(each, language, review.agency_name), "effect": each.effect} for each in review.findings
        ],
        "summary": {
            "commits": review.commits,
            "tasks": len({told.task for told in review.files if told.task}),
            "files": len(review.files),
            "error": review.count("error"),
            "breach": review.count("breach"),
            "due": review.count("due"),
            "resolved": {severity: review.count(severity, "resolved") for severity in SEVERITIES},
            "told": summary_sentences(review),
        },
    }
    return printable_json(form) + "\n"
