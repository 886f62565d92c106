"""Builds or serves a register's site from the command line, with its mkdocs.yml or with settings of our own."""

import os
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from datetime import date
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

import yaml

from phoihop.records.register import load_register
from phoihop.site.crew import make_all
from phoihop.site.environment import environment
from phoihop.site.inputs import look_at
from phoihop.site.output import Output, delete
from phoihop.site.plugin import TODAY_VARIABLE, PhoihopPlugin
from phoihop.site.publication import Publication
from phoihop.site.record import BuildRecord, MadeUnit
from phoihop.site.search_index import IndexingFailed
from phoihop.site.theme import Theme
from phoihop.site.units import Keys, Unit, register_units, task_units
from phoihop.site.workspace import Workspace

SETTINGS = "mkdocs.yml"
MARK_OF_A_SITE = Path("data") / "register.json"
"""By this file a folder shows that it holds a site, and may be replaced by a newer one."""

_MADE_WITH = ("jinja2", "markupsafe", "mkdocs", "mkdocs-material", "pagefind", "icalendar", "holidays")


def build_site(root: Path, out: Path | None, today: date, jobs: int | None = None) -> int:
    """Builds the site of the register at `root` into `out` (default `site/` in it); 0 when done, 2 when not.

    Only what changed since the last build is made again. The site is put in place whole: a build that fails leaves the
    old site as it was. `jobs` is how many processes work; by default as many as there are cores.
    """
    from mkdocs.exceptions import MkDocsException

    target = out or root / "site"
    if target.exists() and not _may_be_replaced(target):
        print(f"{target}: not empty, and not a site; name another folder with --out", file=sys.stderr)
        return 2
    workspace = Workspace(target)
    try:
        with workspace.opened(), tempfile.TemporaryDirectory(prefix="phoihop-theme-") as folder:
            before, output = workspace.begin()
            record = _make(root, today, Path(folder), before, output, jobs)
            workspace.finish(record, before.files)
    except (MkDocsException, IndexingFailed, BrokenProcessPool) as error:
        print(error, file=sys.stderr)
        return 2
    print(target)
    return 0


def serve_site(root: Path, today: date, address: str) -> None:
    """Serves the site at `address` ("127.0.0.1:8000"), building it anew when a record or a page changes."""
    from mkdocs.commands.serve import serve

    with _settings_of(root, today) as file:
        serve(config_file=str(file), dev_addr=address)


def _make(root: Path, today: date, folder: Path, before: BuildRecord, output: Output, jobs: int | None) -> BuildRecord:
    """Makes what is not there as it should be, and drops what belongs to the site no more."""
    register = load_register(root)
    inputs = look_at(register, before.seen)
    publication = Publication(register, today)
    theme = _theme(publication, folder)
    env = environment(publication)
    keys = Keys(publication, inputs, tool_digest(), theme)
    own = list(register_units(publication, theme, env, inputs.records))
    tasks = list(task_units(publication, theme, env, inputs.records))
    pages = frozenset(f"{unit.address}index.html" for unit in (*own, *tasks) if unit.address is not None)
    theme.write(output, pages)
    files = output.take()
    record = BuildRecord(seen=inputs.seen, units={"theme": MadeUnit(b"", tuple(files))}, files=files)
    wanted = {unit.name: keys.of(unit) for unit in (*own, *tasks)}

    def stands(unit: Unit) -> bool:
        made = before.units.get(unit.name)
        if made is None or made.key != wanted[unit.name] or not all(path in output.known for path in made.paths):
            return False
        record.units[unit.name] = made
        record.files.update({path: output.known[path] for path in made.paths})
        return True

    to_make = [unit for unit in own if not stands(unit)], [unit for unit in tasks if not stands(unit)]
    for name, made in make_all(*to_make, output, jobs):
        record.units[name] = MadeUnit(wanted[name], tuple(made))
        record.files.update(made)
    delete(output.folder, output.known.keys() - record.files.keys())
    return record


def _theme(publication: Publication, folder: Path) -> Theme:
    """Lets MkDocs render the hand-written pages, and the shells of the register's."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    with _settings_of(publication.register.root, publication.today) as file:
        config = load_config(str(file), site_dir=str(folder / "theme"))
        plugin = next(each for each in config.plugins.values() if isinstance(each, PhoihopPlugin))
        plugin.given = publication
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    return plugin.theme


def tool_digest() -> bytes:
    """What the program itself is: its files, and the versions of what it makes a site with."""
    digest = blake2b(digest_size=16)
    package = Path(__file__).parents[1]
    for file in sorted(package.rglob("*")):
        if file.suffix in (".py", ".html", ".mo", ".css", ".js", ".svg"):
            digest.update(f"{file.relative_to(package)}\0".encode() + file.read_bytes())
    digest.update(repr([(name, version(name)) for name in _MADE_WITH]).encode())
    return digest.digest()


def _may_be_replaced(folder: Path) -> bool:
    return folder.is_dir() and ((folder / MARK_OF_A_SITE).is_file() or not any(folder.iterdir()))


@contextmanager
def _settings_of(root: Path, today: date) -> Iterator[Path]:
    """The settings file of a register's site; one of our own, for the time of the build, where it has none."""
    before = {name: os.environ.get(name) for name in (TODAY_VARIABLE, "NO_MKDOCS_2_WARNING")}
    os.environ[TODAY_VARIABLE] = today.isoformat()
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    try:
        if (root / SETTINGS).is_file():
            yield root / SETTINGS
        else:
            with tempfile.TemporaryDirectory(prefix="phoihop-site-") as folder:
                yield _write_settings(root, Path(folder))
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def _write_settings(root: Path, folder: Path) -> Path:
    pages = root / "docs"
    if not pages.is_dir():
        pages = folder / "docs"
        pages.mkdir()
    settings = {
        "site_name": "phoihop",
        "docs_dir": str(pages),
        "site_dir": str(folder / "site"),
        "theme": {"name": "material"},
        "plugins": [{"phoihop": {"register": str(root)}}],
    }
    file = folder / SETTINGS
    file.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    return file
