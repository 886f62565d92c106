"""Proposes a year's calendar of working days for a register, and puts it into register.yml.

The library's list is only proposed: the state announces each year's days off and swapped days late in the year before,
and a register's deadlines must not move with another version of the library. So what is proposed stands in the
register, with the days' names beside it, for somebody to hold against the announcement.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

from phoihop.language import Language, say
from phoihop.recording.editing import edited
from phoihop.records.calendar import SATURDAY, knows_country
from phoihop.records.settings import Holidays, Settings, Year
from phoihop.records.yaml_door import NotYaml, Tree, read_yaml

_LOCALES: dict[Language, str] = {"vi": "vi", "en": "en_US"}


@dataclass(frozen=True, slots=True)
class YearProposal:
    """A year's days off with their names, those on Saturdays and Sundays too, and its Saturdays and Sundays worked."""

    year: int
    off: dict[date, str]
    worked: tuple[date, ...]

    @property
    def off_in_the_week(self) -> dict[date, str]:
        """The days off that would otherwise be worked: those that a register names."""
        return {day: name for day, name in self.off.items() if day.weekday() < SATURDAY}

    @property
    def tree(self) -> Tree:
        """The year as register.yml has it."""
        days: dict[str, Tree] = {
            "off": [day.isoformat() for day in self.off_in_the_week],
            "worked": [day.isoformat() for day in self.worked],
        }
        return {key: each for key, each in days.items() if each}

    def named(self, text: str) -> str:
        """A text that lists the days off, each with its name behind it."""
        for day, name in self.off_in_the_week.items():
            for end in ("\n", "\r\n"):
                text = text.replace(f"- {day}{end}", f"- {day}  # {name}{end}", 1)
        return text


@dataclass(frozen=True, slots=True)
class Difference:
    """A holiday that takes more or fewer days from the working week than in a year beside it: the counts by year."""

    name: str
    days: dict[int, int]


def library() -> str:
    """What proposes, and in which version."""
    return f"holidays {version('holidays')}"


def propose(year: int, country: str, language: Language) -> YearProposal:
    """What the library holds a year's calendar to be, its own `off` and `worked` of register.yml left aside.

    Raises `NotYaml` for a country that it does not know.
    """
    import holidays

    if not knows_country(country):
        raise NotYaml(
            say(
                "không có lịch nghỉ của nước “{country}”; sửa holidays.country trong register.yml, ví dụ VN",
                "there is no calendar of a country “{country}”; mend holidays.country in register.yml, such as VN",
                country=country,
            )
        )
    known = holidays.country_holidays(country, years=(year, year + 1))
    spoken = _LOCALES[language]
    if spoken in known.supported_languages:
        known = holidays.country_holidays(country, years=(year, year + 1), language=spoken)
    off = {day: name for day, name in sorted(known.items()) if day.year == year}
    return YearProposal(year, off, tuple(sorted(day for day in known.weekend_workdays if day.year == year)))


def with_own_days(proposal: YearProposal, settings: Holidays, own: str) -> YearProposal:
    """The proposal, with the days that register.yml names for all years (`off`, `worked`); `own` is their name."""
    off = {day: name for day, name in proposal.off.items() if day not in settings.worked}
    off |= {day: off.get(day, own) for day in settings.off if day.year == proposal.year}
    worked = {day for day in (*proposal.worked, *settings.worked) if day.year == proposal.year} - {*settings.off}
    return YearProposal(
        proposal.year,
        dict(sorted(off.items())),
        tuple(sorted(day for day in worked if day.weekday() >= SATURDAY)),
    )


def differences(proposal: YearProposal, beside: list[YearProposal]) -> list[Difference]:
    """The holidays that take more or fewer days, or none, from the working week in one of the years beside it."""
    counts = {each.year: Counter(_name(name) for name in each.off_in_the_week.values()) for each in (proposal, *beside)}
    names = dict.fromkeys(name for count in counts.values() for name in count)
    found = [Difference(name, {year: count[name] for year, count in sorted(counts.items())}) for name in names]
    return [each for each in found if len(set(each.days.values())) > 1]


def differs_from(year: Year, proposal: YearProposal) -> tuple[list[date], list[date]]:
    """How a year of the register differs from the proposal: days that it alone has off, and that it alone works."""
    theirs, ours = {*proposal.off_in_the_week}, {day for day in year.off if day.weekday() < SATURDAY}
    their_work, our_work = {*proposal.worked}, {day for day in year.worked if day.weekday() >= SATURDAY}
    return sorted((ours - theirs) | (their_work - our_work)), sorted((theirs - ours) | (our_work - their_work))


def put_into(content: bytes, proposal: YearProposal) -> bytes:
    """register.yml with the year's calendar, each day off with its name behind it. Raises `NotYaml`."""
    settings = edited(content, _moved(content, proposal.year), Settings)
    settings = edited(settings, [(("holidays", "years", str(proposal.year)), proposal.tree)], Settings)
    named = proposal.named(settings.decode()).encode()
    try:
        return named if read_yaml(named)[0] == read_yaml(settings)[0] else settings
    except NotYaml:
        return settings


def _moved(content: bytes, year: int) -> list[tuple[tuple[str | int, ...], Tree | None]]:
    """What takes the days of a year out of `off` and `worked` for all years: its own calendar has them."""
    tree = read_yaml(content)[0]
    holidays = tree.get("holidays") if isinstance(tree, dict) else None
    changes: list[tuple[tuple[str | int, ...], Tree | None]] = []
    for key in ("off", "worked"):
        days = holidays.get(key) if isinstance(holidays, dict) else None
        if isinstance(days, list) and any(str(day).startswith(f"{year}-") for day in days):
            left = [day for day in days if not str(day).startswith(f"{year}-")]
            changes.append((("holidays", key), left or None))
    return changes


def _name(name: str) -> str:
    """A holiday's name without what the library says of its day: observed instead, estimated."""
    return name.partition(" (")[0]
