"""Who is instructed reports it done by the day that the instruction sets."""

from phoihop.language import Text
from phoihop.rules.examples import written
from phoihop.rules.owed import done_in_time
from phoihop.rules.rule import Rule

_INSTRUCTED: dict[str, str | None] = {
    "2021-03-22.instruction.ubnd": """\
to:
  - tnmt
number: 111/UBND
text: Làm việc trực tiếp với UBND xã An Đổ về mốc ranh giới
due: 2021-03-29
"""
}
_DONE = """\
text: Đã làm việc với UBND xã, thống nhất mốc ranh giới
about:
  - 2021-03-22.instruction.ubnd
done: true
"""

RULE = Rule(
    __name__,
    kind="breach-or-due",
    title=Text("Thực hiện ý kiến chỉ đạo đúng hạn", "Instructions are carried out in time"),
    explanation=Text(
        "Ý kiến chỉ đạo có ghi hạn thì từng cơ quan được giao phải báo cáo đã thực hiện xong chậm nhất vào ngày đó; văn bản không ghi nơi nhận thì cơ quan chủ trì thực hiện.",
        "Where an instruction sets a deadline, each agency that it is addressed to reports by then that it has been carried out; without addressees, the lead does.",
    ),
    keys=Text(
        "Báo cáo tiến độ nêu ý kiến chỉ đạo ở “about” và ghi “done: true”.",
        "The progress report names the instruction in `about` and has `done: true`.",
    ),
    good=written("2021-03-29.progress.tnmt", _DONE, also=_INSTRUCTED),
    bad=written("2021-03-30.progress.tnmt", _DONE, also=_INSTRUCTED),
    since=2,
    case=done_in_time(
        "instruction", Text("báo cáo thực hiện ý kiến chỉ đạo {source}", "report on instruction {source}")
    ),
)
