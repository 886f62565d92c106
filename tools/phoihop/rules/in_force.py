"""What of a rule was in force when, in a register: its deadlines, its setting, and what later formats added to it."""

from collections.abc import Iterator, Mapping
from datetime import date

from phoihop.language import Days, Fact, Message, Text, say
from phoihop.records.policy import InForce, PolicyByDay

_OWN = Text("mức của quy tắc", "the rule's own")
_NEW = Text("quy tắc này", "this rule")


def in_force(
    rule: str, deadlines: tuple[str, ...], since: int, sharpened: Mapping[int, Text], policies: PolicyByDay | None
) -> Iterator[Message]:
    """What a register says of a rule by itself, a sentence each; without a register, what formats added alone."""
    if policies:
        for name in deadlines:
            spans = policies.deadlines(name)
            yield say(
                "Thời hạn “{name}” do sổ đặt: {spans}",
                "The deadline “{name}”, set by the register: {spans}",
                name=name,
                spans=tuple(_span(span, Days(int(span.value or 0))) for span in spans),
            )
        settings = policies.settings_of(rule)
        if any(span.value for span in settings):
            yield say(
                "Thiết lập trong sổ: {spans}",
                "Set by the register: {spans}",
                spans=tuple(_span(span, str(span.value) if span.value else _OWN) for span in settings),
            )
    added = ({since: _NEW} if since > 1 else {}) | dict(sharpened)
    for format_, words in added.items():
        yield say(
            "Từ định dạng {format}{when}: {what}",
            "From format {format} on{when}: {what}",
            format=format_,
            what=words,
            when=_when(format_, policies),
        )


def _span(span: InForce, value: Fact) -> Message:
    match span.since, span.until:
        case date() as since, date() as until:
            words = Text("{value} (từ {since} đến hết {until})", "{value} (from {since} until {until})")
            return Message(words, {"value": value, "since": since, "until": until})
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
