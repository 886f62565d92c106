"""Who may write for whom, by the members of a register's agencies and by its registrars; and who may correct what.

The register is always the base's. Addresses are compared without regard to upper and lower case, and never as
patterns. By itself an address proves nothing: anyone can write it into a commit (see `signatures`).
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from phoihop.kinds.correction import LED_BY_OTHERS
from phoihop.records.reading import document_name
from phoihop.records.references import TASK
from phoihop.records.register import Register
from phoihop.records.settings import Member

FORMAT = 2
"""The format of the register with which came who may correct what."""
FIRST_JUDGED = date(2026, 11, 26)
"""The day on which this version came: before it, any agency of a task could correct in good faith."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A member in its agency."""

    agency: str
    member: Member


class Writers:
    """The people of a register, by their addresses."""

    def __init__(self, register: Register) -> None:
        self.authority = register.settings.authority
        self._kinds = {agency: record.kind for agency, record in register.agencies.items()}
        self._registrars = frozenset(address.casefold() for address in register.settings.registrars)
        self._seats: dict[str, list[Seat]] = {}
        for agency, record in register.agencies.items():
            for member in record.members:
                for address in {each.casefold() for each in (member.email, *member.aliases)}:
                    self._seats.setdefault(address, []).append(Seat(agency, member))

    def seats_of(self, address: str) -> list[Seat]:
        """In which agencies, and as what, an address is known."""
        return self._seats.get(address.casefold(), [])

    def agencies_of(self, address: str) -> set[str]:
        return {seat.agency for seat in self.seats_of(address)}

    @property
    def are_known(self) -> bool:
        """Whether the register names anybody at all who may write."""
        return bool(self._seats or self._registrars)

    def is_registrar(self, address: str) -> bool:
        """Whether an address may record documents for any agency. Any of its member's addresses will do."""
        names = {address.casefold()}
        for seat in self.seats_of(address):
            names |= {each.casefold() for each in (seat.member.email, *seat.member.aliases)}
        return not names.isdisjoint(self._registrars)

    def is_known(self, address: str) -> bool:
        return bool(self.seats_of(address)) or self.is_registrar(address)

    def may_set_policy(self, address: str) -> bool:
        """Whether an address may change the register's settings, its agencies and what checks it."""
        return self.authority in self.agencies_of(address) or self.is_registrar(address)

    def may_write_for(self, address: str, agency: str, leads: Callable[[], Collection[str]] = tuple) -> bool:
        """Whether an address may record a document of `agency`, in a task led by `leads`."""
        if self.may_set_policy(address):
            return True
        agencies = self.agencies_of(address)
        if agency in agencies:
            return True
        return self._kinds.get(agency) in LED_BY_OTHERS and not agencies.isdisjoint(leads())


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
