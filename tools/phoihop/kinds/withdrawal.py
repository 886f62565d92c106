"""The task ends without a decision."""

from phoihop.kinds.kind import Kind
from phoihop.language import Text
from phoihop.records.types import Withdrawal

KIND = Kind(
    type=Withdrawal,
    by=("authority",),
    to=("lead", "coordinating"),
    while_suspended=True,
    told=Text("{agency} dừng nhiệm vụ: {reason}", "{agency} withdraws the task: {reason}"),
)
