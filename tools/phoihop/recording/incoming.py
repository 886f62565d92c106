"""Papers that come with a record: where each goes in the task's `files/`, so that nothing there is ever overwritten.

A paper goes under its own name in plain letters. Where the same content lies there already, it is named and not copied
a second time; where another content has the name, the new paper takes the next free one: `to-trinh-2.pdf`.
"""

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from filecmp import cmp
from pathlib import Path
from typing import TypeAlias
from urllib.parse import unquote

from phoihop.language import Explained
from phoihop.plain_letters import slug
from phoihop.records.papers import FOLDER, FoundPaper, find_paper, forms_of
from phoihop.records.task_folder import TaskFolder

_AS_A_PATH = re.compile(r"(?:/|~/|\.{1,2}/|file://|[A-Za-z]:[\\/]|files/).*", re.DOTALL)
_LIKE_A_PAPER = re.compile(
    r".*\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|odp|jpe?g|png|tiff?|heic|zip|rar|p7s|txt|rtf)", re.I | re.DOTALL
)
_ESCAPED = re.compile(r"\\(.)")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}")


Finder: TypeAlias = Callable[[str], Path | None]
"""The file that is meant by what somebody answered; None where there is none. Nobody else opens an answer."""


def no_papers(_words: str) -> Path | None:
    """Finds nothing: whoever records brings no papers."""
    return None


def papers_below(folders: Iterable[Path]) -> Finder:
    """Finds what is named by its place on this machine, a relative one from the first of the folders that has it."""
    bases = tuple(folders)

    def find(words: str) -> Path | None:
        try:
            paths = (Path(form).expanduser() for each in _as_dropped(words) for form in forms_of(each))
            places = [base / path for path in paths for base in bases]
            return next((place for place in places if place.is_file()), None)
        except (OSError, ValueError, RuntimeError):
            # Words that can't be a path, or ~ of somebody unknown.
            return None

    return find


def _as_dropped(words: str) -> Iterator[str]:
    """A path as it is typed, and as a file manager drops it on a terminal: in quotes, with `\\ `, as `file://`."""
    yield words
    words = words.strip()
    if len(words) > 1 and words[0] == words[-1] and words[0] in "'\"":
        yield words[1:-1]
    if words.startswith("file://"):
        yield unquote(words.removeprefix("file://").removeprefix("localhost"))
    if "\\" in words:
        yield _ESCAPED.sub(r"\1", words)


def looks_like_path(words: str) -> bool:
    """Whether words are a path, or end like a paper: then they are one, or wrong."""
    words = words.strip().strip("'\"")
    return bool(_AS_A_PATH.fullmatch(words) or _LIKE_A_PAPER.fullmatch(words))


class NoPaper(Explained):
    """What was named is no paper that could be taken. `message` says why."""


@dataclass(slots=True)
class Incoming:
    """The papers of one record: by their path in the task's folder, where each is to be copied from.

    Records that are prepared before it may bring papers, too: those of the folder that are `coming`.
    """

    folder: TaskFolder | None
    find: Finder
    sources: dict[str, Path] = field(default_factory=dict)

    def take(self, given: str) -> str:
        """The path to write into the record for a paper that `find` knows, or one named by its path in `files/`.

        Raises `NoPaper`.
        """
        source = self.find(given)
        if source is None:
            return self._on_record(given)
        if self.folder and (own := self._inside(self.folder.location / FOLDER, source)):
            return own
        ending = source.suffix.lower() if _ENDING.fullmatch(source.suffix) else ""
        stem = slug(source.stem if ending else source.name) or "tai-lieu"
        number, name = 1, f"{FOLDER}/{stem}{ending}"
        # Looked at once a name: between two looks another run may take the place, which is seen when it is written.
        while (by := self._taken_by(name)) and not (by.is_file() and cmp(by, source, shallow=False)):
            number += 1
            name = f"{FOLDER}/{stem}-{number}{ending}"
        if by is None:
            self.sources[name] = source
        return name

    def _on_record(self, given: str) -> str:
        if self.folder:
            found = find_paper(self.folder.place, given, self.folder.coming)
            if isinstance(found, FoundPaper):
                return found.path
        raise NoPaper.because(
            "không thấy tệp “{path}”; ghi đường dẫn tới tệp trên máy này, hoặc tên tệp đã có trong files/",
            "there is no file “{path}”; name a file on this machine, or one that is in files/ already",
            path=given,
        )

    def _inside(self, folder: Path, source: Path) -> str | None:
        """The path of a file that lies in the task's `files/` already."""
        folder, place = folder.resolve(), source.resolve()
        if not place.is_relative_to(folder):
            return None
        return unicodedata.normalize("NFC", f"{FOLDER}/{place.relative_to(folder).as_posix()}")

    def _taken_by(self, name: str) -> Path | None:
        if name in self.sources or self.folder is None:
            return self.sources.get(name)
        there = self.folder.location / name
        return self.folder.coming.get(name) or (there if os.path.lexists(there) else None)
