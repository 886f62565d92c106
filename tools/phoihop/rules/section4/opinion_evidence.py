"""Every point cites evidence; who disagrees or comments has a point."""

from phoihop.cases.model import Case
from phoihop.language import Text
from phoihop.records.types import Opinion
from phoihop.rules.examples import changed, kept
from phoihop.rules.rule import Findings, Found, Rule


def check(case: Case) -> Findings:
    for entry, opinion in case.course.each(Opinion):
        if opinion.position in ("disagree", "agree-with-comments") and not opinion.points:
            yield Found(entry.id, ("position",)).says(
                "ý kiến không nhất trí hoặc có góp ý phải nêu ít nhất một nội dung ở “points”",
                "a disagreement or a comment needs at least one point in “points”",
            )
        for index, point in enumerate(opinion.points):
            if not point.evidence:
                yield Found(entry.id, ("points", index)).says(
                    "nội dung {point} chưa có căn cứ, tài liệu chứng minh; thêm “evidence”",
                    "point {point} cites no evidence; add “evidence”",
                    point=point.id,
                )


RULE = Rule(
    __name__,
    title=Text("Góp ý có căn cứ", "Points rest on evidence"),
    explanation=Text(
        "Mỗi nội dung góp ý phải có căn cứ hoặc tài liệu chứng minh; không nhất trí hay có góp ý thì phải nêu nội dung cụ thể. Không áp dụng với cơ quan cấp trên và cơ quan khác.",
        "Each point cites the law or the papers that it rests on; an opinion that disagrees or comments says in points what about. Superior and other bodies are not bound by this.",
    ),
    good=kept("2021-03-17.opinion.tckh"),
    bad=changed("2021-03-17.opinion.tckh", {"    evidence:\n      - Luật Ngân sách nhà nước 2015, Điều 8\n": ""}),
    unbound="silent",
    case=check,
)
