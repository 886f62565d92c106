"""The page of the record format: every file, every key with its meaning and values, and every rule."""

from collections.abc import Iterator, Mapping

from msgspec import inspect
from phoihop.changes.rules.registry import change_rules
from phoihop.changes.rules.rule import SECTION, SECTION_TITLE, ChangeRule
from phoihop.language import Language, Text
from phoihop.records.json_schema import RECORD_TITLES
from phoihop.records.record import Record, meaning_of
from phoihop.records.types import DOCUMENT_TYPES, Document
from phoihop.rules.registry import rules
from phoihop.rules.rule import RULE_KINDS, SECTIONS, Rule

TITLE = Text("Định dạng bản ghi", "The record format")
INTRODUCTION = Text(
    "Trang này được lập từ mã nguồn. Khóa có dấu **\\*** bắt buộc phải có; có dấu **§** thì quy tắc có thể đòi hỏi. "
    "`a.b` là khóa `b` trong khóa `a`; `a[].b` là khóa `b` của từng mục trong danh sách `a`.",
    "This page is generated from the code. A key marked **\\*** is required; one marked **§** may be asked for by a "
    "rule. `a.b` is the key `b` within `a`; `a[].b` is the key `b` of each item of the list `a`.",
)
EVERY_DOCUMENT = Text("Mọi văn bản", "Every document")
OWN_KEYS = Text(
    "Mỗi loại văn bản dưới đây có các khóa này và khóa riêng của nó. Tên tệp: `<ngày>.<loại>.<cơ quan>.yml`.",
    "Each kind of document below has these keys and its own. The file's name: `<date>.<kind>.<agency>.yml`.",
)
KIND = Text("Loại văn bản, như trong tên tệp", "Kind of document, as in the file's name")
NO_OWN = Text("Không có khóa riêng.", "It has no key of its own.")
NAMES = Text("`{key}` nêu văn bản loại: {kinds}.", "`{key}` names a document of kind: {kinds}.")
KEY, MEANING, VALUE = Text("Khóa", "Key"), Text("Nghĩa", "Meaning"), Text("Giá trị", "Value")
RULES = Text("Các quy tắc", "Rules")
RULE, TELLS, TURNS = Text("Quy tắc", "Rule"), Text("Điều được xét", "What it asks"), Text("Kết quả", "Outcome")

TEXT, DAY = Text("chữ", "text"), Text("ngày, `2021-03-22`", "date, `2021-03-22`")
NUMBER, LIST = Text("số", "number"), Text("danh sách:", "list:")
GROUP, BY_NAME = Text("các khóa dưới đây", "the keys below"), Text("theo mã quy tắc:", "by rule:")
DEFAULT = Text("mặc định", "default")


def format_page(language: Language) -> Iterator[str]:
    yield f"# {TITLE.in_language(language)}"
    yield ""
    yield INTRODUCTION.in_language(language)
    yield ""
    for record, title in RECORD_TITLES.values():
        yield f"## {_in_markdown(title.in_language(language))}"
        yield ""
        yield from _table(_fields(record), language)
    common = _fields(Document)
    yield f"## {EVERY_DOCUMENT.in_language(language)}"
    yield ""
    yield OWN_KEYS.in_language(language)
    yield ""
    yield from _table(common, language, kind=True)
    for kind, document in DOCUMENT_TYPES.items():
        yield f"## {kind}: {document.TITLE.in_language(language)}"
        yield ""
        own = [field for field in _fields(document) if _shape(field) not in {_shape(each) for each in common}]
        if own:
            yield from _table(own, language)
        else:
            yield NO_OWN.in_language(language)
            yield ""
        for field in own:
            if kinds := (meaning_of(field.type) or {}).get("kinds"):
                named = ", ".join(f"`{each}`" for each in kinds)
                yield NAMES.in_language(language).format(key=field.encode_name, kinds=named)
                yield ""
    yield from _rules(language)


