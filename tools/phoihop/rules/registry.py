"""All rules, found in their folders: adding a rule is adding a module that declares `RULE`."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from phoihop.rules.rule import SECTIONS, Rule, folder_of

CHANGE_RULES = (
    "issued-is-final",
    "correction-by-issuer",
    "id-not-reused",
    "author-may-write",
    "policy-by-authority",
    "publication-by-authority",
    "signed",
    "recorded-promptly",
)
"""The rules that judge a change, not a state. register.yml may set them like any other."""


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule that judges a register's state, by id: group `record` first, then by section of the directive."""
    found: dict[str, Rule] = {}
    for section in SECTIONS:
        package = import_module(f"phoihop.rules.{folder_of(section)}")
        for module in sorted(iter_modules(package.__path__), key=lambda each: each.name):
            rule: Rule = import_module(f"{package.__name__}.{module.name}").RULE
            found[rule.id] = rule
    return found
