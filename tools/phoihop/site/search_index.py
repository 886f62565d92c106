"""The search index, by Pagefind: an index a year of tasks, and one of agencies and hand-written pages.

The browser merges them, so that a closed year never changes. What people look for is indexed, not whole pages: titles,
numbers, agencies, what documents are about, the points of opinions.
"""

import html
import re
from collections.abc import Iterable, Mapping
from itertools import chain

from phoihop.changes.rules.rule import ChangeRule
from phoihop.documents.columns import with_other
from phoihop.language import Language
from phoihop.plain_letters import plain
from phoihop.rules.rule import Rule
from phoihop.site.indexing import index_pages
from phoihop.site.output import Output
from phoihop.site.page import task_address
from phoihop.site.publication import Publication
from phoihop.site.rows import DocumentRow, TaskRows
from phoihop.site.views.rule import every_rule
from phoihop.wording import gettext_for
from phoihop.words.codes import STAGES

FOLDER = "pagefind"

SPELLINGS = "ph-spellings"
"""The place on a page behind which stand words that help to find it and are shown to nobody; `search.js` knows it."""


def write_year(publication: Publication, year: str, output: Output) -> None:
    """The index of a year's tasks, in `pagefind/<year>/`; its reader is that of `pagefind/`."""
    every = (publication.rows[task.id] for task in publication.of_year(year))
    pages = ((task_address(rows.task.id), _task_page(publication, rows)) for rows in every)
    index_pages(pages, f"{FOLDER}/{year}/", output, publication.language, reader=False)


def write_rest(publication: Publication, searched: Iterable[tuple[str, str]], output: Output) -> None:
    """The index of agencies, of rules and of `searched`: hand-written pages, each an address and its HTML."""
    agencies = ((f"agencies/{id_}/", _agency_page(publication, id_)) for id_ in publication.register.agencies)
    rules = ((f"rules/{id_}/", _rule_page(publication.language, declared)) for id_, declared in every_rule().items())
    index_pages(chain(agencies, rules, searched), f"{FOLDER}/", output, publication.language)


def _task_page(publication: Publication, rows: TaskRows) -> str:
    language, agencies, task = publication.language, publication.register.agencies, rows.task
    translate = gettext_for("site", language).gettext
    named = dict.fromkeys([task.lead, *task.coordinating, *(letter.line.sender for letter in rows.letters)])
    names = [agencies[id_].name if id_ in agencies else id_ for id_ in named if id_]
    facets = {
        translate("Kind"): translate("task"),
        translate("Stage"): with_other(STAGES)[task.stage].in_language(language),
        translate("Year"): task.id[:4],
    }
    if task.lead:
        facets[translate("Lead agency")] = agencies[task.lead].name if task.lead in agencies else task.lead
    texts = [rows.summary, rows.number]
    if task.field:
        facets[translate("Field")] = publication.register.field_text(task.field).in_language(language)
        texts.append(facets[translate("Field")])
    letters = ((letter.line.id, _letter_text(letter, task.title)) for letter in rows.letters)
    return search_page(language, task.title, task.id, [*texts, ", ".join(names)], facets, letters=letters)


def _letter_text(letter: DocumentRow, title: str) -> str:
    """What is found of a letter. Most subjects repeat the task's title, which was indexed once."""
    subject = re.sub(re.escape(title), "…", letter.line.subject or "", flags=re.IGNORECASE)
    return "\n".join(part for part in (letter.line.number, subject, *letter.points) if part)


def _agency_page(publication: Publication, agency: str) -> str:
    language = publication.language
    translate = gettext_for("site", language).gettext
    record = publication.register.agencies[agency]
    fields = (publication.register.field_text(field).in_language(language) for field in record.fields)
    texts = [record.short, *fields, record.contact]
    return search_page(language, record.name, "", texts, {translate("Kind"): translate("agency")})


def _rule_page(language: Language, rule: Rule | ChangeRule) -> str:
    title, texts = rule.title.in_language(language), [rule.id, rule.explanation.in_language(language)]
    translate = gettext_for("site", language).gettext
    return search_page(language, title, "", texts, {translate("Kind"): translate("rule")})


def search_page(
    language: str,
    title: str,
    number: str,
    texts: Iterable[str | None],
    facets: Mapping[str, str],
    metas: Mapping[str, str] | None = None,
    letters: Iterable[tuple[str, str]] = (),
) -> str:
    """What Pagefind is given to read of a page.

    `letters` are the ids of documents and what is said of each: where that is found, the result leads to the document.
    What is no text of the page (facets, `metas` that come with a result) is neither found nor shown in an excerpt, and
    behind `SPELLINGS` nothing is.
    """
    told = [text for text in texts if text]
    dated = list(letters)
    number = f'<p data-pagefind-meta="number">{html.escape(number)}</p>' if number else ""
    body = "".join(f"<p>{html.escape(text)}</p>" for text in told)
    body += "".join(f'<p><i id="{html.escape(id_)}"></i>{html.escape(text)}</p>' for id_, text in dated)
    filters = "".join(
        f'<i data-pagefind-filter="{html.escape(name)}" data-pagefind-ignore="index">{html.escape(value)}</i>'
        for name, value in facets.items()
    )
    told_with = "".join(
        f'<i data-pagefind-meta="{html.escape(name)}[data-meta]" data-meta="{html.escape(value)}"></i>'
        for name, value in (metas or {}).items()
    )
    d = html.escape(d_spellings([title, *told, *(text for _, text in dated)]))
    return (
        f'<html lang="{language}"><body data-pagefind-body>'
        f'<h1 data-pagefind-meta="title" data-pagefind-weight="10">{html.escape(title)}</h1>{number}{body}'
        f'<i id="{SPELLINGS}" data-pagefind-index-attrs="data-d" data-d="{d}"></i>{filters}{told_with}</body></html>'
    )


def d_spellings(texts: Iterable[str]) -> str:
    """The words with đ, spelled with d: Pagefind folds every diacritic but that stroke."""
    words = {word for text in texts for word in re.findall(r"\w+", text) if "đ" in word.lower()}
    return " ".join(sorted({plain(word) for word in words}))
