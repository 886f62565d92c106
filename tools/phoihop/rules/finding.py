"""What a rule finds, as printed and published."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal, get_args

import msgspec

from phoihop.language import Message, word

Severity = Literal["error", "breach", "due"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)


class Finding(msgspec.Struct, frozen=True, array_like=True):
    """One finding: `file` is relative to the register, `line` is 1-based, `section` is "1" … "5" or "record"."""

    rule: str
    severity: Severity
    section: str
    task: str | None
    agency: str | None
    file: str
    line: int | None
    message: Message
    overdue: bool = False

    @property
    def record(self) -> str:
        """The id of the record that it is about, by its file's name: a document's, or `task`."""
        return self.file.rpartition("/")[2].removesuffix(".yml")

    @property
    def place(self) -> str:
        """Its file, with the line where that is known."""
        return self.file if self.line is None else f"{self.file}:{self.line}"

    @property
    def standing(self) -> str:
        """The severity, with what is `due` told apart: `overdue`, or `due-soon`."""
        if self.severity != "due":
            return self.severity
        return "overdue" if self.overdue else "due-soon"

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
