"""A plan step is reported done by its day, by its agency."""

from phoihop.language import Text
from phoihop.rules.examples import kept, reissued
from phoihop.rules.owed import done_in_time
from phoihop.rules.rule import Rule

RULE = Rule(
    __name__,
    kind="breach-or-due",
    title=Text("Bước kế hoạch đúng hạn", "Steps of the plan are on time"),
    explanation=Text(
        "Cơ quan được phân công chủ động thực hiện bước kế hoạch và báo cáo hoàn thành đúng hạn của bước. Kế hoạch mới thay các bước chưa xong của kế hoạch cũ.",
        "The agency in charge of a step of the plan carries it out and reports it done by the step's deadline. A new plan replaces the unfinished steps of the old one.",
    ),
    keys=Text(
        "Báo cáo tiến độ nêu bước và ghi “done: true”.",
        "The progress report names the step and has `done: true`.",
    ),
    good=kept("2021-03-18.progress.an-do"),
    bad=reissued("2021-03-18.progress.an-do", "2021-03-23.progress.an-do"),
    case=done_in_time("step", Text("thực hiện bước “{step}” của {source}", "step “{step}” of plan {source}")),
)
