"""`phoihop verify [--since EARLIER]`: proves by Git that the register only grew and nothing issued was rewritten."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
import msgspec

from phoihop.changes.audit import Proof, audit
from phoihop.changes.commits import Commit
from phoihop.changes.earlier import Earlier, fetch_head, is_address, read_head_file
from phoihop.changes.finality import OF_PEOPLE, PROMPT, Corrected
from phoihop.changes.findings import ChangeFinding
from phoihop.changes.git import NoHistory
from phoihop.changes.head import unrecorded
from phoihop.changes.repository import Repository
from phoihop.changes.unpacking import unpack
from phoihop.cli import speaking
from phoihop.cli.log import SHORT_COMMIT, changes_as_json
from phoihop.cli.parameters import format_option
from phoihop.cli.session import Session
from phoihop.cli.speaking import _, ngettext, speak, spoken, worded
from phoihop.cli.words import numbers_in
from phoihop.documents.json_forms import finding_as_json
from phoihop.language import short_date
from phoihop.records.register import SETTINGS_FILE, Register
from phoihop.scratch import scratch_folder
from phoihop.terminal import clean, hang, pad, printable_json, screen_width, width_of
from phoihop.wording import mark
from phoihop.words.actions import author_named
from phoihop.words.calling import record_named
from phoihop.words.codes import IN_A_COLUMN
from phoihop.words.differences import changes_told

COLOURS = {"error": "red", "breach": "yellow"}
MANY = (*OF_PEOPLE, PROMPT)
"""Rules that deny no proof and may find much: of each, the first are shown."""
MOST_SHOWN = 10


@speaking.command(
    help=mark(
        "Proves that the history follows from the earlier state, that no issued record vanished or changed without a "
        "correction in the same commit or merge, and that papers never changed; tells days of recording that can't be "
        "true; lists every correction. Without --since the history is judged from its first commit, but compared with "
        "nothing earlier: one rewritten as a whole looks like any other. What is not committed is not looked at. "
        "Exit code: 0 proven, 1 not, 2 if the command could not run."
    )
)
@speaking.option(
    "--since",
    metavar=mark("COMMIT|FILE|URL"),
    help=mark("An earlier commit, or an earlier data/head.json of the site: a file, or an http(s) address."),
)
@speaking.option(
    "--require-signatures",
    is_flag=True,
    help=mark(
        "Names every commit that is not signed by an SSH key which the register listed for its author's agency by then."
    ),
)
@format_option("text", "json")
@click.pass_obj
def command(session: Session, since: str | None, require_signatures: bool, form: str) -> int:
    with _looked_at(session) as (repository, register):
        earlier = _earlier(session, repository, since) if since else None
        proof = audit(repository, register, earlier, require_signatures=require_signatures)
        pending = [] if repository.is_bare else unrecorded(repository)
        for line in FORMS[form](proof, register):
            click.echo(line)
    if pending:
        note = ngettext(
            "{n} file is not committed as it is here, and was not looked at.",
            "{n} files are not committed as they are here, and were not looked at.",
            len(pending),
        )
        click.echo(note.format(n=len(pending)), err=form != "text")
    return 0 if proof.is_proven else 1


@contextmanager
def _looked_at(session: Session) -> Iterator[tuple[Repository, Register]]:
    """The repository and its register: as it lies here or, in a bare repository such as a backup, as HEAD has it."""
    try:
        repository = Repository(session.folder)
    except NoHistory:
        repository = None
    if repository is None or not repository.is_bare:
        register = session.readable_register
        yield Repository(register.root), register
        return
    tree = repository.tree("HEAD") if repository.has_commits else {}
    with scratch_folder() as folder:
        records = {path: entry for path, entry in tree.items() if path.endswith(".yml") and "/files/" not in path}
        unpack(repository, records, folder)
        inside = Session(folder, session.wished_language)
        if (folder / SETTINGS_FILE).is_file():
            speak(inside.language)
        yield repository, inside.readable_register


def _earlier(session: Session, repository: Repository, given: str) -> Earlier:
    if is_address(given):
        return fetch_head(given)
    file = session.path(given)
    try:
        is_file = file.is_file()
    except (OSError, ValueError):
        is_file = False
    try:
        commit = repository.resolve(given)
    except NoHistory:
        # Whoever writes a file's name is told of the file, where it is looked for.
        if is_file or file.suffix == ".json":
            return read_head_file(file)
        raise
    if is_file:
        note = _("There is a file {given}, too: the commit of that name is meant. For the file, write ./{given}.")
        click.echo(note.format(given=given), err=True)
    return Earlier(commit)


def _as_json(proof: Proof, register: Register) -> Iterator[str]:
    yield printable_json(
        {
            "head": proof.head,
            "since": proof.since,
            "proven": proof.is_proven,
            "commits": proof.commits,
            "records": dict(proof.records),
            "findings": [_found_as_json(found, register) for found in proof.findings],
            "corrections": [
                {
                    "task": each.task,
                    "document": each.record,
                    "corrections": list(each.corrections),
                    **_recorded_as_json(each),
                }
                for each in proof.corrected
            ],
            "erased": [msgspec.to_builtins(each) for each in proof.erased],
        }
    )


def _found_as_json(found: ChangeFinding, register: Register) -> dict[str, Any]:
    """A finding as `check` prints it, with the commit and what it changed; `task`, `file` and `commit` may be None."""
    told = finding_as_json(found, spoken(), register.agency_name)
    return {**told, "file": found.file or None, **_recorded_as_json(found)}


def _recorded_as_json(each: ChangeFinding | Corrected) -> dict[str, Any]:
    """By which commit, and what it changed."""
    commit = each.commit
    return {
        "commit": commit.id if commit else None,
        "date": commit.authored.isoformat() if commit else None,
        "author": commit.author if commit else None,
        "changes": changes_as_json(each.changes),
    }


def _as_text(proof: Proof, register: Register) -> Iterator[str]:
    width = screen_width()
    for rule in (None, *MANY):
        found = [each for each in proof.findings if (each.rule == rule if rule else each.rule not in MANY)]
        shown = found[:MOST_SHOWN] if rule else found
        for each in shown:
            yield from _found_lines(each, register, width)
        if more := len(found) - len(shown):
            yield "  " + ngettext(
                "… and {n} more of {rule}; all of them: --format json",
                "… and {n} more of {rule}; all of them: --format json",
                more,
            ).format(n=more, rule=rule)
    if proof.corrected:
        if proof.findings:
            yield ""
        yield click.style(_("Corrections"), bold=True)
        for correction in proof.corrected:
            yield from _corrected_lines(correction, register, width)
    if proof.erased:
        yield click.style(_("Erased by law"), bold=True)
        for gone in proof.erased:
            yield from hang("  ", clean(f"{gone.path} · {short_date(gone.date)} · {gone.reason}"), width)
    if proof.findings or proof.corrected or proof.erased:
        yield ""
    yield click.style(_verdict(proof), bold=True, fg="green" if proof.is_proven else "red")


def _found_lines(found: ChangeFinding, register: Register, width: int | None) -> Iterator[str]:
    column = max(width_of(worded(IN_A_COLUMN[each])) for each in ("error", "breach"))
    lead = "  " + pad(worded(IN_A_COLUMN[found.severity]), column) + "  "
    told = "; ".join(worded(each) for each in changes_told(found.changes))
    message = worded(found.message) + (f": {told}" if told else "")
    yield from hang(lead, clean(message), width, shown=click.style(lead, fg=COLOURS.get(found.severity)))
    place = [clean(found.file)] if found.file else []
    by = _by(found.commit, register)
    yield " " * width_of(lead) + click.style("  ".join([*place, *by, found.rule]), dim=True)


def _corrected_lines(each: Corrected, register: Register, width: int | None) -> Iterator[str]:
    number = numbers_in(register)

    def named(record: str) -> str:
        return worded(record_named(record, number(each.task, record)))

    told = "; ".join(worded(message) for message in changes_told(each.changes))
    text = _("{record}: {changes}, by {corrections}").format(
        record=named(each.record),
        changes=told or _("nothing changed"),
        corrections=", ".join(named(correction) for correction in each.corrections),
    )
    yield from hang(f"  {each.task}  ", clean(text), width)
    yield "    " + click.style("  ".join(_by(each.commit, register)), dim=True)


def _verdict(proof: Proof) -> str:
    counts = ngettext("{n} commit", "{n} commits", proof.commits).format(n=proof.commits)
    facts = {"head": proof.head[:SHORT_COMMIT], "since": (proof.since or "")[:SHORT_COMMIT], "commits": counts}
    if not proof.is_proven:
        errors = sum(found.severity == "error" for found in proof.findings)
        count = ngettext("{n} error", "{n} errors", errors).format(n=errors)
        return _("Not proven: {errors} ({commits} looked at, up to {head}).").format(errors=count, **facts)
    if proof.since is None:
        return _("Consistent in itself; compared with nothing earlier ({commits}, up to {head}).").format(**facts)
    if proof.erased:
        erased = ngettext("{n} erasure that is named", "{n} erasures that are named", len(proof.erased))
        but_for = erased.format(n=len(proof.erased))
        return _(
            "Proven: the register at {head} extends that of {since}, but for {erasures} ({commits} since)."
        ).format(erasures=but_for, **facts)
    return _("Proven: the register at {head} extends that of {since} ({commits} since).").format(**facts)


def _by(commit: Commit | None, register: Register) -> list[str]:
    if commit is None:
        return []
    return [commit.id[:SHORT_COMMIT], short_date(register.day_of(commit.authored)), author_named(commit.author)]


FORMS: dict[str, Callable[[Proof, Register], Iterator[str]]] = {"text": _as_text, "json": _as_json}
