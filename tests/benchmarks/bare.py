"""The least that any reader of a register must do, as a program: read its YAML; or write files such as its site has."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml


def read(root: Path) -> None:
    """Reads every YAML file and loads it with libyaml, everything as text."""
    for file in files(root, ".yml"):
        with open(file, "rb") as opened:  # noqa: PTH123
            yaml.load(opened.read(), Loader=yaml.CBaseLoader)


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
        read(Path(sys.argv[2]))
    else:
        write(Path(sys.argv[2]), Path(sys.argv[3]))
