"""The published files of a register, from its folder or by HTTP (`web`), which are kept by their ETag."""

import hashlib
import json
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG

from phoihop.language import Explained, Text, say
from phoihop.operating_system import JUST_READ, refusal
from phoihop.portal.sources import RegisterSource
from phoihop.web import Fetched, NotFetched, fetch
from phoihop.writing import write_whole

LARGEST_FILE = 64 * 1024 * 1024
SECONDS_PER_FILE = 120
FILES_AT_ONCE = 8


class FileNotFetched(Explained):
    """A file did not come. `message` says which and why."""

    def __init__(self, file: str, why: str | Text) -> None:
        super().__init__(say("không đọc được {file} ({why})", "{file} can't be read ({why})", file=file, why=why))


def read_in(folder: Path, name: str) -> bytes:
    """A file of a site in a folder. A link in its place is not followed: it could lead anywhere on this machine."""
    try:
        descriptor = os.open(folder / name, JUST_READ)
        with os.fdopen(descriptor, "rb") as file:
            if not S_ISREG(os.fstat(descriptor).st_mode):
                raise FileNotFetched(name, Text("không phải tệp thường", "not a regular file"))
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise FileNotFetched(name, refusal(error)) from None
    if len(content) > LARGEST_FILE:
        raise FileNotFetched(name, f"> {LARGEST_FILE // 1024 // 1024} MB")
    return content


def fetch_all(
    sources: Iterable[RegisterSource], names: Iterable[str], kept: Path
) -> dict[tuple[str, str], FileNotFetched]:
    """Fetches the files of all web sources, several at once, into `kept`; what did not come, by source id and name."""
    wanted = [(source, name) for source in sources if source.is_web for name in names]

    def failure_of(each: tuple[RegisterSource, str]) -> FileNotFetched | None:
        try:
            _bring(*each, _kept_at(*each, kept))
        except FileNotFetched as failure:
            return failure
        return None

    with ThreadPoolExecutor(FILES_AT_ONCE) as threads:
        failed = zip(wanted, threads.map(failure_of, wanted), strict=True)
        return {(source.id, name): failure for (source, name), failure in failed if failure}


def read_fetched(source: RegisterSource, name: str, kept: Path) -> bytes:
    """A file that `fetch_all` brought, or one of a folder. Raises `FileNotFetched`."""
    if not source.is_web:
        return read_in(Path(source.place), name)
    content = _read_kept(_kept_at(source, name, kept), source.place).content
    if content is None:
        raise FileNotFetched(source.place + name, Text("hỏng khi ghi xuống đĩa", "damaged on the way to the disk"))
    return content


def _kept_at(source: RegisterSource, name: str, kept: Path) -> Path:
    """Where a file of a site on the web is kept: in the site's own folder."""
    return kept / hashlib.sha256(source.place.encode()).hexdigest()[:16] / name


def _bring(source: RegisterSource, name: str, file: Path) -> None:
    """Keeps a file of a site on the web in `file`, as it is now. Raises `FileNotFetched`."""
    before = _read_kept(file, source.place)
    try:
        found = fetch(
            source.place + name,
            most=LARGEST_FILE,
            seconds=SECONDS_PER_FILE,
            known=before.etag,
            public=source.is_public,
        )
    except NotFetched as error:
        raise FileNotFetched(source.place + name, str(error)) from None
    if found.content is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256(found.content).hexdigest()
        about = json.dumps({"address": source.place, "etag": found.etag, "sha256": digest})
        write_whole(file, found.content)
        write_whole(_about(file), about.encode())


def _read_kept(file: Path, address: str) -> Fetched:
    """What was kept of an address, if it is still as it was; damaged, it counts as not there."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        about = json.loads(_about(file).read_text(encoding="utf-8"))
        content = file.read_bytes()
        if about["address"] == address and about["sha256"] == hashlib.sha256(content).hexdigest():
            return Fetched(content, str(about["etag"]))
    return Fetched(None)


def _about(file: Path) -> Path:
    return file.with_name(f"{file.name}.about")
