"""The portal's pages: what each shows, its figures asked of the data set, with everything from a register escaped."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

import duckdb
from jinja2 import Environment

from phoihop.documents.columns import text_of, with_other
from phoihop.language import Language, Message, short_date, word
from phoihop.portal.dataset import TABLES
from phoihop.portal.heads import STANDINGS, HeadVerdict
from phoihop.portal.questions import QUESTIONS, Answer, AnswerColumn, told
from phoihop.portal.reading import Published
from phoihop.portal.sources import RegisterSource
from phoihop.records.fields import field_name
from phoihop.site.page import task_address
from phoihop.site.rendering import in_words, pages_environment, time_element
from phoihop.wording import gettext_for, mark
from phoihop.words.codes import PUNCTUALITY, STAGES, punctuality

PAGE_LENGTH = 200
"""How many tasks a plain list shows on one page, and rows of an answer."""

STALE_AFTER = 31
"""After how many days the portal says that a register's data is out of date."""

SECTIONS: Mapping[str, str] = {
    "": mark("Registers"),
    "tasks/": mark("Tasks"),
    "questions/": mark("Questions"),
    "search/": mark("Search"),
    "data/": mark("Data"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One register that is shown. `link` is its site, seen from the portal's root, or empty where none is known.

    `notes` tell what of its data is newer than this portal, or not known to it.
    """

    id: str
    title: str
    as_of: date
    link: str
    verdict: HeadVerdict
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One register that is not shown, and why."""

    id: str
    name: str
    place: str
    why: Message


@dataclass(frozen=True, slots=True)
class Figures:
    """A register's counts: tasks, opinions that came in time of those that were due, what is overdue."""

    tasks: int = 0
    under_way: int = 0
    overdue_tasks: int = 0
    overdue_debts: int = 0
    on_time: int = 0
    settled: int = 0


_FIGURES = """
WITH t AS (
  SELECT register, count(*) AS tasks, count(*) FILTER (ended IS NULL) AS under_way,
         count(*) FILTER (ended IS NULL AND timeliness = 'overdue') AS overdue_tasks
  FROM tasks GROUP BY register
), o AS (
  SELECT o.register, count(*) FILTER (o.status = 'overdue' AND o.kind <> 'urging' AND t.ended IS NULL) AS debts,
         count(*) FILTER (o.kind = 'opinion' AND o.status = 'met') AS on_time,
         count(*) FILTER (o.kind = 'opinion' AND o.status IN ('met', 'late', 'overdue')) AS settled
  FROM obligations o JOIN tasks t USING (register, task) GROUP BY o.register
)
SELECT t.register, tasks, under_way, overdue_tasks, coalesce(debts, 0), coalesce(on_time, 0), coalesce(settled, 0)
FROM t LEFT JOIN o USING (register)
"""


def figures(connection: duckdb.DuckDBPyConnection) -> Mapping[str, Figures]:
    """The figures of every register that has a task."""
    return {row[0]: Figures(*row[1:]) for row in connection.execute(_FIGURES).fetchall()}


def shown(source: RegisterSource, published: Published, verdict: HeadVerdict, beside: PurePosixPath) -> Shown:
    """How a register is shown by a portal that lies in the folder `beside`.

    A folder under the same parent is linked by its relative path, as on one web server or disk; others need an address.
    """
    link = source.address
    place = PurePosixPath(source.place)
    if not link and not source.is_web and place.is_relative_to(beside.parent) and not place.is_relative_to(beside):
        link = "../" + quote(place.relative_to(beside.parent).as_posix()) + "/"
    return Shown(source.id, source.name or published.index.title, published.index.today, link, verdict, published.notes)


@dataclass(slots=True)
class Portal:
    """All that the pages tell: filled register by register."""

    title: str
    language: Language
    today: date
    registers: list[Shown] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    stages: set[str] = field(default_factory=set)
    punctualities: set[str] = field(default_factory=set)
    fields: dict[str, str] = field(default_factory=dict)
    years: set[str] = field(default_factory=set)
    parts: tuple[str, ...] = ()
    """The folders of the search index's further parts."""

    def take_in(self, published: Published) -> None:
        """Offers what the tasks of one more register can be filtered by."""
        for task in published.tasks:
            self.stages.add(task.stage)
            self.punctualities.add(punctuality(task))
            self.years.add(task.id[:4])
            if task.field:
                self.fields[task.field] = task.field_name or field_name(task.field, self.language)


def section_titles(language: Language) -> dict[str, str]:
    translate = gettext_for("portal", language).gettext
    return {address: translate(title) for address, title in SECTIONS.items()}


def task_rows(published: Published) -> dict[str, Any]:
    """One register's tasks, newest first, as the script reads them, with the symbols of its agencies."""
    return {
        "agencies": {agency.id: agency.short for agency in published.index.agencies},
        "tasks": [
            [
                task.id,
                task.title,
                task.field or "",
                task.lead or "",
                task.stage,
                punctuality(task),
                text_of(task.due),
                task.awaiting,
            ]
            for task in reversed(published.tasks)
        ],
    }


def register_pages(env: Environment, register: Shown, published: Published) -> Iterator[tuple[str, str]]:
    """The plain pages of one register, which need no script: address and content, `PAGE_LENGTH` tasks a page."""
    agencies = {agency.id: agency.name for agency in published.index.agencies}
    tasks = list(reversed(published.tasks))
    count = max(-(-len(tasks) // PAGE_LENGTH), 1)
    home = f"registers/{register.id}/"
    template = env.get_template("register.html")
    for number in range(1, count + 1):
        address = home if number == 1 else f"{home}p{number}/"
        base = "../" * address.count("/")
        yield (
            address,
            template.render(
                base=base,
                register=register,
                site=href(base, register.link),
                agencies=agencies,
                head=published.head,
                tasks=tasks[(number - 1) * PAGE_LENGTH : number * PAGE_LENGTH],
                number=number,
                count=count,
                total=len(tasks),
                home=home,
            ),
        )


def section_pages(
    env: Environment, portal: Portal, figures: Mapping[str, Figures], answers: Mapping[str, Answer]
) -> Iterator[tuple[str, str]]:
    """The pages of the navigation: address and content."""
    contexts: Mapping[str, tuple[str, Mapping[str, Any]]] = {
        "": (
            "overview.html",
            {"figures": figures, "nothing": Figures(), "questions": QUESTIONS, "stale": STALE_AFTER},
        ),
        "tasks/": ("tasks.html", {"figures": figures, "nothing": Figures()}),
        "questions/": ("questions.html", {"questions": QUESTIONS, "answers": answers}),
        "search/": ("search.html", {}),
        "data/": ("data.html", {"tables": TABLES}),
    }
    for address, (template, context) in contexts.items():
        base = "../" * address.count("/")
        yield address, env.get_template(template).render(base=base, portal=portal, **context)


def question_pages(env: Environment, portal: Portal, answers: Mapping[str, Answer]) -> Iterator[tuple[str, str, str]]:
    """The page of each ready question: address, title and content."""
    registers = {register.id: register for register in portal.registers}
    template = env.get_template("question.html")
    for name, question in QUESTIONS.items():
        content = template.render(
            base="../../", name=name, question=question, answer=answers[name], registers=registers, most=PAGE_LENGTH
        )
        yield f"questions/{name}/", question.title.in_language(portal.language), content


def environment(language: Language) -> Environment:
    env = pages_environment("phoihop.portal", "portal", language)

    stages, punctualities = with_other(STAGES), with_other(PUNCTUALITY)

    def said(message: Message) -> str:
        return word(message, language, written=partial(short_date, language=language))

    def cell(value: object, head: AnswerColumn) -> object:
        """A value of an answer, in the words that people use for it."""
        return time_element(value, language) if isinstance(value, date) else told(value, head, language)

    env.filters |= {
        "standing": in_words(STANDINGS, language),
        "said": said,
        "cell": cell,
        "stage": in_words(stages, language),
        "punctuality": in_words(punctualities, language),
    }
    env.globals |= {
        "STAGES": stages,
        "PUNCTUALITY": punctualities,
        "dict": dict,
        "zip": zip,
        "task_href": lambda base, link, task: href(base, link) + task_address(task),
    }
    return env


def totals(figures: Mapping[str, Figures], registers: Sequence[Shown]) -> Figures:
    """The figures of all registers together."""
    each = [figures.get(register.id, Figures()) for register in registers]
    names = Figures.__slots__
    return Figures(**{name: sum(getattr(one, name) for one in each) for name in names})


def href(base: str, link: str) -> str:
    """A register's site, seen from a page from which `base` leads to the portal's root."""
    return link if "://" in link or not link else base + link
