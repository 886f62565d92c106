"""What is known of a letter, in words: each key with its value, the letter's own words, and why it is a guess."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from phoihop.incoming.letter import Known, Source
from phoihop.incoming.meaning import Meaning
from phoihop.kinds.registry import kinds
from phoihop.language import Message, Text, say
from phoihop.recording.asking import shown
from phoihop.recording.keys import Key, keys_of
from phoihop.records.types import DOCUMENT_TYPES

SOURCES: Mapping[Source, Text] = {
    "edxml": Text("gói tin liên thông văn bản (edXML)", "a package of the document exchange (edXML)"),
    "pdf": Text("tệp PDF có chữ", "a PDF with text"),
    "docx": Text("tệp Word", "a Word file"),
    "scan": Text("bản quét", "a scan"),
}
_BESIDE: Mapping[str, Text] = {
    "task": Text("nhiệm vụ", "task"),
    "kind": Text("loại văn bản", "kind of document"),
}


class ToldKey(NamedTuple):
    """One key: what it is called, what it says, the words of the letter, and why, where that is a guess."""

    key: str
    label: Text
    value: Message
    words: str
    why: Text | None


def told(meaning: Meaning, known: Mapping[str, Known]) -> Iterator[ToldKey]:
    """What is known of some keys of a meaning, in their order."""
    kind = meaning.known.get("kind")
    keys = {key.id: key for key in keys_of(DOCUMENT_TYPES[str(kind.value) if kind else "opinion"])}
    for name, each in known.items():
        label = _BESIDE.get(name) or (keys[name].meaning if name in keys else Text(name, name))
        words = " ".join(each.words.split())
        yield ToldKey(name, label, _value(meaning, keys.get(name), name, each), words, each.why)


def notices(meaning: Meaning) -> Iterator[Message]:
    """What whoever records has to know of a letter."""
    yield from meaning.notices
    if meaning.on_record:
        path = meaning.on_record.path
        yield say("văn bản này đã có trong sổ: {path}", "this letter is on record already: {path}", path=path)


def _value(meaning: Meaning, key: Key | None, name: str, known: Known) -> Message:
    if name == "kind":
        return Message(kinds()[str(known.value)].title)
    if key:
        return shown(meaning.draft, key, known.value)
    case = meaning.draft.occasion.case if meaning.draft else None
    told = "{id} · {title}" if case else "{id}"
    return say(told, told, id=str(known.value), title=case.title if case else "")
