"""A day as people type it, on a command line or in a cell; records themselves hold one form only."""

import re
from datetime import date

_AS_PEOPLE_WRITE = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})")
_AS_RECORDED = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")


def typed_day(words: str) -> date | None:
    """22/3/2021, 22-3-2021, 22.3.2021 or 2021-03-22 as a day; None where it is none."""
    match = _AS_PEOPLE_WRITE.fullmatch(words.strip()) or _AS_RECORDED.fullmatch(words.strip())
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"])) if match else None
    except ValueError:
        return None
