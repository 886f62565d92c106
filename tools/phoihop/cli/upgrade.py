"""`phoihop upgrade`: takes up the newest record format, and shows first what it changes."""

from collections.abc import Iterator
from datetime import date

import click
from msgspec.structs import replace

from phoihop.checking.check import judgement_of, summaries
from phoihop.checking.cores import cores
from phoihop.cli import speaking
from phoihop.cli.cases import progress_bar
from phoihop.cli.parameters import DAY
from phoihop.cli.session import Session
from phoihop.cli.speaking import _, ngettext, worded
from phoihop.language import short_date
from phoihop.recording.revising import Upgraded, upgraded
from phoihop.recording.writing import rewrite
from phoihop.records.record import FORMAT
from phoihop.records.register import SETTINGS_FILE, Register
from phoihop.rules.finding import Finding, new_among
from phoihop.rules.registry import rules
from phoihop.rules.rule import Rule
from phoihop.terminal import hang, screen_width
from phoihop.wording import mark
from phoihop.words.codes import SEVERITIES


@speaking.command(
    help=mark(
        "Writes “format” and “upgrades” into register.yml. Documents dated before the day of the upgrade are judged as "
        "before. Exit code: 0 upgraded, or nothing to upgrade, 2 if the command could not run."
    )
)
@speaking.option("--dry-run", is_flag=True, help=mark("Show what would change, and write nothing."))
@speaking.option(
    "--from", "since", type=DAY, help=mark("The day from which documents are judged by the new format. Default: today.")
)
@click.pass_obj
def command(session: Session, dry_run: bool, since: date | None) -> None:
    register = session.register
    today = session.today(None)
    place = register.root / SETTINGS_FILE
    content = place.read_bytes()
    new = upgraded(content, since or today)
    if new is None:
        click.echo(_("The register is of format {format} already: there is nothing to upgrade.").format(format=FORMAT))
        return
    for line in _told(register, new, today):
        click.echo(line)
    if dry_run:
        click.echo(_("Nothing was written. To upgrade: phoihop upgrade"))
        return
    rewrite(place, register.root, content, new.content)
    click.echo(_("Written into {file}. Look at it, then commit it for review.").format(file=place))


def _told(register: Register, new: Upgraded, today: date) -> Iterator[str]:
    """What is written, what binds from then on, and which findings come or go."""
    width = screen_width()
    day = short_date(new.since)
    yield _("From format {old} to format {new}; documents of earlier days than {day} are judged as before.").format(
        old=new.old, new=FORMAT, day=day
    )
    yield ""
    yield _("From {day} on:").format(day=day)
    for rule in rules().values():
        for words in _later_words(rule, new.old):
            yield from hang("  ", f"{rule.id}: {words}", width)
    yield ""
    if not register.is_readable:
        yield _("What it changes in the findings can't be told: register.yml, or the authority's file, has errors.")
        return
    after = Register(register.root, replace(register.settings_file, record=new.settings))
    before_found, after_found = _findings(register, today), _findings(after, today)
    changes = [
        *(("+", each) for each in new_among(after_found, before_found)),
        *(("-", each) for each in new_among(before_found, after_found)),
    ]
    if not changes:
        yield _("No finding comes or goes.")
        return
    count = len(changes)
    yield ngettext("{n} finding comes (+) or goes (-):", "{n} findings come (+) or go (-):", count).format(n=count)
    for sign, found in changes:
        severity = worded(SEVERITIES[found.severity])
        place = f"{found.file}:{found.line}" if found.line else found.file
        said = worded(found.message)
        yield from hang(f"  {sign} ", f"{severity}: {said} ({place}, {found.rule})", width)


def _later_words(rule: Rule, old: int) -> list[str]:
    """What a rule asks that it did not ask by an earlier format; the whole rule where it is new."""
    if rule.since > old:
        return [worded(rule.explanation)]
    return [worded(words) for since, words in rule.sharpened.items() if since > old]


def _findings(register: Register, today: date) -> tuple[Finding, ...]:
    with progress_bar(_("Checking")) as progress:
        found = summaries(register, today, cache=None, jobs=cores(), progress=progress)
    return judgement_of(register, today, found).findings
