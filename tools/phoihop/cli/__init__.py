"""The command `phoihop`: one module a command, which parses, calls and prints."""


def main() -> None:
    """Runs the command line that the process was started with, and ends the process."""
    from phoihop.cli.program import phoihop

    phoihop()
