"""Builds a register's site from the command line.

Only what changed since the last build is made again, and the site is put in place whole: a build that fails leaves the
old site as it was.
"""

import sys
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

import msgspec
from mkdocs.exceptions import MkDocsException

from phoihop.changes.git import NoHistory
from phoihop.changes.head import last_commit, unrecorded_told
from phoihop.checking.cores import COPIES_ITSELF, collecting_rarely, cores, spread
from phoihop.language import Language, Message, say, sentence, word
from phoihop.records.register import load_register
from phoihop.scratch import scratch_folder
from phoihop.site.environment import environment
from phoihop.site.indexing import IndexingFailed
from phoihop.site.inputs import SeenFile, look_at
from phoihop.site.judging import Judged, judged
from phoihop.site.output import FileState, Output
from phoihop.site.publication import Publication, papers_not_fetched, warn_of_errors
from phoihop.site.replacing import may_be_replaced
from phoihop.site.theme import Theme, kept_theme, made_of, packed_theme
from phoihop.site.units import Keys, Unit, register_units, task_units
from phoihop.site.workspace import BuildRecord, Made, MadeUnit, Workspace, unpacked

MARK_OF_A_SITE = Path("data") / "register.json"
"""By this file a folder shows that it holds a site, and may be replaced by a newer one."""

CHUNK = 25
"""How many tasks a process makes at a time: few enough that none waits long for another at the end."""

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
            before, output = workspace.begin()
            register = load_register(root)
            inputs = look_at(register, before.seen, jobs)
            keys = Keys(inputs, tool_digest() + bytes([internal]), today)
            sources = made_of(root, keys.common)
            whole = keys.of_whole(sources, last_commit(register))
            if workspace.stands(before, output, whole):
                workspace.keep_seen(before, inputs.seen)
                print(target)
                return 0
            tasks = judged(register, today, jobs, keys.tasks, unpacked(before.tasks, Judged))
            publication = Publication(register, today, tasks, cache, inputs.records, internal=internal)
            # Packed before any process is copied: what lies in one piece is never copied with it.
            judged_now = msgspec.Raw(msgspec.msgpack.encode(tasks))
            del tasks
            told = (publication.histories, unrecorded_told(publication.head), papers_not_fetched(publication))
            notices = [each for each in told if isinstance(each, Message)]
            for each in notices:
                print(sentence(word(each, language)), file=sys.stderr)
            record = _site(publication, inputs.seen, keys, sources, aside, before, output, jobs)
            record.tasks = judged_now
            if not notices and not publication.judgement.summary["error"]:
                # Where there is something to tell, the next build tells it, too.
                record.whole = whole
            workspace.finish(record, output)
    except (MkDocsException, IndexingFailed, BrokenProcessPool) as error:
        print(error, file=sys.stderr)
        return 2
    except NoHistory as error:
        return _refused(error.message, language)
    print(target)
    return 0


def _theme_by_mkdocs(publication: Publication, folder: Path) -> Theme:
    # Imported here because MkDocs takes long to load, and most builds after a change do without.
    from phoihop.site.theming import theme_for

    return theme_for(publication, folder)


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


def _site(
    publication: Publication,
    seen: dict[str, SeenFile],
    keys: Keys,
    sources: bytes | None,
    folder: Path,
    before: BuildRecord,
    output: Output,
    jobs: int | None,
) -> BuildRecord:
    """Makes what is not there as it should be."""
    env = environment(publication)
    theme = kept_theme(before.theme, sources, output)
    if theme:
        # MkDocs would let the plugin do so.
        warn_of_errors(publication)
    else:
        theme = _theme_by_mkdocs(publication, folder)
    keys.take_in(publication, theme)
    units = [
        *register_units(publication, theme, env),
        *task_units(publication, theme, env),
    ]
    theme.write(output, frozenset(f"{unit.address}index.html" for unit in units if unit.address is not None))
    of_theme = output.take()
    record = BuildRecord(seen=seen, files=dict(of_theme), theme=packed_theme(theme, sources, of_theme))
    made_before = unpacked(before.units, Made)
    made = {unit.name: known for unit in units if (known := _stands(unit, keys, made_before, output, record))}
    left = [unit for unit in units if unit.name not in made]
    if len(left) > CHUNK:
        # Before any process starts, and so only once.
        for name in env.list_templates():
            env.get_template(name)
    made |= _make(left, keys, record, output, jobs)
    record.units = msgspec.Raw(msgspec.msgpack.encode(made))
    return record


def _stands(unit: Unit, keys: Keys, before: Made, output: Output, record: BuildRecord) -> MadeUnit | None:
    """The unit as it was made, where it lies there as it would be made; its files are put into the record, then."""
    made = before.get(unit.name)
    if made is None or made.key != keys.of(unit) or not all(path in output.known for path in made.paths):
        return None
    record.files.update({path: output.known[path] for path in made.paths})
    return made


def _make(units: Sequence[Unit], keys: Keys, record: BuildRecord, output: Output, jobs: int | None) -> Made:
    """Makes the units, large ones each by itself and others in chunks, in processes that find them in their memory."""
    large = [unit for unit in units if unit.is_large]
    small = [unit for unit in units if not unit.is_large]
    shares = [*([unit] for unit in large), *(small[start : start + CHUNK] for start in range(0, len(small), CHUNK))]
    known = {unit.name: unit for unit in (*large, *small)}

    def made(places: Sequence[int]) -> list[tuple[str, dict[str, FileState]]]:
        found = []
        for unit in (unit for place in places for unit in shares[place]):
            output.take()
            unit.make(output)
            found.append((unit.name, output.take()))
        return found

    processes = min(jobs or cores(), len(shares)) if COPIES_ITSELF else 1
    every: Made = {}
    for _, found in spread(made, [[place] for place in range(len(shares))], processes):
        for name, files in found:
            every[name] = MadeUnit(keys.of(known[name]), tuple(files))
            record.files.update(files)
    return every


_NO_SITE = (
    "{folder}: không trống, mà cũng không phải trang đã dựng; chỉ ra thư mục khác bằng --out",
    "{folder}: not empty, and not a site; name another folder with --out",
)


def _refused(message: Message, language: Language) -> int:
    print(word(message, language), file=sys.stderr)
    return 2
