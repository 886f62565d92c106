"""Every page of the register, declared once: its address, its words for the browser, and what it shows."""

from collections.abc import Callable, Iterator
from functools import partial

from phoihop.records.register import Register
from phoihop.site.page import SECTIONS, Context, Page
from phoihop.site.publication import Publication
from phoihop.site.views import (
    agency,
    calendar,
    finding_list,
    news,
    obligation_list,
    opinion_list,
    overseer,
    overview,
    rule,
    statistics,
    summary,
    task_list,
    waiting,
)
from phoihop.site.views.task import view as task_view
from phoihop.wording import gettext_for


def section_pages(publication: Publication) -> dict[str, Page]:
    """The pages that stand in the navigation, by address."""
    translate = gettext_for("site", publication.language).gettext
    register: Register = publication.register
    contexts: dict[str, tuple[str, Callable[[], Context]]] = {
        "": ("overview.html", lambda: overview.view(publication)),
        "tasks/": ("tasks.html", lambda: task_list.view_all(publication)),
        "news/": ("news.html", lambda: news.view(publication)),
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
        yield from task_list.pages_of_year(publication, year)
    yield from (task_page(publication, id_) for id_ in publication.rows)
    for id_, record in publication.register.agencies.items():
        yield Page(
            f"agencies/{id_}/",
            "agencies/",
            record.name,
            record.name,
            "agency.html",
            partial(agency.view, publication, id_),
            tasks=publication.ids_by_agency.get(id_, ()),
            brief=record.short,
            feed=f"feeds/{id_}.xml",
            feed_title=record.name,
        )
        yield from task_list.pages_of_agency(publication, id_)
        yield from finding_list.pages_of_agency(publication, id_)
        if id_ in publication.debts_by_debtor:
            title = translate("What %(agency)s has had to do") % {"agency": record.name}
            yield Page(
                f"agencies/{id_}/obligations/",
                "agencies/",
                title,
                title,
                "obligations.html",
                partial(obligation_list.view, publication, id_, title),
                tasks=publication.ids_by_agency[id_],
                trail=((f"agencies/{id_}/", record.short),),
                brief=translate("Obligations"),
                feed=f"feeds/{id_}.xml",
                feed_title=record.name,
            )
    title = translate("Who waits for whom")
    yield Page("waiting/", "statistics/", title, title, "waiting.html", partial(waiting.view, publication))
    yield from summary.pages(publication)
    yield from _overseers(publication)
    title = translate("Opinions asked for")
    yield Page(
        "statistics/opinions/", "statistics/", title, title, "opinions.html", partial(opinion_list.view, publication)
    )
    for id_, declared in rule.every_rule().items():
        title = declared.title.in_language(language)
        view, tasks = partial(rule.view, publication, id_), rule.tasks_of(publication, id_)
        yield Page(f"rules/{id_}/", "rules/", title, f"{translate('Rule')} {id_}", "rule.html", view, tasks)
        for number in rule.further_pages(publication, id_):
            yield Page(
                f"rules/{id_}/p{number}/",
                "rules/",
                title,
                title,
                "rule.html",
                partial(view, number),
                tasks,
                trail=((f"rules/{id_}/", title),),
                brief=translate("page %(number)s") % {"number": number},
            )


def address_of(task: str) -> str:
    """Where a task's page is."""
    return f"tasks/{task[:4]}/{task[5:]}/"


def shown_with(publication: Publication, task: str) -> tuple[str, ...]:
    """The tasks of which a task's page tells, its own first."""
    return (task, *publication.related[task])


def task_page(publication: Publication, task: str) -> Page:
    rows = publication.rows[task]
    return Page(
        address_of(task),
        "tasks/",
        f"{task} {rows.task.title}",
        rows.summary or rows.task.title,
        "task.html",
        partial(task_view, publication, task),
        tasks=shown_with(publication, task),
        task=task,
        trail=((f"tasks/{task[:4]}/", task[:4]),),
        brief=task,
        feed=f"feeds/tasks/{task}.xml",
        feed_title=rows.task.title,
    )


def _overseers(publication: Publication) -> Iterator[Page]:
    """overseers/, and overseers/<name>/ for each leader in charge."""
    translate = gettext_for("site", publication.language).gettext
    title = translate("Leaders in charge")
    view_all = partial(overseer.view_all, publication)
    yield Page("overseers/", "statistics/", title, title, "overseers.html", view_all)
    for name, role in publication.overseers.items():
        yield Page(
            f"overseers/{name}/",
            "statistics/",
            role,
            f"{title}: {role}",
            "overseer.html",
            partial(overseer.view, publication, name),
            tasks=publication.ids_by_overseer[name],
            trail=(("overseers/", title),),
        )
