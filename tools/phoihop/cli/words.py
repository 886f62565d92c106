"""Days, deadlines and names as several commands print them, in the language of the run."""

from collections.abc import Iterable

from phoihop.cases.model import Case, Obligation
from phoihop.cli.speaking import _, worded
from phoihop.records.register import Register
from phoihop.terminal import clean
from phoihop.words.obligations import Standing, standing_told, what_is_owed


def in_days(standing: Standing) -> str:
    """“quá hạn 3 ngày làm việc”, “còn 2 ngày làm việc”: a fact, counted in working days."""
    told = standing_told(standing)
    return worded(told) if told else _("no deadline")


def owed_words(case: Case, owed: Obligation, register: Register) -> str:
    """What is owed: “ý kiến về văn bản 2/TNMT”."""
    return clean(worded(what_is_owed(case, owed)))


def owed_to_words(case: Case, owed: Obligation, register: Register) -> str:
    """What is owed, and to whom where that is somebody else: “ý kiến về văn bản 2/TNMT → TNMT”."""
    what = owed_words(case, owed, register)
    return what if owed.creditor == owed.debtor else f"{what} → {short_name(register, owed.creditor)}"


def short_name(register: Register, agency: str | None) -> str:
    return clean(register.agency_name(agency)) if agency else ""


def short_names(register: Register, agencies: Iterable[str]) -> str:
    return ", ".join(short_name(register, agency) for agency in agencies)


def full_name(register: Register, agency: str | None) -> str:
    """An agency as it is introduced: TCKH, Phòng Tài chính - Kế hoạch."""
    record = register.agencies.get(agency or "")
    return f"{clean(record.short)}, {clean(record.name)}" if record else agency or ""
