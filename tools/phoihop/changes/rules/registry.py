"""All change rules, found in their folder: adding one is adding a module that declares `RULE`."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from phoihop.changes.rules.rule import ChangeRule
from phoihop.rules.registry import CHANGE_RULES


@cache
def change_rules() -> Mapping[str, ChangeRule]:
    """Every change rule by id, in the order in which they are listed."""
    modules = (import_module(f"phoihop.changes.rules.{id_.replace('-', '_')}") for id_ in CHANGE_RULES)
    return {module.RULE.id: module.RULE for module in modules}
