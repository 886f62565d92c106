"""The MkDocs plugin `phoihop`: adds the register's pages to a site of hand-written ones.

MkDocs and the theme render the hand-written pages, the pages of the navigation and one shell for each family of pages;
the register's own content is put into them here, and families are written once MkDocs is done. Only this module and
`build` know MkDocs, so that another generator can take its place.
"""

import html
import os
import re
from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from textwrap import shorten
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.config_options import Choice, DictOfItems, Optional, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as ThemePage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import TemplateContext

from phoihop.changes.git import NoHistory
from phoihop.language import LANGUAGES, Language, Message, Text, spelled, word
from phoihop.origin import manual
from phoihop.records.reading import NoRegister
from phoihop.records.register import Register, load_register
from phoihop.site.environment import environment
from phoihop.site.output import Output
from phoihop.site.page import SECTIONS, SHELLS
from phoihop.site.page_language import language_of, mark_titles, name_links, speak
from phoihop.site.publication import Publication, log, warn_of_errors
from phoihop.site.shell import CONTENT, CONTENT_ID, DESCRIPTION, TITLE, Shell, colour_schemes
from phoihop.site.theme import OWN_FOLDERS, Theme
from phoihop.site.units import register_units, task_units
from phoihop.wording import gettext_for

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

_OWN_PAGES = tuple(f"{address}index.md" for address in SECTIONS)

LONGEST_DESCRIPTION = 160
"""Letters of a description that search engines show."""

TODAY_VARIABLE = "PHOIHOP_TODAY"
"""How `phoihop site --today` reaches the plugin, which MkDocs makes from the settings file."""


class Options(Config):  # type: ignore[no-untyped-call]  # MkDocs' own base is untyped there
    """The plugin's options in mkdocs.yml."""

    register = Type(str, default=".")
    today = Optional(Type(str))
    internal = Type(bool, default=False)
    languages = DictOfItems(Choice(LANGUAGES), default={})
    """Of hand-written pages in another language than the register's, by file or folder of theirs."""


class PhoihopPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]  # as above
    """Publishes the register that mkdocs.yml lies in, or the one named by the option `register`."""

    publication: Publication
    env: Environment
    theme: Theme
    given: Publication | None = None
    """Set by who writes the register's pages itself, by the shells that are left in `theme`."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        root = (Path(config.config_file_path or ".").parent / self.config.register).resolve()
        try:
            register = load_register(root)
        except NoRegister as error:
            raise PluginError(word(error.message, "en")) from None
        day = self._today(register)
        self.publication = self.given or Publication(register, day, internal=self.config.internal)
        try:
            # Told of at once: what Git refuses would otherwise stop MkDocs in the middle.
            _ = self.publication.histories, self.publication.head
        except NoHistory as error:
            raise PluginError(word(error.message, self.publication.language)) from None
        self.env = environment(self.publication)
        _see_that_no_link_leads_away(Path(config.docs_dir), self.publication.language)
        if not config.use_directory_urls:
            raise PluginError(_said(_FOLDERS, self.publication.language, file=config.config_file_path or "mkdocs.yml"))
        self.shells: dict[str, Shell] = {}
        self.searched: list[str] = []
        self._settle_theme(config)
        self._settle_navigation(config)
        warn_of_errors(self.publication)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        own = {f"{address}index.md": InclusionLevel.INCLUDED for address in SECTIONS}
        own |= {f"{path}index.md": InclusionLevel.NOT_IN_NAV for path in SHELLS.values()}
        for file in [each for each in files if _is_taken(PurePosixPath(each.src_uri), own)]:
            files.remove(file)
            log.warning(_said(_TAKEN, self.publication.language, file=f"{Path(config.docs_dir).name}/{file.src_uri}"))
        for uri, inclusion in own.items():
            files.append(File.generated(config, uri, content="", inclusion=inclusion))
        assets = files_of_package() / "assets"
        for asset in sorted(path for path in assets.rglob("*") if path.is_file()):
            uri = f"assets/phoihop/{asset.relative_to(assets).as_posix()}"
            files.append(File.generated(config, uri, content=asset.read_bytes()))
        return files

    def on_page_markdown(self, markdown: str, *, page: ThemePage, config: MkDocsConfig, files: Files) -> str:
        if self._is_ours(page):
            page.meta = {"title": TITLE, "description": DESCRIPTION, "hide": ["navigation", "toc"]}
        return markdown

    def on_page_content(self, html: str, *, page: ThemePage, config: MkDocsConfig, files: Files) -> str:
        if self._is_ours(page):
            # The theme's link for the keyboard past the navigation leads to the first entry of the contents.
            page.toc = TableOfContents([AnchorLink(title="", id=CONTENT_ID, level=1)])
            return CONTENT
        html = name_links(html, self._language_of(page))
        page.meta.setdefault("description", _first_sentences(html))
        kind = gettext_for("site", self.publication.language)
        label, value = kind.gettext("Kind"), kind.gettext("page")
        # Whoever looks for words of a record wants the record, and not the manual's example of one.
        html = html.replace('class="headerlink"', 'class="headerlink" data-pagefind-ignore')
        facet = f'<span hidden data-pagefind-filter="{label}">{value}</span>'
        return f'<div data-pagefind-body data-pagefind-weight="0.1">{facet}{html}</div>'

    def on_page_context(
        self, context: TemplateContext, *, page: ThemePage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        language = self._language_of(page)
        speak(language, config, nav, own_palette=self._own_palette)
        # The register's own tabs are put into the language of each page.
        mark_titles(nav, language, lambda item: language if self._is_ours(item) else self._language_of(item))
        # A family's shell stands in no navigation; the tab of its section is lit for it.
        for (section, _depth), path in SHELLS.items():
            if page.url == path:
                for item in nav.pages:
                    if item.url == section:
                        item.active = True
                        self._lit = item
        return context

    def on_post_page(self, output: str, *, page: ThemePage, config: MkDocsConfig) -> str:
        address = "" if page.url == "./" else page.url
        if address in SECTIONS or address in SHELLS.values():
            if address not in SECTIONS:
                self._lit.active = False
            # What the theme says of its own address is looked for in no page of the site's root.
            self.shells[address] = Shell.split(address or "\0", output)
            return ""
        self.searched.append(address)
        return output

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        mark_titles(context["nav"], self.publication.language, self._language_of)
        return context

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        if template_name != "404.html":
            return output_content
        # Shown at whatever address was asked for, so its links start at the host, as the theme's do there.
        base = urlsplit(config.site_url or "/").path
        content = self.env.get_template("missing.html").render(base=base)
        return output_content.replace("<h1>404 - Not found</h1>", content)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        site = Path(config.site_dir)
        for name in ("sitemap.xml", "sitemap.xml.gz"):
            (site / name).unlink(missing_ok=True)
        self.theme = Theme(site, config.site_url or "", self.shells, tuple(self.searched))
        if self.given is None:
            output = Output(site)
            for units in (register_units, task_units):
                for unit in units(self.publication, self.theme, self.env):
                    unit.make(output)

    def on_serve(self, server: "LiveReloadServer", *, config: MkDocsConfig, builder: Any) -> "LiveReloadServer":
        root = self.publication.register.root
        for name in ("register.yml", "agencies", "tasks"):
            if (root / name).exists():
                server.watch(str(root / name))
        return server

    def _today(self, register: Register) -> date:
        given = os.environ.get(TODAY_VARIABLE) or self.config.today
        if given:
            try:
                return date.fromisoformat(given)
            except ValueError:
                raise PluginError(f"phoihop: “{given}” is no day; write YEAR-MONTH-DAY, such as 2021-05-04") from None
        return register.settings.as_of or datetime.now(register.zone).date()

    def _is_ours(self, page: ThemePage) -> bool:
        return page.file.generated_by == "phoihop"

    def _language_of(self, page: ThemePage) -> Language:
        if self._is_ours(page):
            return self.publication.language
        return language_of(page.file.src_uri, self.config.languages, self.publication.language)

    def _settle_theme(self, config: MkDocsConfig) -> None:
        """What the register's pages need of the theme; what mkdocs.yml itself sets is kept."""
        translate = gettext_for("site", self.publication.language).gettext
        theme, register = config.theme, self.publication.register
        # A folder of the register's own (custom_dir) comes before ours, and ours before the theme's.
        theme.dirs.insert(1 if theme.custom_dir else 0, str(files_of_package() / "theme"))
        # Fonts of another host are never asked for.
        theme["font"] = False
        theme["language"] = theme["title_language"] = self.publication.language
        features = list(theme.get("features") or [])
        # Of the menu a page has its own section; the manual's forty pages in full would be the most of every page.
        theme["features"] = [*features, *({"navigation.prune", "navigation.tabs", "navigation.top"} - set(features))]
        theme["features"].sort()
        theme["favicon"] = "assets/phoihop/favicon.svg"
        theme["logo"] = "assets/phoihop/logo.svg"
        self._own_palette = not theme.get("palette")
        if self._own_palette:
            theme["palette"] = colour_schemes(self.publication.language)
        config.extra_css.append("assets/phoihop/phoihop.css")
        config.extra_javascript.append("assets/phoihop/phoihop.js")
        config.extra.setdefault("generator", False)
        if self.publication.internal:
            config.extra["phoihop_internal"] = translate("Internal site: not to be published.")
        if not config.site_name or config.site_name == "phoihop":
            # The theme writes the site's name as it is.
            config.site_name = html.escape(register.settings.title)
        if not config.copyright and (authority := register.agencies.get(register.settings.authority)):
            config.copyright = html.escape(authority.name)
            if address := manual(self.publication.language):
                name = translate("Manual")
                config.copyright += f' · <a href="{html.escape(address)}">{name}</a>'

    def _settle_navigation(self, config: MkDocsConfig) -> None:
        """The register's tabs come first, then what mkdocs.yml, or the folder of hand-written pages, has."""
        translate = gettext_for("site", self.publication.language).gettext
        own: list[Any] = [{translate(title): f"{address}index.md"} for address, title in SECTIONS.items()]
        config.nav = [*own, *(_pages_by_folder(Path(config.docs_dir)) if config.nav is None else config.nav)]


