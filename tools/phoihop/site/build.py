"""Builds or serves a register's site from the command line, with its mkdocs.yml or with settings of our own."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import yaml

from phoihop.site.plugin import TODAY_VARIABLE

SETTINGS = "mkdocs.yml"
MARK_OF_A_SITE = Path("data") / "register.json"
"""By this file a folder shows that it holds a site, and may be replaced by a newer one."""


def build_site(root: Path, out: Path | None, today: date) -> int:
    """Builds the site of the register at `root` into `out` (default `site/` in it); 0 when done, 2 when not.

    The site is built aside and put in place whole: a build that fails leaves the old site as it was.
    """
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    target = out or root / "site"
    if target.exists() and not _may_be_replaced(target):
        print(f"{target}: not empty, and not a site; name another folder with --out", file=sys.stderr)
        return 2
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".site-", dir=target.parent) as aside, _settings_of(root, today) as file:
        built = Path(aside) / "new"
        try:
            config = load_config(str(file), site_dir=str(built))
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build(config)
            finally:
                config.plugins.on_shutdown()
        except MkDocsException as error:
            print(error, file=sys.stderr)
            return 2
        if target.exists():
            target.rename(Path(aside) / "old")
        built.rename(target)
    target.chmod(0o755)
    print(target)
    return 0


def serve_site(root: Path, today: date, address: str) -> None:
    """Serves the site at `address` ("127.0.0.1:8000"), building it anew when a record or a page changes."""
    from mkdocs.commands.serve import serve

    with _settings_of(root, today) as file:
        serve(config_file=str(file), dev_addr=address)


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
