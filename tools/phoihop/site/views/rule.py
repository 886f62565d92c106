"""The rules: what the directive asks, why, a good and a bad example, and where each is broken now."""

from typing import Any

from phoihop.changes.rules.registry import change_rules
from phoihop.changes.rules.rule import SECTION, SECTION_TITLE, ChangeRule
from phoihop.language import Text
from phoihop.rules.in_force import in_force
from phoihop.rules.registry import rules
from phoihop.rules.rule import SECTIONS, Rule
from phoihop.site.publication import Publication
from phoihop.site.views.finding_list import counts, pages_for, part, place_of

_SECTIONS: dict[str, Text] = dict(SECTIONS.items()) | {SECTION: SECTION_TITLE}


def every_rule() -> dict[str, Rule | ChangeRule]:
    """Every rule by id: those of a register's state, then those of a change."""
    return {**rules(), **change_rules()}


def view_all(publication: Publication) -> dict[str, Any]:
    """All rules by section, with how often each is broken, or due, now."""
    by_rule = publication.findings_by_rule
    return {
        "by_section": [
            (title, [rule for rule in every_rule().values() if rule.section == section])
            for section, title in _SECTIONS.items()
        ],
        "counts": {id_: counts(findings) for id_, findings in by_rule.items()},
        "place_of": place_of,
    }


def view(publication: Publication, rule: str, number: int = 1) -> dict[str, Any]:
    """A rule's page; `number` counts the pages that its findings fill."""
    declared = every_rule()[rule]
    told = in_force(declared, publication.register.policies)
    return {
        "rule": declared,
        "section_title": _SECTIONS[declared.section],
        "of_changes": isinstance(declared, ChangeRule),
        "in_force": [publication.words(each) for each in told],
        **part(publication.findings_by_rule.get(rule, ()), number, f"rules/{rule}/"),
    }


def further_pages(publication: Publication, rule: str) -> range:
    """The numbers of the pages that a rule's findings fill beyond its first."""
    return range(2, pages_for(publication.findings_by_rule.get(rule, ())) + 1)


def tasks_of(publication: Publication, rule: str) -> tuple[str, ...]:
    """The ids of the tasks of which a rule finds something."""
    findings = publication.findings_by_rule.get(rule, ())
    return tuple(dict.fromkeys(found.task for found in findings if found.task))
