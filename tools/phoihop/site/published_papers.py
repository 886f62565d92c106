"""The papers of a task as its page lists them, and those that the site carries.

Carried is what the register takes (rule `paper-type`), under the paper's own name; what a browser could run as a page
or script of the site goes under a name that it only saves. register.yml may keep all papers off the site.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from phoihop.cases.model import Case
from phoihop.language import Text
from phoihop.records.paper_types import could_run
from phoihop.records.papers import FoundPaper, is_file_evidence, papers_of, paths_in, same_name, unfit
from phoihop.records.parts import Paper
from phoihop.records.settings import PaperSettings
from phoihop.records.types import Document, TaskAssignment
from phoihop.site.signed_papers import carries_signature

SAVED = ".bin"
"""Added to a name that a browser could run: every host serves such a file to be saved."""

Withheld = Literal["unfit", "unpublished"] | None
"""Why a file that is there is not on the site: the register does not take its like, or publishes no papers."""


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A paper as listed: `href` is relative to the task's page; None where there is no file to open.

    `path` is the record's, relative to the task's folder, empty where the paper is kept elsewhere.
    `download` is the name to save it under, where it may not be opened. `signed`: it carries a signature.
    """

    title: str
    path: str
    held: str
    sha256: str | None
    href: str | None = None
    size: int | None = None
    pointer: str | None = None
    withheld: Withheld = None
    download: str | None = None
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Carrying:
    """Which papers a site carries: what the register takes and publishes; the office's own site all that it takes."""

    wanted: PaperSettings
    internal: bool = False


class TaskPapers:
    """The papers of one task. What is asked of several times, by pages and files alike, is looked at once."""

    def __init__(self, case: Case, carrying: Carrying) -> None:
        self._case = case
        self._carrying = carrying
        self._known: dict[str, Withheld] = {}
        documents = (entry.document for entry in case.documents)
        self._records: list[TaskAssignment | Document] = [case.assignment, *documents]

    def shown(self, record: TaskAssignment | Document) -> list[ShownPaper]:
        """A record's papers, the draft of a submission included."""
        return [self._shown(paper) for paper, _ in papers_of(record)]

    def published(self) -> dict[str, FoundPaper]:
        """Every file of the task that its records name and the site carries, by its path on the site."""
        return {published_path(path): paper for path, paper in self._files.items() if self._withheld(paper) is None}

    @cached_property
    def _files(self) -> dict[str, FoundPaper]:
        """Every file of the task that its records name, by its path."""
        found = (self._case.folder.paper(named.path) for record in self._records for named in paths_in(record))
        return {paper.path: paper for paper in found if isinstance(paper, FoundPaper)}

    @cached_property
    def _names(self) -> Counter[str]:
        """Two names that some computers take for one are both left out: neither may stand for the other."""
        return Counter(map(same_name, self._files))

    def evidence_href(self, text: str) -> str | None:
        """The file behind a piece of evidence, where it is one that the site carries."""
        found = self._case.folder.paper(text) if is_file_evidence(text) else None
        if isinstance(found, FoundPaper) and self._withheld(found) is None:
            return published_path(found.path)
        return None

    def evidence_words(self, text: str) -> str:
        """A piece of evidence as people call it: a file by its title, or by its type."""
        return self.titles.get(text) or self._typed(_ATTACHED, text) if is_file_evidence(text) else text

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What the records of the task call its papers, by path; those that nobody gave a title are left out."""
        papers = (paper for record in self._records for paper, _ in papers_of(record) if paper.path)
        return {paper.path: paper.title for paper in papers if paper.title and paper.title != _file_name(paper.path)}

    def _typed(self, words: Text, path: str) -> str:
        return f"{words.in_language(self._case.course.register.language)} ({path.rpartition('.')[2].upper()})"

    def _withheld(self, paper: FoundPaper) -> Withheld:
        if paper.path not in self._known:
            refused = not self._carrying.internal and (
                self._carrying.wanted.publish == "false" or same_name(paper.path) in self._restricted
            )
            unfit_ = paper.pointer or self._names[same_name(paper.path)] > 1 or unfit(paper, self._carrying.wanted)
            self._known[paper.path] = "unpublished" if refused else "unfit" if unfit_ else None
        return self._known[paper.path]

    @cached_property
    def _restricted(self) -> frozenset[str]:
        """What any record of the task names as restricted: a paper restricted once is restricted everywhere."""
        papers = (paper for record in self._case.folder.records.values() for paper, _ in papers_of(record))
        return frozenset(same_name(paper.path) for paper in papers if paper.path and paper.restricted == "true")

    def _shown(self, paper: Paper) -> ShownPaper:
        found = self._case.folder.paper(paper.path) if paper.path else None
        own = "" if paper.title == _file_name(paper.path) else paper.title
        title = (
            own or self.titles.get(paper.path) or (self._typed(_FULL_TEXT, paper.path) if paper.path else paper.held)
        )
        shown = ShownPaper(title, paper.path, paper.held, paper.sha256)
        if not isinstance(found, FoundPaper):
            return shown
        if found.pointer:
            return replace(shown, size=found.size, pointer=found.pointer)
        shown = replace(shown, size=found.size, signed=carries_signature(found.location))
        if withheld := self._withheld(found):
            digest = paper.sha256 or (found.sha256() if withheld == "unpublished" else None)
            return replace(shown, sha256=digest, withheld=withheld)
        href = published_path(found.path)
        return replace(shown, href=href, download=_file_name(found.path) if href != found.path else None)


def _file_name(path: str) -> str:
    return path.rpartition("/")[2]


_FULL_TEXT = Text("Toàn văn", "Full text")
"""What a paper is called to which its record gives no title: as a rule the letter itself."""

_ATTACHED = Text("Tài liệu kèm theo", "Attached paper")


def published_path(path: str) -> str:
    return path + SAVED if could_run(path) else path
