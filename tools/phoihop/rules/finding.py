"""What a rule finds, as printed and published."""

from dataclasses import dataclass
from typing import Literal

from phoihop.language import Message, Text

Severity = Literal["error", "breach", "due"]

SEVERITIES: dict[Severity, Text] = {
    "error": Text("lỗi", "error"),
    "breach": Text("thiếu sót trong phối hợp", "breach"),
    "due": Text("đến hạn", "due"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: `file` is relative to the register, `line` is 1-based, `section` is "1" … "5" or "record"."""

    rule: str
    severity: Severity
    section: str
    task: str | None
    agency: str | None
    file: str
    line: int | None
    message: Message

    @property
    def order(self) -> tuple[str, str, int, str, str]:
        """Findings are sorted by task, file, line, rule; what belongs to no task comes first."""
        return (self.task or "", self.file, self.line or 0, self.rule, self.agency or "")
