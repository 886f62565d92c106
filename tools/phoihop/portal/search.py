"""The search across all registers: Pagefind over one small page a task, which is not published itself.

Pagefind holds all pages of an index in memory, some 80 KB each, so registers are indexed in parts; the browser merges
them.
"""

import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from phoihop.documents.columns import with_other
from phoihop.language import Language
from phoihop.portal.reading import Published
from phoihop.portal.summaries import Shown, task_path
from phoihop.records.fields import field_name
from phoihop.site.output import Output
from phoihop.site.search_index import FOLDER, index_pages, search_page
from phoihop.wording import gettext_for
from phoihop.words.codes import STAGES

TASKS_A_PART = 5_000
"""With how many tasks a part of the index is closed; a register is never parted."""


class SearchIndex:
    """An index in the making: pages are written under `work`, and the index into `out`, part by part."""

    def __init__(self, work: Path, out: Path, language: Language) -> None:
        self.parts: list[str] = []
        """The folders of the further parts, seen from the site's root; the first is the index itself."""
        self._work = work
        self._output = Output(out)
        self._language = language
        self._tasks = 0
        self._has_first = False

    def add(self, register: Shown, published: Published) -> None:
        """Adds a register and its tasks. Raises `indexing.IndexingFailed`."""
        _write_pages(self._work / register.id, register, published, self._language)
        self._tasks += len(published.tasks)
        if self._tasks >= TASKS_A_PART:
            self.close_part()

    def close_part(self) -> None:
        """Indexes what was added since the last part; once more at the end. Raises `indexing.IndexingFailed`."""
        if not any(self._work.iterdir()):
            return
        if self._has_first:
            self.parts.append(f"{FOLDER}/{len(self.parts) + 2}/")
            index_pages(_pages(self._work), self.parts[-1], self._output, self._language, reader=False)
        else:
            index_pages(_pages(self._work), f"{FOLDER}/", self._output, self._language)
        self._has_first = True
        self._tasks = 0
        shutil.rmtree(self._work)
        self._work.mkdir()


def _pages(folder: Path) -> Iterator[tuple[str, str]]:
    """What was written under a folder, one at a time: paths and HTML."""
    for file in sorted(folder.rglob("*.html")):
        yield file.relative_to(folder).as_posix(), file.read_text(encoding="utf-8")


def _write_pages(folder: Path, register: Shown, published: Published, language: Language) -> None:
    """A page for the register and for each task: titles, numbers and subjects of documents, points of opinions."""
    translate = gettext_for("portal", language).gettext
    stages = {code: text.in_language(language) for code, text in with_other(STAGES).items()}
    agencies = {agency.id: agency.name for agency in published.index.agencies}
    texts: dict[str, list[str]] = defaultdict(list)
    for document in published.documents:
        texts[document.task].append(f"{document.number or ''} {document.subject or ''}".strip())
    for opinion in published.opinions:
        texts[opinion.task] += [text for text in (opinion.text, opinion.explanation) if text]
    folder.mkdir(parents=True)
    # The search page stands one folder down.
    home = f"../registers/{register.id}/"
    base = register.link if "://" in register.link else f"../{register.link}" if register.link else ""
    filters = {translate("Register"): register.title}
    _write(
        folder / "register.html",
        search_page(language, register.title, "", agencies.values(), filters, metas={"url": home}),
    )
    for task in published.tasks:
        of_task = {**filters, translate("Stage"): stages[task.stage], translate("Year"): task.id[:4]}
        if task.field:
            of_task[translate("Field")] = task.field_name or field_name(task.field, language)
        metas = {"url": base + task_path(task.id) if base else home, "number": f"{register.title} · {task.id}"}
        body = [task.id, agencies.get(task.lead or "", task.lead or ""), *dict.fromkeys(texts[task.id])]
        _write(folder / f"{task.id}.html", search_page(language, task.title, "", body, of_task, metas=metas))


def _write(file: Path, page: str) -> None:
    file.write_text(page, encoding="utf-8")
