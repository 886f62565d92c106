"""The schemas accept what the reader accepts, however it was loaded, and refuse what an editor should show."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from msgspec import inspect
from phoihop.language import Language
from phoihop.records.fit import fit
from phoihop.records.json_schema import SCHEMA_NAMES, schema
from phoihop.records.reading import document_name
from phoihop.records.record import Record
from phoihop.records.settings import AgencyRecord, Settings
from phoihop.records.types import DOCUMENT_TYPES, TaskAssignment
from phoihop.records.yaml_door import Tree
from phoihop.rules.examples import REGISTER
from phoihop.rules.registry import rules

SAMPLE = Path(__file__).parents[2]
TYPES: dict[str, type[Record]] = {
    "register": Settings,
    "agency": AgencyRecord,
    "task": TaskAssignment,
    **DOCUMENT_TYPES,
}
DRAFT_07 = {
    "$ref", "$schema", "additionalProperties", "allOf", "anyOf", "const", "default", "definitions", "description",
    "enum",
    "format", "if", "items", "maximum", "minItems", "minLength", "minimum", "pattern", "properties", "required", "then",
    "title", "type", "uniqueItems",
}  # fmt: skip


class TypingLoader(yaml.SafeLoader):
    """Types scalars as YAML 1.1 has it, but leaves dates as texts, as JSON does."""


TypingLoader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@cache
def validator(name: str) -> Draft7Validator:
    return Draft7Validator(schema(name, "vi"))


def misfits(name: str, form: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator(name).iter_errors(form)]


def name_of(path: str) -> str:
    """The schema that a file of a register goes by."""
    if path.endswith(("register.yml", "task.yml")):
        return Path(path).stem
    document = document_name(Path(path).name)
    return document.kind if document else "agency"


def typed(tree: Any) -> Any:
    """A tree of texts as a loader gives it that types plain scalars."""
    match tree:
        case dict():
            return {key: typed(value) for key, value in tree.items()}
        case list():
            return [typed(item) for item in tree]
        case str():
            loaded = yaml.load(tree, TypingLoader) if re.fullmatch(r"[\w.:+-]+", tree) else tree
            return loaded if isinstance(loaded, str | int | float | bool) else tree
    return tree


def keywords(part: Any) -> set[str]:
    """The words of JSON Schema that a schema uses; the keys of a record are none."""
    if isinstance(part, list):
        return {word for each in part for word in keywords(each)}
    if not isinstance(part, dict):
        return set()
    within = [*part.get("properties", {}).values(), *(each for key, each in part.items() if key != "properties")]
    return set(part) | {word for each in within for word in keywords(each)}


@pytest.mark.parametrize("name", SCHEMA_NAMES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_schema_is_valid_and_keeps_within_draft_07(name: str, language: Language) -> None:
    form = schema(name, language)
    Draft7Validator.check_schema(form)

    definitions = form.pop("definitions", {})
    assert set().union(*(keywords(each) for each in (form, *definitions.values()))) <= DRAFT_07


def test_every_record_of_the_sample_register_passes_texts_or_typed() -> None:
    files = [SAMPLE / "register.yml", *SAMPLE.glob("agencies/*.yml"), *SAMPLE.glob("tasks/*/*/*.yml")]
    assert len(files) > 300
    for file in files:
        name = name_of(str(file.relative_to(SAMPLE)))
        for loader in (yaml.BaseLoader, TypingLoader):
            form = yaml.load(file.read_text(encoding="utf-8"), loader)
            assert misfits(name, form) == []
            if name in DOCUMENT_TYPES:
                assert misfits("document", form) == []


def texts_of(info: inspect.Type) -> st.SearchStrategy[Any]:
    """Trees of texts as the reader might get them for a type: mostly right, sometimes not."""
    match info:
        case inspect.Metadata(type=inner):
            return texts_of(inner)
        case inspect.UnionType(types=types):
            return st.one_of(*(texts_of(each) for each in types if not isinstance(each, inspect.NoneType)))
        case inspect.StructType():
            return struct_of(info)
        case inspect.VarTupleType(item_type=item):
            return st.lists(texts_of(item), max_size=2)
        case inspect.DictType(value_type=value):
            return st.dictionaries(st.sampled_from(["request-notice", "no-such"]), texts_of(value), max_size=2)
        case inspect.LiteralType(values=values):
            return st.sampled_from([*map(str, values), "other"])
        case inspect.DateType():
            return st.sampled_from(["2021-03-10", "1900-01-01", "2199-12-31", "2021-02-30", "1899-12-31", "10/3/2021"])
        case inspect.IntType():
            return st.sampled_from(["0", "5", "007", "1000", "1001", "-1", "x", "1_0", "0x1F"])
    return st.sampled_from(["tnmt", "no", "yes", "0012", "1:30", "3.5", "null", "2021-03-10", "a@b", "x y", "VN", "#"])


def struct_of(info: inspect.StructType) -> st.SearchStrategy[Any]:
    needed = {field.encode_name: texts_of(field.type) for field in info.fields if field.required}
    free = {field.encode_name: texts_of(field.type) for field in info.fields if not field.required}
    if info.tag_field:
        needed[info.tag_field] = st.just(info.tag)
    return st.fixed_dictionaries(needed, optional=free)


def tree_of(name: str) -> st.SearchStrategy[Any]:
    return texts_of(inspect.type_info(TYPES[name]))


@given(given_to=st.sampled_from(sorted(TYPES)).flatmap(lambda name: st.tuples(st.just(name), tree_of(name))))
@settings(max_examples=400)
def test_whatever_the_reader_accepts_the_schema_accepts(given_to: tuple[str, Tree]) -> None:
    name, tree = given_to
    record, _ = fit(tree, TYPES[name])
    if record is None:
        return
    if isinstance(getattr(record, "lead", None), tuple):
        # The reader lets several leads through, for the rule to speak; an editor should underline them.
        assert misfits(name, tree) != []
        return
    assert misfits(name, tree) == []
    assert misfits(name, typed(tree)) == []


@pytest.mark.parametrize("rule", rules())
def test_the_rules_examples_pass_where_the_reader_lets_the_rule_speak(rule: str) -> None:
    for example in (rules()[rule].good, rules()[rule].bad):
        name = name_of(example.shows)
        if example.text is None or name not in TYPES:
            continue
        try:
            tree = yaml.load(example.text, yaml.BaseLoader)
        except yaml.YAMLError:
            continue
        record, _ = fit(tree, TYPES[name])
        assert record is None or rule == "single-lead" or misfits(name, tree) == []


def test_an_empty_optional_key_is_as_if_absent() -> None:
    for name, record in TYPES.items():
        document = yaml.load(next(iter(_kept(name))), TypingLoader)
        info = inspect.type_info(record)
        assert isinstance(info, inspect.StructType)
        absent = {field.encode_name: None for field in info.fields if not field.required}
        needed = {field.encode_name for field in info.fields if field.required} | {"kind"}
        assert misfits(name, absent | {key: value for key, value in document.items() if key in needed}) == []


def _kept(name: str) -> list[str]:
    """Records of one name in the example register, or, where it has none, in the sample register."""
    kept = [text for path, text in REGISTER.items() if name_of(path) == name]
    files = (file for file in SAMPLE.glob(f"tasks/*/*/*.{name}.*.yml"))
    return kept or [file.read_text(encoding="utf-8") for file in files]


@pytest.mark.parametrize(
    ("name", "change", "complaint"),
    [
        ("opinion", {"positon": "agree"}, "'positon' was unexpected"),
        ("opinion", {"position": "maybe"}, "'maybe' is not one of"),
        ("opinion", {"position": None}, "None is not one of"),
        ("opinion", {"kind": "plan"}, "'opinion' was expected"),
        ("opinion", {"date": "17/3/2021"}, "does not match"),
        ("opinion", {"date": "1821-03-17"}, "does not match"),
        ("opinion", {"answers": None}, "is not of type"),
        ("opinion", {"answers": ""}, "should be non-empty"),
        ("opinion", {"points": [{"id": "p 1", "text": "x"}]}, "does not match"),
        ("opinion", {"points": [{"id": "p1"}]}, "'text' is a required property"),
        ("opinion", {"to": ["tnmt", "tnmt"]}, "non-unique"),
        ("opinion", {"to": "tnmt"}, "is not of type"),
        ("request", {"questions": []}, "should be non-empty"),
        ("task", {"lead": ["tnmt", "tckh"]}, "is not of type"),
        ("register", {"deadlines": {"plan": 1001}}, "greater than the maximum"),
        ("register", {"deadlines": {"plan": "five"}}, "does not match"),
        ("register", {"rules": {"opinion-on-time": "due"}}, "is not one of"),
    ],
)
def test_what_an_editor_underlines(name: str, change: dict[str, Any], complaint: str) -> None:
    form = yaml.load(_kept(name)[0], yaml.BaseLoader) | change
    (told,) = misfits(name, form)
    assert complaint in told


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("opinion", {"number": 45}),
        ("opinion", {"points": [{"id": 1, "text": True, "discuss": True}]}),
        ("opinion", {"points": [{"id": "p1", "text": "x", "discuss": "false"}]}),
        ("opinion", {"points": [{"id": "p1", "text": "x", "evidence": None}]}),
        ("request", {"dossier": []}),
        ("request", {"dossier": None, "drafted_by": None}),
        ("report", {"views": []}),
        ("progress", {"done": True}),
        ("task", {"lead": None, "coordinating": []}),
        ("register", {"deadlines": {"plan": "7", "urging": 3}}),
        ("register", {"rules": {"opinion-on-time": False, "request-notice": "off"}}),
        ("register", {"rules": None, "deadlines": None}),
    ],
)
def test_what_an_editor_lets_pass(name: str, change: dict[str, Any]) -> None:
    form = yaml.load(_kept(name)[0], yaml.BaseLoader) | change
    assert misfits(name, form) == []


def test_every_key_says_what_it_is_for_in_both_languages() -> None:
    for name in TYPES:
        vietnamese, english = (schema(name, language)["properties"] for language in ("vi", "en"))
        assert all(form["description"] for form in vietnamese.values())
        assert all(vietnamese[key]["description"] != form["description"] for key, form in english.items())


def test_the_editors_settings_give_each_file_its_schema_and_no_other() -> None:
    schemas = json.loads((SAMPLE / ".vscode" / "settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert set(schemas) == {f"./schema/{name}.json" for name in TYPES}
    files = [str(file.relative_to(SAMPLE)) for file in SAMPLE.glob("tasks/*/*/*.yml")]
    files += ["register.yml", "agencies/tckh.yml", "agencies/request.yml"]
    files += [
        f"tasks/2021/0012/2021-03-10.{kind}{n}.{agency}.yml"
        for kind in DOCUMENT_TYPES
        for n in ("", "-2", "-13")
        for agency in ("tnmt", "an-do", "request", "plan-2", "3")
    ]
    # Editors differ in whether `*` stops at a slash.
    for star in ("[^/]*", ".*"):
        patterns = {
            schema_path: [
                re.compile("(?:.*/)?" + re.escape(glob).replace(r"\*", star).replace(r"\[1\-9\]", "[1-9]"))
                for glob in globs
            ]
            for schema_path, globs in schemas.items()
        }
        for file in files:
            given_to = [path for path, globs in patterns.items() if any(glob.fullmatch(file) for glob in globs)]
            assert given_to == [f"./schema/{name_of(file)}.json"]


def test_there_is_a_schema_for_every_record() -> None:
    assert set(SCHEMA_NAMES) == {*TYPES, "document"}
