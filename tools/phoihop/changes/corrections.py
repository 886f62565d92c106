"""Who may correct what: the issuer of a record and its successor, or the authority; and since when that is judged."""

from collections.abc import Callable, Collection
from datetime import date

from phoihop.kinds.correction import LED_BY_OTHERS
from phoihop.language import Agency, Message, Text, say
from phoihop.records.reading import document_name
from phoihop.records.references import TASK
from phoihop.records.register import Register
from phoihop.words.calling import record_named

CORRECTION = "correction-by-issuer"
FORMAT = 2
"""The format of the register that these rules came with."""
FIRST_JUDGED = date(2026, 11, 26)
"""The day on which this version came: before it, any agency of a task could correct in good faith."""


def may_correct(
    register: Register, record: str, agency: str, day: date, leads: Callable[[], Collection[str]] = tuple
) -> bool:
    """Whether a correction by `agency`, dated `day`, may correct a record of that id, by the register of the base.

    An id tells who issued the record; one that is none tells nothing, and nobody but the authority corrects it.
    `leads` are those who led the task on that day: they correct, too, what superior and other bodies issued.
    """
    authority = register.settings.authority
    if agency in (authority, register.holder(authority, day)):
        return True
    name = document_name(f"{record}.yml") if record != TASK else None
    if name is None:
        return False
    if agency in (name.agency, register.holder(name.agency, day)):
        return True
    issuer = register.agencies.get(name.agency)
    return issuer is not None and issuer.kind in LED_BY_OTHERS and agency in leads()


def is_judged(register: Register, day: date) -> bool:
    """Whether what was recorded on a day is judged by it; what was recorded before is only told."""
    if register.settings.format < FORMAT:
        return day >= FIRST_JUDGED
    return register.policies.format_on(day) >= FORMAT


def not_by_issuer(record: str, agency: str) -> Message:
    """That a correction by `agency` is of what others issued. `record` is its id, as the base has it."""
    if record == TASK:
        return say(
            "bản ghi sửa thông tin của văn bản giao nhiệm vụ là của {agency}; chỉ cơ quan giao nhiệm vụ được sửa nó",
            "the correction of the assignment is by {agency}; only the authority may correct it",
            agency=Agency(agency),
        )
    named = record_named(record)
    return Message(
        Text(
            f"bản ghi sửa thông tin của {named.text.vi} là của {{by}}; chỉ cơ quan đã ban hành, cơ quan kế thừa của nó "
            "hoặc cơ quan giao nhiệm vụ được sửa",
            f"the correction of the {named.text.en} is by {{by}}; only who issued that, its successor or the authority "
            "may correct it",
        ),
        {**named.facts, "by": Agency(agency)},
    )
