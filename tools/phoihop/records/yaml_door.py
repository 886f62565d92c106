"""The one door through which YAML comes in: strict, on libyaml, everything as text.

`read_yaml` takes a file's bytes and gives mappings, lists and texts, or refuses with the place and the way out
(record format, "Values"). `line_of` finds, afterwards and only where a finding needs it, the line of a key.

libyaml composes nodes by recursion in C and kills the process at some ten thousand levels, and Python's own
recursion ends sooner; so how deep a text can be is bounded before anything builds nodes.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

import yaml
from yaml._yaml import CParser

from phoihop.language import Explained, Fact, Message, Text, say
from phoihop.records.characters import Unsafe, unsafe_places

LARGEST_FILE = 256 * 1024
DEEPEST_LEVEL = 20

Tree: TypeAlias = str | list["Tree"] | dict[str, "Tree"]

_MAY_BE_SPECIAL = re.compile(r"(?m)(?:^%|(?:^|[\s\[\]{},:?-])[&*!])")
_MAY_BE_DEEP = re.compile(r"\n[ \-?]{40}")
"""After the end of a line, not at the beginning of any (`^`): that is looked for ten times as fast."""
_NO_VALUE = frozenset(("null", "Null", "NULL", "~"))
"""What YAML writes for no value; in quotes, or in a block, it is a text like any other."""
_QUOTED = frozenset(("'", '"', "|", ">"))
_ODD_SPACE = re.compile(r"(?m)^[ -]*[a-z0-9_][a-z0-9_-]*:[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
"""A key whose colon is followed by a space that YAML does not know as one."""
_LONE_CR = re.compile(r"\r(?!\n)")


class _Composer(CParser):
    """libyaml's parser with nothing to resolve: every scalar is text, so no tag is worked out for any node."""

    def resolve(self, kind: object, value: object, implicit: object) -> str:
        return ""

    def descend_resolver(self, current_node: object, current_index: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


class NotYaml(Explained):
    """The file can't be read. `rule` is `record-syntax`, or `text-safe` where hidden characters are the reason."""

    def __init__(self, message: Message, line: int | None = None, rule: str = "record-syntax") -> None:
        super().__init__(message)
        self.line = line
        self.rule = rule


def _refused(line: int | None, vi: str, en: str, **facts: Fact) -> NotYaml:
    return NotYaml(say(vi, en, **facts), line)


def read_yaml(content: bytes) -> tuple[Tree | None, list[tuple[Unsafe, int]]]:
    """The file's tree (None for an empty file), and its unsafe places with their lines (1-based).

    Keys with no value (empty, an empty text, `null`, `~`), and such items of lists, are left out. Raises `NotYaml`.
    """
    text = _decode(content)
    places = [(place, text.count("\n", 0, place.offset) + 1) for place in unsafe_places(text)]
    for place, line in places:
        if place.breaks_lines:
            raise NotYaml(place.message, line, "text-safe")
    node = _compose(text)
    if node is None or _is_empty(node):
        return None, places
    if "\\" in text:
        # An escape can bring in a character that the text itself does not show.
        places += _escaped_places(node)
    return _tree(node, 1), places


def line_of(content: bytes, key: tuple[str | int, ...]) -> int | None:
    """The line (1-based) on which the value at `key` is named, or else of the nearest part of the path that exists."""
    return _lines(content).of(key)


class _Lines:
    """The lines of a file's keys. What was looked up once is kept: a file may have thousands of findings."""

    def __init__(self, content: bytes) -> None:
        try:
            self._root = _compose(_decode(content))
        except NotYaml:
            self._root = None
        self._parts: dict[int, dict[str | int, tuple[int, yaml.Node]]] = {}

    def of(self, key: tuple[str | int, ...]) -> int | None:
        node = self._root
        if node is None:
            return None
        line = node.start_mark.line + 1
        for part in key:
            found = self._parts_of(node).get(part)
            if found is None:
                break
            line, node = found
        return int(line)

    def _parts_of(self, node: yaml.Node) -> dict[str | int, tuple[int, yaml.Node]]:
        parts = self._parts.get(id(node))
        if parts is None:
            # Of a key that stands twice the first is meant.
            parts = self._parts[id(node)] = dict(reversed([*_named_parts(node)]))
        return parts


@lru_cache(maxsize=2)
def _lines(content: bytes) -> _Lines:
    return _Lines(content)


def _decode(content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        raise _refused(
            None,
            "tệp quá lớn (tối đa {limit} KiB); để tài liệu vào files/ và chỉ ghi đường dẫn",
            "the file is too large (at most {limit} KiB); put papers into files/ and name their path",
            limit=LARGEST_FILE // 1024,
        )
    try:
        text = content.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise _refused(
            content.count(b"\n", 0, error.start) + 1,
            "tệp không phải văn bản UTF-8; lưu lại tệp với bảng mã UTF-8",
            "the file is not UTF-8 text; save it again with the encoding UTF-8",
        ) from None
    if "\r" in text and (lone := _LONE_CR.search(text)):
        raise _refused(
            text.count("\n", 0, lone.start()) + 1,
            "có ký tự xuống dòng kiểu cũ (CR); lưu lại tệp với xuống dòng LF hoặc CRLF",
            "an old-style line end (CR alone); save the file with LF or CRLF line ends",
        )
    return text


def _compose(text: str) -> yaml.Node | None:
    try:
        if (
            (("&" in text or "*" in text or "!" in text or "%" in text) and _MAY_BE_SPECIAL.search(text))
            or _MAY_BE_DEEP.search(text)
            or _MAY_BE_DEEP.match(f"\n{text[:40]}")
            or text.count("[") + text.count("{") > DEEPEST_LEVEL
        ):
            _look_at_events(text)
        node: yaml.Node | None = _Composer(text).get_single_node()
        return node
    except yaml.YAMLError as error:
        raise _refusal(error, text) from None


def _look_at_events(text: str) -> None:
    """Refuses anchors, aliases, tags, directives and deep nesting by the parser's events, which build nothing."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.DocumentStartEvent) and (event.version or event.tags):
            raise _refused(
                line,
                "dòng chỉ thị bắt đầu bằng % không được dùng; xóa dòng này",
                "a directive line (%) is not used here; delete the line",
            )
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _refused(
                line,
                "dấu & và * ở đầu giá trị (neo, tham chiếu YAML) không được dùng; "
                "viết giá trị ra, hoặc đặt trong dấu ngoặc kép nếu là chữ",
                "anchors and aliases (& and * before a value) are not used here; "
                "write the value out, or put it in quotes if it is text",
            )
        if getattr(event, "tag", None):
            raise _refused(
                line,
                "nhãn kiểu YAML (dấu ! ở đầu giá trị) không được dùng; xóa nhãn, hoặc đặt giá trị trong dấu ngoặc kép",
                "tags (! before a value) are not used here; delete the tag, or put the value in quotes",
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST_LEVEL:
                raise _too_deep(line)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _too_deep(line: int) -> NotYaml:
    return _refused(
        line,
        "lồng quá {limit} cấp; viết phẳng hơn",
        "nested more than {limit} levels deep; write it flatter",
        limit=DEEPEST_LEVEL,
    )


def _tree(node: yaml.Node, level: int) -> Tree:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if level > DEEPEST_LEVEL:
        raise _too_deep(node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_tree(item, level + 1) for item in node.value if not _is_empty(item)]
    mapping: dict[str, Tree] = {}
    seen: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _refused(
                key.start_mark.line + 1,
                "khóa phải là một từ, không phải danh sách hay nhóm",
                "a key must be a word, not a list or a mapping",
            )
        name: str = key.value
        if name in seen:
            raise _refused(
                key.start_mark.line + 1,
                "khóa “{key}” được ghi hai lần (lần đầu ở dòng {first}); giữ lại một",
                "the key “{key}” stands twice (first on line {first}); keep one of them",
                key=name,
                first=seen[name].start_mark.line + 1,
            )
        seen[name] = key
        if not isinstance(value, yaml.ScalarNode):
            mapping[name] = _tree(value, level + 1)
        elif (text := value.value) and not text.isspace() and (text not in _NO_VALUE or value.style in _QUOTED):
            mapping[name] = text
    return mapping


def _is_empty(node: yaml.Node) -> bool:
    if not isinstance(node, yaml.ScalarNode):
        return False
    return not node.value or node.value.isspace() or (node.value in _NO_VALUE and node.style not in _QUOTED)


def _named_parts(node: yaml.Node) -> Iterator[tuple[str | int, tuple[int, yaml.Node]]]:
    """What lies in a mapping or list, by key or place, each with its line."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield str(key.value), (key.start_mark.line + 1, value)
    elif isinstance(node, yaml.SequenceNode):
        for place, item in enumerate(item for item in node.value if not _is_empty(item)):
            yield place, (item.start_mark.line + 1, item)


def _escaped_places(root: yaml.Node) -> list[tuple[Unsafe, int]]:
    return [
        (place, node.start_mark.line + 1)
        for node in _scalars(root)
        if node.style == '"'
        # Ends of lines are line feeds by now: a carriage return was brought in by an escape.
        for place in unsafe_places(str(node.value).replace("\r", "\0"))
    ]


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(key)
            yield from _scalars(value)


_EXPLAINED: dict[str, Text] = {
    "mapping values are not allowed": Text(
        "dấu hai chấm thừa, hoặc dòng thụt lề sai; chữ có “: ” phải đặt trong dấu ngoặc kép",
        "a colon too many, or wrong indentation; text with “: ” in it must stand in quotes",
    ),
    "could not find expected ':'": Text(
        "thiếu dấu hai chấm sau khóa; viết “khóa: giá trị”",
        "a colon is missing after the key; write “key: value”",
    ),
    "found another document": Text(
        "tệp có nhiều tài liệu YAML (dấu ---); mỗi tệp chỉ ghi một văn bản",
        "the file holds several YAML documents (---); one file holds one record",
    ),
    "unexpected end of stream": Text(
        "dấu ngoặc kép hoặc ngoặc chưa được đóng; đóng lại",
        "a quote or bracket is never closed; close it",
    ),
    "unknown escape character": Text(
        "dấu \\ trong dấu ngoặc kép có nghĩa riêng; dùng dấu nháy đơn thay cho ngoặc kép",
        "a backslash inside double quotes has a meaning of its own; use single quotes instead",
    ),
    "did not find expected ',' or": Text(
        "danh sách hoặc nhóm trong ngoặc chưa được đóng, hoặc thiếu dấu phẩy",
        "a list or mapping in brackets is not closed, or a comma is missing",
    ),
    "did not find expected": Text(
        "thụt lề không khớp với các dòng trước; các khóa cùng cấp phải thẳng cột",
        "the indentation does not match the lines before; keys of one level must stand in one column",
    ),
    "block sequence entries are not allowed": Text(
        "dấu gạch đầu dòng đặt sai chỗ; danh sách bắt đầu ở dòng mới sau “khóa:”",
        "a dash in the wrong place; a list starts on a new line after “key:”",
    ),
}


def _refusal(error: yaml.YAMLError, text: str) -> NotYaml:
    problem = str(getattr(error, "problem", None) or error)
    if "flow" in str(getattr(error, "context", None)):
        problem = "did not find expected ',' or ']'"
    mark = getattr(error, "problem_mark", None)
    if "end of stream" in problem or "expected ':'" in problem:
        # Where the quote was opened, or the key began, tells more than where the reader gave up.
        mark = getattr(error, "context_mark", None) or mark
    line = mark.line + 1 if mark is not None else None
    if odd := _ODD_SPACE.search(text):
        return _refused(
            text.count("\n", 0, odd.start()) + 1,
            "sau dấu hai chấm là khoảng trắng đặc biệt (do chép từ Word, trang web); thay bằng dấu cách thường",
            "the colon is followed by a special space, as copied from Word or a web page; type an ordinary space",
        )
    source = text.splitlines()[mark.line : mark.line + 1] if mark is not None else []
    if source and "\t" in source[0][: len(source[0]) - len(source[0].lstrip())]:
        return _refused(
            line,
            "dòng thụt lề bằng phím Tab; thay bằng dấu cách",
            "the line is indented with a tab; use spaces",
        )
    if "cannot start any token" in problem:
        return _refused(
            line,
            "giá trị bắt đầu bằng ký tự đặc biệt; đặt giá trị trong dấu ngoặc kép",
            "the value starts with a character that has a meaning in YAML; put it in quotes",
        )
    for words, explained in _EXPLAINED.items():
        if words in problem:
            return NotYaml(Message(explained), line)
    return _refused(
        line,
        "không đọc được YAML ở đây ({problem}); sửa dòng này",
        "the YAML can't be read here ({problem}); mend this line",
        problem=problem,
    )
