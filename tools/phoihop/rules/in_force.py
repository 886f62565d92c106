"""What of a rule was in force when, in a register: the directive, deadlines, its setting, what later formats added."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Protocol

from phoihop.language import Day, Days, Fact, Message, Single, Text, say
from phoihop.records.policy import InForce, PolicyByDay
from phoihop.records.settings import Directive

_OWN = Text("mức của quy tắc", "the rule's own")
_NEW = Text("quy tắc này", "this rule")


class Dated(Protocol):
    """A rule, of a state or of a change, as far as it depends on the day."""

    @property
    def id(self) -> str: ...
    @property
    def section(self) -> str: ...
    @property
    def deadlines(self) -> tuple[str, ...]: ...
    @property
    def since(self) -> int: ...
    @property
    def sharpened(self) -> Mapping[int, Text]: ...


def in_force(rule: Dated, policies: PolicyByDay | None) -> Iterator[Message]:
    """What a register says of a rule by itself, a sentence each; without a register, what formats added alone."""
    if policies:
        directives = [_span(span, named) for span in policies.directives() if (named := _named(span.value))]
        if directives and rule.section.isdecimal():
            yield say("Văn bản chỉ đạo: {spans}", "The directive: {spans}", spans=tuple(directives))
        for name in rule.deadlines:
            spans = policies.deadlines(name)
            yield say(
                "Thời hạn “{name}” do sổ đặt: {spans}",
                "The deadline “{name}”, set by the register: {spans}",
                name=name,
                spans=tuple(_span(span, Days(span.value)) for span in spans),
            )
        settings = policies.settings_of(rule.id)
        if any(span.value for span in settings):
            yield say(
                "Thiết lập trong sổ: {spans}",
                "Set by the register: {spans}",
                spans=tuple(_span(span, str(span.value) if span.value else _OWN) for span in settings),
            )
    added = ({rule.since: _NEW} if rule.since > 1 else {}) | dict(rule.sharpened)
    for format_, words in added.items():
        yield say(
            "Từ định dạng {format}{when}: {what}",
            "From format {format} on{when}: {what}",
            format=format_,
            what=words,
            when=_when(format_, policies),
        )


def _named(directive: Directive) -> tuple[Single, ...]:
    """What is known of a directive: number, date, issuer."""
    day = Day(directive.date) if directive.date else None
    return tuple(each for each in (directive.number, day, directive.issuer) if each)


def _span(span: InForce[Any], value: Fact) -> Message:
    match span.since, span.until:
        case date() as since, date() as until:
            words = ("{value} (từ {since} đến hết {until})", "{value} (from {since} until {until})")
            return say(*words, value=value, since=since, until=until)
        case date() as since, None:
            return say("{value} (từ {since})", "{value} (from {since})", value=value, since=since)
        case None, date() as until:
            return say("{value} (đến hết {until})", "{value} (until {until})", value=value, until=until)
    return say("{value}", "{value}", value=value)


def _when(format_: int, policies: PolicyByDay | None) -> Message:
    """From when what came with a format binds in a register."""
    if policies is None:
        return say("", "")
    if policies.format < format_:
        return say(" (sổ này chưa nâng cấp, chưa áp dụng)", " (this register has not taken it up)")
    day = policies.taken_up_on(format_)
    if day is None:
        return say(" (sổ này áp dụng cho mọi ngày)", " (in this register on every day)")
    return say(" (sổ này áp dụng từ {day})", " (in this register from {day})", day=day)
