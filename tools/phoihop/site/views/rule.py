"""The rules: what the directive asks, why, a good and a bad example, and where each is broken now."""

from collections.abc import Mapping
from typing import Any

from phoihop.rules.registry import rules
from phoihop.rules.rule import SECTIONS
from phoihop.site.publication import Publication

LONGEST_LIST = 200


def view_all(publication: Publication) -> dict[str, Any]:
    """All rules by section, with how often each is broken, or due, now."""
    counts: dict[str, dict[str, int]] = {}
    for id_, findings in publication.findings_by_rule.items():
        counts[id_] = {
            severity: sum(finding.severity == severity for finding in findings)
            for severity in ("error", "breach", "due")
        }
    by_section: Mapping[str, list[Any]] = {
        section: [rule for rule in rules().values() if rule.section == section] for section in SECTIONS
    }
    return {"by_section": by_section, "counts": counts}


def view(publication: Publication, rule: str) -> dict[str, Any]:
    found = publication.findings_by_rule.get(rule, ())
    return {
        "rule": rules()[rule],
        "setting": publication.register.settings.rules.get(rule),
        "findings": found[:LONGEST_LIST],
        "more": max(0, len(found) - LONGEST_LIST),
    }
