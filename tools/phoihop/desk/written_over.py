"""What a form sends of the record that a correction corrects: only what was written over, as it is typed elsewhere."""

from collections.abc import Mapping, Sequence
from datetime import date

from phoihop.language import short_date
from phoihop.recording.correcting import Said
from phoihop.records.yaml_door import Tree

Fields = Mapping[str, Sequence[str]]
"""What a form sent: by the name of the field, every value."""

WAS, FILE_WAS = "was", "file"
"""Before the name of a key: what the form showed there. Of files that come for one key, the last one counts."""


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


def as_typed(said: Said) -> str:
    """What stands there as the form shows it, and people type it: days as 22/3/2021."""
    is_day = said.key.nature == "day" and said.value
    return short_date(date.fromisoformat(said.value)) if is_day else said.value


def _plain(words: str) -> str:
    return words.replace("\r\n", "\n").strip()


def changed_in(words: str) -> tuple[str, str]:
    """The key of a change, and what it shall say."""
    name, _mark, value = words.partition("=")
    return name.strip(), value
