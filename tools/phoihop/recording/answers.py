"""One answer after another: what somebody typed for a key becomes what stands in the record, or it is said why not.

Dates come as people write them, agencies and documents by any of their names, papers by their place on this machine.
Lists of parts have a short form that can be typed on one line (`parts`). What comes out has passed the same types as
a record that is read.
"""

import unicodedata

from phoihop.language import Message, say
from phoihop.plain_letters import slug
from phoihop.recording.choices import Choice, Unfit, choices_for, pick
from phoihop.recording.incoming import Incoming, NoPaper
from phoihop.recording.keys import Key
from phoihop.recording.occasion import Occasion
from phoihop.records.characters import unsafe_places
from phoihop.records.fit import fit
from phoihop.records.record import Record
from phoihop.records.typed_day import typed_day
from phoihop.records.yaml_door import Tree


def tidy(words: str) -> str:
    """What was typed, as composed Unicode and without space at the ends of its lines."""
    lines = unicodedata.normalize("NFC", words).replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def read_day(words: str) -> str:
    """A day in the form of the records. Raises `Unfit`."""
    day = typed_day(words)
    if day is None:
        raise Unfit(_no_day(words.strip()))
    return day.isoformat()


def _no_day(words: str) -> Message:
    return say(
        "“{words}” không phải ngày; ghi ngày/tháng/năm, ví dụ 22/3/2021",
        "“{words}” is no day; write day/month/year, such as 22/3/2021",
        words=words,
    )


def read_word(
    record: type[Record], key: Key, words: str, occasion: Occasion, choices: tuple[Choice, ...] | None = None
) -> str:
    """One answer to a key that is no part. `choices` are those that fit the case, where not all do. Raises `Unfit`."""
    words = tidy(words)
    if key.nature == "day":
        return checked(record, key, read_day(words))
    if key.nature == "field":
        return checked(record, key, read_field(words, occasion))
    known = choices_for(key, occasion)
    if known is None and not choices:
        return checked(record, key, words)
    known = known or ()
    try:
        return pick(words, choices or known).value
    except Unfit:
        # What does not fit the case may be recorded even so, where it is named in full: the rules judge it.
        if choices and (named := _named_whole(words, known)):
            return named
        if key.nature in ("document", "point", "step"):
            # A reference into nothing is refused by the rules, which know what else could be meant.
            return pick(words, known).value
        raise


def read_field(words: str, occasion: Occasion) -> str:
    """A field as records write it: `dat-dai` for “đất đai”, or the one of the register's that was begun."""
    written = slug(words)
    known = {field for agency in occasion.register.agencies.values() for field in agency.fields}
    begun = [field for field in known if field.startswith(written)]
    return begun[0] if written and written not in known and len(begun) == 1 else written or words


def _named_whole(words: str, choices: tuple[Choice, ...]) -> str | None:
    return next((each.value for each in choices if words in (each.value, *each.names)), None)


def read_paper(words: str, papers: Incoming) -> str:
    """The path of a paper as the record names it. Raises `Unfit`."""
    try:
        return papers.take(tidy(words))
    except NoPaper as reason:
        raise Unfit(reason.message) from None


def checked(record: type[Record], key: Key, value: str) -> str:
    """The value, if it fits the key's type and holds no unsafe character. Raises `Unfit`."""
    for place in unsafe_places(value):
        raise Unfit(place.message)
    tree: Tree = [value] if key.is_list else value
    for name in reversed(key.path):
        tree = {name: tree}
    for path, message in fit(tree, record)[1]:
        if path[: len(key.path)] == key.path:
            raise Unfit(message)
    return value
