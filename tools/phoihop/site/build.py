"""Builds a register's site from the command line.

Only what changed since the last build is made again, and the site is put in place whole: a build that fails leaves the
old site as it was.
"""

import logging
import sys
from collections.abc import Iterable
from concurrent.futures import BrokenExecutor
from datetime import date
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from phoihop.changes.git import NoHistory
from phoihop.changes.head import past_named
from phoihop.checking.cores import collecting_rarely
from phoihop.language import Language, Message, say, sentence, word
from phoihop.records.register import load_register
from phoihop.scratch import scratch_folder
from phoihop.site.inputs import look_at
from phoihop.site.keys import Keys
from phoihop.site.replacing import may_be_replaced
from phoihop.site.theme import LOG, made_of
from phoihop.site.workspace import NotMade, Workspace

MARK_OF_A_SITE = Path("data") / "register.json"
"""By this file a folder shows that it holds a site, and may be replaced by a newer one."""

_MADE_WITH = ("jinja2", "markupsafe", "mkdocs", "mkdocs-material", "markdown", "pagefind", "icalendar", "holidays")


def build_site(
    root: Path,
    out: Path | None,
    today: date,
    *,
    jobs: int | None = None,
    cache: Path | None = None,
    language: Language = "vi",
    internal: bool = False,
) -> int:
    """Builds the site of the register at `root` into `out` (default `site/` in it); 0 when done, 2 when not.

    `jobs` is how many processes work, by default as many as there are cores. `cache` is the user's folder for what
    runs keep of the history. `internal` is the office's own site, with what the public one withholds.
    """
    target = out or root / "site"
    if target.exists() and not may_be_replaced(target, MARK_OF_A_SITE):
        return _refused(say(*_NO_SITE, folder=str(target)), language)
    workspace = Workspace(target)
    try:
        with collecting_rarely(), workspace.opened(), scratch_folder() as aside:
            before = workspace.begin()
            register = load_register(root)
            seen = look_at(register, before.seen, jobs)
            keys = Keys(seen, tool_digest() + bytes([internal]), today)
            sources = made_of(root, keys.common)
            past = past_named(register)
            whole = keys.of_whole(sources, past)
            if workspace.stands(before, whole, seen, jobs):
                _tell(before.notices, language)
                for error in before.errors:
                    # As MkDocs would tell it.
                    logging.getLogger(LOG).warning("%s", error)
            else:
                # Loaded only here: what makes pages takes longer to load than it takes to see that none need be made.
                from phoihop.site.making import Wanted, make, published

                wanted = Wanted(register, today, seen, keys, past, sources, jobs, cache, internal)
                publication, record = published(wanted, before)
                _tell(record.notices, language)
                output = workspace.output(before)
                files = make(wanted, publication, aside, before, record, output)
                record.whole = whole
                # What is no longer needed makes room for what is to be kept.
                del before, publication, wanted
                workspace.finish(record, files, output)
    except (NotMade, BrokenExecutor) as error:
        print(error, file=sys.stderr)
        return 2
    except NoHistory as error:
        return _refused(error.message, language)
    print(target)
    return 0


@cache
def tool_digest() -> bytes:
    """What the program itself is: its files, and the versions of what it makes a site with."""
    digest = blake2b(digest_size=16)
    package = Path(__file__).parents[1]
    for file in sorted(package.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(f"{file.relative_to(package)}\0".encode() + file.read_bytes())
    digest.update(repr([(name, version(name)) for name in _MADE_WITH]).encode())
    return digest.digest()


def _tell(notices: Iterable[Message], language: Language) -> None:
    for notice in notices:
        print(sentence(word(notice, language)), file=sys.stderr)


_NO_SITE = (
    "{folder}: không trống, mà cũng không phải trang đã dựng; chỉ ra thư mục khác bằng --out",
    "{folder}: not empty, and not a site; name another folder with --out",
)


def _refused(message: Message, language: Language) -> int:
    print(word(message, language), file=sys.stderr)
    return 2
