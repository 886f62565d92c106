"""The search index, by Pagefind: an index a year of tasks, and one of agencies and hand-written pages.

The browser merges them, so that a closed year never changes. What people look for is indexed, not whole pages: titles,
numbers, agencies, what documents are about, the points of opinions.

Pagefind writes the values of its filters in an order that differs from run to run. Two builds of one register must be
the same bytes, so filters are put in order here, and what names them by their digest is made to follow.
"""

import gzip
import hashlib
import html
import json
import re
from collections.abc import Iterable, Mapping
from fnmatch import fnmatch
from itertools import chain
from typing import Any

import cbor2

from phoihop.changes.rules.rule import ChangeRule
from phoihop.documents.columns import with_other
from phoihop.language import Language
from phoihop.plain_letters import plain
from phoihop.rules.rule import Rule
from phoihop.site.indexing import index_of
from phoihop.site.output import Output
from phoihop.site.publication import Publication
from phoihop.site.rows import Letter, TaskRows
from phoihop.site.search_chunks import cut
from phoihop.site.views.rule import every_rule
from phoihop.wording import gettext_for
from phoihop.words.codes import STAGES

UNDERSTOOD = "1.5"
"""The versions of Pagefind whose own files, which no version promises to keep, are understood here (`_in_order`) and in
`search_chunks`. pyproject.toml holds it below the next one.
"""

FOLDER = "pagefind"
COMPRESSION = 6

SPELLINGS = "ph-spellings"
"""The place on a page behind which stand words that help to find it and are shown to nobody; `search.js` knows it."""

_SIGNATURE = b"pagefind_dcd"
_ENTRY = "pagefind-entry.json"
_READER = ("pagefind.js", "pagefind-worker.js", "wasm.*.pagefind")
_NOT_NEEDED = ("pagefind-*ui.*", "pagefind-ui.*", "pagefind-highlight.js")


def write_year(publication: Publication, year: str, output: Output) -> None:
    """The index of a year's tasks, in `pagefind/<year>/`; its reader is that of `pagefind/`."""
    every = (publication.rows[task.id] for task in publication.of_year(year))
    pages = ((f"tasks/{year}/{rows.task.id[5:]}/", _task_page(publication, rows)) for rows in every)
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


def _letter_text(letter: Letter, title: str) -> str:
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


def index_pages(
    pages: Iterable[tuple[str, str]], prefix: str, output: Output, language: Language, *, reader: bool = True
) -> None:
    """Writes Pagefind's index of pages, each an address and its HTML, which are not published themselves.

    Without `reader`, the index can only be merged into one that has it. Pages in another language than the page of
    search are found with all others, not from their own alone. Raises `IndexingFailed`.
    """
    not_needed = _NOT_NEEDED if reader else (*_NOT_NEEDED, *_READER)
    made = index_of(pages, language)
    kept = {path: made[path] for path in made if not any(fnmatch(path, pattern) for pattern in not_needed)}
    for path, content in sorted(_in_order(kept).items()):
        output.write(prefix + path, content)


def _in_order(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with the values of every filter in order, and word lists cut finer.

    What is named by a digest of its content is renamed.
    """
    ordered = dict(files)
    entry = json.loads(files[_ENTRY])
    for language in sorted(entry["languages"]):
        about = entry["languages"][language]
        version, pages, chunks, filters, *rest = _read(ordered.pop(f"pagefind.{about['hash']}.pf_meta"))
        renamed = []
        for name, digest in filters:
            filter_name, values = _read(ordered.pop(f"filter/{digest}.pf_filter"))
            fresh, content = _packed([filter_name, sorted(values)], language)
            ordered[f"filter/{fresh}.pf_filter"] = content
            renamed.append([name, fresh])
        words = list(chain.from_iterable(_read(ordered.pop(f"index/{digest}.pf_index"))[0] for *_, digest in chunks))
        finer = []
        for chunk in cut(words):
            fresh, content = _packed([chunk.words], language)
            ordered[f"index/{fresh}.pf_index"] = content
            finer.append([chunk.first, chunk.last, fresh])
        about["hash"], content = _packed([version, pages, finer, sorted(renamed), *rest], language)
        ordered[f"pagefind.{about['hash']}.pf_meta"] = content
    ordered[_ENTRY] = json.dumps(entry, ensure_ascii=False, sort_keys=True).encode()
    return ordered


def _read(content: bytes) -> Any:
    """What one of Pagefind's files holds: a signature, then CBOR (RFC 8949), compressed."""
    return cbor2.loads(gzip.decompress(content).removeprefix(_SIGNATURE))


def _packed(content: object, language: str) -> tuple[str, bytes]:
    """A file of Pagefind's, and the name by a digest of its content that other files know it by."""
    packed = _SIGNATURE + cbor2.dumps(content)
    return f"{language}_{hashlib.sha256(packed).hexdigest()[:10]}", gzip.compress(packed, COMPRESSION, mtime=0)
