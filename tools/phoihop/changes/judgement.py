"""What the ordinary rules find with a change and without it: what the change brings, and what it resolves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

import msgspec

from phoihop.changes.change import Change
from phoihop.changes.rules.registry import change_rules
from phoihop.changes.rules.rule import SECTION, ChangeRule, FoundInChange
from phoihop.changes.unpacking import is_of_register, refusal_of
from phoihop.language import say
from phoihop.records.register import SETTINGS_FILE, Register
from phoihop.records.settings import PolicyChange
from phoihop.records.yaml_door import line_of
from phoihop.rules.finding import Finding, Severity, new_among
from phoihop.rules.judge import judge

Effect = Literal["new", "resolved"]


@dataclass(frozen=True, slots=True)
class Effected:
    """A finding that the change brings (`new`), or does away with (`resolved`)."""

    finding: Finding
    effect: Effect


def with_rules_of(register: Register, policy: Register) -> Register:
    """The register, judged by the rule settings of another: those that a change proposes do not count for itself."""
    own = {each.from_: each for each in register.settings.changes}
    known = {each.from_: each.rules for each in policy.settings.changes}
    changes = tuple(
        msgspec.structs.replace(own.get(day) or PolicyChange(from_=day), rules=known.get(day, {}))
        for day in sorted({*own, *known})
    )
    settings = msgspec.structs.replace(register.settings, rules=policy.settings.rules, changes=changes)
    return Register(register.root, register.settings_file, settings)


def findings_of(change: Change, today: date) -> tuple[Effected, ...]:
    """All that the change brings and resolves, by task, file, line and rule, change rules first within a task."""
    before = [*judge(change.before, today).findings, *_refused(change, after=False)]
    after = [*judge(change.after, today).findings, *_refused(change, after=True)]
    found = [
        *(Effected(each, "new") for each in _change_findings(change)),
        *(Effected(each, "new") for each in new_among(after, before)),
        *(Effected(each, "resolved") for each in new_among(before, after)),
    ]
    return tuple(sorted(found, key=lambda each: (each.finding.task or "", each.effect, each.finding.order)))


def _refused(change: Change, *, after: bool) -> Iterator[Finding]:
    """Links, submodules and impossible names in the register: never looked at, and always an error."""
    settings = f"{change.location}{SETTINGS_FILE}"
    if after and settings in change.branch.net and change.branch.net[settings].after is None:
        lacking = say("sổ phải có {file}; trả lại tệp này", "a register needs {file}; put it back", file=SETTINGS_FILE)
        yield Finding("record-name", "error", "record", None, None, SETTINGS_FILE, None, lacking)
    for path, net in change.branch.net.items():
        entry, place = net.after if after else net.before, change.place(path)
        if entry is None or place.own is None or not is_of_register(place.own):
            continue
        message = refusal_of(place.own, entry)
        if message:
            yield Finding("record-name", "error", "record", place.task, place.agency, place.own, None, message)


def _change_findings(change: Change) -> Iterator[Finding]:
    settings = change.policy.policies.on(change.today).rules
    for rule in change_rules().values():
        setting = settings.get(rule.id)
        if setting == "off":
            continue
        for found in rule.check(change):
            yield _finding(change, rule, setting or rule.kind, found)


def _finding(change: Change, rule: ChangeRule, severity: Severity, found: FoundInChange) -> Finding:
    net = change.branch.net.get(found.place.path)
    entry = net.after if net else change.branch.base_tree.get(found.place.path)
    line = line_of(change.content(entry), found.key) or 1 if entry else None
    place = found.place
    return Finding(rule.id, severity, SECTION, place.task, found.agency, place.name, line, found.message)
