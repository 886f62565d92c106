"""What takes long to make and is only read: made once for all tests, whichever process comes first."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that the first process to ask for it makes, and all others of one test session use."""
    shared = shared_by_all(factory)
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / name).exists():
            make(shared / f"{name}-in-making")
            (shared / f"{name}-in-making").rename(shared / name)
    return shared / name


def shared_by_all(factory: pytest.TempPathFactory) -> Path:
    """The folder that all processes of one test session have in common."""
    alone = os.environ.get("PYTEST_XDIST_WORKER") is None
    return factory.getbasetemp() if alone else factory.getbasetemp().parent
