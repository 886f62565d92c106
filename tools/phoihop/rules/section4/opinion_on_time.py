"""An opinion comes by its deadline."""

from phoihop.language import Text
from phoihop.rules.examples import kept, reissued
from phoihop.rules.owed import done_in_time
from phoihop.rules.rule import Rule

RULE = Rule(
    __name__,
    kind="breach-or-due",
    title=Text("Ý kiến đúng hạn", "Opinions are on time"),
    explanation=Text(
        "Ý kiến phải gửi đúng hạn ghi trong văn bản xin ý kiến, hoặc hạn đã được gia hạn. Nếu trong hạn đó cơ quan được hỏi yêu cầu cung cấp hồ sơ thì hạn lùi thêm bằng số ngày làm việc chờ hồ sơ. Ý kiến tính theo ngày nhận, nếu có ghi. Cơ quan cấp trên và cơ quan khác trả lời chậm thì chỉ nêu số ngày, không coi là hạn chế.",
        "An opinion arrives by the deadline of the request, or of its extension. Where the agency requests papers by then, the deadline moves by the working days that it waits for them. An opinion counts on the day on which it was received, where that is given. How late superior and other bodies answer is stated as a fact and held against nobody.",
    ),
    good=kept("2021-03-19.opinion.ktht"),
    bad=reissued("2021-03-19.opinion.ktht", "2021-03-25.opinion.ktht"),
    case=done_in_time("opinion", Text("cho ý kiến về văn bản {source}", "opinion on request {source}")),
)
