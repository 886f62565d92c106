"""An opinion is in writing: it has a number and a file."""

from phoihop.cases.model import Case
from phoihop.language import Text
from phoihop.records.types import Opinion
from phoihop.rules.examples import changed, kept
from phoihop.rules.rule import Findings, Found, Rule


def check(case: Case) -> Findings:
    for entry, opinion in case.course.each(Opinion):
        missing = [key for key, there in (("number", opinion.number), ("files", opinion.files)) if not there]
        if missing:
            yield Found(entry.id).says(
                "ý kiến phải bằng văn bản: thiếu {missing} (số, ký hiệu; tệp văn bản)",
                "an opinion is in writing: {missing} is missing (the document's number; its file)",
                missing=tuple(f"“{key}”" for key in missing),
            )


RULE = Rule(
    __name__,
    title=Text("Ý kiến bằng văn bản", "Opinions are in writing"),
    explanation=Text(
        "Ý kiến, quan điểm phải thể hiện bằng văn bản: có số, ký hiệu và ít nhất một tệp văn bản. Ý kiến qua điện thoại hay tại cuộc họp không thay cho văn bản. Với cơ quan cấp trên và cơ quan khác, thiếu văn bản là sổ còn thiếu, không phải lỗi của cơ quan đó.",
        "Opinions are given in writing: with a number and at least one file. A word on the telephone or at a meeting does not replace that. With superior and other bodies a missing letter is a gap in the register, which is held against no agency.",
    ),
    good=kept("2021-03-19.opinion.ktht"),
    bad=changed("2021-03-19.opinion.ktht", {"files:\n  - path: files/y-kien-ktht.pdf\n": ""}),
    unbound="breach",
    case=check,
)
