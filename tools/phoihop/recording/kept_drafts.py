"""Answers of a dialogue that was broken off: kept beside the register, by what they are for, and offered the next time.

They lie where no commit sees them, are nobody's record, and may be deleted at any time.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from phoihop.recording.draft import Draft
from phoihop.recording.writing import home
from phoihop.records.yaml_door import Tree
from phoihop.writing import write_whole


@dataclass(frozen=True, slots=True)
class KeptAnswers:
    """`answers` as they were typed; `earlier` are those to the question that was being asked, to be proposed again."""

    answers: dict[str, Tree]
    earlier: dict[str, Tree]


def keep(draft: Draft, earlier: Mapping[str, Tree]) -> bool:
    """Keeps a draft's answers; whether that could be done."""
    content = json.dumps({"answers": draft.answers, "earlier": dict(earlier)}).encode()
    with suppress(OSError):
        file = _file(draft)
        file.parent.mkdir(exist_ok=True)
        write_whole(file, content)
        return True
    return False


def kept(draft: Draft) -> KeptAnswers | None:
    """What was kept for a record of this kind, in this task."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        found = json.loads(_file(draft).read_bytes())
        return KeptAnswers(dict(found["answers"]), dict(found["earlier"]))
    return None


def forget(draft: Draft) -> None:
    with suppress(OSError):
        _file(draft).unlink(missing_ok=True)


def _file(draft: Draft) -> Path:
    occasion = draft.occasion
    task = f"-{occasion.folder.id}" if occasion.folder else ""
    return home(occasion.register.root) / "drafts" / f"{draft.kind}{task}.json"
