"""No agency uses one document number twice in a year."""

from datetime import date

from phoihop.cases.model import Case
from phoihop.language import Agency, Text
from phoihop.rules.examples import changed, kept
from phoihop.rules.rule import Findings, Found, NumberUse, RegisterFacts, Rule


def check_register(facts: RegisterFacts) -> Findings:
    first: dict[str, NumberUse] = {}
    for use in facts.numbers:
        seen = first.setdefault(use.claim, use)
        # One letter may answer two requests, or concern two tasks.
        if seen is use or seen.day == use.day:
            continue
        yield Found(use.path, ("number",), agency=use.agency, task=use.task).says(
            "{agency} đã dùng số {number} trong năm {year} (tệp {first}); kiểm tra lại số, ký hiệu",
            "{agency} has used number {number} in {year} already (file {first}); check the number",
            agency=Agency(use.agency),
            number=use.number,
            year=use.day.year,
            first=seen.path,
        )


def check_case(case: Case) -> Findings:
    """One letter answers a document once: what is recorded of it a second time answers another."""
    first: dict[tuple[str, date, str, str], str] = {}
    for entry in case.documents:
        document = entry.document
        answered = getattr(document, "answers", None) or getattr(document, "forwards", None)
        if document.number and answered:
            use = NumberUse(document.from_, document.number, document.date, case.id, entry.path)
            seen = first.setdefault((use.claim, use.day, entry.kind, answered), entry.id)
            if seen != entry.id:
                yield Found(entry.id, ("number",)).says(
                    "văn bản số {number} trả lời “{answered}” đã ghi ở “{first}”; sửa “answers”, hoặc số, ký hiệu",
                    "letter {number} in answer to “{answered}” is on record as “{first}”; mend “answers”, or the number",
                    number=document.number,
                    answered=answered,
                    first=seen,
                )


RULE = Rule(
    __name__,
    title=Text("Số văn bản không trùng", "Document numbers are unique"),
    explanation=Text(
        "Trong một năm, một cơ quan chỉ dùng một số, ký hiệu cho một văn bản; 05/TNMT và 5/TNMT là một số. Một văn bản trả lời hai văn bản, hoặc liên quan nhiều nhiệm vụ, thì các bản ghi cùng số, cùng ngày; trong một nhiệm vụ, hai bản ghi cùng loại phải trả lời hai văn bản khác nhau.",
        "In one year an agency uses a number for one document only; 05/TNMT and 5/TNMT are one number. A letter that answers two others, or concerns several tasks, is recorded each time with one number and date; in one task two records of one kind answer different documents.",
    ),
    good=kept("2021-04-06.forward.tnmt"),
    bad=changed("2021-04-06.forward.tnmt", {"number: 7/TNMT": "number: 02/TNMT"}),
    case=check_case,
    register=check_register,
)
