"""Lets MkDocs render: the hand-written pages and the theme's shells for a build, or the whole site while it is served.

A register without mkdocs.yml gets settings of our own.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from jinja2 import TemplateError
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError

from phoihop.scratch import scratch_folder
from phoihop.site.plugin import TODAY_VARIABLE, PhoihopPlugin
from phoihop.site.publication import Publication
from phoihop.site.shell import told_by_environment
from phoihop.site.theme import PAGES, SETTINGS, Theme
from phoihop.site.theme_files import list_no_icons


def theme_for(publication: Publication, folder: Path) -> Theme:
    """What MkDocs makes for the site of a publication; written into `folder`. Raises MkDocs' own exceptions."""
    root = publication.register.root
    with _settings_of(root, publication.today) as file, _told_by_file(file if file.parent == root else root / PAGES):
        config = load_config(str(file), site_dir=str(folder / "theme"))
        plugin = next((each for each in config.plugins.values() if isinstance(each, PhoihopPlugin)), None)
        if plugin is None:
            raise PluginError(f"{file}: plugins: phoihop is missing; add it to the list")
        plugin.given = publication
        list_no_icons(config.theme)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    return plugin.theme


@contextmanager
def _told_by_file(file: Path) -> Iterator[None]:
    """What a page or the settings make MkDocs and the theme end with, as an error of theirs and not of the program."""
    try:
        yield
    except (TemplateError, ValueError, OSError) as error:
        raise PluginError(f"{file}: {type(error).__name__}: {error}") from error


def serve_site(root: Path, today: date, address: str, tell: Callable[[str], None]) -> None:
    """Serves the site at `address` ("127.0.0.1:8000"), building it anew when a record or a page changes.

    `tell` is told the address of its first page, before it is built.
    """
    from mkdocs.commands.serve import serve  # watches files, for which it loads much that a build needs not

    with _settings_of(root, today) as file:
        tell(f"http://{address}{urlsplit(load_config(str(file)).site_url or '/').path or '/'}")
        serve(config_file=str(file), dev_addr=address)


@contextmanager
def _settings_of(root: Path, today: date) -> Iterator[Path]:
    """The settings file of a register's site; one of our own, for the time of the build, where it has none."""
    with told_by_environment(**{TODAY_VARIABLE: today.isoformat()}, NO_MKDOCS_2_WARNING="1"):
        if (root / SETTINGS).is_file():
            yield root / SETTINGS
        else:
            with scratch_folder() as folder:
                yield _write_settings(root, folder)


def _write_settings(root: Path, folder: Path) -> Path:
    pages = root / PAGES
    if not pages.is_dir():
        pages = folder / PAGES
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
