"""Who may write for whom: by the members of a register's agencies and by its registrars.

The register is always the base's. Addresses are compared without regard to upper and lower case, and never as
patterns. By itself an address proves nothing: anyone can write it into a commit (see `review.signatures`).
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from phoihop.kinds.correction import LED_BY_OTHERS
from phoihop.records.register import Register
from phoihop.records.settings import Member


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