def _pages_by_folder(docs: Path) -> list[Any]:
    """A navigation for hand-written pages, where mkdocs.yml has none: by folder, as MkDocs itself would make it."""
    pages: list[Any] = []
    for entry in sorted(docs.iterdir() if docs.is_dir() else (), key=lambda each: (each.is_dir(), each.name)):
        if entry.is_dir():
            paths = [path.relative_to(docs) for path in sorted(entry.rglob("*.md"))]
            inner = [path.as_posix() for path in paths if not _is_taken(PurePosixPath(path.as_posix()))]
            pages += [{entry.name.replace("-", " ").capitalize(): inner}] if inner else []
        elif entry.suffix == ".md" and not _is_taken(PurePosixPath(entry.name)):
            pages.append(entry.name)
    return pages


def _is_taken(source: PurePosixPath, own: Collection[str] = _OWN_PAGES) -> bool:
    """Whether a hand-written file would stand where the register's own pages (`own`), or its files for programs, do."""
    index = source.with_name("index.md") if source.name == "README.md" else source
    if index.suffix == ".md" and index.name != "index.md":
        index = index.with_suffix("") / "index.md"
    return str(index) in own or str(source).startswith(OWN_FOLDERS)


def _see_that_no_link_leads_away(docs: Path, language: Language) -> None:
    """MkDocs follows every link: to any file of this machine, to an endless device, through folders in a circle."""
    inside = Path(os.path.realpath(docs))
    below = (Path(at, name) for at, folders, names in os.walk(docs) for name in (*folders, *names))
    for path in [docs] if docs.is_symlink() else below:
        target = Path(os.path.realpath(path))
        leads_away = path.is_symlink() and (target.is_dir() or not target.is_relative_to(inside))
        if leads_away or not (target.is_file() or target.is_dir()):
            name = path.relative_to(docs.parent).as_posix()
            raise PluginError(_said(_LINK, language, file=spelled(name)))


def _first_sentences(page: str) -> str:
    """What a hand-written page says of itself where it has no description: the beginning of its first paragraph."""
    paragraph = re.search(r"<p>(.*?)</p>", page, re.DOTALL)
    text = html.unescape(re.sub(r"<[^>]+>", "", paragraph[1])) if paragraph else ""
    return html.escape(shorten(text, LONGEST_DESCRIPTION, placeholder=" …"))


def _said(text: Text, language: Language, **facts: str) -> str:
    return word(Message(text, facts), language)


_TAKEN = Text(
    "{file} không được công bố: địa chỉ của nó là của sổ theo dõi; đổi tên hoặc chuyển tệp sang thư mục khác",
    "{file} is not published: its address is the register's own; give the file another name, or another folder",
)
_LINK = Text(
    "{file}: là liên kết dẫn ra ngoài, hoặc không phải tệp thường; thay bằng chính tệp cần công bố",
    "{file}: a link that leads elsewhere, or no regular file; put the file itself there that is to be published",
)
_FOLDERS = Text(
    "{file}: use_directory_urls: false không dùng được, vì mỗi trang của sổ là một thư mục; bỏ dòng này",
    "{file}: use_directory_urls: false can't be used, for each page of the register is a folder; drop that line",
)


def files_of_package() -> Path:
    """The package's own files: templates, assets, and what the theme is given in place of its own."""
    return Path(__file__).parent
