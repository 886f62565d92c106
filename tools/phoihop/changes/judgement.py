"""What the ordinary rules find with a change and without it: what the change brings, and what it resolves."""

from collections.abc import Iterator
from datetime import date

import msgspec

from phoihop.changes.change import Change
from phoihop.changes.findings import ChangeFinding, in_change
from phoihop.changes.places import place_of
from phoihop.changes.rules.registry import change_rules
from phoihop.changes.rules.rule import SECTION, ChangeRule, FoundInChange
from phoihop.changes.unpacking import is_of_register, refusal_of
from phoihop.language import say
from phoihop.records.register import SETTINGS_FILE, Register
from phoihop.records.settings import PolicyChange
from phoihop.records.yaml_door import line_of
from phoihop.rules.finding import Finding, Severity, new_among
from phoihop.rules.judge import judge


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


def findings_of(change: Change, today: date) -> tuple[ChangeFinding, ...]:
    """All that the change brings and resolves, by task, file, line and rule, change rules first within a task."""
    before = [*judge(change.before, today).findings, *_refused(change, after=False)]
    after = [*judge(change.after, today).findings, *_refused(change, after=True)]
    found = [
        *_change_findings(change),
        *(in_change(each) for each in new_among(after, before)),
        *(in_change(each, effect="resolved") for each in new_among(before, after)),
    ]
    return tuple(sorted(found, key=lambda each: (each.task or "", each.effect, each.order)))


def _refused(change: Change, *, after: bool) -> Iterator[Finding]:
    """Links, submodules and impossible names in the register: never looked at, and always an error."""
    net = change.branch.net
    if after and SETTINGS_FILE in net and net[SETTINGS_FILE].after is None:
        lacking = say("sổ phải có {file}; trả lại tệp này", "a register needs {file}; put it back", file=SETTINGS_FILE)
        yield Finding("record-name", "error", "record", None, None, SETTINGS_FILE, None, lacking)
    for path, each in net.items():
        entry, place = each.after if after else each.before, place_of(path)
        if entry and is_of_register(path) and (message := refusal_of(path, entry)):
            yield Finding("record-name", "error", "record", place.task, place.agency, path, None, message)


def _change_findings(change: Change) -> Iterator[ChangeFinding]:
    settings = change.policy.policies.on(change.today).rules
    for rule in change_rules().values():
        setting = settings.get(rule.id)
        if setting != "off":
            yield from (_finding(change, rule, setting or rule.kind, found) for found in rule.check(change))


def _finding(change: Change, rule: ChangeRule, severity: Severity, found: FoundInChange) -> ChangeFinding:
    net, place = change.branch.net.get(found.place.path), found.place
    entry = net.after if net else change.branch.base_tree.get(place.path)
    line = line_of(change.contents.content(entry) or b"", found.key) or 1 if entry else None
    return ChangeFinding(rule.id, severity, SECTION, place.task, found.agency, place.name, line, found.message)
