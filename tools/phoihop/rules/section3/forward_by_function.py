"""Each forwarded point goes to an agency whose field it is."""

from phoihop.cases.model import Case
from phoihop.language import Text
from phoihop.records.types import Forward, Opinion
from phoihop.rules.examples import changed, kept
from phoihop.rules.rule import Findings, Found, Rule


def check(case: Case) -> Findings:
    course = case.course
    for entry, forward in course.each(Forward):
        opinion = course.named(forward.forwards, Opinion)
        agencies = [course.register.agencies[agency] for agency in forward.to if agency in course.register.agencies]
        fields = {field for agency in agencies for field in agency.fields}
        for point in opinion.points if opinion else ():
            forwarded = not forward.points or point.id in forward.points
            if forwarded and point.field and point.field not in fields:
                key = ("points", forward.points.index(point.id)) if forward.points else ("to",)
                yield Found(entry.id, key).says(
                    "nội dung {point} thuộc lĩnh vực “{field}”, nhưng không chuyển cho cơ quan nào phụ trách lĩnh vực đó",
                    "point {point} is of the field “{field}”, but goes to no agency of that field",
                    point=point.id,
                    field=course.register.field_text(point.field),
                )


RULE = Rule(
    __name__,
    kind="breach",
    title=Text("Chuyển đúng chức năng, nhiệm vụ", "Points are forwarded by function"),
    explanation=Text(
        "Ý kiến của cơ quan cấp trên được chuyển cho cơ quan có chức năng, nhiệm vụ về nội dung đó: mỗi nội dung có ghi lĩnh vực phải đến ít nhất một cơ quan phụ trách lĩnh vực ấy.",
        "A superior agency's points go to the agencies whose function they concern: each point of a stated field goes to at least one agency in charge of that field.",
    ),
    keys=Text(
        "Lĩnh vực của nội dung ghi ở “field”; của cơ quan, ở “fields” trong agencies/.",
        "A point's field stands in `field`; an agency's in `fields`, in agencies/.",
    ),
    good=kept("2021-04-06.forward.tnmt"),
    bad=changed(
        "2021-04-06.forward.tnmt",
        {"  - ktht\n": "  - tckh\n"},
        also={
            "2021-04-13.explanation.ktht": None,
            "2021-04-13.explanation.tckh": """\
to:
  - tnmt
number: 25/TCKH
answers: 2021-04-06.forward.tnmt
points:
  - point: 2021-04-02.opinion.so-tnmt#p2
    text: Kinh phí đấu nối đã có trong kế hoạch đầu tư công
""",
        },
    ),
    case=check,
)
