"""The portal's pages: what each shows, rendered with everything from a register escaped."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jinja2 import Environment

from phoihop.documents.columns import text_of, with_other
from phoihop.language import Language, Message, word
from phoihop.portal.dataset import TABLES
from phoihop.portal.heads import STANDINGS
from phoihop.portal.questions import QUESTIONS, Answer, Head, told
from phoihop.portal.reading import Published
from phoihop.portal.summaries import Figures, LeftOut, Shown, task_path
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
                site=_href(base, register.link),
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
        return word(message, language)

    def cell(value: object, head: Head) -> object:
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
        "task_href": lambda base, link, task: _href(base, link) + task_path(task),
    }
    return env


def totals(figures: Mapping[str, Figures], registers: Sequence[Shown]) -> Figures:
    """The figures of all registers together."""
    each = [figures.get(register.id, Figures()) for register in registers]
    names = Figures.__slots__
    return Figures(**{name: sum(getattr(one, name) for one in each) for name in names})


def _href(base: str, link: str) -> str:
    return link if "://" in link or not link else base + link
