"""Days, deadlines and names as several commands print them, in the language of the run."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from phoihop.cases.model import Case, Obligation
from phoihop.cli.speaking import _, worded
from phoihop.records.register import Register
from phoihop.records.types import Document
from phoihop.terminal import clean
from phoihop.words.obligations import Standing, standing_told, what_is_owed


def in_days(standing: Standing) -> str:
    """“quá hạn 3 ngày làm việc”, “còn 2 ngày làm việc”: a fact, counted in working days."""
    told = standing_told(standing)
    return worded(told) if told else _("no deadline")


def owed_words(case: Case, owed: Obligation) -> str:
    """What is owed: “ý kiến về văn bản 2/TNMT”."""
    return clean(worded(what_is_owed(case, owed)))


def to_whom(what: str, debtor: str, creditor: str, register: Register) -> str:
    """What is owed, and to whom where that is somebody else: “ý kiến về văn bản 2/TNMT → TNMT”."""
    return what if creditor == debtor else f"{what} → {short_name(register, creditor)}"


def numbers_in(register: Register) -> Callable[[str | None, str], str]:
    """A function from a task and a document's id to its number, as the register has it now; "" where it has none."""

    @cache
    def documents(task: str | None) -> Mapping[str, Document]:
        return register.task(task).documents if task and task in register.task_ids() else {}

    def number(task: str | None, record: str) -> str:
        document = documents(task).get(record)
        return document.number if document else ""

    return number


def short_name(register: Register, agency: str | None) -> str:
    return clean(register.agency_name(agency)) if agency else ""


def short_names(register: Register, agencies: Iterable[str]) -> str:
    return ", ".join(short_name(register, agency) for agency in agencies)


def full_name(register: Register, agency: str | None) -> str:
    """An agency as it is introduced: TCKH, Phòng Tài chính - Kế hoạch."""
    record = register.agencies.get(agency or "")
    return f"{clean(record.short)}, {clean(record.name)}" if record else agency or ""
