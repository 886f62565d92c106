"""`phoihop completion SHELL`: the script by which a shell completes commands, options and ids."""

import click
from click.shell_completion import get_completion_class

from phoihop.cli import speaking
from phoihop.cli.program import COMPLETION_ASKED_BY
from phoihop.cli.session import CannotRun
from phoihop.cli.speaking import _
from phoihop.wording import mark

SHELLS = ("bash", "zsh", "fish")


@speaking.command(
    help=mark(
        'Add it to your shell\'s start file. bash: eval "$(phoihop completion bash)" in ~/.bashrc; zsh: the same '
        "with zsh in ~/.zshrc; fish: phoihop completion fish > ~/.config/fish/completions/phoihop.fish"
    )
)
@speaking.argument("shell", type=click.Choice(SHELLS), metavar="|".join(SHELLS))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    completion = get_completion_class(shell)
    if completion is None:
        raise CannotRun(_("There is no completion for {shell}.").format(shell=shell))
    program = ctx.find_root()
    click.echo(completion(program.command, {}, "phoihop", COMPLETION_ASKED_BY).source())
