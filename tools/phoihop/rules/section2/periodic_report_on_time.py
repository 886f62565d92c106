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
    title=Text("Báo cáo định kỳ đúng hạn", "Periodic reports come on time"),
    explanation=Text(
        "Nhiệm vụ thường xuyên (“recurs”) thì cơ quan chủ trì báo cáo từng kỳ (“period”) trong thời hạn “periodic” (mặc định 3 ngày làm việc) sau khi hết kỳ; báo cáo sớm cũng được. Kỳ kết thúc khi nhiệm vụ đang tạm dừng thì không phải báo cáo.",
        "Of standing work (`recurs`) the lead reports each period within the deadline `periodic` (3 working days unless set) of its end; an early report counts. A period that ends while the task is suspended owes none.",
    ),
    good=written("2021-04-05.progress.tnmt", _REPORT, also=_STANDING),
    bad=written("2021-04-06.progress.tnmt", _REPORT, also=_STANDING),
    needs_lead=True,
    deadlines=("periodic",),
    since=2,
    case=done_in_time("periodic-report", Text("báo cáo {period}", "report on {period}")),
)
