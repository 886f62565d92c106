"""The search across all registers: Pagefind over one small page a task, which is not published itself.

Pagefind holds all pages of an index in memory, some 80 KB each, so registers are indexed in parts; the browser merges
them.
"""

from collections import defaultdict
from collections.abc import Iterator

from phoihop.documents.columns import with_other
from phoihop.language import Language
from phoihop.portal.pages import Shown, href
from phoihop.portal.reading import Published
from phoihop.records.fields import field_name
from phoihop.site.indexing import index_pages
from phoihop.site.output import Output
from phoihop.site.page import task_address
from phoihop.site.search_index import FOLDER, search_page
from phoihop.wording import gettext_for
from phoihop.words.codes import STAGES

TASKS_A_PART = 5_000
"""With how many tasks a part of the index is closed; a register is never parted."""


class SearchIndex:
    """An index in the making, written part by part."""

    def __init__(self, output: Output, language: Language) -> None:
        self.parts: list[str] = []
        """The folders of the index, seen from the site's root; the first is the index itself."""
        self._output = output
        self._language = language
        self._pages: list[tuple[str, str]] = []

    def add(self, register: Shown, published: Published) -> None:
        """Adds a register and its tasks. Raises `indexing.IndexingFailed`."""
        self._pages += _pages(register, published, self._language)
        if len(self._pages) > TASKS_A_PART:
            self.close_part()

    def close_part(self) -> None:
        """Indexes what was added since the last part; once more at the end. Raises `indexing.IndexingFailed`."""
        if self._pages:
            self.parts.append(f"{FOLDER}/{len(self.parts) + 1}/" if self.parts else f"{FOLDER}/")
            index_pages(sorted(self._pages), self.parts[-1], self._output, self._language, reader=len(self.parts) == 1)
            self._pages = []


def _pages(register: Shown, published: Published, language: Language) -> Iterator[tuple[str, str]]:
    """A page for the register and for each task, each by its address: titles, numbers and subjects, points."""
    translate = gettext_for("portal", language).gettext
    stages = {code: text.in_language(language) for code, text in with_other(STAGES).items()}
    agencies = {agency.id: agency.name for agency in published.index.agencies}
    texts: dict[str, list[str]] = defaultdict(list)
    for document in published.documents:
        texts[document.task].append(f"{document.number or ''} {document.subject or ''}".strip())
    for opinion in published.opinions:
        texts[opinion.task] += [text for text in (opinion.text, opinion.explanation) if text]
    # The search page stands one folder down.
    home = f"../registers/{register.id}/"
    base = href("../", register.link)
    filters = {translate("Register"): register.title}
    page = search_page(language, register.title, "", agencies.values(), filters, metas={"url": home})
    yield f"{register.id}/register.html", page
    for task in published.tasks:
        of_task = {**filters, translate("Stage"): stages[task.stage], translate("Year"): task.id[:4]}
        if task.field:
            of_task[translate("Field")] = task.field_name or field_name(task.field, language)
        metas = {"url": base + task_address(task.id) if base else home, "number": f"{register.title} · {task.id}"}
        body = [task.id, agencies.get(task.lead or "", task.lead or ""), *dict.fromkeys(texts[task.id])]
        page = search_page(language, task.title, "", body, of_task, metas=metas)
        yield f"{register.id}/{task.id}.html", page
