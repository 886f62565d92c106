"""What a rule finds, as printed and published."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from phoihop.language import Message, Text, word

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


def new_among(findings: Iterable[Finding], known: Iterable[Finding]) -> Iterator[Finding]:
    """The findings that are not among those known, wherever their lines have moved to."""
    left = Counter(_identity(each) for each in known)
    for each in findings:
        if left[_identity(each)]:
            left[_identity(each)] -= 1
        else:
            yield each


def _identity(finding: Finding) -> tuple[str, ...]:
    said = word(finding.message, "en")
    return (finding.rule, finding.severity, finding.task or "", finding.agency or "", finding.file, said)
