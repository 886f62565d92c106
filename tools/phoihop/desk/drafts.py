"""Drafts of the desk: what was typed and the papers that came along, kept until the record was sent for good.

A draft is a folder: `draft.json`, and `papers/<n>/<name>`, under names of our own. Its id is drawn by lot.
"""

import json
import re
import secrets
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from filecmp import cmp
from pathlib import Path
from typing import IO

from phoihop.plain_letters import slug
from phoihop.recording.incoming import Finder
from phoihop.records.yaml_door import Tree
from phoihop.writing import write_whole

_ID = re.compile(r"[0-9a-f]{16}")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}")
LETTER = "letter"
"""The kind of a draft that nobody has made a record of yet: a letter that was dropped."""
PAPER = "upload:"
"""What an answer begins with that names a paper of its draft."""


@dataclass(slots=True)
class KeptDraft:
    """What was answered for a record of a kind. `task` is empty for a task or an agency.

    `papers` are the names under which papers came, by their answer; `blank` keys have a row more than is answered;
    `proposed` ones were answered by the link that led to the form; `guessed` says of keys that were read from a letter
    on what the guess rests; `failure` why it was not sent; `sent` the topic as which it was sent, to be
    withdrawn.
    """

    id: str
    kind: str
    task: str
    answers: dict[str, Tree] = field(default_factory=dict)
    papers: dict[str, str] = field(default_factory=dict)
    blank: list[str] = field(default_factory=list)
    proposed: list[str] = field(default_factory=list)
    guessed: dict[str, str] = field(default_factory=dict)
    failure: str = ""
    sent: str = ""


class Drafts:
    """The drafts in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def new(self, kind: str, task: str, answers: Mapping[str, Tree]) -> KeptDraft:
        return KeptDraft(secrets.token_hex(8), kind, task, dict(answers))

    def all(self) -> list[KeptDraft]:
        """Every draft, the newest first."""
        return [draft for draft in self._kept() if not draft.sent]

    def sent(self) -> list[KeptDraft]:
        """What was sent and can still be withdrawn."""
        return [draft for draft in self._kept() if draft.sent]

    def _kept(self) -> list[KeptDraft]:
        found = sorted(self.folder.glob("*/draft.json"), key=lambda file: file.stat().st_mtime, reverse=True)
        return [draft for file in found if (draft := self._read(file.parent.name))]

    def get(self, id_: str) -> KeptDraft | None:
        draft = self._read(id_) if _ID.fullmatch(id_) else None
        return draft if draft and not draft.sent else None

    def _read(self, id_: str) -> KeptDraft | None:
        with suppress(OSError, ValueError, TypeError):
            return KeptDraft(**json.loads((self.folder / id_ / "draft.json").read_bytes()))
        return None

    def keep(self, draft: KeptDraft) -> None:
        (self.folder / draft.id).mkdir(exist_ok=True)
        content = json.dumps(asdict(draft), ensure_ascii=False).encode()
        write_whole(self.folder / draft.id / "draft.json", content)

    def forget(self, draft: KeptDraft) -> None:
        shutil.rmtree(self.folder / draft.id, ignore_errors=True)

    def take(self, draft: KeptDraft, name: str, content: IO[bytes]) -> str:
        """Keeps a paper that came under a name; the answer that names it. One that came before is the same paper."""
        place = self.folder / draft.id / "papers"
        place.mkdir(parents=True, exist_ok=True)
        number = len(draft.papers) + 1
        while (place / str(number)).exists():
            number += 1
        bare = re.split(r"[/\\]", name)[-1].strip()
        ending = Path(bare).suffix.lower()
        ending = ending if _ENDING.fullmatch(ending) else ""
        own = f"{slug(bare.removesuffix(Path(bare).suffix) if ending else bare)[:80] or 'tai-lieu'}{ending}"
        (place / str(number)).mkdir()
        with (place / str(number) / own).open("xb") as file:
            shutil.copyfileobj(content, file, 1 << 20)
        for before in draft.papers:
            there = place / before.removeprefix(PAPER)
            if there.name == own and cmp(there, place / str(number) / own, shallow=False):
                shutil.rmtree(place / str(number))
                return before
        answer = f"{PAPER}{number}/{own}"
        draft.papers[answer] = bare or own
        return answer

    def finder(self, draft: KeptDraft) -> Finder:
        """Finds the papers that came with a draft, and nothing else on this machine."""
        place = self.folder / draft.id / "papers"

        def find(words: str) -> Path | None:
            return place / words.removeprefix(PAPER) if words in draft.papers else None

        return find
