"""Every page of the register, declared once: its address, its words for the browser, and what it shows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from phoihop.documents.tables import TaskLine
from phoihop.records.settings import AgencyRecord
from phoihop.site.page import SECTIONS, Context, Page, task_address
from phoihop.site.publication import Publication
from phoihop.site.views import (
    agency,
    finding_list,
    news,
    overseer,
    overview,
    owed,
    rule,
    statistics,
    summary,
    task_list,
)
from phoihop.site.views.task import view as task_view
from phoihop.wording import gettext_for
from phoihop.words.days import period_named


def section_pages(publication: Publication) -> dict[str, Page]:
    """The pages that stand in the navigation, by address."""
    translate = gettext_for("site", publication.language).gettext
    contexts: dict[str, tuple[str, Callable[[], Context]]] = {
        "": ("overview.html", lambda: overview.view(publication)),
        "tasks/": ("tasks.html", lambda: task_list.view(publication)),
        "news/": ("news.html", lambda: news.view(publication)),
        "agencies/": ("agencies.html", lambda: agency.view_all(publication)),
        "rules/": ("rules.html", lambda: rule.view_all(publication)),
        "calendar/": ("calendar.html", lambda: owed.calendar(publication)),
        "statistics/": ("statistics.html", lambda: statistics.view(publication)),
        "search/": ("search.html", lambda: {"years": publication.years}),
        "data/": ("data.html", dict),
    }
    return {
        address: Page(address, address, translate(title), publication.register.settings.title, *contexts[address])
        for address, title in SECTIONS.items()
    }


def family_pages(publication: Publication) -> Iterator[Page]:
    """The pages of every task, year, agency and rule, and those behind the statistics."""
    translate = gettext_for("site", publication.language).gettext
    for year in publication.years:
        title = translate("Tasks of %(year)s") % {"year": year}
        first = Page(f"tasks/{year}/", "tasks/", title, title, "list.html", dict, brief=year)
        yield from _task_lists(publication, first, publication.of_year(year))
    yield from (task_page(publication, id_) for id_ in publication.rows)
    for id_, record in publication.register.agencies.items():
        yield from _agency_pages(publication, id_, record)

    def of_statistics(address: str, title: str, template: str, view: Callable[[Publication], Context]) -> Page:
        return Page(address, "statistics/", title, title, template, partial(view, publication))

    yield of_statistics("waiting/", translate("Who waits for whom"), "waiting.html", owed.waiting)
    yield from _summaries(publication)
    leaders = of_statistics("overseers/", translate("Leaders in charge"), "overseers.html", overseer.view_all)
    yield leaders
    for name, role in publication.overseers.items():
        yield replace(
            leaders,
            address=f"overseers/{name}/",
            title=role,
            description=f"{leaders.title}: {role}",
            template="overseer.html",
            context=partial(overseer.view, publication, name),
            tasks=publication.ids_by_overseer[name],
            trail=((leaders.address, leaders.title),),
        )
    yield of_statistics("statistics/opinions/", translate("Opinions asked for"), "opinions.html", owed.opinions)
    for id_, declared in rule.every_rule().items():
        title, findings = declared.title.in_language(publication.language), publication.findings_by_rule.get(id_, ())
        tasks = tuple(dict.fromkeys(found.task for found in findings if found.task))
        first = Page(f"rules/{id_}/", "rules/", title, f"{translate('Rule')} {id_}", "rule.html", dict, tasks)
        for number in finding_list.pages_for(findings):
            context = partial(rule.view, publication, id_, number)
            yield replace(first.numbered(number, publication.language), context=context)


def shown_with(publication: Publication, task: str) -> tuple[str, ...]:
    """The tasks of which a task's page tells, its own first."""
    return (task, *publication.related[task])


def task_page(publication: Publication, task: str) -> Page:
    rows = publication.rows[task]
    return Page(
        task_address(task),
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


def _agency_pages(publication: Publication, agency_: str, record: AgencyRecord) -> Iterator[Page]:
    """agencies/tckh/, and below it the plain lists of its tasks and of findings about it, and all that it has owed."""
    translate, name = gettext_for("site", publication.language).gettext, {"agency": record.name}
    own = Page(
        f"agencies/{agency_}/",
        "agencies/",
        record.name,
        record.name,
        "agency.html",
        partial(agency.view, publication, agency_),
        tasks=publication.ids_by_agency.get(agency_, ()),
        brief=record.short,
        feed=f"feeds/{agency_}.xml",
        feed_title=record.name,
    )

    def below(folder: str, title: str, template: str, brief: str, context: Callable[[], Context] = dict) -> Page:
        return replace(
            own,
            address=f"{own.address}{folder}/",
            title=title,
            description=title,
            template=template,
            context=context,
            trail=((own.address, own.brief),),
            brief=brief,
        )

    yield own
    first = below("tasks", translate("Tasks of %(agency)s") % name, "list.html", translate("Tasks"))
    yield from _task_lists(publication, first, publication.tasks_by_agency.get(agency_, ()))
    findings = publication.findings_by_agency.get(agency_, ())
    first = below("findings", translate("Findings about %(agency)s") % name, "findings.html", translate("Findings"))
    for number in finding_list.pages_for(findings) if findings else ():
        context = partial(finding_list.part, findings, number, first.address)
        yield replace(first.numbered(number, publication.language), context=context)
    if agency_ in publication.debts_by_debtor:
        title = translate("What %(agency)s has had to do") % name
        context = partial(owed.obligations, publication, agency_)
        yield below("obligations", title, "obligations.html", translate("Obligations"), context)


def _task_lists(publication: Publication, first: Page, tasks: Sequence[TaskLine]) -> Iterator[Page]:
    """The pages of a plain list of tasks: tasks/2021/, tasks/2021/p2/, …"""
    count = -(-len(tasks) // task_list.PAGE_LENGTH)
    for number in range(1, count + 1):
        part = tasks[(number - 1) * task_list.PAGE_LENGTH : number * task_list.PAGE_LENGTH]
        shown = {"home": first.address, "cases": part, "number": number, "count": count, "total": len(tasks)}
        yield replace(
            first.numbered(number, publication.language),
            context=partial(dict, shown),
            tasks=tuple(task.id for task in part),
            counts=(count, len(tasks)),
        )


def _summaries(publication: Publication) -> Iterator[Page]:
    """summary/ for the quarter that is running, and summary/2021-Q3/, summary/2021-10/, summary/2021/ for any."""
    summed_up = gettext_for("site", publication.language).gettext("Summary")
    running = summary.of_quarter(publication)
    periods = summary.periods_counted(publication)
    choices = summary.choices_of(periods)
    for period in (None, *periods):
        report = summary.report_on(publication, period) if period else running
        name = period_named(report.period.code).in_language(publication.language)
        title = f"{summed_up}: {name}"
        yield Page(
            f"summary/{period.code}/" if period else "summary/",
            "statistics/",
            title,
            title,
            "summary.html",
            partial(summary.view, publication, report, choices),
            tasks=tuple(report.works),
            trail=(("summary/", summed_up),) if period else (),
            brief=name if period else summed_up,
        )
