"""The papers of a task as its page lists them, and those that the site carries.

Carried is what the register takes (rule `paper-type`), under the paper's own name; what a browser could run as a page
or script of the site goes under a name that it only saves. register.yml may keep all papers off the site.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from phoihop.cases.model import Case
from phoihop.records.paper_types import could_run
from phoihop.records.papers import FoundPaper, is_file_evidence, papers_of, paths_in, same_name, unfit
from phoihop.records.parts import Paper
from phoihop.records.settings import PaperSettings
from phoihop.records.types import Document, TaskAssignment
from phoihop.site.signed_papers import carries_signature

SAVED = ".bin"
"""Added to a name that a browser could run: every host serves such a file to be saved."""


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A paper as listed: `href` is relative to the task's page; None where there is no file to open.

    `download` is the name to save it under, where it may not be opened. `withheld` tells why a file that is there is
    not on the site: the register does not take its like, or publishes no papers. `signed`: it carries a signature.
    """

    title: str
    href: str | None
    size: int | None
    pointer: str | None
    held: str
    sha256: str | None
    withheld: Literal["unfit", "unpublished"] | None = None
    download: str | None = None
    signed: bool = False


def shown_papers(case: Case, record: TaskAssignment | Document, wanted: PaperSettings) -> list[ShownPaper]:
    """A record's papers, the draft of a submission included."""
    return [_shown(case, paper, wanted) for paper, _ in papers_of(record)]


def papers_to_publish(case: Case, wanted: PaperSettings) -> dict[str, FoundPaper]:
    """Every file of the task that its records name and the site carries, by its path on the site.

    Two names that some computers take for one are both left out: neither may stand for the other.
    """
    if wanted.publish == "false":
        return {}
    records: list[TaskAssignment | Document] = [case.assignment, *(entry.document for entry in case.documents)]
    found = [case.folder.paper(named.path) for record in records for named in paths_in(record)]
    carried = {paper.path: paper for paper in found if isinstance(paper, FoundPaper) and _is_carried(paper, wanted)}
    names = Counter(same_name(path) for path in carried)
    return {published_path(path): paper for path, paper in carried.items() if names[same_name(path)] == 1}


def evidence_href(case: Case, text: str, wanted: PaperSettings) -> str | None:
    """The file behind a piece of evidence, where it is one that the site carries."""
    found = case.folder.paper(text) if is_file_evidence(text) else None
    if isinstance(found, FoundPaper) and wanted.publish == "true" and _is_carried(found, wanted):
        return published_path(found.path)
    return None


def published_path(path: str) -> str:
    return path + SAVED if could_run(path) else path


def _shown(case: Case, paper: Paper, wanted: PaperSettings) -> ShownPaper:
    found = case.folder.paper(paper.path) if paper.path else None
    title = paper.title or paper.path.rpartition("/")[2] or paper.held
    if not isinstance(found, FoundPaper):
        return ShownPaper(title, None, None, None, paper.held, paper.sha256)
    if found.pointer:
        return ShownPaper(title, None, found.size, found.pointer, paper.held, paper.sha256)
    signed = carries_signature(found.location)
    if wanted.publish == "false":
        digest = paper.sha256 or found.sha256()
        return ShownPaper(title, None, found.size, None, paper.held, digest, "unpublished", signed=signed)
    if not _is_carried(found, wanted):
        return ShownPaper(title, None, found.size, None, paper.held, paper.sha256, "unfit", signed=signed)
    href = published_path(found.path)
    download = found.path.rpartition("/")[2] if href != found.path else None
    return ShownPaper(title, href, found.size, None, paper.held, paper.sha256, download=download, signed=signed)


def _is_carried(paper: FoundPaper, wanted: PaperSettings) -> bool:
    return not paper.pointer and unfit(paper, wanted) is None
