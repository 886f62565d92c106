"""The group of all commands: which there are, the options before them, and how a run ends.

Exit codes, as in the contract: 0 done, 1 the record has errors (`check`) or is stale (`schema --check`), 2 the command
could not run. A run that was broken off ends as the shell has it: 130 by Ctrl-C, 141 where nobody reads on.
"""

import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from phoihop import __version__
from phoihop.cli.parameters import FOLDER
from phoihop.cli.session import CannotRun, Session, cannot_read
from phoihop.cli.speaking import Group, Option, _, language_of_a_run, speak, worded
from phoihop.language import LANGUAGES, Explained, sentence
from phoihop.wording import mark

INTERRUPTED, NOBODY_READS_ON = 130, 141
COMPLETION_ASKED_BY = "_PHOIHOP_COMPLETE"

COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("check", mark("Check the register against the directive's rules.")),
    "list": ("list", mark("List tasks: stage, deadline, who is awaited.")),
    "show": ("show", mark("Show one task: who is awaited, documents, findings.")),
    "todo": ("todo", mark("Show what is owed, by when, most urgent first.")),
    "receive": ("receive", mark("Record letters that arrived: packages of the exchange, PDFs, Word files.")),
    "summary": ("summary", mark("Count what was completed and what is under way in a period.")),
    "import": ("import_", mark("Record many tasks at once from a spreadsheet.")),
    "draft": ("draft", mark("Draft a letter from the record: report, request, reminder …")),
    "export": ("export", mark("Export tables, spreadsheets, or metadata for an archive.")),
    "digest": ("digest", mark("Write what to send on a Monday: overdue, due, new.")),
    "log": ("log", mark("Show who recorded what, when, and what changed.")),
    "verify": ("verify", mark("Prove that nothing issued was rewritten.")),
    "init": ("init", mark("Start a register in a new folder.")),
    "upgrade": ("upgrade", mark("Take up the newest record format, or look at what it would change.")),
    "calendar": ("calendar", mark("Propose a year's calendar of working days.")),
    "new": ("new", mark("Record a document, a task or an agency.")),
    "edit": ("edit", mark("Change an agency or the register's settings.")),
    "desk": ("desk", mark("Record in the browser, and send for review.")),
    "send": ("send", mark("Send for review what was recorded here.")),
    "undo": ("undo", mark("Take back what was recorded and not yet sent.")),
    "erase": ("erase", mark("Take out what the law lets no copy keep.")),
    "explain": ("explain", mark("Explain the rules, with a good and a bad example.")),
    "schema": ("schema", mark("Print the JSON Schemas of the records.")),
    "review": ("review", mark("Review a change: what it does, in words, and whether it may be.")),
    "owners": ("owners", mark("Print who may write what: CODEOWNERS, allowed signers.")),
    "site": ("publish", mark("Build the register's site, or serve it.")),
    "portal": ("portal", mark("Make one site and one data set of many registers.")),
    "completion": ("completion", mark("Print the script that completes words in your shell.")),
}
"""Every command by name: its module, which is imported only when the command is used, and what it does."""


