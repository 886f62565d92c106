"""Superior agencies are asked by the authority, on the lead's advice."""

from phoihop.cases.model import Case
from phoihop.language import Agency, Text
from phoihop.records.types import Reminder, Request
from phoihop.rules.examples import changed, kept
from phoihop.rules.issuers import not_on_advice
from phoihop.rules.rule import Findings, Found, Rule

_ISSUER = Text(
    "chỉ {authority} xin ý kiến cơ quan cấp trên; văn bản này của {agency}",
    "only {authority} asks superior agencies; this comes from {agency}",
)
_DRAFTER = Text(
    "văn bản xin ý kiến cơ quan cấp trên do cơ quan chủ trì tham mưu; ghi “drafted_by: {lead}”",
    "a request to a superior agency is drafted by the lead; write “drafted_by: {lead}”",
)


def check(case: Case) -> Findings:
    course = case.course
    for entry, request in course.each(Request):
        kinds = {agency: course.kind_of_agency(agency) for agency in request.to}
        if "superior" not in kinds.values():
            continue
        yield from not_on_advice(course, entry, request, _ISSUER, _DRAFTER)
        others = [index for index, agency in enumerate(request.to) if kinds[agency] != "superior"]
        if others:
            yield Found(entry.id, ("to", others[0])).says(
                "văn bản xin ý kiến cơ quan cấp trên không gửi chung cho {agency}; gửi bằng văn bản khác",
                "a request to superior agencies goes to no other, such as {agency}; ask it by another request",
                agency=Agency(request.to[others[0]]),
            )
    for entry, reminder in course.each(Reminder):
        urged = [index for index, agency in enumerate(reminder.to) if course.kind_of_agency(agency) == "superior"]
        if urged and not course.speaks_for(reminder.from_, course.authority, reminder.date):
            yield Found(entry.id, ("to", urged[0]), since=2).says(
                "chỉ {authority} đôn đốc cơ quan cấp trên; văn bản này của {agency}",
                "only {authority} urges superior agencies; this comes from {agency}",
                authority=Agency(course.authority),
                agency=Agency(reminder.from_),
            )


RULE = Rule(
    __name__,
    title=Text("Xin ý kiến cơ quan cấp trên qua cơ quan giao nhiệm vụ", "Superior agencies are asked by the authority"),
    explanation=Text(
        "Nội dung cần ý kiến cơ quan cấp trên thì cơ quan chủ trì tổng hợp hồ sơ và tham mưu để cơ quan giao nhiệm vụ ký văn bản xin ý kiến; văn bản đó chỉ gửi cơ quan cấp trên.",
        "Where superior agencies' opinions are needed, the lead gathers the dossier and drafts the request, and the authority sends it, to superior agencies only.",
    ),
    good=kept("2021-03-19.request.ubnd"),
    bad=changed("2021-03-19.request.ubnd", {"drafted_by: tnmt\n": ""}),
    needs_lead=True,
    sharpened={
        2: Text(
            "Đôn đốc cơ quan cấp trên cũng do cơ quan giao nhiệm vụ ký.",
            "Superior agencies are reminded by the authority, too.",
        )
    },
    case=check,
)
