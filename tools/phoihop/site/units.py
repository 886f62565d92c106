"""What a register's site is made of: units that can be made one by one, in any order and in any process.

A unit names the tasks that it shows, and so what must be the same for it to stay as it is. A unit that shows the
whole register depends on every task.
"""

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from jinja2 import Environment

from phoihop.site import columns, downloads, search_index
from phoihop.site.dossier import dossier, dossier_environment, dossier_path
from phoihop.site.output import Output
from phoihop.site.page import Context, Page, task_address
from phoihop.site.pages import family_pages, section_pages, shown_with, task_page
from phoihop.site.publication import Publication
from phoihop.site.shell import CONTENT_ID
from phoihop.site.subscriptions import ALL, Subscriptions
from phoihop.site.theme import Theme


@dataclass(frozen=True, slots=True)
class Unit:
    """`tasks` are the ids of the tasks that it shows, its own first; None for the whole register."""

    name: str
    tasks: tuple[str, ...] | None
    make: Callable[[Output], None]
    address: str | None = None
    """That of its page, where it is one."""
    counts: tuple[int, ...] = ()
    """What else it depends on: numbers to which other tasks contribute."""


def register_units(publication: Publication, theme: Theme, env: Environment) -> Iterator[Unit]:
    """Everything that is made of the register, what takes longest first. Tasks come by `task_units`."""
    for year in publication.years:
        tasks = tuple(task.id for task in publication.of_year(year))
        yield Unit(f"search {year}", tasks, partial(search_index.write_year, publication, year))
    # No task is in it.
    yield Unit("search", (), partial(search_index.write_rest, publication, tuple(theme.searched_pages())))
    yield Unit("data", None, partial(downloads.write_all, publication))
    yield Unit("schemas", (), partial(downloads.write_schemas, publication.language))
    for part, tasks, write in columns.parts(publication):
        yield Unit(f"list {part}", tasks, write)
    subscriptions = Subscriptions(publication, theme.site_url)
    for name in (ALL, *publication.register.agencies):
        of_name = None if name == ALL else publication.ids_by_agency.get(name, ())
        yield Unit(f"subscription {name}", of_name, partial(subscriptions.write, name))
    for page in _pages(publication):
        if page.task is None:
            write = partial(_write_page, page, theme, env)
            yield Unit(f"page {page.address}", page.tasks, write, page.address, page.counts)
    if theme.site_url:
        yield Unit("sitemap", None, partial(_write_sitemap, publication, theme.site_url))


def task_units(publication: Publication, theme: Theme, env: Environment) -> Iterator[Unit]:
    """A unit for each task: its page, its data, its papers, its dossier once it has ended."""
    plain = dossier_environment(publication)
    subscriptions = Subscriptions(publication, theme.site_url)

    def write(task: str, output: Output) -> None:
        page = task_page(publication, task)
        context = page.context()
        _write_page(page, theme, env, output, context)
        subscriptions.write_task(task, output)
        downloads.write_task(publication, context["case"], context["task_papers"], output)
        if context["case"].ended_on:
            path = dossier_path(task)
            output.write(path, dossier(plain, context, publication.on_disk, f"{'../' * path.count('/')}{page.address}"))

    for id_ in publication.rows:
        yield Unit(f"task {id_}", shown_with(publication, id_), partial(write, id_), task_address(id_))


def _write_page(page: Page, theme: Theme, env: Environment, output: Output, context: Context | None = None) -> None:
    content = env.get_template(page.template).render(base=page.base, title=page.title, **(context or page.context()))
    frame: Any = env.get_template("frame.html").module
    whole = f'<div id="{CONTENT_ID}">{frame.head(page, page.base)}{content}{frame.foot()}</div>'
    filled = theme.shell(page).fill(page.address, page.title, page.description, whole, frame.feed(page, page.base))
    output.write(f"{page.address}index.html", filled)


def _pages(publication: Publication) -> Iterator[Page]:
    return chain(section_pages(publication).values(), family_pages(publication))


def _write_sitemap(publication: Publication, site_url: str, output: Output) -> None:
    """sitemap.xml by the sitemaps.org protocol: every page, a task's with the day of its latest document."""
    entries = []
    for page in _pages(publication):
        entries.append(f"<url><loc>{html.escape(site_url + page.address)}</loc>")
        if page.task:
            entries.append(f"<lastmod>{publication.latest(publication.tasks[page.task])}</lastmod>")
        entries.append("</url>\n")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    output.write("sitemap.xml", f"{head}{''.join(entries)}</urlset>\n")
