"""`phoihop explain [RULE]`: the rules by section of the directive, or one rule with all that it says."""

from collections.abc import Iterator, Mapping

import click

from phoihop.changes.rules.registry import change_rules
from phoihop.changes.rules.rule import SECTION, SECTION_TITLE, ChangeRule
from phoihop.cli import speaking
from phoihop.cli.parameters import ANY_RULE
from phoihop.cli.session import Session
from phoihop.cli.speaking import _, worded
from phoihop.language import Text, short_date
from phoihop.records.policy import PolicyByDay
from phoihop.rules.in_force import for_recorders, in_force
from phoihop.rules.registry import rules
from phoihop.rules.rule import RULE_KINDS, SECTIONS, Example, Rule
from phoihop.terminal import ScreenColumn, hang, screen_width, table
from phoihop.wording import mark

_SECTIONS: dict[str, Text] = dict(SECTIONS.items()) | {SECTION: SECTION_TITLE}


@speaking.command(help=mark("Without RULE: all rules, by section of the directive."))
@speaking.argument("rule", type=ANY_RULE, required=False)
@click.pass_obj
def command(session: Session, rule: str | None) -> None:
    for line in _one(_rules()[rule], session.policies) if rule else _all():
        click.echo(line)


def _rules() -> Mapping[str, Rule | ChangeRule]:
    """Every rule there is: those of a register's state, then those of a change."""
    return {**rules(), **change_rules()}


def _all() -> Iterator[str]:
    kinds = {"error": _("error"), "breach": _("breach"), "breach-or-due": _("breach or due")}
    columns = (ScreenColumn(""), ScreenColumn(""), ScreenColumn("", gives=True))
    every = _rules()
    rows = [(rule.id, kinds[rule.kind], worded(rule.title)) for rule in every.values()]
    lines = dict(zip(every, table(columns, rows, screen_width(), indent=2), strict=True))
    for section, title in _SECTIONS.items():
        yield click.style(worded(title), bold=True)
        yield from (lines[rule.id] for rule in every.values() if rule.section == section)
        yield ""
    yield _("More about a rule: phoihop explain RULE")


def _one(rule: Rule | ChangeRule, policies: PolicyByDay | None) -> Iterator[str]:
    width = screen_width()
    yield click.style(rule.id, bold=True) + f"  {worded(rule.title)}"
    kind = worded(RULE_KINDS[rule.kind])
    yield from hang("", f"{worded(_SECTIONS[rule.section])} · {kind}", width)
    yield ""
    for paragraph in worded(rule.explanation).split("\n\n"):
        yield from hang("", " ".join(paragraph.split()), width)
    for keys in for_recorders(rule):
        yield from hang("", worded(keys), width)
    told = list(in_force(rule, policies))
    if told:
        yield ""
        for message in told:
            yield from hang("", worded(message), width)
    for title, example in ((_("Good example"), rule.good), (_("Bad example"), rule.bad)):
        yield ""
        if isinstance(example, Text):
            yield click.style(title, bold=True)
            yield from hang("  ", worded(example), width)
        else:
            yield from _example(title, example)


def _example(title: str, example: Example) -> Iterator[str]:
    as_of = _("as of {date}").format(date=short_date(example.today))
    yield f"{click.style(title, bold=True)}: {example.shows} ({as_of})"
    if example.text is None:
        yield "  " + _("(there is no such file)")
    else:
        yield from (f"  {line}".rstrip() for line in example.text.splitlines())
