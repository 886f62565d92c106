"""The codes that records hold, in words of both languages: the same in histories, reviews, letters and pages."""

from phoihop.language import Text

POSITIONS: dict[str, Text] = {
    "agree": Text("nhất trí", "agree"),
    "agree-with-comments": Text("nhất trí, có góp ý", "agree with comments"),
    "disagree": Text("không nhất trí", "disagree"),
    "no-comment": Text("không có ý kiến", "no comment"),
}
RESPONSES: dict[str, Text] = {
    "accepted": Text("tiếp thu", "accepted"),
    "partly": Text("tiếp thu một phần", "partly accepted"),
    "declined": Text("không tiếp thu", "declined"),
    "noted": Text("ghi nhận", "noted"),
}
ADJUSTMENT_OUTCOMES: dict[str, Text] = {
    "accepted": Text("chấp nhận", "accepted"),
    "declined": Text("không chấp nhận", "declined"),
    "own-motion": Text("tự điều chỉnh", "of its own motion"),
}
DECISION_OUTCOMES: dict[str, Text] = {
    "approved": Text("chấp thuận", "approved"),
    "returned": Text("trả lại để bổ sung", "returned"),
    "rejected": Text("không chấp thuận", "rejected"),
}
PURPOSES: dict[str, Text] = {
    "opinion": Text("góp ý", "opinion"),
    "appraisal": Text("thẩm định", "appraisal"),
}
MEETING_FORMS: dict[str, Text] = {
    "direct": Text("họp trực tiếp", "direct"),
    "conference": Text("hội nghị", "conference"),
}
DECISION_FORMS: dict[str, Text] = {
    "decision": Text("văn bản quyết định", "decision"),
    "conference": Text("hội nghị", "conference"),
}
ACCEPTANCE_OUTCOMES: dict[str, Text] = {
    "accepted": Text("xác nhận hoàn thành", "accepted"),
    "returned": Text("yêu cầu thực hiện tiếp", "returned"),
}
PRODUCTS: dict[str, Text] = {
    "decision": Text("quyết định", "decision"),
    "action": Text("việc thực hiện", "action"),
}
SOURCES: dict[str, Text] = {
    "conclusion": Text("kết luận cuộc họp", "conclusion of a meeting"),
    "superior": Text("văn bản cấp trên", "superior's document"),
    "plan": Text("chương trình, kế hoạch", "programme or plan"),
    "petition": Text("đơn, kiến nghị", "petition"),
    "own": Text("tự đề xuất", "own proposal"),
}
FREQUENCIES: dict[str, Text] = {
    "week": Text("tuần", "week"),
    "month": Text("tháng", "month"),
    "quarter": Text("quý", "quarter"),
    "year": Text("năm", "year"),
}
PUBLISHED: dict[str, Text] = {
    "now": Text("công bố ngay", "now"),
    "after-decision": Text("sau khi kết thúc", "after the decision"),
    "never": Text("không công bố", "never"),
}
ORIGINALS: dict[str, Text] = {"paper": Text("bản giấy", "paper")}
URGENCIES: dict[str, Text] = {
    "urgent": Text("khẩn", "urgent"),
    "very-urgent": Text("thượng khẩn", "very urgent"),
    "immediate": Text("hỏa tốc", "immediate"),
}
YES_OR_NO: dict[str, Text] = {"true": Text("có", "yes"), "false": Text("không", "no")}
DONE: dict[str, Text] = {"true": Text("rồi", "yes"), "false": Text("chưa", "no")}
AGENCY_KIND: dict[str, Text] = {
    "authority": Text("cơ quan giao nhiệm vụ", "authority"),
    "department": Text("phòng, ban", "department"),
    "commune": Text("cấp xã", "commune"),
    "superior": Text("cơ quan cấp trên", "superior agency"),
    "other": Text("cơ quan khác", "other body"),
}
AGENCY_KINDS: dict[str, Text] = {
    "authority": Text("cơ quan giao nhiệm vụ", "authority"),
    "department": Text("phòng, ban", "departments"),
    "commune": Text("xã, thị trấn", "communes"),
    "superior": Text("cơ quan cấp trên", "superior agencies"),
    "other": Text("cơ quan khác", "other bodies"),
}
