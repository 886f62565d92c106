"""Texts hold only characters that everyone sees, and sees alike."""

from phoihop.language import Text
from phoihop.rules.examples import changed, kept
from phoihop.rules.rule import Rule

RULE = Rule(
    __name__,
    title=Text("Chữ hiển thị đúng như đã ghi", "Text shows what it says"),
    explanation=Text(
        "Không có ký tự điều khiển, ký tự ẩn, ký tự đảo chiều chữ; tiếng Việt gõ bằng Unicode dựng sẵn (NFC); một từ không trộn nhiều bảng chữ; chữ Đ là Đ của tiếng Việt, không phải Ð. Nếu không, tìm kiếm sẽ sót và mắt đọc bị đánh lừa.",
        "No control, invisible or direction-changing characters; Vietnamese in composed Unicode (NFC); no word that mixes alphabets; Đ is the Vietnamese letter, not the look-alike Ð. Otherwise search misses and the eye is deceived.",
    ),
    good=kept("2021-04-16.meeting.tnmt"),
    bad=changed("2021-04-16.meeting.tnmt", {"outcome: Thống nhất giảm 2 ha": "outcome: Thống nhất giảm 2 ha Ðất ở"}),
)
