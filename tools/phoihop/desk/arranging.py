"""What a form does beside answering: papers find their place, items of a list are added, moved and taken away."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from phoihop.desk.drafts import KeptDraft
from phoihop.kinds.registry import record_kinds
from phoihop.recording.keys import BESIDE, Key, keys_of
from phoihop.records.yaml_door import Tree


def name_paper(
    fields: dict[str, list[str]], keys: Mapping[str, Key], name: str, answer: str, called: str, number: int
) -> None:
    """Puts a paper that came under a field's name among the fields: right under a list's name it is an item of it."""
    title = PurePosixPath(called).stem
    key = keys.get(name)
    if key and key.part:
        row = f"{name}.{5000 + number}"
        fields[f"{row}.path"] = [answer]
    else:
        fields.setdefault(name, []).append(answer)
        row, _, last = name.rpartition(".")
        key = keys.get(row.partition(".")[0]) if last == "path" else None
    wants_title = key and key.part and any(each.name == "title" and each.is_required for each in keys_of(key.part))
    if wants_title and not any(each.strip() for each in fields.get(f"{row}.title", ())):
        fields[f"{row}.title"] = [title]


def rearranged(kept: KeptDraft, action: str) -> str:
    """Adds, moves or takes away an item of a list, as a button says (`up:points:2`); where to look then."""
    what, _, rest = action.partition(":")
    name, _, place = rest.partition(":")
    items = kept.answers.get(name)
    known = {key.id for key in (*keys_of(record_kinds()[kept.kind].type), *BESIDE.values())}
    if name not in known:
        return ""
    if what == "add":
        kept.blank = [name]
    elif isinstance(items, list) and place.isdecimal() and 0 < int(place) <= len(items):
        at = int(place) - 1
        moved: list[Tree] = [*items[:at], *items[at + 1 :]]
        if what in ("up", "down"):
            moved.insert(max(0, at - 1) if what == "up" else at + 1, items[at])
        kept.answers[name] = moved
    return f"#{name}"