def _fields(record: type[Record]) -> list[inspect.Field]:
    info = inspect.type_info(record)
    return list(info.fields) if isinstance(info, inspect.StructType) else []


def _shape(field: inspect.Field) -> tuple[str, str, bool]:
    return field.encode_name, repr(field.type), field.required


def _table(fields: list[inspect.Field], language: Language, *, kind: bool = False) -> Iterator[str]:
    yield f"| {KEY.in_language(language)} | {MEANING.in_language(language)} | {VALUE.in_language(language)} |"
    yield "|---|---|---|"
    if kind:
        yield f"| `kind` **\\*** | {KIND.in_language(language)} | {TEXT.in_language(language)} |"
    for field in fields:
        yield from _rows(field, "", language)
    yield ""


def _rows(field: inspect.Field, within: str, language: Language) -> Iterator[str]:
    """The row of a key, and those of the keys within it."""
    name = f"{within}{field.encode_name}"
    meaning = meaning_of(field.type)
    told = meaning["about"].in_language(language) if meaning else ""
    mark = " **\\***" if field.required else " §" if meaning and meaning["asked_by_rule"] else ""
    value, part = _value(field.type, (meaning or {}).get("words", {}), language)
    if isinstance(field.default, str | int) and field.default != "":
        value += f"; {DEFAULT.in_language(language)} `{field.default}`"
    yield f"| `{name}`{mark} | {_in_markdown(told)} | {value} |"
    if part is not None:
        items = "[]" if _is_list(field.type) else ""
        for each in part.fields:
            yield from _rows(each, f"{name}{items}.", language)


def _in_markdown(text: str) -> str:
    return text.replace("<", "&lt;").replace(">", "&gt;").replace("|", "\\|")


def _bare(info: inspect.Type) -> inspect.Type:
    """The type that is meant, of what the reader lets through: no annotations, no absent value."""
    while isinstance(info, inspect.Metadata):
        info = info.type
    if isinstance(info, inspect.UnionType):
        return _bare(next(each for each in info.types if not isinstance(each, inspect.NoneType)))
    return info


def _is_list(info: inspect.Type) -> bool:
    return isinstance(_bare(info), inspect.VarTupleType)


def _value(info: inspect.Type, words: Mapping[str, Text], language: Language) -> tuple[str, inspect.StructType | None]:
    """What may stand for a key, and the part it is made of where it has keys of its own."""
    match _bare(info):
        case inspect.StructType() as part:
            return GROUP.in_language(language), part
        case inspect.VarTupleType(item_type=item):
            value, keys = _value(item, words, language)
            return f"{LIST.in_language(language)} {value}", keys
        case inspect.DictType(value_type=value_type):
            value, keys = _value(value_type, words, language)
            return f"{BY_NAME.in_language(language)} {value}", keys
        case inspect.LiteralType(values=values):
            return ", ".join(
                f"`{each}` ({words[str(each)].in_language(language)})" if str(each) in words else f"`{each}`"
                for each in values
            ), None
        case inspect.DateType():
            return DAY.in_language(language), None
        case inspect.IntType(ge=least, le=most):
            return f"{NUMBER.in_language(language)} {least}–{most}", None
        case _:
            return TEXT.in_language(language), None


def _rules(language: Language) -> Iterator[str]:
    yield f"## {RULES.in_language(language)}"
    yield ""
    every: list[Rule | ChangeRule] = [*rules().values(), *change_rules().values()]
    for section, title in (*SECTIONS.items(), (SECTION, SECTION_TITLE)):
        yield f"### {title.in_language(language)}"
        yield ""
        yield f"| {RULE.in_language(language)} | {TELLS.in_language(language)} | {TURNS.in_language(language)} |"
        yield "|---|---|---|"
        for rule in every:
            if rule.section == section:
                outcome = RULE_KINDS[rule.kind].in_language(language)
                yield f"| `{rule.id}` | {_in_markdown(rule.title.in_language(language))} | {outcome} |"
        yield ""
