"""What a page of the register is, and the places that pages have: the tabs, and the shells of the theme for the others.

Addresses are those of the site's contract, relative to the site's root, with a slash at the end ("" is the overview).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from phoihop.language import Language
from phoihop.wording import gettext_for, mark

Context = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """A page to render: `section` is the tab that it belongs to; `context` makes what its template shows.

    `tasks` are the ids of all tasks that it shows anything of, None where that may be any; `task` is the one whose own
    page it is. `counts` are the numbers on it to which other tasks contribute. `trail` are the pages between its
    section and itself, each by its address and what it is called there; `brief` is what this one is called there.
    `feed` tells what is new about what it shows.
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
    trail: tuple[tuple[str, str], ...] = ()
    brief: str = ""
    feed: str = "feeds/all.xml"
    feed_title: str = ""

    @property
    def depth(self) -> int:
        return self.address.count("/")

    @property
    def base(self) -> str:
        """The way from this page to the site's root, for relative links."""
        return "../" * self.depth

    def numbered(self, number: int, language: Language) -> "Page":
        """The page of a list with this number, of which it is itself the first."""
        if number == 1:
            return self
        return replace(
            self,
            address=f"{self.address}p{number}/",
            trail=(*self.trail, (self.address, self.brief or self.title)),
            brief=gettext_for("site", language).gettext("page %(number)s") % {"number": number},
        )


def task_address(task: str) -> str:
    """Where a task's page is."""
    return f"tasks/{task[:4]}/{task[5:]}/"


SECTIONS: Mapping[str, str] = {
    "": mark("Overview"),
    "tasks/": mark("Tasks"),
    "news/": mark("What is new"),
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
    ("statistics/", 1): "phoihop-shell/",
    ("statistics/", 2): "statistics/phoihop-shell/",
}
"""Where the theme renders the shell for the pages of a section at a depth."""
