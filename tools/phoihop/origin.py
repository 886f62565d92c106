"""Where this very tool came from: the repository and the commit of its source, as far as they are known.

A tool that was installed from Git is told so by its installer (PEP 610); of one that was built in a clone, the build
keeps the clone's commit and its remote's address (`hatch_build.py`). An address is taken only where it is a plain one
of the web: one with a name or token in it is nobody else's to read.
"""

import json
import re
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from phoihop.language import Language, Text

_MANUAL = Text("docs/manual/index.md", "docs/manual/en/index.md")
_BUILT_FROM = Path(__file__).parent / "built-from.json"
_ADDRESS = re.compile(r"https://[\w.:/~-]+")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class Origin(NamedTuple):
    """A source: its repository's address on the web and a commit of it, each empty where it is not known."""

    repository: str = ""
    commit: str = ""

    def page(self, path: str) -> str:
        """The address at which people read a file of the source.

        Where the forge is not known by its name, that of the repository; empty where there is none.
        """
        host, plain = urlsplit(self.repository).hostname or "", self.repository.removesuffix("/").removesuffix(".git")
        for forge, files in (("github", "blob"), ("gitlab", "-/blob"), ("codeberg|forgejo|gitea", "src/commit")):
            if self.commit and re.search(forge, host):
                return f"{plain}/{files}/{self.commit}/{path}"
        return plain


@cache
def origin() -> Origin:
    """The source of this tool, as it was installed or built."""
    try:
        told = json.loads(distribution("phoihop").read_text("direct_url.json") or "{}")
        return _origin(told["url"], told["vcs_info"]["commit_id"])
    except (PackageNotFoundError, ValueError, KeyError, TypeError):
        pass
    try:
        built = json.loads(_BUILT_FROM.read_text(encoding="utf-8"))
        return _origin(built["repository"], built["commit"])
    except (OSError, ValueError, KeyError, TypeError):
        return Origin()


def manual(language: Language) -> str:
    """The address of the manual as it was when this tool was made; empty where the source has none on the web."""
    return origin().page(_MANUAL.in_language(language))


def _origin(repository: object, commit: object) -> Origin:
    if not _COMMIT.fullmatch(str(commit)):
        return Origin()
    return Origin(str(repository) if _ADDRESS.fullmatch(str(repository)) else "", str(commit))
