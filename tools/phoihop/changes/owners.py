"""CODEOWNERS from a register's agencies: whom a forge asks to look at a change.

The format is the one that GitHub and GitLab share; the last pattern that matches a file decides. Owners are named by
their addresses. Forgejo's own format takes account names alone, which a register does not hold.
"""

from collections.abc import Iterable

from phoihop.changes.places import ANYWHERE, OF_THE_REGISTER, OF_THE_REPOSITORY
from phoihop.changes.signatures import addresses_of, is_exact
from phoihop.records.register import Register


def codeowners(register: Register, place: str = "") -> str:
    """The CODEOWNERS lines of a register that lies in the folder `place` of its repository ("" or "folder/").

    An agency's documents are its members'; where it has none, the authority's and the registrars'. So are the
    assignments and the settings of the checks. Papers in files/ have no owner of their own: they go with documents.
    """
    keepers = _keepers(register)
    lines = [_line(f"/{place}tasks/**/task.yml", keepers)]
    for agency, record in sorted(register.agencies.items()):
        members = [address for member in record.members for address in addresses_of(member)]
        lines.append(_line(f"/{place}tasks/**/*.{agency}.yml", members or keepers))
    # Without a slash at the end a pattern means a file or a folder of that name.
    lines += (_line(f"/{place}{name}", keepers) for name in OF_THE_REGISTER)
    lines += (_line(f"/{name}", keepers) for name in OF_THE_REPOSITORY)
    lines += (_line(f"**/{name}", keepers) for name in ANYWHERE)
    return "".join(f"{line}\n" for line in lines)


def _keepers(register: Register) -> list[str]:
    """The authority's members and the registrars."""
    authority = register.agencies.get(register.settings.authority)
    members = authority.members if authority else ()
    addresses = [address for member in members for address in addresses_of(member)]
    return list(dict.fromkeys((*addresses, *(each for each in register.settings.registrars if is_exact(each)))))


def _line(pattern: str, owners: Iterable[str]) -> str:
    return " ".join((pattern.replace(" ", "\\ "), *dict.fromkeys(owners)))
