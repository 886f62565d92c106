"""The search index: Pagefind over the pages that were written, and its reader, which the site serves itself.

Pagefind writes the values of its filters in an order that differs from run to run. Two builds of one register must be
the same bytes, so filters are put in order here, and what names them by their digest is made to follow.
"""

import gzip
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import cbor2

FOLDER = "pagefind"

_SIGNATURE = b"pagefind_dcd"
_NOT_NEEDED = ("pagefind-*ui.*", "pagefind-ui.*", "pagefind-highlight.js")


class IndexingFailed(Exception):
    """Pagefind ended with an error; the message is its own."""


def write(site: Path) -> None:
    """Indexes the pages under `site` that carry `data-pagefind-body` into `pagefind/`. Raises `IndexingFailed`."""
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--output-subdir", FOLDER, "--silent"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise IndexingFailed(done.stderr.strip() or done.stdout.strip())
    for pattern in _NOT_NEEDED:
        for file in (site / FOLDER).glob(pattern):
            file.unlink()
    _put_in_order(site / FOLDER)


def _put_in_order(folder: Path) -> None:
    """Orders the values of every filter, and renames what is named by a digest of its content."""
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
            ordered.append([name, _write([filter_name, sorted(values)], language, folder / "filter", "pf_filter")])
        meta_file.unlink()
        meta = [version, pages, chunks, sorted(ordered), *rest]
        about["hash"] = _write(meta, language, folder, "pf_meta", prefix="pagefind.")
    entry_file.write_text(json.dumps(entry, ensure_ascii=False, sort_keys=True), encoding="utf-8")


def _read(file: Path) -> Any:
    """What one of Pagefind's files holds: a signature, then CBOR (RFC 8949), compressed."""
    return cbor2.loads(gzip.decompress(file.read_bytes()).removeprefix(_SIGNATURE))


def _write(content: Any, language: str, folder: Path, ending: str, prefix: str = "") -> str:
    """Writes content under a digest of it, as Pagefind does, and returns the name that other files know it by."""
    packed = _SIGNATURE + cbor2.dumps(content)
    name = f"{language}_{hashlib.sha256(packed).hexdigest()[:10]}"
    (folder / f"{prefix}{name}.{ending}").write_bytes(gzip.compress(packed, mtime=0))
    return name
