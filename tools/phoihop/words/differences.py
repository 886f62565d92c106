"""Changes in words: “hạn 22/3/2021 → 29/3/2021”, “cơ quan chủ trì TNMT → KTHT”, “thêm cơ quan phối hợp TCKH”.

`phoihop log`, `phoihop verify`, reviews and the site all tell a change by these.
"""

import re
from datetime import date

from phoihop.language import Agency, Day, Fact, Message, Single, Text, excerpt, say
from phoihop.records.differences import KeyChange
from phoihop.records.yaml_door import Tree
from phoihop.words.labels import label_of, names_agencies, words_of

LONGEST_VALUE = 120
_WHAT_AN_ITEM_SAYS = ("text", "what", "explanation", "role", "reason", "title", "path")
"""Of an item of a list that is added or dropped: the key that tells what it says, the first that it has, or any."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PART = Text("{part} {name}: ", "{part} {name}: ")


def change_told(change: KeyChange) -> Message:
    """One key's change as a part of a sentence, without a full stop."""
    if not change.path:
        return say("đổi toàn bộ nội dung không đọc được", "changes a content that can't be read")
    *outer, last = change.path
    listed = outer[-1] if outer else ""
    if isinstance(change.was or change.now, str) and last == (change.was or change.now) and listed:
        # An item that is a word: what is named is the list.
        outer, last = outer[:-1], listed
        key: Fact = _label(listed)
    elif outer and _is_item(change):
        key = _label(listed)
        outer = outer[:-1]
    else:
        key = _label(last)
    part = _part(outer)
    facts: dict[str, Fact] = {
        **part.facts,
        "key": key,
        "before": _value(change.was, last, change),
        "after": _value(change.now, last, change),
    }
    if change.was is None:
        text = Text("thêm {key} {after}", "adds {key} {after}")
    elif change.now is None:
        text = Text("bỏ {key} {before}", "drops {key} {before}")
    elif isinstance(change.was, list) and isinstance(change.now, list):
        text = Text("đổi thứ tự {key}", "reorders {key}")
    else:
        text = Text("{key} {before} → {after}", "{key} {before} → {after}")
    return Message(Text(part.text.vi + text.vi, part.text.en + text.en), facts)


def changes_told(changes: tuple[KeyChange, ...]) -> tuple[Message, ...]:
    return tuple(change_told(change) for change in changes)


def _is_item(change: KeyChange) -> bool:
    """Whether the change adds or drops a whole item of a list, named by the last part of the path."""
    item = change.was if change.now is None else change.now if change.was is None else None
    return isinstance(item, dict) and len(change.path) > 1


def _part(outer: list[str]) -> Message:
    """The part of the record that the key stands in: “nội dung góp ý p1: ”; nothing for a key of the record itself."""
    if not outer:
        return say("", "")
    if len(outer) == 1:
        return say("{part}: ", "{part}: ", part=_label(outer[0]))
    name = outer[-1]
    return Message(_PART, {"part": _label(outer[-2]), "name": name})


def _label(key: str) -> Text:
    return label_of(key) or Text(_literal(key), _literal(key))


def _literal(text: str) -> str:
    """A text of the record where a `Text` is wanted: it passes no further formatting, but is cleaned here."""
    return excerpt(text, LONGEST_VALUE)


def _value(value: Tree | None, key: str, change: KeyChange) -> Single:
    match value:
        case None:
            return ""
        case str():
            return _word(value, key)
        case list():
            return say("{each}", "{each}", each=tuple(_value(item, key, change) for item in value))
        case dict():
            name = change.path[-1]
            said = next(
                (value[each] for each in (*_WHAT_AN_ITEM_SAYS, *value) if each in value and value[each] != name), ""
            )
            text = said if isinstance(said, str) else ""
            return _literal(f"{name} “{text}”" if text else name)


def _word(value: str, key: str) -> Single:
    if names_agencies(key):
        return Agency(_literal(value))
    if known := words_of(key).get(value):
        return known
    if _DAY.fullmatch(value):
        try:
            return Day(date.fromisoformat(value))
        except ValueError:
            pass
    return _literal(" ".join(value.split()))
