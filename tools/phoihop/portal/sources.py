"""Which registers a portal shows: named on the command line, or listed in a portal.yml."""

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from phoihop.language import Explained, Language, Message, Text, say
from phoihop.plain_letters import slug
from phoihop.records.reading import read_record
from phoihop.records.record import AT_LEAST_ONE, Record, Slug, about

SETTINGS_FILE = "portal.yml"
_SAYS_NOTHING = {"site", "public", "www", "html", "data"}
"""Names that folders of sites usually have; the folder around one says more."""
_INNER_NAMES = (".localhost", ".local", ".internal", ".home.arpa", ".lan", ".intranet")
"""Ends of names that the internet does not know (RFC 6761, 6762, 8375), or that are only used inside."""


class NoSources(Explained):
    """There is nothing to make a portal of. `message` says why."""


class ListedRegister(Record, frozen=True, kw_only=True):
    """One register in portal.yml."""

    source: Annotated[str, about("Thư mục trang, hoặc địa chỉ http(s)", "The site's folder, or its http(s) address")]
    id: Annotated[Slug | None, about("Mã trên cổng, không đổi về sau", "Id on the portal, which stays")] = None
    name: Annotated[str, about("Tên trên cổng, thay cho tên sổ", "Name on the portal, instead of its title")] = ""
    address: Annotated[str, about("Địa chỉ trang, khi nguồn là thư mục", "The site's address, for a folder")] = ""
    network: Annotated[
        Literal["public", "inner"],
        about("Nguồn ở Internet, hay trong mạng nội bộ", "Whether the source is on the internet or an inner network"),
    ] = "public"


class PortalSettings(Record, frozen=True, kw_only=True):
    """portal.yml: the portal's title and its registers."""

    title: Annotated[str, about("Tên cổng", "Name of the portal")] = ""
    language: Annotated[Literal["vi", "en"], about("Ngôn ngữ", "Language of the portal")] = "vi"
    registers: Annotated[tuple[ListedRegister, ...], AT_LEAST_ONE, about("Các sổ", "The registers", unique="source")]


@dataclass(frozen=True, slots=True)
class RegisterSource:
    """A register's published site. `address` is where its pages are: with a slash at its end, or empty if unknown.

    `is_public`: it is on the internet, so that its name may not lead to an address of an inner network.
    """

    id: str
    place: str
    address: str = ""
    name: str = ""
    is_public: bool = True

    @property
    def is_web(self) -> bool:
        return is_web(self.place)


@dataclass(frozen=True, slots=True)
class PortalPlan:
    """What a portal is made of. `title` and `language` are empty where nobody chose them."""

    sources: tuple[RegisterSource, ...]
    title: str = ""
    language: Language | None = None


def is_web(place: str) -> bool:
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", place) is not None


def read_plan(file: Path) -> PortalPlan:
    """The plan of a portal.yml, its folders seen from where it lies. Raises `NoSources`."""
    read = read_record(file.parent, file.name, PortalSettings)
    if read.problems or not isinstance(read.record, PortalSettings):
        raise NoSources(_of_file(file, read.problems[0].message))
    settings = read.record
    sources = [_source(each, file.parent) for each in settings.registers]
    return PortalPlan(_told_apart(sources), settings.title, settings.language)


def plan_of(places: Iterable[str], folder: Path) -> PortalPlan:
    """The plan of sources named on the command line, seen from a folder. Raises `NoSources`."""
    return PortalPlan(_told_apart([_source(ListedRegister(source=place), folder) for place in dict.fromkeys(places)]))


def _source(listed: ListedRegister, folder: Path) -> RegisterSource:
    place = listed.source
    if is_web(place):
        place = _web_address(place)
        is_public = listed.network == "public" and not _is_of_an_inner_network(place)
        return RegisterSource(listed.id or _id_of(place), place, place, listed.name, is_public)
    address = _web_address(listed.address) if listed.address else ""
    location = str((folder / place).resolve())
    return RegisterSource(listed.id or _id_of(location), location, address, listed.name)


def _web_address(given: str) -> str:
    """The address with a slash at its end. Raises `NoSources` for anything that is no plain http(s) address."""
    try:
        parts = urlsplit(given)
        plain = parts.scheme.lower() in ("http", "https") and parts.hostname and "@" not in parts.netloc
        plain = plain and not parts.query and not parts.fragment and given.isascii() and given.isprintable()
        _ = parts.port
    except ValueError:
        plain = False
    if not plain or re.search(r"[\s\"'<>\\]", given):
        raise NoSources(
            say(
                "“{given}” không phải địa chỉ http(s) của một trang; ghi dạng https://so.example/, không kèm "
                "tài khoản, “?” hay “#”",
                "“{given}” is no http(s) address of a site; write it like https://register.example/, without a "
                "user name, “?” or “#”",
                given=given,
            )
        )
    return given.rstrip("/") + "/"


def _is_of_an_inner_network(address: str) -> bool:
    """Whether an address itself says that it leads into an inner network: by its number, or by an inner name."""
    host = urlsplit(address).hostname or ""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith(_INNER_NAMES)


def _id_of(place: str) -> str:
    """An id from a place's own words: its host and path, or the last folder whose name says something."""
    if is_web(place):
        parts = urlsplit(place)
        words = f"{parts.netloc}{parts.path}"
    else:
        names = [name for name in Path(place).parts if name not in _SAYS_NOTHING]
        words = names[-1] if names else "register"
    return slug(words, longest=100) or "register"


def _told_apart(sources: list[RegisterSource]) -> tuple[RegisterSource, ...]:
    """The sources by id; ids that several places would share are told apart by a digest of the place."""
    shared = Counter(source.id for source in sources)

    def own_id(source: RegisterSource) -> str:
        digest = hashlib.sha256(os.fsencode(source.place)).hexdigest()[:6]
        return source.id if shared[source.id] == 1 else f"{source.id}-{digest}"

    # xa-2 before xa-10, as people count.
    def order(source: RegisterSource) -> list[str | int]:
        return [int(part) if part.isdecimal() else part for part in re.split(r"([0-9]+)", source.id)]

    return tuple(sorted((replace(source, id=own_id(source)) for source in sources), key=order))


def _of_file(file: Path, message: Message) -> Message:
    """A message with the file's name before it."""
    name = str(file).replace("{", "{{").replace("}", "}}")
    return Message(Text(f"{name}: {message.text.vi}", f"{name}: {message.text.en}"), message.facts)
