"""What a register's site is made of: units that can be made one by one, in any order and in any process.

A unit names the tasks that it shows, and so what must be the same for it to stay as it is. A unit that shows the
whole register depends on every task.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b

from jinja2 import Environment

from phoihop.changes.events import Event
from phoihop.language import Message
from phoihop.site import columns, downloads, search_index, sitemap, subscriptions
from phoihop.site.inputs import Inputs
from phoihop.site.output import Output
from phoihop.site.page import Page
from phoihop.site.pages import family_pages, section_pages
from phoihop.site.publication import Publication
from phoihop.site.shell import CONTENT_ID
from phoihop.site.theme import Theme

TASK_PREFIX = "task "


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

    @property
    def is_large(self) -> bool:
        """Whether it is made of more than one task."""
        return not self.name.startswith(TASK_PREFIX)


def register_units(
    publication: Publication, theme: Theme, env: Environment, digests: Mapping[str, str] | None = None
) -> Iterator[Unit]:
    """Everything that is made of the register, what takes longest first. Tasks come by `task_units`."""
    for year in publication.years:
        tasks = tuple(id_ for id_ in publication.cases if id_.startswith(f"{year}-"))
        yield Unit(f"search {year}", tasks, partial(search_index.write_year, publication, year))
    # No task is in it.
    yield Unit("search", (), partial(search_index.write_rest, publication, tuple(theme.searched_pages())))
    yield Unit("data", None, partial(downloads.write_all, publication, digests))
    yield Unit("schemas", (), partial(downloads.write_schemas, publication.language))
    for part in columns.parts(publication):
        yield Unit(f"list {part.name}", part.tasks, part.write)
    for name in (subscriptions.ALL, *publication.register.agencies):
        of_name = None if name == subscriptions.ALL else publication.tasks_by_agency.get(name, ())
        yield Unit(f"subscription {name}", of_name, partial(subscriptions.write, publication, name, theme.site_url))
    pages = [page for page in family_pages(publication) if page.task is None]
    for page in (*section_pages(publication).values(), *pages):
        write = partial(_write_page, page, theme, env)
        yield Unit(f"page {page.address}", page.tasks, write, page.address, page.counts)
    if theme.site_url:
        yield Unit("sitemap", None, partial(sitemap.write, publication, theme.site_url))


def task_units(
    publication: Publication, theme: Theme, env: Environment, digests: Mapping[str, str] | None = None
) -> Iterator[Unit]:
    """A unit for each task: its page, its data, its papers."""
    for page in family_pages(publication):
        if page.task is not None:
            case = publication.cases[page.task]
            make = partial(_write_task, publication, page, theme, env, digests or {})
            yield Unit(f"{TASK_PREFIX}{case.id}", page.tasks, make, page.address)


def _write_task(
    publication: Publication, page: Page, theme: Theme, env: Environment, digests: Mapping[str, str], output: Output
) -> None:
    _write_page(page, theme, env, output)
    assert page.task is not None
    downloads.write_task(publication, publication.cases[page.task], output, digests)


def _write_page(page: Page, theme: Theme, env: Environment, output: Output) -> None:
    content = env.get_template(page.template).render(base=page.base, **page.context())
    whole = f'<div id="{CONTENT_ID}">{content}</div>'
    shell = theme.shell(page)
    output.write(f"{page.address}index.html", shell.fill(page.address, page.title, page.description, whole))


class Keys:
    """What each unit depends on, in one digest."""

    def __init__(self, publication: Publication, inputs: Inputs, tool: bytes, theme: Theme) -> None:
        common = blake2b(digest_size=16)
        for part in (tool, inputs.others, publication.today.isoformat(), theme.key):
            common.update(part.encode() if isinstance(part, str) else part)
        self._common = common.digest()
        self._tasks = {id_: self._of_task(publication, inputs, id_) for id_ in inputs.tasks}
        whole = blake2b(self._common, digest_size=16)
        for id_, digest in self._tasks.items():
            whole.update(id_.encode() + digest)
        whole.update(repr([found for found in publication.judgement.findings if not found.task]).encode())
        # A commit that changes no task changes head.json.
        whole.update(repr(publication.head).encode())
        self._whole = whole.digest()

    def of(self, unit: Unit) -> bytes:
        if unit.tasks is None:
            return self._whole
        key = blake2b(self._common + f"{unit.name} {unit.counts}".encode(), digest_size=16)
        for id_ in unit.tasks:
            key.update(id_.encode() + self._tasks.get(id_, b""))
        return key.digest()

    @staticmethod
    def _of_task(publication: Publication, inputs: Inputs, id_: str) -> bytes:
        digest = blake2b(inputs.tasks[id_], digest_size=16)
        digest.update(repr(publication.findings_by_task.get(id_)).encode())
        histories = publication.histories
        told = histories if isinstance(histories, Message) else [_as_told(each) for each in histories.get(id_, ())]
        digest.update(repr(told).encode())
        return digest.digest()


def _as_told(event: Event) -> tuple[object, ...]:
    """What a page says of an event, and what it is worded from. A moment may come back in another time zone."""
    return (
        event.moment.timestamp(),
        event.day,
        event.author,
        event.commit,
        event.record,
        event.agency,
        event.action,
        event.told,
        event.corrections,
    )
