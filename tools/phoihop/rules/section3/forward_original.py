"""A forward carries a superior agency's opinion itself, and comes from the lead."""

from phoihop.cases.model import Case
from phoihop.language import Agency, Text
from phoihop.records.types import Forward, Opinion
from phoihop.rules.examples import kept, written
from phoihop.rules.issuers import not_of_lead
from phoihop.rules.rule import Findings, Found, Rule
from phoihop.rules.wrong_kind import names_another_kind

_BY_ANOTHER = Text(
    "chỉ cơ quan chủ trì ({lead}) chuyển văn bản của cơ quan cấp trên; văn bản này của {agency}",
    "only the lead ({lead}) forwards a superior agency's document; this comes from {agency}",
)


def check(case: Case) -> Findings:
    course = case.course
    for entry, forward in course.each(Forward):
        yield from not_of_lead(course, entry, _BY_ANOTHER)
        opinion = course.named(forward.forwards, Opinion)
        if opinion is None:
            yield from names_another_kind(course, entry, forward.forwards, "forwards", "opinion")
        elif course.kind_of_agency(opinion.from_) != "superior":
            yield Found(entry.id, ("forwards",)).says(
                "chỉ chuyển ý kiến của cơ quan cấp trên; “{opinion}” là của {agency}",
                "only a superior agency's opinion is forwarded; “{opinion}” is {agency}'s",
                opinion=forward.forwards,
                agency=Agency(opinion.from_),
            )
        elif not opinion.files:
            yield Found(entry.id, ("forwards",)).says(
                "phải chuyển kèm chính văn bản của cơ quan cấp trên; “{opinion}” chưa có tệp ở “files”",
                "the superior agency's document itself goes along; “{opinion}” has no file in “files”",
                opinion=forward.forwards,
            )


RULE = Rule(
    __name__,
    title=Text("Chuyển kèm văn bản gốc", "The original is forwarded"),
    explanation=Text(
        "Cơ quan chủ trì chuyển ý kiến của cơ quan cấp trên kèm chính văn bản đó, để cơ quan được chuyển đọc nguyên văn.",
        "The lead forwards a superior agency's opinion together with the document itself, so that the agencies concerned read its own words.",
    ),
    good=kept("2021-04-06.forward.tnmt"),
    bad=written(
        "2021-04-07.forward.tckh",
        """\
to:
  - ktht
number: 31/TCKH
forwards: 2021-04-02.opinion.so-tnmt
due: 2021-04-14
points:
  - p2
""",
        also={
            "2021-04-13.explanation-2.ktht": """\
number: 32/KTHT
answers: 2021-04-07.forward.tckh
points:
  - point: 2021-04-02.opinion.so-tnmt#p2
    text: Như đã giải trình với cơ quan chủ trì
"""
        },
    ),
    needs_lead=True,
    case=check,
)
