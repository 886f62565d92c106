"""Of standing work each period has its report in time."""

from phoihop.language import Text
from phoihop.rules.examples import REGISTER, path_of, written
from phoihop.rules.owed import done_in_time
from phoihop.rules.rule import Rule

_STANDING: dict[str, str | None] = {
    "task": REGISTER[path_of("task")].replace("due: 2021-05-28\n", "")
    + "recurs:\n  every: month\n  until: 2021-03-31\n"
}
_REPORT = "number: 60/BC-TNMT\ntext: Không phát sinh vướng mắc\nperiod: 2021-03\n"

RULE = Rule(
    __name__,
    kind="breach-or-due",
    title=Text("Báo cáo định kỳ đúng hạn", "Periodic reports are on time"),
    explanation=Text(
        "Đối với nhiệm vụ thường xuyên, cơ quan chủ trì báo cáo từng kỳ trong 3 ngày làm việc sau khi hết kỳ, nếu sổ không đặt thời hạn khác; báo cáo sớm cũng được tính. Kỳ kết thúc khi nhiệm vụ đang tạm dừng thì không phải báo cáo.",
        "On standing work, the lead reports on each period within 3 working days of its end, unless the register sets another deadline; an early report counts. No report is owed on a period that ends while the task is suspended.",
    ),
    keys=Text(
        "Kỳ báo cáo đặt ở “recurs” của nhiệm vụ; báo cáo ghi kỳ ở “period”.",
        "The periods are set by the task's `recurs`; a report names its own in `period`.",
    ),
    good=written("2021-04-05.progress.tnmt", _REPORT, also=_STANDING),
    bad=written("2021-04-06.progress.tnmt", _REPORT, also=_STANDING),
    needs_lead=True,
    deadlines=("periodic",),
    since=2,
    case=done_in_time("periodic-report", Text("báo cáo {period}", "report on {period}")),
)
