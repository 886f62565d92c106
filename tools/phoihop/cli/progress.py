"""A progress bar for long work: on stderr, on a terminal only, and only once the work turns out to be long."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

PATIENCE = 1.0
"""Seconds of work before a bar is worth showing."""


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None] | None]:
    """A function to call with how much of how many is done, or None where nobody would see it."""
    if not sys.stderr.isatty():
        yield None
        return
    started = time.monotonic()
    shown = 0

    def show(done: int, total: int) -> None:
        nonlocal shown
        percent = done * 100 // total
        if time.monotonic() - started > PATIENCE and percent > shown:
            shown = percent
            bar = "█" * (percent // 4)
            click.echo(f"\r{label} {bar:<25} {percent:3}%", file=sys.stderr, nl=False)

    try:
        yield show
    finally:
        if shown:
            # Back to the start of the line, and clear it.
            click.echo("\r\033[K", file=sys.stderr, nl=False)
