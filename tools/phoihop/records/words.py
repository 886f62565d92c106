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
OUTCOMES: dict[str, Text] = {
    "approved": Text("chấp thuận", "approved"),
    "returned": Text("trả lại để bổ sung", "returned"),
    "rejected": Text("không chấp thuận", "rejected"),
    "accepted": Text("chấp nhận", "accepted"),
    "declined": Text("không chấp nhận", "declined"),
    "own-motion": Text("tự điều chỉnh", "of its own motion"),
}
URGENCIES: dict[str, Text] = {
    "urgent": Text("khẩn", "urgent"),
    "very-urgent": Text("thượng khẩn", "very urgent"),
    "immediate": Text("hỏa tốc", "immediate"),
}
AGENCY_KINDS: dict[str, Text] = {
    "authority": Text("cơ quan giao việc", "authority"),
    "department": Text("phòng, ban", "departments"),
    "commune": Text("xã, thị trấn", "communes"),
    "superior": Text("sở, ngành cấp trên", "superior agencies"),
    "other": Text("cơ quan khác", "other bodies"),
}
