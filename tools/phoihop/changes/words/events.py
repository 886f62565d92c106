"""Events in words: “đính chính văn bản xin ý kiến 2/TNMT: hạn 22/3/2021 → 29/3/2021, theo đính chính 3/TNMT”."""

from collections.abc import Callable

from phoihop.changes.events import Event
from phoihop.language import Language, Text, excerpt, word
from phoihop.words.calling import record_named

_ACTIONS: dict[str, Text] = {
    "added": Text("ghi {record}", "records {record}"),
    "corrected": Text(
        "đính chính {record}: {changes}, theo {corrections}", "corrects {record}: {changes}, by {corrections}"
    ),
    "edited": Text("sửa {record}: {changes}", "edits {record}: {changes}"),
    "edited silently": Text(
        "sửa {record}, không kèm đính chính: {changes}", "edits {record}, without a correction: {changes}"
    ),
    "deleted": Text("xóa {record}", "deletes {record}"),
    "renamed": Text("đổi tên {record}: {changes}", "renames {record}: {changes}"),
}


def word_event(
    event: Event,
    language: Language,
    agency_name: Callable[[str], str] = str,
    number_of: Callable[[str], str] = lambda record: "",
) -> str:
    """What was done, on one line. `number_of` gives a document's number by its id, "" where it is not known."""

    def named(record: str) -> str:
        return word(record_named(record, number_of(record)), language, agency_name)

    silently = event.action == "edited" and event.task is not None
    text = _ACTIONS["edited silently" if silently else event.action].in_language(language)
    return text.format(
        record=named(event.record),
        changes="; ".join(word(each, language, agency_name) for each in event.told),
        corrections=", ".join(named(each) for each in event.corrections),
    )


def author_named(author: str) -> str:
    """An author's name as it may be shown: anyone can claim any, of any length and with any character."""
    return excerpt(" ".join(author.split()), 80) or "?"
