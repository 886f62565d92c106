"""Builds a register's site from the command line: whole, or in parts on several machines that are merged after.

Only what changed since the last build is made again, and the site is put in place whole: a build that fails leaves the
old site as it was.
"""

import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from mkdocs.exceptions import MkDocsException

from phoihop.language import Language, Message, say, word
from phoihop.records.register import load_register
from phoihop.rules.judge import judge
from phoihop.site.crew import collecting_rarely, make_all
from phoihop.site.environment import environment
from phoihop.site.indexing import IndexingFailed
from phoihop.site.inputs import Inputs, look_at
from phoihop.site.judging import judged
from phoihop.site.output import Output, delete
from phoihop.site.parts import Part, read_part, taken_over, write_part
from phoihop.site.publication import Publication, warn_of_errors
from phoihop.site.record import BuildRecord, MadeUnit
from phoihop.site.theme import Theme, kept_theme, made_of, packed_theme
from phoihop.site.units import TASK_PREFIX, Keys, Unit, register_units, task_units
from phoihop.site.workspace import Workspace

MARK_OF_A_SITE = Path("data") / "register.json"
"""By this file a folder shows that it holds a site, and may be replaced by a newer one."""

_MADE_WITH = ("jinja2", "markupsafe", "mkdocs", "mkdocs-material", "markdown", "pagefind", "icalendar", "holidays")


def build_site(
    root: Path,
    out: Path | None,
    today: date,
    *,
    parts: Sequence[Path] = (),
    jobs: int | None = None,
    cache: Path | None = None,
    language: Language = "vi",
) -> int:
    """Builds the site of the register at `root` into `out` (default `site/` in it); 0 when done, 2 when not.

    What `parts` hold is taken over from them, if it is what would be made here. `jobs` is how many processes work, by
    default as many as there are cores. `cache` is the user's folder for what runs keep of the history.
    """
    target = out or root / "site"
    if target.exists() and not _may_be_replaced(target):
        return _refused(say(*_NO_SITE, folder=str(target)), language)
    read = [read_part(each) for each in parts]
    for folder, part in zip(parts, read, strict=True):
        if part is None:
            return _refused(say(*_NO_PART, folder=str(folder)), language)
    workspace = Workspace(target)
    try:
        with collecting_rarely(), workspace.opened(), tempfile.TemporaryDirectory(prefix="phoihop-theme-") as aside:
            before, output = workspace.begin()
            register = load_register(root)
            inputs = look_at(register, before.seen, jobs)
            judgement = judged(register, today, inputs.tasks, workspace.judged_file, jobs)
            publication = Publication(register, judgement, cache)
            record = _site(publication, inputs, Path(aside), before, output, [p for p in read if p], jobs)
            workspace.finish(record, before.files)
    except (MkDocsException, IndexingFailed, BrokenProcessPool) as error:
        print(error, file=sys.stderr)
        return 2
    print(target)
    return 0


def build_part(
    root: Path,
    out: Path,
    today: date,
    share: Callable[[Sequence[str]], list[str]],
    *,
    jobs: int | None = None,
    cache: Path | None = None,
    language: Language = "vi",
) -> int:
    """Makes the pages of a share of the tasks, for `build_site` to take over; 0 when done, 2 when not."""
    if out.exists() and read_part(out) is None and any(out.iterdir()):
        return _refused(say(*_NO_PART, folder=str(out)), language)
    register = load_register(root)
    ids = share(register.task_ids())
    # A task's page names the tasks that it is related to.
    shown = set(ids) | {
        other for id_ in ids if (assignment := register.task(id_).assignment) for other in assignment.related
    }
    publication = Publication(register, judge(register, today, tasks=shown.intersection(register.task_ids())), cache)
    inputs = look_at(register, {}, jobs)
    try:
        with (
            collecting_rarely(),
            tempfile.TemporaryDirectory(prefix="phoihop-theme-") as folder,
            write_part(out) as (files, finish),
        ):
            theme, env = _theme_by_mkdocs(publication, Path(folder)), environment(publication)
            keys = Keys(publication, inputs, tool_digest(), theme)
            own = {f"{TASK_PREFIX}{id_}" for id_ in ids}
            units = [unit for unit in task_units(publication, theme, env, inputs.records) if unit.name in own]
            record = BuildRecord()
            _make(units, keys, record, Output(files), jobs)
            finish(record)
    except (MkDocsException, BrokenProcessPool) as error:
        print(error, file=sys.stderr)
        return 2
    print(out)
    return 0


def _theme_by_mkdocs(publication: Publication, folder: Path) -> Theme:
    # Imported here because MkDocs takes long to load, and most builds after a change do without.
    from phoihop.site.theming import theme_for

    return theme_for(publication, folder)


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
    inputs: Inputs,
    folder: Path,
    before: BuildRecord,
    output: Output,
    parts: Sequence[Part],
    jobs: int | None,
) -> BuildRecord:
    """Makes what is not there as it should be, and drops what belongs to the site no more."""
    tool, env = tool_digest(), environment(publication)
    sources = made_of(publication.register.root, tool, inputs.others, publication.today.isoformat().encode())
    theme = kept_theme(before.theme, sources, output)
    if theme:
        # MkDocs would let the plugin do so.
        warn_of_errors(publication)
    else:
        theme = _theme_by_mkdocs(publication, folder)
    keys = Keys(publication, inputs, tool, theme)
    units = [
        *register_units(publication, theme, env, inputs.records),
        *task_units(publication, theme, env, inputs.records),
    ]
    theme.write(output, frozenset(f"{unit.address}index.html" for unit in units if unit.address is not None))
    of_theme = output.take()
    record = BuildRecord(seen=inputs.seen, files=dict(of_theme), theme=packed_theme(theme, sources, of_theme))
    left = [unit for unit in units if not _stands(unit, keys, before, output, record)]
    _make([taken_over(unit, keys.of(unit), parts) for unit in left], keys, record, output, jobs)
    delete(output.folder, output.known.keys() - record.files.keys())
    return record


def _stands(unit: Unit, keys: Keys, before: BuildRecord, output: Output, record: BuildRecord) -> bool:
    """Whether a unit lies there as it would be made; it is put into the record, then."""
    made = before.units.get(unit.name)
    if made is None or made.key != keys.of(unit) or not all(path in output.known for path in made.paths):
        return False
    record.units[unit.name] = made
    record.files.update({path: output.known[path] for path in made.paths})
    return True


def _make(units: Iterable[Unit], keys: Keys, record: BuildRecord, output: Output, jobs: int | None) -> None:
    known = {unit.name: unit for unit in units}
    for name, files in make_all(list(known.values()), output, jobs):
        record.units[name] = MadeUnit(keys.of(known[name]), tuple(files))
        record.files.update(files)


def _may_be_replaced(folder: Path) -> bool:
    return folder.is_dir() and ((folder / MARK_OF_A_SITE).is_file() or not any(folder.iterdir()))


_NO_SITE = (
    "{folder}: không trống, mà cũng không phải trang đã dựng; chỉ ra thư mục khác bằng --out",
    "{folder}: not empty, and not a site; name another folder with --out",
)
_NO_PART = (
    "{folder}: không phải phần của trang, hoặc đã hỏng; dựng lại bằng phoihop site build --shard",
    "{folder}: no part of a site, or damaged; make it again with phoihop site build --shard",
)


def _refused(message: Message, language: Language) -> int:
    print(word(message, language), file=sys.stderr)
    return 2
