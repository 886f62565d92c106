"""From a draft to what is written: asks for the rest where somebody is there, shows it, asks again, writes, commits."""

from collections.abc import Callable, Mapping

import click

from phoihop.cli.dialogue import NOT_RECORDED, Dialogue, may_be_broken_off
from phoihop.cli.interview import Interview
from phoihop.cli.session import CannotRun
from phoihop.cli.showing import show_effects, show_record, show_refusal, tell_commit, tell_left_unanswered
from phoihop.cli.speaking import _, spoken, worded
from phoihop.language import sentence
from phoihop.operating_system import refusal
from phoihop.recording.committing import NotCommitted, see_to_commits
from phoihop.recording.draft import Draft
from phoihop.recording.kept_drafts import forget, keep, kept
from phoihop.recording.preparing import OnRecord, Prepared, Recorded, RefusedAnswers, WouldBeWrong, prepare, record
from phoihop.records.yaml_door import Tree


def make(
    ctx: click.Context,
    draft: Draft,
    *,
    asks: bool,
    dry_run: bool,
    commits: bool,
    proposed: Mapping[str, Tree] | None = None,
) -> int:
    """Makes the record; the exit code of the run. `proposed` are answers that somebody has yet to agree to."""
    register = draft.occasion.register
    if commits and not dry_run:
        see_to_commits(register.root)
    if asks:
        with may_be_broken_off():
            agreed = _talk(draft, Dialogue(), proposed or {}, dry_run=dry_run)
        if agreed is None:
            click.echo(_("Nothing was written."), err=True)
            return NOT_RECORDED
        draft = agreed
    elif missing := draft.missing:
        wanted = ", ".join(f"{key.option} ({worded(key.meaning)})" for key in missing)
        raise click.UsageError(_("Missing: {options}.").format(options=wanted), ctx=ctx)
    if dry_run:
        return 0 if asks else _show(ctx, draft)

    def recorded() -> Recorded:
        if not asks:
            # A dialogue has shown it before it was agreed to.
            tell_left_unanswered(prepare(draft))
        return record(draft, register.root, commits=commits)

    return write(ctx, recorded, told=asks)


def write(ctx: click.Context, make: Callable[[], Recorded], *, told: bool) -> int:
    """Has it written and says what was; the exit code of the run. `told` is whether its effects were shown already."""
    try:
        recorded = make()
    except WouldBeWrong as wrong:
        show_refusal(wrong.prepared)
        return NOT_RECORDED
    except OnRecord as twice:
        click.echo(sentence(worded(twice.message)) + " " + _("Nothing was written."), err=True)
        return NOT_RECORDED
    except NotCommitted as reason:
        raise CannotRun(sentence(worded(reason.message)) + " " + _("Nothing was written.")) from None
    except RefusedAnswers as wrong:
        raise _usage_error(ctx, wrong) from None
    except OSError as error:
        message = _("Nothing was written: {why}")
        said = refusal(error).in_language(spoken())
        why = f"{error.filename}: {said}" if error.filename else said
        raise CannotRun(message.format(why=why)) from None
    if not told:
        show_effects(recorded.prepared[0])
    gone = {edit.path for each in recorded.prepared for edit in each.edits if edit.to}
    for path in recorded.paths:
        if path not in gone:
            click.echo(_("Written: {file}").format(file=path))
    tell_commit(recorded)
    return 0


def _show(ctx: click.Context, draft: Draft) -> int:
    try:
        prepared = prepare(draft)
    except RefusedAnswers as wrong:
        raise _usage_error(ctx, wrong) from None
    show_record(prepared)
    if prepared.verdict.errors:
        show_refusal(prepared)
        return NOT_RECORDED
    show_effects(prepared)
    click.echo(_("Nothing was written (--dry-run)."), err=True)
    return 0


def _talk(draft: Draft, dialogue: Dialogue, proposed: Mapping[str, Tree], *, dry_run: bool) -> Draft | None:
    """Asks until the record is as wished; the draft to be written, None where none shall be."""
    dialogue.tell(_("Ctrl-C stops at any time; nothing is written before you have seen it whole."))
    dialogue.tell(_("< goes back to the question before; @ writes a list in the editor, @FILE reads one from a sheet."))
    interview = _begun(draft, dialogue, proposed)
    try:
        agreed = _until_it_is_as_wished(interview, dialogue, dry_run=dry_run)
    except (EOFError, KeyboardInterrupt):
        changed = interview.draft.answers != draft.answers or interview.earlier
        if changed and keep(interview.draft, interview.earlier):
            click.echo("\n" + _("What was answered is kept; the next run offers it."), err=True)
        raise
    forget(draft)
    return agreed


def _begun(draft: Draft, dialogue: Dialogue, proposed: Mapping[str, Tree]) -> Interview:
    """A new dialogue, or one that was broken off before, as is wished; what is given now wins."""
    left = kept(draft)
    if left is None or not dialogue.agree(_("Answers of an earlier run are kept. Go on with them?"), default=True):
        return Interview(draft, dialogue, draft.answers, proposed)
    return Interview(
        draft.answered({**left.answers, **draft.answers}), dialogue, draft.answers, {**proposed, **left.earlier}
    )


def _until_it_is_as_wished(interview: Interview, dialogue: Dialogue, *, dry_run: bool) -> Draft | None:
    interview.fill()
    while True:
        prepared = _prepared(interview.draft, dialogue)
        dialogue.tell()
        if prepared:
            show_record(prepared)
            dialogue.tell()
            show = show_refusal if prepared.verdict.errors else show_effects
            show(prepared)
        if dry_run:
            click.echo(_("Nothing was written (--dry-run)."), err=True)
            return interview.draft
        answer = dialogue.decide(may_write=prepared is not None and not prepared.verdict.errors)
        if answer != "edit":
            return interview.draft if answer == "write" else None
        interview.change()


def _prepared(draft: Draft, dialogue: Dialogue) -> Prepared | None:
    try:
        return prepare(draft)
    except RefusedAnswers as wrong:
        for message in wrong.messages.values():
            dialogue.complain(dialogue.word(message))
    return None


def _usage_error(ctx: click.Context, wrong: RefusedAnswers) -> click.UsageError:
    return click.UsageError("\n".join(sentence(worded(each)) for each in wrong.messages.values()), ctx=ctx)
