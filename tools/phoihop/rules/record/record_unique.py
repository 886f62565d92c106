"""No agency uses one document number twice in a year."""

from phoihop.language import Agency, Text
from phoihop.rules.examples import changed, kept
from phoihop.rules.rule import Findings, Found, NumberUse, RegisterFacts, Rule


def check(facts: RegisterFacts) -> Findings:
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


RULE = Rule(
    __name__,
    title=Text("Số văn bản không trùng", "Document numbers are unique"),
    explanation=Text(
        "Trong một năm, một cơ quan chỉ dùng một số, ký hiệu cho một văn bản; 05/TNMT và 5/TNMT là một số. Một văn bản trả lời hai văn bản, hoặc liên quan nhiều nhiệm vụ, thì các bản ghi cùng số, cùng ngày.",
        "In one year an agency uses a number for one document only; 05/TNMT and 5/TNMT are one number. A letter that answers two others, or concerns several tasks, is recorded each time with one number and date.",
    ),
    good=kept("2021-04-06.forward.tnmt"),
    bad=changed("2021-04-06.forward.tnmt", {"number: 7/TNMT": "number: 02/TNMT"}),
    register=check,
)