class Program(Group):
    """The command `phoihop`: finds language and folder first, so that help and errors are in the right words."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        given = self._options_in(ctx, args)
        wish = next((language for language in LANGUAGES if language == given.get("lang")), None)
        session = Session(Path(given.get("folder") or "."), wish)
        ctx.obj = session
        ctx.color = _colour_wished()
        if not given.get("version"):
            speak(session.language)
        return super().parse_args(ctx, args)

    def _options_in(self, ctx: click.Context, args: list[str]) -> dict[str, Any]:
        """The options before the command, whatever else may be wrong with the command line."""
        parser = self.make_parser(ctx)
        parser.ignore_unknown_options = True
        try:
            given, _rest, _order = parser.parse_args(list(args))
        except click.UsageError:
            return {}
        return dict(given)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, purpose = COMMANDS[cmd_name]
        found: click.Command = import_module(f"phoihop.cli.{module}").command
        found.short_help = purpose
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(purpose)) for name, (_module, purpose) in COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        items = [
            CompletionItem(name, help=_(purpose))
            for name, (_module, purpose) in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return items + click.Command.shell_complete(self, ctx, incomplete)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Runs a command line, or answers the shell that asks for completion, and ends the process."""
        _open_what_is_closed()
        _print_utf8()
        prog_name = prog_name or "phoihop"
        with language_of_a_run():
            if COMPLETION_ASKED_BY in os.environ or not standalone_mode:
                return super().main(args, prog_name, complete_var, standalone_mode, **extra)
            sys.exit(self._run(sys.argv[1:] if args is None else list(args), prog_name, extra))

    def _run(self, args: list[str], prog_name: str, extra: dict[str, Any]) -> int:
        try:
            code = self._outcome(args, prog_name, extra)
            sys.stdout.flush()
        except (KeyboardInterrupt, click.Abort):
            return INTERRUPTED
        except BrokenPipeError:
            _write_no_more()
            return NOBODY_READS_ON
        except OSError as error:
            _tell(cannot_read(error))
            _write_no_more()
            return CannotRun.exit_code
        except Explained as error:
            _tell(CannotRun(sentence(worded(error.message))))
            return CannotRun.exit_code
        except Exception:
            # Exit code 1 would say that the record has errors.
            traceback.print_exc()
            click.echo(_("This is an error in phoihop itself; please report it with the lines above."), err=True)
            return CannotRun.exit_code
        return code

    def _outcome(self, args: list[str], prog_name: str, extra: dict[str, Any]) -> int:
        try:
            with self.make_context(prog_name, args, **extra) as ctx:
                code: int | None = self.invoke(ctx)
        except click.exceptions.Exit as end:
            return end.exit_code
        except click.ClickException as error:
            error.show()
            return error.exit_code
        return code or 0


def _tell(error: click.ClickException) -> None:
    """Says why a run ended, where it can still be said."""
    with suppress(OSError):
        error.show()


def _write_no_more() -> None:
    """What is still buffered can't be written: without this, the interpreter would complain as it ends."""
    with suppress(OSError):
        # Where a program runs this one, its stdout may be no file.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_what_is_closed() -> None:
    """Takes the places of streams that are closed, for the next file that is opened would get one of them.

    What is written to a closed output fails, as it does on a full disk; nobody reads what is said on a closed stderr.
    """
    for number, (name, mode) in enumerate((("stdin", os.O_RDONLY), ("stdout", os.O_RDONLY), ("stderr", os.O_WRONLY))):
        if getattr(sys, name) is None:
            found = os.open(os.devnull, mode)
            if found != number:
                os.dup2(found, number)
                os.close(found)
            setattr(sys, name, open(number, "w" if number else "r", encoding="utf-8", closefd=False))  # noqa: SIM115  # for good


def _print_utf8() -> None:
    """Output is UTF-8 whatever the locale; what UTF-8 can't say (a file name of odd bytes) is spelled out."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _colour_wished() -> bool | None:
    """No colour where NO_COLOR is set, colour where FORCE_COLOR is; otherwise colour on a terminal only."""
    if os.environ.get("NO_COLOR"):
        return False
    return True if os.environ.get("FORCE_COLOR") else None


@click.group(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"]},
    subcommand_metavar=mark("COMMAND …"),
    short_help=mark("A register of tasks and documents in Git, checked against the rules of coordination."),
    help=mark("“phoihop COMMAND --help” tells more about a command."),
)
@click.option(
    "-C",
    "folder",
    cls=Option,
    type=FOLDER,
    help=mark("Work on the register in this folder, instead of the one that the current folder lies in."),
)
@click.option(
    "--lang",
    cls=Option,
    type=click.Choice(LANGUAGES),
    help=mark("Language of all output. Default: the environment's (LANG), else the register's."),
)
@click.version_option(__version__, cls=Option, message="%(prog)s %(version)s", help=mark("Show the version and exit."))
def phoihop(folder: str | None, lang: str | None) -> None:
    """The options are read in `Program.parse_args`, before anything is said."""
