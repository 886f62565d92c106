"""Every page of the register, declared once: its address, its words for the browser, and what it shows.

Addresses are those of the site's contract, relative to the site's root, with a slash at the end ("" is the overview).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from phoihop.records.register import Register
from phoihop.site.publication import Publication
from phoihop.site.views import (
    agency,
    calendar,
    finding_list,
    obligation_list,
    opinion_list,
    overview,
    rule,
    statistics,
    task,
    task_list,
)
from phoihop.wording import gettext_for, mark

Context = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """A page to render: `section` is the tab that it belongs to; `context` makes what its template shows.

    `tasks` are the ids of all tasks that it shows anything of, None where that may be any; `task` is the one whose own
    page it is. `counts` are the numbers on it to which other tasks contribute.
    """

    address: str
    section: str
    title: str
    description: str
    template: str
    context: Callable[[], Context]
    tasks: tuple[str, ...] | None = None
    task: str | None = None
    counts: tuple[int, ...] = ()

    @property
    def depth(self) -> int:
        return self.address.count("/")

    @property
    def base(self) -> str:
        """The way from this page to the site's root, for relative links."""
        return "../" * self.depth


SECTIONS: Mapping[str, str] = {
    "": mark("Overview"),
    "tasks/": mark("Tasks"),
    "agencies/": mark("Agencies"),
    "rules/": mark("Rules"),
    "calendar/": mark("Calendar"),
    "statistics/": mark("Statistics"),
    "search/": mark("Search"),
    "data/": mark("Data"),
}
"""The register's own tabs: address and title, in the order of the navigation."""

SHELLS: Mapping[tuple[str, int], str] = {
    ("tasks/", 2): "tasks/phoihop-shell/",
    ("tasks/", 3): "tasks/phoihop-shell/shell/",
    ("agencies/", 2): "agencies/phoihop-shell/",
    ("agencies/", 3): "agencies/phoihop-shell/shell/",
    ("agencies/", 4): "agencies/phoihop-shell/shell/shell/",
    ("rules/", 2): "rules/phoihop-shell/",
    ("rules/", 3): "rules/phoihop-shell/shell/",
    ("statistics/", 2): "statistics/phoihop-shell/",
}
"""Where the theme renders the shell for the pages of a section at a depth."""


def section_pages(publication: Publication) -> dict[str, Page]:
    """The pages that stand in the navigation, by address."""
    translate = gettext_for("site", publication.language).gettext
    register: Register = publication.register
    contexts: dict[str, tuple[str, Callable[[], Context]]] = {
        "": ("overview.html", lambda: overview.view(publication)),
        "tasks/": ("tasks.html", lambda: task_list.view_all(publication)),
        "agencies/": ("agencies.html", lambda: agency.view_all(publication)),
        "rules/": ("rules.html", lambda: rule.view_all(publication)),
        "calendar/": ("calendar.html", lambda: calendar.view(publication)),
        "statistics/": ("statistics.html", lambda: statistics.view(publication)),
        "search/": ("search.html", lambda: {"years": publication.years}),
        "data/": ("data.html", dict),
    }
    return {
        address: Page(address, address, translate(title), register.settings.title, *contexts[address])
        for address, title in SECTIONS.items()
    }


def family_pages(publication: Publication) -> Iterator[Page]:
    """The pages of every task, year, agency and rule."""
    language = publication.language
    translate = gettext_for("site", language).gettext
    for year in publication.years:
        yield from task_list.pages_of_year(publication, year, Page)
    for case in publication.cases.values():
        yield Page(
            f"tasks/{case.id[:4]}/{case.id[5:]}/",
            "tasks/",
            f"{case.id} {case.title}",
            case.assignment.summary or case.title,
            "task.html",
            lambda case=case: task.view(publication, case),  # type: ignore[misc]  # binds this case, not the last
            tasks=(case.id, *case.assignment.related),
            task=case.id,
        )
    for id_, record in publication.register.agencies.items():
        yield Page(
            f"agencies/{id_}/",
            "agencies/",
            record.name,
            record.name,
            "agency.html",
            lambda id_=id_: agency.view(publication, id_),  # type: ignore[misc]  # binds this agency
            tasks=publication.tasks_by_agency.get(id_, ()),
        )
        yield from task_list.pages_of_agency(publication, id_, Page)
        yield from finding_list.pages_of_agency(publication, id_, Page)
        if id_ in publication.obligations_by_debtor:
            title = translate("What %(agency)s has had to do") % {"agency": record.name}
            yield Page(
                f"agencies/{id_}/obligations/",
                "agencies/",
                title,
                title,
                "obligations.html",
                partial(obligation_list.view, publication, id_, title),
                tasks=publication.tasks_by_agency[id_],
            )
    title = translate("Opinions asked for")
    yield Page(
        "statistics/opinions/", "statistics/", title, title, "opinions.html", partial(opinion_list.view, publication)
    )
    for id_, declared in rule.every_rule().items():
        title = declared.title.in_language(language)
        view, tasks = partial(rule.view, publication, id_), rule.tasks_of(publication, id_)
        yield Page(f"rules/{id_}/", "rules/", title, f"{translate('Rule')} {id_}", "rule.html", view, tasks)
        for number in rule.further_pages(publication, id_):
            yield Page(f"rules/{id_}/p{number}/", "rules/", title, title, "rule.html", partial(view, number), tasks)
