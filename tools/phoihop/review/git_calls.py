"""Git commands that are told their objects on stdin: one process for all commits of a branch."""

from collections.abc import Iterable
from contextlib import suppress
from threading import Thread

from phoihop.history.git import Git


def ask(git: Git, *arguments: str, lines: Iterable[str]) -> bytes:
    """What a Git command prints that is given these lines. Raises `NoHistory` where Git fails.

    The lines are written by a thread of their own, so that neither side waits for the other however many there are.
    """
    told = "".join(f"{line}\n" for line in lines).encode()
    with git.process(*arguments, takes_input=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        stdin = process.stdin

        def write() -> None:
            with suppress(BrokenPipeError), stdin:
                stdin.write(told)

        writer = Thread(target=write)
        writer.start()
        output = process.stdout.read()
        writer.join()
    return output
