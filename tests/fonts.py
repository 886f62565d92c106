"""The fonts that letters are drawn with in tests: Liberation 2, which has every Vietnamese letter, and none else.

A letter that a font lacks is taken from another of the machine's, and the order of a PDF's text breaks. Version 1.07,
which Debian has as `fonts-liberation`, lacks many and bears the same family's name: so the folder of the font that can
write Vietnamese is told, and nothing else.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

STANDS_FOR = {"Liberation Serif": "Times New Roman", "Liberation Sans": "Arial", "Liberation Mono": "Courier New"}
_CONFIGURATION = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{folders}
<cachedir>{cache}</cachedir>
{aliases}
</fontconfig>
"""
_FOLDER = "<dir>{}</dir>"
_ALIAS = "<alias binding='same'><family>{}</family><prefer><family>{}</family></prefer></alias>"


def only_with_vietnamese_letters(folder: Path) -> Mapping[str, str]:
    """The environment in which a program knows these fonts alone; what says so is written into the folder."""
    if sys.platform != "linux":
        return os.environ  # elsewhere Times New Roman is the system's own, and no fontconfig is asked
    folders = sorted({str(Path(file).parent) for family in STANDS_FOR for file in _files(family)})
    if not folders:
        pytest.fail("Liberation fonts of version 2 are needed, which have Vietnamese letters: make office")
    told = folder / "fonts.conf"
    told.write_text(
        _CONFIGURATION.format(
            folders="\n".join(map(_FOLDER.format, folders)),
            cache=folder / "fonts-cache",
            aliases="\n".join(_ALIAS.format(asked, family) for family, asked in STANDS_FOR.items()),
        ),
        encoding="utf-8",
    )
    return os.environ | {"FONTCONFIG_FILE": str(told)}


def _files(family: str) -> list[str]:
    """The files of a family that can write Vietnamese."""
    lister = shutil.which("fc-list")
    if lister is None:
        pytest.fail("fc-list is needed (Debian, Ubuntu: fontconfig): make office")
    command = [lister, "--format", "%{file}\\n", f":family={family}:lang=vi"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\n")[:-1]
