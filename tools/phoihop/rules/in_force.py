"""What of a rule was in force when, in a register: the directive, deadlines, its setting, what later formats added.

And with which keys it is kept, for whoever records: the rule itself is told in words that need none.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Protocol

from phoihop.language import Day, Days, Fact, Message, Single, Text, say
from phoihop.records.policy import InForce, PolicyByDay
from phoihop.records.record import fields_of, meaning_of
from phoihop.records.settings import Deadlines, Directive
from phoihop.words.codes import SEVERITIES

_OWN = Text("như quy tắc đã nêu", "the rule's own")
_SETTINGS = {"off": Text("tắt", "off"), "error": SEVERITIES["error"], "breach": SEVERITIES["breach"]}
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
    @property
    def keys(self) -> Text | None: ...


def for_recorders(rule: Dated) -> Iterator[Text]:
    """The keys that a rule rests on, and where its deadlines are set, a sentence each."""
    if rule.keys:
        yield rule.keys
    for name in rule.deadlines:
        yield Text(
            f"Thời hạn đặt ở “deadlines: {name}” trong register.yml.",
            f"The deadline is set by `deadlines: {name}` in register.yml.",
        )


def in_force(rule: Dated, policies: PolicyByDay | None) -> Iterator[Message]:
    """What a register says of a rule by itself, a sentence each; without a register, what formats added alone."""
    if policies:
        directives = [_span(span, named) for span in policies.directives() if (named := _named(span.value))]
        if directives and rule.section.isdecimal():
            yield say("Văn bản chỉ đạo: {spans}", "The directive: {spans}", spans=tuple(directives))
        for name in rule.deadlines:
            spans = policies.deadlines(name)
            yield say(
                "Thời hạn do sổ đặt ({what}): {spans}",
                "The deadline set by the register ({what}): {spans}",
                what=_what_for(name),
                spans=tuple(_span(span, Days(span.value)) for span in spans),
            )
        settings = policies.settings_of(rule.id)
        if any(span.value for span in settings):
            yield say(
                "Mức độ do sổ đặt: {spans}",
                "Severity set by the register: {spans}",
                spans=tuple(_span(span, _SETTINGS[span.value] if span.value else _OWN) for span in settings),
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


def _what_for(deadline: str) -> Text:
    """What a deadline of register.yml is for, as its declaration says."""
    field = next(each for each in fields_of(Deadlines) if each.name == deadline)
    meaning: Text = (meaning_of(field.type) or {})["about"]
    return Text(meaning.vi[0].lower() + meaning.vi[1:], meaning.en[0].lower() + meaning.en[1:])


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
