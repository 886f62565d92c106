"""Each agency forwarded to explains in writing by the deadline."""

from phoihop.cases.model import Case
from phoihop.cases.points import point_name, point_names
from phoihop.language import Agency, Text
from phoihop.records.types import Explanation, Forward
from phoihop.rules.examples import kept, reissued
from phoihop.rules.owed import find_owed, of_kind
from phoihop.rules.rule import Findings, Found, Rule
from phoihop.words.calling import points_called


def check(case: Case) -> Findings:
    owed = of_kind(case, "explanation")
    yield from find_owed(case, owed, Text("giải trình theo văn bản {source}", "explanation asked by {source}"))
    yield from _at_submission(case)


def _at_submission(case: Case) -> Findings:
    """Points of opinions in force that were forwarded, and that nobody has explained when the lead submits."""
    course = case.course
    for entry, submission in course.submissions:
        in_force = {each.id: opinion for each, opinion in course.opinions_in_force(submission.date)}
        explained = {
            each.point
            for explaining, explanation in course.each(Explanation)
            if explaining.counts_on <= submission.date
            for each in explanation.points
        }
        for _, forward in course.each(Forward):
            opinion = in_force.get(forward.forwards)
            if opinion is None or forward.date > submission.date:
                continue
            forwarded = [point_name(forward.forwards, point) for point in forward.points]
            left = [name for name in forwarded or point_names(forward.forwards, opinion) if name not in explained]
            if left:
                yield Found(entry.id, severity="error", since=2).says(
                    "đã trình khi nội dung {points} trong ý kiến của {agency} đã chuyển mà chưa ai giải trình",
                    "submitted while {points} of {agency}'s opinion, though forwarded, were explained by nobody",
                    points=points_called(left),
                    agency=Agency(opinion.from_),
                )


RULE = Rule(
    __name__,
    kind="breach-or-due",
    title=Text("Giải trình nội dung được chuyển đúng hạn", "Forwarded points are explained in time"),
    explanation=Text(
        "Cơ quan được chuyển ý kiến của cơ quan cấp trên giải trình bằng văn bản và hoàn thiện hồ sơ đúng hạn ghi trong văn bản chuyển.",
        "An agency to which a superior agency's opinion is forwarded explains in writing, and completes the dossier, by the deadline set there.",
    ),
    good=kept("2021-04-13.explanation.ktht"),
    bad=reissued("2021-04-13.explanation.ktht", "2021-04-16.explanation.ktht"),
    sharpened={
        2: Text(
            "Trình khi còn nội dung đã chuyển mà chưa cơ quan nào giải trình là lỗi.",
            "Submitting while nobody has explained a forwarded point is an error.",
        )
    },
    case=check,
)
