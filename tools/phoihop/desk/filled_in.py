"""What a form sends: the answers in it, papers that find their place, items that are added, moved and taken away.

Of the record that a correction corrects, only what was written over is an answer, as it is typed elsewhere.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath

from phoihop.desk.drafts import KeptDraft
from phoihop.kinds.registry import record_kinds
from phoihop.language import short_date
from phoihop.recording.correcting import Statement
from phoihop.recording.draft import Draft
from phoihop.recording.keys import BESIDE, Key, keys_of
from phoihop.records.record import Record
from phoihop.records.yaml_door import Tree

Fields = Mapping[str, Sequence[str]]
"""What a form sent: by the name of the field, every value."""

WAS, FILE_WAS = "was", "file"
"""Before the name of a key: what the form showed there. Of files that come for one key, the last one counts."""

NOTHING = "-"
MOST_ITEMS = 200
"""Of one list: more than any letter has."""


def answers_of(draft: Draft, fields: Fields) -> dict[str, Tree]:
    """The answers in what a form sent, of the keys that such a record has."""
    keys = [*draft.keys, *([BESIDE[draft.kind]] if draft.kind in BESIDE else ())]
    found: dict[str, Tree] = {}
    for key in keys:
        answer = changes_of(fields) if key.id == "set" else _answer(key, fields)
        if answer is not None:
            found[key.id] = answer
    return found


def _answer(key: Key, fields: Fields) -> Tree | None:
    if key.part:
        items = _parts(key, key.part, fields)
        return items or None
    said = [each for each in fields.get(key.id, ()) if each.strip()]
    if not said:
        return None
    if said == [NOTHING]:
        return ""
    return [*said] if key.is_list else said[-1]


def _parts(key: Key, part: type[Record], fields: Fields) -> list[Tree]:
    named = re.compile(rf"{re.escape(key.id)}\.(\d{{1,4}})\.(\w+)")
    rows: dict[int, dict[str, Sequence[str]]] = {}
    for name, values in fields.items():
        if match := named.fullmatch(name):
            rows.setdefault(int(match[1]), {})[match[2]] = values
    found: list[Tree] = []
    for _place, row in sorted(rows.items())[:MOST_ITEMS]:
        given = set(row.get("given", ()))
        item: dict[str, Tree] = {}
        for each in keys_of(part):
            said = [value for value in row.get(each.name, ()) if value.strip()]
            if said:
                item[each.name] = [*said] if each.is_list else said[-1]
        if item.keys() - given:
            found.append(item)
    # In its short form, as on a command line.
    found.extend(value for value in fields.get(key.id, ()) if value.strip())
    return found


def changes_of(fields: Fields) -> Tree | None:
    """What shall stand otherwise in the record that is corrected: `due=29/3/2021`."""
    changes = [each for each in fields.get("set", ()) if each.strip()]
    for name in fields:
        mark, _, key = name.partition(".")
        said = [_plain(each) for each in fields.get(f"set.{key}", ()) if each.strip()]
        if mark in (WAS, FILE_WAS):
            # Where all ticks are taken away, nothing is sent, and nothing stands.
            now = ", ".join(said if mark == WAS else said[-1:])
            was = _plain(next(iter(fields[name]), ""))
            # An agency that has ended stands last of the ticks: the same in another order is no change.
            is_same_list = mark == WAS and len(said) > 1 and sorted(said) == sorted(was.split(", "))
            if was != now and not is_same_list:
                changes.append(f"{key}={now}")
        elif mark == "set" and key and f"{WAS}.{key}" not in fields and f"{FILE_WAS}.{key}" not in fields:
            changes += (f"{key}={each}" for each in said)
    return [*changes] or None


def as_typed(said: Statement) -> str:
    """What stands there as the form shows it, and people type it: days as 22/3/2021."""
    is_day = said.key.nature == "day" and said.value
    return short_date(date.fromisoformat(said.value)) if is_day else said.value


def _plain(words: str) -> str:
    return words.replace("\r\n", "\n").strip()


def changed_in(words: str) -> tuple[str, str]:
    """The key of a change, and what it shall say."""
    name, _mark, value = words.partition("=")
    return name.strip(), value


def name_paper(
    fields: dict[str, list[str]], keys: Mapping[str, Key], name: str, answer: str, called: str, number: int
) -> None:
    """Puts a paper that came under a field's name among the fields: right under a list's name it is an item of it.

    A paper that is an item of the list already was dropped twice.
    """
    if any(answer in said for field, said in fields.items() if field == name or field.startswith(f"{name}.")):
        return
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
