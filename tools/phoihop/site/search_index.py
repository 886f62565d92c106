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
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import cbor2

from phoihop.cases.model import STAGES, Case
from phoihop.documents.fields import field_name
from phoihop.language import Language
from phoihop.records.types import Opinion
from phoihop.site.environment import d_spellings
from phoihop.site.output import Output
from phoihop.site.publication import Publication
from phoihop.site.search_chunks import cut
from phoihop.wording import gettext_for

FOLDER = "pagefind"

_SIGNATURE = b"pagefind_dcd"
_READER = ("pagefind.js", "pagefind-worker.js", "wasm.*.pagefind")
_NOT_NEEDED = ("pagefind-*ui.*", "pagefind-ui.*", "pagefind-highlight.js")


class IndexingFailed(Exception):
    """Pagefind ended with an error; the message is its own."""


def write_year(publication: Publication, year: str, output: Output) -> None:
    """The index of a year's tasks, in `pagefind/<year>/`; its reader is that of `pagefind/`."""
    cases = [case for case in publication.cases.values() if case.id.startswith(f"{year}-")]
    with TemporaryDirectory(prefix="phoihop-search-") as folder:
        for case in cases:
            _write(Path(folder), f"tasks/{year}/{case.id[5:]}/", _task_page(publication, case))
        index_pages(Path(folder), f"{FOLDER}/{year}/", output, publication.language, reader=False)


def write_rest(publication: Publication, searched: Iterable[tuple[str, str]], output: Output) -> None:
    """The index of agencies and of `searched`: hand-written pages, each an address and its HTML."""
    with TemporaryDirectory(prefix="phoihop-search-") as folder:
        for agency in publication.register.agencies:
            _write(Path(folder), f"agencies/{agency}/", _agency_page(publication, agency))
        for address, page in searched:
            _write(Path(folder), address, page)
        index_pages(Path(folder), f"{FOLDER}/", output, publication.language)


def _task_page(publication: Publication, case: Case) -> str:
    language, agencies = publication.language, publication.register.agencies
    translate = gettext_for("site", language).gettext
    named = dict.fromkeys([case.lead, *case.coordinating, *(entry.document.from_ for entry in case.documents)])
    names = [agencies[id_].name if id_ in agencies else id_ for id_ in named if id_]
    facets = {
        translate("Kind"): translate("task"),
        translate("Stage"): STAGES[case.stage].in_language(language),
        translate("Year"): case.id[:4],
    }
    if case.lead:
        facets[translate("Lead agency")] = agencies[case.lead].name if case.lead in agencies else case.lead
    texts = [case.assignment.summary, case.assignment.number]
    if case.assignment.field:
        facets[translate("Field")] = field_name(case.assignment.field, language)
        texts.append(facets[translate("Field")])
    for entry in case.documents:
        document = entry.document
        texts.append(" ".join(part for part in (document.number, document.subject) if part))
        if isinstance(document, Opinion):
            texts += [point.text for point in document.points]
    return _page(language, case.title, case.id, [*texts, ", ".join(names)], facets)


def _agency_page(publication: Publication, agency: str) -> str:
    language = publication.language
    translate = gettext_for("site", language).gettext
    record = publication.register.agencies[agency]
    texts = [record.short, *(field_name(field, language) for field in record.fields), record.contact]
    return _page(language, record.name, "", texts, {translate("Kind"): translate("agency")})


def _page(language: str, title: str, number: str, texts: Iterable[str | None], facets: Mapping[str, str]) -> str:
    """What Pagefind is given to read of a page."""
    told = [text for text in texts if text]
    number = f'<p data-pagefind-meta="number">{html.escape(number)}</p>' if number else ""
    body = "".join(f"<p>{html.escape(text)}</p>" for text in told)
    filters = "".join(
        f'<i data-pagefind-filter="{html.escape(name)}" data-pagefind-ignore="index">{html.escape(value)}</i>'
        for name, value in facets.items()
    )
    d = html.escape(d_spellings([title, *told]))
    return (
        f'<html lang="{language}"><body data-pagefind-body>'
        f'<h1 data-pagefind-meta="title" data-pagefind-weight="10">{html.escape(title)}</h1>{number}{body}'
        f'<i data-pagefind-index-attrs="data-d" data-d="{d}"></i>{filters}</body></html>'
    )


def _write(folder: Path, address: str, page: str) -> None:
    (folder / address).mkdir(parents=True, exist_ok=True)
    (folder / address / "index.html").write_text(page, encoding="utf-8")


def index_pages(folder: Path, prefix: str, output: Output, language: Language, *, reader: bool = True) -> None:
    """Lets Pagefind index the pages in a folder, which are not published. Raises `IndexingFailed`.

    Without `reader`, the index can only be merged into one that has it. Pages in another language than the page of
    search are found with all others, not from their own alone.
    """
    command = [sys.executable, "-m", "pagefind", "--site", str(folder), "--output-subdir", FOLDER, "--silent"]
    command += ["--force-language", language]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise IndexingFailed(done.stderr.strip() or done.stdout.strip())
    made = folder / FOLDER
    for pattern in _NOT_NEEDED if reader else (*_NOT_NEEDED, *_READER):
        for file in made.glob(pattern):
            file.unlink()
    _put_in_order(made)
    for file in sorted(each for each in made.rglob("*") if each.is_file()):
        output.write(f"{prefix}{file.relative_to(made).as_posix()}", file.read_bytes())


def _put_in_order(folder: Path) -> None:
    """Orders the values of every filter, cuts word lists finer, and renames what is named by a digest."""
    entry_file = folder / "pagefind-entry.json"
    entry = json.loads(entry_file.read_text(encoding="utf-8"))
    for language in sorted(entry["languages"]):
        about = entry["languages"][language]
        meta_file = folder / f"pagefind.{about['hash']}.pf_meta"
        version, pages, chunks, filters, *rest = _read(meta_file)
        ordered = []
        for name, digest in filters:
            file = folder / "filter" / f"{digest}.pf_filter"
            filter_name, values = _read(file)
            file.unlink()
            ordered.append(
                [name, _write_packed([filter_name, sorted(values)], language, folder / "filter", "pf_filter")]
            )
        words: list[Any] = []
        for _first, _last, digest in chunks:
            file = folder / "index" / f"{digest}.pf_index"
            words += _read(file)[0]
            file.unlink()
        finer = [
            [chunk.first, chunk.last, _write_packed([chunk.words], language, folder / "index", "pf_index")]
            for chunk in cut(words)
        ]
        meta_file.unlink()
        meta = [version, pages, finer, sorted(ordered), *rest]
        about["hash"] = _write_packed(meta, language, folder, "pf_meta", prefix="pagefind.")
    entry_file.write_text(json.dumps(entry, ensure_ascii=False, sort_keys=True), encoding="utf-8")


def _read(file: Path) -> Any:
    """What one of Pagefind's files holds: a signature, then CBOR (RFC 8949), compressed."""
    return cbor2.loads(gzip.decompress(file.read_bytes()).removeprefix(_SIGNATURE))


def _write_packed(content: Any, language: str, folder: Path, ending: str, prefix: str = "") -> str:
    """Writes content under a digest of it, as Pagefind does, and returns the name that other files know it by."""
    packed = _SIGNATURE + cbor2.dumps(content)
    name = f"{language}_{hashlib.sha256(packed).hexdigest()[:10]}"
    (folder / f"{prefix}{name}.{ending}").write_bytes(gzip.compress(packed, mtime=0))
    return name
