"""`phoihop send`: what was recorded here and not yet sent goes out for review."""

from dataclasses import replace
from datetime import date

import click

from phoihop.cli import speaking
from phoihop.cli.parameters import today_option
from phoihop.cli.session import Session
from phoihop.cli.speaking import _, ngettext, spoken, worded
from phoihop.language import capitalized
from phoihop.terminal import clean
from phoihop.wording import mark

NOT_SENT = 1


@speaking.command(
    help=mark(
        "What was recorded in this work tree and lies nowhere for review yet goes out as one change: a branch from the "
        "newest reviewed state, a commit a record with its author, judged as by “phoihop review” before it leaves. "
        "GitLab, Gitea and Forgejo make a request of it; others get a branch, and a link is printed. Records of a task "
        "of which something waits already renew that request. Exit code: 0 sent, or nothing to send; 1 where it would "
        "bring an error; 2 if the command could not run."
    )
)
@speaking.option("--title", metavar=mark("TEXT"), help=mark("What the request is called; by default what it records."))
@speaking.option("--to", metavar=mark("BRANCH"), help=mark("Branch to be reviewed into; by default the remote's own."))
@speaking.option("--remote", metavar=mark("NAME"), help=mark("Git's name of the repository; by default the one known."))
@speaking.option("--dry-run", is_flag=True, help=mark("Show what would go out, and its review; send nothing."))
@speaking.option("--list", "lists", is_flag=True, help=mark("Tell what waits, was returned, or is on record by now."))
@today_option
@click.pass_obj
def command(
    session: Session,
    /,
    title: str | None,
    to: str | None,
    remote: str | None,
    dry_run: bool,
    lists: bool,
    today: date | None,
) -> int:
    from phoihop.changes.formats import renderer
    from phoihop.changes.repository import Repository
    from phoihop.sending.newest import bring_up
    from phoihop.sending.outgoing import forget_what_never_left, outgoing, send, sent_topics
    from phoihop.sending.remote import fetch, find_remote
    from phoihop.sending.topics import STATES

    root = session.readable_register.root
    repository = Repository(root)
    place = find_remote(root, remote, to)
    fetch(root, place)
    forget_what_never_left(root, place)
    bring_up(repository, place)
    if lists:
        known = sent_topics(root, place)
        for topic, state in reversed(known):
            told = capitalized(worded(STATES[state]))
            click.echo(f"{told}: {clean(topic.title)}" + (f"\n  {topic.link}" if topic.link else ""))
        if not known:
            click.echo(_("Nothing was sent from here yet."))
        return 0
    changes = outgoing(root, place, title=title, today=today)
    if not changes:
        click.echo(_("There is nothing to send: everything that is recorded here was sent, or is on record."))
        return 0
    reviews = [replace(change.review, language=spoken()) for change in changes]
    if any(each.brings_errors for each in reviews):
        for each in reviews:
            click.echo(renderer("text")(each), err=True, nl=False)
        click.echo(_("Nothing was sent. What is recorded stays; take something back by: phoihop undo"), err=True)
        return NOT_SENT
    for change, judged in zip(changes, reviews, strict=True):
        click.echo(click.style(clean(change.topic.title), bold=True))
        for record in change.records:
            click.echo(f"  {record.path}")
        if dry_run:
            click.echo(renderer("text")(judged), nl=False)
            continue
        sent = send(root, place, change)
        said = ngettext("Sent for review: {n} record.", "Sent for review: {n} records.", len(change.records))
        click.echo(said.format(n=len(change.records)) + (f" {sent.link}" if sent.link else ""))
    if dry_run:
        click.echo(_("Nothing was sent (--dry-run)."), err=True)
    return 0
