"""The search across all registers: Pagefind over one small page a task, which is not published itself."""

import html
from collections import defaultdict
from pathlib import Path

from phoihop.cases.model import STAGES
from phoihop.documents.fields import field_name
from phoihop.language import Language
from phoihop.portal.reading import Published
from phoihop.portal.summaries import Shown, task_path
from phoihop.site import search_index
from phoihop.site.environment import d_spellings
from phoihop.site.output import Output
from phoihop.wording import gettext_for


def write_pages(work: Path, register: Shown, published: Published, language: Language) -> None:
    """The pages of one register's tasks, for the index: titles, numbers and subjects of documents, points."""
    translate = gettext_for("portal", language).gettext
    agencies = {agency.id: agency.name for agency in published.index.agencies}
    texts: dict[str, list[str]] = defaultdict(list)
    for document in published.documents:
        texts[document.task].append(f"{document.number or ''} {document.subject or ''}".strip())
    for opinion in published.opinions:
        texts[opinion.task] += [text for text in (opinion.text, opinion.explanation) if text]
    folder = work / register.id
    folder.mkdir(parents=True)
    # The search page stands one folder down.
    base = register.link if "://" in register.link else f"../{register.link}" if register.link else ""
    for task in published.tasks:
        url = base + task_path(task.id) if base else f"../registers/{register.id}/"
        lead = agencies.get(task.lead or "", task.lead or "")
        body = [task.title, lead, *dict.fromkeys(text for text in texts[task.id] if text)]
        filters = {
            translate("Register"): register.title,
            translate("Stage"): STAGES[task.stage].in_language(language),
            translate("Field"): field_name(task.field, language) if task.field else "",
            translate("Year"): task.id[:4],
        }
        marks = "".join(
            f'<span hidden data-pagefind-filter="{html.escape(name)}">{html.escape(value)}</span>'
            for name, value in filters.items()
            if value
        )
        metas = {"url": url, "number": f"{register.title} · {task.id}"}
        marks += "".join(
            f'<span hidden data-pagefind-meta="{name}">{html.escape(value)}</span>' for name, value in metas.items()
        )
        # Found, and not shown in an excerpt.
        spelled = f'<span hidden data-pagefind-index-attrs="data-d" data-d="{html.escape(d_spellings(body))}"></span>'
        text = "".join(f"<p>{html.escape(each)}</p>" for each in (task.id, *body[1:]))
        (folder / f"{task.id}.html").write_text(
            f'<html lang="{language}"><body data-pagefind-body>'
            f"{marks}{spelled}<h1>{html.escape(task.title)}</h1>{text}</body></html>",
            encoding="utf-8",
        )


def write_index(work: Path, out: Path) -> None:
    """Indexes the pages that were written under `work` into `out`. Raises `search_index.IndexingFailed`."""
    search_index.index_pages(work, f"{search_index.FOLDER}/", Output(out))
