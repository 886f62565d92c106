"""The lists of tasks: all of them, filtered in the browser; plain lists by year and by agency, which need no script."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from phoihop.cases.model import Case
from phoihop.records.fields import field_name
from phoihop.site.publication import Publication
from phoihop.wording import gettext_for

if TYPE_CHECKING:
    from phoihop.site.pages import Page

PAGE_LENGTH = 200
"""How many tasks a plain list shows on one page."""


def view_all(publication: Publication) -> dict[str, Any]:
    """The newest tasks, until the script has fetched the rest, and the choices of every filter."""
    cases = list(publication.cases.values())
    return {
        "cases": list(reversed(cases))[:PAGE_LENGTH],
        "total": len(cases),
        "years": publication.years,
        "leads": agency_choices(publication, {case.lead for case in cases if case.lead}),
        "awaited": agency_choices(publication, {agency for case in cases for agency in case.awaiting}),
        "fields": field_choices(publication, cases),
        "with_tasks": [id_ for id_ in publication.register.agencies if id_ in publication.cases_by_agency],
    }


def field_choices(publication: Publication, cases: Iterable[Case]) -> list[tuple[str, str]]:
    """The fields of some tasks to choose from, by name."""
    slugs = {case.assignment.field for case in cases if case.assignment.field}
    return sorted(((slug, field_name(slug, publication.language)) for slug in slugs), key=lambda pair: pair[1])


def pages_of_year(publication: Publication, year: str, page: "type[Page]") -> Iterator["Page"]:
    """tasks/2021/, tasks/2021/p2/, …: one year's tasks in order."""
    cases = [case for case in publication.cases.values() if case.id.startswith(f"{year}-")]
    translate = gettext_for("site", publication.language).gettext
    count = -(-len(cases) // PAGE_LENGTH)
    for number in range(1, count + 1):
        part = cases[(number - 1) * PAGE_LENGTH : number * PAGE_LENGTH]
        address = f"tasks/{year}/" if number == 1 else f"tasks/{year}/p{number}/"
        title = translate("Tasks of %(year)s") % {"year": year}
        yield page(
            address,
            "tasks/",
            title,
            title,
            "list.html",
            _context(title, f"tasks/{year}/", part, number, count, len(cases)),
            tasks=tuple(case.id for case in part),
            counts=(count, len(cases)),
        )


def pages_of_agency(publication: Publication, agency: str, page: "type[Page]") -> Iterator["Page"]:
    """agencies/tckh/tasks/, agencies/tckh/tasks/p2/, …: what an agency leads or coordinates, newest first."""
    cases = publication.cases_by_agency.get(agency, ())
    translate = gettext_for("site", publication.language).gettext
    title = translate("Tasks of %(agency)s") % {"agency": publication.register.agencies[agency].name}
    count = -(-len(cases) // PAGE_LENGTH)
    for number in range(1, count + 1):
        part = cases[(number - 1) * PAGE_LENGTH : number * PAGE_LENGTH]
        home = f"agencies/{agency}/tasks/"
        address = home if number == 1 else f"{home}p{number}/"
        yield page(
            address,
            "agencies/",
            title,
            title,
            "list.html",
            _context(title, home, part, number, count, len(cases)),
            tasks=tuple(case.id for case in part),
            counts=(count, len(cases)),
        )


def _context(
    title: str, home: str, cases: Sequence[Case], number: int, count: int, total: int
) -> Callable[[], dict[str, Any]]:
    return lambda: {
        "title": title,
        "home": home,
        "cases": cases,
        "number": number,
        "count": count,
        "total": total,
    }


def agency_choices(publication: Publication, ids: Iterable[str]) -> list[tuple[str, str]]:
    """Agencies to choose from, by name."""
    named = [(id_, publication.register.agencies[id_].name) for id_ in set(ids) if id_ in publication.register.agencies]
    return sorted(named, key=lambda pair: (pair[1], pair[0]))
