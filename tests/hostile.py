"""A register whose every text is hostile: made from the types, so that a new kind or key is in it by itself.

Of each kind there is a document, from the example register or else from the rules' examples; then every key of its
type that holds words, present or not, says the hostile text. What names something (an agency, a document, a point …)
stays: a name into nothing is an error, and silences what would show the rest.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from msgspec import inspect
from phoihop.records.record import Record
from phoihop.records.settings import AgencyRecord, Settings
from phoihop.records.types import DOCUMENT_TYPES, TaskAssignment
from phoihop.rules.examples import PAPERS, REGISTER
from phoihop.rules.registry import rules

from tests.story import Story

NAMING = frozenset(("agency", "document", "point", "step", "task", "path"))
"""Natures of keys whose text names something."""

OF_A_FORM = {"rule", "timezone", "key"}
"""Keys whose text is of a form that the types alone don't tell."""

NEEDED = {"rule": "request-notice", "email": "vanthu@ubnd.example"}
"""What a part that the examples leave out needs beside its texts; a part that needs more stays out."""

PAPER = b"%PDF-1.4\n"
NO_EXAMPLE = {
    "2021-05-05.correction.ubnd": {"from": "ubnd", "date": "2021-05-05", "corrects": "task"},
    "2021-05-20.withdrawal.ubnd": {"from": "ubnd", "date": "2021-05-20"},
}
"""Documents of the kinds that no rule has an example of, without their texts."""


def hostile_register(root: Path, text: str) -> Story:
    """The register in `root`. Its first task, 2021-0001, has not ended and owes much; 2021-0002 has every kind."""
    story = Story(root)
    for path, content in REGISTER.items():
        if not path.startswith("tasks/"):
            story.write(path, _hostile(Settings if path == "register.yml" else AgencyRecord, content, text))
    for task in ("tasks/2021/0001", "tasks/2021/0002"):
        story.write(f"{task}/task.yml", _hostile(TaskAssignment, REGISTER["tasks/2021/0001/task.yml"], text))
        for id_, content in _documents().items():
            story.write(f"{task}/{id_}.yml", _hostile(DOCUMENT_TYPES[kind_in(id_)], content, text))
        for paper in PAPERS:
            story.write_bytes(f"{task}/files/{paper}", PAPER)
    return story.delete("2021-05-06.decision.ubnd", "2021-05-20.withdrawal.ubnd")


def kind_in(document_id: str) -> str:
    return document_id.split(".")[1]


def _documents() -> dict[str, str]:
    """The example task's documents, and one of each kind that is not among them, by id."""
    found = {Path(path).stem: text for path, text in REGISTER.items() if path.count(".") == 3}
    for rule in rules().values():
        for path, text in {rule.good.shows: rule.good.text, **rule.good.also}.items():
            if text and path.count(".") == 3 and kind_in(Path(path).stem) not in map(kind_in, found):
                found[Path(path).stem] = text
    return found | {id_: yaml.safe_dump({"kind": kind_in(id_), **tree}) for id_, tree in NO_EXAMPLE.items()}


def _hostile(record: type[Record], content: str, text: str) -> str:
    tree = _filled(record, yaml.load(content, yaml.BaseLoader), text)
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)


def _filled(record: type[Any], tree: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The tree with the text in every key of the type that holds words."""
    filled = dict(tree)
    for field in inspect.type_info(record).fields:  # type: ignore[attr-defined]  # a struct's info has fields
        value = _value(field.type, field.encode_name, filled.get(field.encode_name), text)
        if value is not None:
            filled[field.encode_name] = value
    # A paper that is kept elsewhere is known by its digest.
    return {"sha256": hashlib.sha256(PAPER).hexdigest(), **filled} if "held" in filled else filled


def _value(info: inspect.Type, key: str, present: Any, text: str) -> Any:
    """What a key says instead of what it says at present; None: it is left as it is."""
    match info:
        case inspect.Metadata(extra=extra) if (extra or {}).get("nature") in NAMING:
            return None
        case inspect.Metadata(type=inner):
            return _value(inner, key, present, text)
        case inspect.UnionType(types=types):
            return next((value for each in types if (value := _value(each, key, present, text)) is not None), None)
        case inspect.StrType(pattern=None) if key not in OF_A_FORM:
            return text
        case inspect.StructType(cls=cls, fields=fields):
            tree = present or {each.encode_name: NEEDED.get(each.encode_name) for each in fields if each.required}
            filled = _filled(cls, tree, text)
            return filled if None not in filled.values() else None
        case inspect.VarTupleType(item_type=item):
            return [each for old in present or [None] if (each := _value(item, key, old, text)) is not None] or None
    return None
