"""Each point that needs discussion is discussed before the submission, with its agency present."""

from phoihop.cases.model import Case
from phoihop.cases.points import point_name
from phoihop.language import Agency, Text
from phoihop.records.types import Meeting
from phoihop.rules.examples import changed, kept
from phoihop.rules.rule import Findings, Found, Rule


def check(case: Case) -> Findings:
    course = case.course
    for entry, submission in course.submissions:
        meetings = [meeting for _, meeting in course.each(Meeting) if meeting.date <= submission.date]
        for given, opinion in course.opinions_in_force(submission.date):
            for point in opinion.points:
                reference = point_name(given.id, point)
                if point.discuss == "true" and not any(
                    reference in meeting.discusses
                    and {opinion.from_, course.register.holder(opinion.from_, meeting.date)} & set(meeting.attended)
                    for meeting in meetings
                ):
                    yield Found(entry.id).says(
                        "nội dung {point} cần trao đổi nhưng chưa có cuộc họp nào với {agency} trước khi trình",
                        "{point} needs discussion, but no meeting with {agency} took it up before the submission",
                        point=reference,
                        agency=Agency(opinion.from_),
                    )


RULE = Rule(
    __name__,
    title=Text("Nội dung cần trao đổi đã được trao đổi", "What needs discussion has been discussed"),
    explanation=Text(
        "Nội dung được đánh dấu là cần trao đổi phải được trao đổi trực tiếp hoặc tại hội nghị, có cơ quan góp ý tham dự, trước khi trình cấp có thẩm quyền.",
        "A point marked as needing discussion is talked over, directly or at a conference, with the agency that made it, before the submission.",
    ),
    keys=Text(
        "Nội dung cần trao đổi có “discuss: true”.",
        "Such a point has `discuss: true`.",
    ),
    good=kept("2021-04-16.meeting.tnmt"),
    bad=changed("2021-04-16.meeting.tnmt", {"attended:\n  - tckh\n": "attended:\n  - ktht\n"}),
    case=check,
)
