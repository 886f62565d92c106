"""Findings as plain values, and back: so they travel between processes, and lie in files, without being worded.

What is read back is checked against these types. No code is ever taken from a file, as `pickle` would.
"""

from datetime import date
from typing import Any

import msgspec

from phoihop.language import Agency, Days, Fact, Message, Text
from phoihop.rules.finding import Finding, Severity

PlainFact = str | int | list[Any]
"""Text and numbers as they are; of other facts a list that says what they are."""


class PlainMessage(msgspec.Struct, frozen=True, array_like=True):
    """A message that is not yet worded, in both languages."""

    vi: str
    en: str
    facts: dict[str, PlainFact]


class PlainFinding(msgspec.Struct, frozen=True, array_like=True):
    """A finding. Its task is known from where it is kept."""

    rule: str
    severity: Severity
    section: str
    agency: str | None
    file: str
    line: int | None
    message: PlainMessage
    overdue: bool


def plain_finding(finding: Finding) -> PlainFinding:
    return PlainFinding(
        finding.rule,
        finding.severity,
        finding.section,
        finding.agency,
        finding.file,
        finding.line,
        plain_message(finding.message),
        finding.overdue,
    )


def finding_of(plain: PlainFinding, task: str | None) -> Finding:
    """The finding again. ValueError where a fact is of no known kind."""
    return Finding(
        rule=plain.rule,
        severity=plain.severity,
        section=plain.section,
        task=task,
        agency=plain.agency,
        file=plain.file,
        line=plain.line,
        message=message_of(plain.message),
        overdue=plain.overdue,
    )


def plain_message(message: Message) -> PlainMessage:
    facts = {name: _plain(fact) for name, fact in message.facts.items()}
    return PlainMessage(message.text.vi, message.text.en, facts)


def message_of(plain: PlainMessage) -> Message:
    return Message(Text(plain.vi, plain.en), {name: _fact(fact) for name, fact in plain.facts.items()})


def _plain(fact: Fact) -> PlainFact:
    match fact:
        case date():
            return ["day", fact.isoformat()]
        case Text():
            return ["text", fact.vi, fact.en]
        case Days():
            return ["days", fact.count]
        case Agency():
            return ["agency", fact.id]
        case Message():
            return ["message", fact.text.vi, fact.text.en, {name: _plain(each) for name, each in fact.facts.items()}]
        case tuple():
            return ["each", *(_plain(each) for each in fact)]
        case _:
            return fact


def _fact(plain: Any) -> Fact:
    match plain:
        case str() | int():
            return plain
        case ["day", str(day)]:
            return date.fromisoformat(day)
        case ["text", str(vi), str(en)]:
            return Text(vi, en)
        case ["days", int(count)]:
            return Days(count)
        case ["agency", str(id_)]:
            return Agency(id_)
        case ["message", str(vi), str(en), dict(facts)]:
            return Message(Text(vi, en), {name: _fact(each) for name, each in facts.items()})
        case ["each", *facts]:
            return tuple(_fact(each) for each in facts)
    raise ValueError(f"no fact is written so: {plain!r}")
