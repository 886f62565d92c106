"""Freezes what the tool says of a golden register: `python -m tests.golden.freeze 2 2021-06-15 2021-11-24 …`.

Once frozen it stays: a later version says the same, or `mended.txt` beside it says why not, case by case.
"""

import shutil
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from phoihop.site.build import build_site

from tests.golden.said import as_text, said_by_commands, said_by_site

FOLDER = Path(__file__).parent


def freeze(version: str, days: list[str]) -> None:
    said_folder = FOLDER / version / "said"
    said_folder.mkdir(exist_ok=True)
    for day in days:
        if (said_folder / f"{day}.json").exists():
            sys.exit(f"{day} is frozen already")
        with TemporaryDirectory() as folder:
            register = Path(folder) / "register"
            shutil.copytree(FOLDER / version / "register", register)
            assert build_site(register, Path(folder) / "site", date.fromisoformat(day), jobs=1) == 0
            said = said_by_commands(register, day) | said_by_site(Path(folder) / "site")
            (said_folder / f"{day}.json").write_text(as_text(said), encoding="utf-8")


if __name__ == "__main__":
    freeze(sys.argv[1], sys.argv[2:])
