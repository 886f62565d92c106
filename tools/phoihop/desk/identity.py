"""Who records. Nothing else of the desk knows: a desk for many people asks somebody else here."""

from collections.abc import Iterable
from dataclasses import dataclass

from phoihop.changes.git import Git, OwnGit
from phoihop.changes.writers import Writers
from phoihop.desk.clone import Clone
from phoihop.records.register import Register


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may record, by their address: for `agency`, their own, or `for_all`."""

    email: str
    agency: str
    role: str
    for_all: bool = False


def who_records(clone: Clone) -> Person | None:
    """Whoever Git says is at the keyboard, if that is somebody of the register's; None where nobody is known."""
    email = (Git(clone.top).answer("config", "user.email") or b"").decode("utf-8", "replace").strip()
    return person_of(clone.register, email)


def person_of(register: Register, email: str) -> Person | None:
    writers = Writers(register)
    for_all = bool(email) and writers.is_registrar(email)
    for seat in writers.seats_of(email):
        return Person(email, seat.agency, seat.member.role, for_all)
    return Person(email, register.settings.authority, "", for_all) if for_all else None


def people(register: Register) -> Iterable[Person]:
    """Everybody who may record, agency after agency."""
    for id_, agency in register.agencies.items():
        for member in agency.members:
            yield Person(member.email, id_, member.role)


def say_who_records(clone: Clone, email: str) -> None:
    """Keeps in the desk's clone who records, once asked. ValueError where that is nobody of the register's."""
    person = person_of(clone.register, email)
    if person is None:
        raise ValueError(email)
    git = OwnGit(clone.top)
    git.read("config", "user.email", person.email)
    if not git.answer("config", "user.name"):
        git.read("config", "user.name", f"{person.role} {clone.register.agency_name(person.agency)}".strip())
