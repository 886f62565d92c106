"""Changes in words: “hạn 22/3/2021 → 29/3/2021”, “cơ quan chủ trì TNMT → KTHT”, “thêm cơ quan phối hợp TCKH”.

`phoihop log`, `phoihop verify`, reviews and the site all tell a change by these.
"""

import re
from datetime import date

from phoihop.changes.diff import KeyChange
from phoihop.changes.words.labels import AGENCY_KEYS, KEYS, VALUES, WHAT_AN_ITEM_SAYS
from phoihop.language import Agency, Fact, Message, Text, excerpt, say
from phoihop.records.reading import document_name
from phoihop.records.types import DOCUMENT_TYPES
from phoihop.records.yaml_door import Tree

LONGEST_VALUE = 120
ASSIGNMENT = Text("văn bản giao nhiệm vụ", "assignment")

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


def record_named(record: str, number: str = "") -> Message:
    """A record as a sentence calls it: by its kind and number, or by its kind, agency and date.

    `record` is `task`, a document id, or the path of another file of the register.
    """
    kind, facts = _kind_and_facts(record)
    if kind is None:
        return say("tệp {path}", "file {path}", path=record)
    if number:
        return say("{kind} {number}", "{kind} {number}", kind=kind, number=number)
    if not facts:
        return say("{kind}", "{kind}", kind=kind)
    return say("{kind} của {agency} ngày {date}", "{kind} by {agency} of {date}", kind=kind, **facts)


def _kind_and_facts(record: str) -> tuple[Text | None, dict[str, Fact]]:
    if record == "task":
        return ASSIGNMENT, {}
    if record == "register.yml":
        return Text("thiết lập của sổ", "settings of the register"), {}
    if agency := re.fullmatch(r"agencies/([a-z0-9-]+)\.yml", record):
        return Text(f"tệp cơ quan {agency[1]}", f"file of agency {agency[1]}"), {}
    name = document_name(f"{record}.yml")
    if name is None or name.kind not in DOCUMENT_TYPES:
        return None, {}
    try:
        day: Fact = date.fromisoformat(name.date)
    except ValueError:
        day = name.date
    return DOCUMENT_TYPES[name.kind].TITLE, {"agency": Agency(name.agency), "date": day}


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
    return KEYS.get(key) or Text(_literal(key), _literal(key))


def _literal(text: str) -> str:
    """A text of the record where a `Text` is wanted: it passes no further formatting, but is cleaned here."""
    return excerpt(text, LONGEST_VALUE)


def _value(value: Tree | None, key: str, change: KeyChange) -> Fact:
    match value:
        case None:
            return ""
        case str():
            return _word(value, key)
        case list():
            return tuple(_value(item, key, change) for item in value)
        case dict():
            name = change.path[-1]
            said = next((value[each] for each in WHAT_AN_ITEM_SAYS if each in value), "")
            text = said if isinstance(said, str) and said != name else ""
            return _literal(f"{name} “{text}”" if text else name)


def _word(value: str, key: str) -> Fact:
    if key in AGENCY_KEYS:
        return Agency(_literal(value))
    if known := VALUES.get(key, {}).get(value):
        return known
    if _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    return _literal(" ".join(value.split()))
