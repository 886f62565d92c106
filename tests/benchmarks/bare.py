"""The least that any reader of a register must do, as a program: read its YAML; or write files such as its site has."""

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import yaml


def read(root: Path, most: int) -> None:
    """Reads YAML files and loads them with libyaml, everything as text; prints what reading all of them costs.

    Of more than `most` files as many are read, evenly spread, and the cost is that of all: in seconds by the clock, and
    of the processor. What it takes to start Python is no part of it.
    """
    every = list(files(root, ".yml"))
    step = max(1, len(every) // most)
    chosen = every[::step]
    began, worked = time.perf_counter(), time.process_time()
    for file in chosen:
        with open(file, "rb") as opened:  # noqa: PTH123
            yaml.load(opened.read(), Loader=yaml.CBaseLoader)
    share = len(every) / len(chosen)
    took = {"seconds": time.perf_counter() - began, "processor": time.process_time() - worked}
    print(json.dumps({name: value * share for name, value in took.items()}))


def write(site: Path, out: Path) -> None:
    """Writes as many files as a site has pages, of the same sizes, into folders like its own."""
    for file in files(site, ".html"):
        target = out / Path(file).relative_to(site)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(b"x" * os.path.getsize(file))  # noqa: PTH202


def files(root: Path, ending: str) -> Iterator[str]:
    for folder, folders, names in os.walk(root):
        folders[:] = [each for each in folders if each != ".git"]
        yield from (f"{folder}/{name}" for name in names if name.endswith(ending))


if __name__ == "__main__":
    if sys.argv[1] == "read":
        read(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        write(Path(sys.argv[2]), Path(sys.argv[3]))
