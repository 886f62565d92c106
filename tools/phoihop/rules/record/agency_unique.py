"""No two agencies that are active on a common day go by one name."""

from datetime import date

from phoihop.language import Agency, Text
from phoihop.records.register import Register
from phoihop.records.settings import AgencyRecord
from phoihop.rules.examples import REGISTER, with_more
from phoihop.rules.rule import Example, Findings, Found, RegisterFacts, Rule

_NAMES = ("name", "short", "code")


def check(facts: RegisterFacts) -> Findings:
    register = facts.register
    for key in _NAMES:
        by_name: dict[str, list[str]] = {}
        for id_, agency in sorted(register.agencies.items()):
            if name := " ".join(getattr(agency, key).split()).casefold():
                by_name.setdefault(name, []).append(id_)
        for ids in by_name.values():
            for at, id_ in enumerate(ids):
                agency = register.agencies[id_]
                other = next((each for each in ids[:at] if _meet(register, register.agencies[each], agency)), None)
                if other:
                    yield Found(f"agencies/{id_}.yml", (key,), agency=id_).says(
                        "“{name}” cũng là tên của {other} (agencies/{file}.yml) trong cùng thời gian; đặt tên khác, hoặc ghi “since”, “until” cho đúng",
                        "“{name}” is what {other} (agencies/{file}.yml) is called at the same time, too; name one otherwise, or write the right “since” and “until”",
                        name=getattr(agency, key),
                        other=Agency(other),
                        file=other,
                    )


def _meet(register: Register, one: AgencyRecord, other: AgencyRecord) -> bool:
    """Whether two agencies are active on a common day on which the rule binds."""
    start = max(one.since or date.min, other.since or date.min)
    end = min(one.until or date.max, other.until or date.max)
    return start <= end and register.policies.format_on(end) >= RULE.since


RULE = Rule(
    __name__,
    title=Text("Tên cơ quan không trùng", "Agencies have names of their own"),
    explanation=Text(
        "Hai cơ quan cùng hoạt động trong một thời gian thì không cùng tên, tên viết tắt hay mã định danh. Cơ quan mới lập sau khi cơ quan trùng tên đã ngừng hoạt động thì được.",
        "No two agencies that are active on a common day have one name, short name or code. A new one may bear the name of one that has ended.",
    ),
    good=Example(
        "agencies/ktht-moi.yml",
        with_more("agencies/ktht.yml", "since: 2022-01-01\n"),
        {"agencies/ktht.yml": with_more("agencies/ktht.yml", "until: 2021-12-31\nsucceeded_by: ktht-moi\n")},
    ),
    bad=Example("agencies/ktht-2.yml", REGISTER["agencies/ktht.yml"]),
    since=2,
    register=check,
)
