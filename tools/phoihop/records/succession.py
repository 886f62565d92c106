"""Which agency stands in the place of another on a day: a succession takes effect once the successor exists and the
predecessor has ended.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from phoihop.records.settings import AgencyRecord


@dataclass(frozen=True, slots=True)
class Succession:
    """The successions among agencies. Each is followed once a day: a task names many agencies, on many days."""

    agencies: Mapping[str, AgencyRecord]
    _holders: dict[date, dict[str, str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def holder(self, agency: str, day: date) -> str:
        """Who stands in the place of an agency: itself, or who succeeded it by then.

        A succession that runs in a circle leads nowhere: everyone on the way to it stays in their own place.
        """
        holders = self._holders.setdefault(day, {})
        passed: dict[str, None] = {}
        at = agency
        while at not in holders and at not in passed and (next_ := self._successor(at, day)):
            passed[at] = None
            at = next_
        if at in passed:
            holders.update({each: each for each in passed})
        else:
            holders.update(dict.fromkeys((*passed, at), holders.get(at, at)))
        return holders[agency]

    def _successor(self, agency: str, day: date) -> str | None:
        """Who has taken an agency's place by a day, if anybody."""
        record = self.agencies.get(agency)
        successor = self.agencies.get(record.succeeded_by) if record and record.succeeded_by else None
        if record is None or successor is None:
            return None
        starts = [successor.since, record.until + timedelta(days=1) if record.until else None]
        known = [start for start in starts if start is not None]
        return record.succeeded_by if known and day >= max(known) else None
