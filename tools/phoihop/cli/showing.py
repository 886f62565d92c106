"""What `phoihop new` shows: the record as it will be written, what it changes, what is wrong, what was written."""

from collections.abc import Iterable, Iterator
from difflib import unified_diff
from typing import TYPE_CHECKING

import click

from phoihop.cli.session import CannotRun
from phoihop.cli.speaking import _, ngettext, worded
from phoihop.language import sentence
from phoihop.recording.effects import left_unanswered
from phoihop.recording.preparing import Prepared, Recorded
from phoihop.recording.writing import Edit
from phoihop.rules.finding import Finding
from phoihop.rules.registry import rules
from phoihop.terminal import clean, hang, screen_width
from phoihop.words.codes import IN_A_COLUMN
from phoihop.words.labels import by_labels

if TYPE_CHECKING:
    # Reads spreadsheets, for which it loads what takes a quarter of the time of `phoihop new`.
    from phoihop.recording.importing.table import CellError


def show_record(prepared: Prepared) -> None:
    """The file's path and its text, and where papers will go."""
    if prepared.path in prepared.files():
        click.echo(click.style(prepared.path, bold=True))
        for line in prepared.text.splitlines():
            click.echo(f"  {line}")
    for edit in prepared.edits:
        click.echo(click.style(f"{edit.path} → {edit.to}" if edit.to else edit.path, bold=True))
        for line in _difference(edit):
            click.echo(f"  {line}")
    for name, source in prepared.papers.items():
        click.echo(click.style(_("{source} is copied to {name}").format(source=source, name=name), dim=True))


def _difference(edit: Edit) -> Iterator[str]:
    """The lines that an edit takes away and puts in their place."""
    before, after = (content.decode("utf-8", "replace").splitlines() for content in (edit.before, edit.after))
    for line in list(unified_diff(before, after, lineterm="", n=0))[2:]:
        if not line.startswith("@@"):
            yield click.style(clean(line), fg="red" if line.startswith("-") else "green")


def show_effects(prepared: Prepared) -> None:
    """What the record means and changes, and what it falls short in."""
    for message in prepared.effects():
        for line in hang("  • ", clean(worded(message)), screen_width()):
            click.echo(line)
    for found in prepared.verdict.findings:
        if found.severity != "error":
            _show_finding(found)


def tell_left_unanswered(prepared: Prepared) -> None:
    """Says on stderr, before it is written, what a report is silent about: it may be written, but not submitted on."""
    if prepared.verdict.after and (left := left_unanswered(prepared.verdict.after, prepared.id)):
        said = clean(worded(left))
        click.echo(sentence(said) + " " + _("Before the submission: a report that responds to all."), err=True)


def show_refusal(prepared: Prepared) -> None:
    """Why the record is refused, with the rules that say so, on stderr."""
    errors = prepared.verdict.errors
    for found in errors:
        _show_finding(found, err=True)
    broken = sorted({found.rule for found in errors})
    click.echo(
        ngettext(
            "Nothing was written. More about the rule: {commands}",
            "Nothing was written. More about the rules: {commands}",
            len(broken),
        ).format(commands=", ".join(f"phoihop explain {rule}" for rule in broken)),
        err=True,
    )


def _show_finding(found: Finding, *, err: bool = False) -> None:
    severity = worded(IN_A_COLUMN[found.standing])
    title = worded(rules()[found.rule].title)
    lead = f"  {severity}  "
    colour = {"error": "red", "breach": "yellow"}.get(found.severity)
    said = clean(worded(by_labels(found.message)))
    for line in hang(lead, said, screen_width(), shown=click.style(lead, fg=colour)):
        click.echo(line, err=err)
    click.echo(" " * len(lead) + click.style(f"{found.rule}: {title}", dim=True), err=err)


def tell_commit(recorded: Recorded) -> None:
    """The commit, where one was wished. Raises `CannotRun` where Git made none."""
    if reason := recorded.not_committed:
        complaint = f"\n{reason.complaint}" if reason.complaint else ""
        message = _("It is recorded, but not committed: {why}{complaint}")
        raise CannotRun(message.format(why=worded(reason.message), complaint=complaint))
    if recorded.commit:
        id_, said = recorded.commit
        click.echo(_("Committed: {commit} {message}").format(commit=id_, message=said))


def show_errors_by_cell(errors: "Iterable[CellError]") -> None:
    """Every error of a sheet by its cell, on stderr: “B7: …; expected: …”."""
    for error in errors:
        line = f"{click.style(error.cell, bold=True)}: {clean(worded(error.message))}"
        if error.expected:
            line += "; " + _("expected: {what}").format(what=clean(worded(error.expected)))
        if error.rule:
            line += f" ({error.rule})"
        click.echo(line, err=True)
