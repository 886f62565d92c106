"""Every paper's name can be kept on any computer, and no two papers of a task have names that one would confuse."""

import re
from collections.abc import Iterator
from datetime import date

from phoihop.language import Message, Text, say
from phoihop.records.papers import paths_in, same_name
from phoihop.records.register import Register
from phoihop.records.task_folder import TaskFolder
from phoihop.rules.examples import changed, kept
from phoihop.rules.rule import Findings, Found, Rule

_KEPT_NOWHERE_ELSE = re.compile(
    r'[<>"|?*]|(?<![./])\.(?:/|$)| (?:/|$)|(?:^|/) |(?:^|/)(?:con|prn|aux|nul|com\d|lpt\d)(?:[./]|$)', re.I
)
"""What Windows refuses in a name, or changes in it: signs, a dot or space at the end, names of devices."""


def check(folder: TaskFolder, register: Register, today: date) -> Findings:
    written: dict[str, str] = {}
    for id_, record in folder.records.items():
        for named in paths_in(record):
            for message in _wrong(named.path, written):
                yield Found(id_, named.key, message=message)
    for path in folder.unnamed:
        for message in _wrong(path, written):
            yield Found(path, message=message, day=folder.newest_day, since=2)


def _wrong(path: str, written: dict[str, str]) -> Iterator[Message]:
    """What is wrong with a paper's name, by itself and beside those that were `written` before."""
    if _KEPT_NOWHERE_ELSE.search(path):
        yield say(
            "tên tệp “{path}” không lưu được trên mọi máy; đặt tên gồm chữ, số, dấu chấm và dấu gạch nối",
            "“{path}” can't be kept under this name on every computer; use letters, digits, dots and hyphens",
            path=path,
        )
    first = written.setdefault(same_name(path), path)
    if first.removeprefix("files/") != path.removeprefix("files/"):
        yield say(
            "“{path}” và “{first}” chỉ khác nhau ở chữ hoa, chữ thường; nhiều máy coi là một tệp: đổi tên một tệp",
            "“{path}” and “{first}” differ only in capitals; many computers take them for one: rename one of them",
            path=path,
            first=first,
        )


RULE = Rule(
    __name__,
    title=Text("Tên tài liệu lưu được trên mọi máy", "Names of papers can be kept on any computer"),
    explanation=Text(
        'Hai tài liệu của một nhiệm vụ không mang tên chỉ khác nhau ở chữ hoa, chữ thường: trên Windows và macOS tệp này sẽ đè lên tệp kia. Tên không có các dấu < > " | ? *, không kết thúc bằng dấu chấm hay khoảng trắng, không phải tên thiết bị của Windows (con, aux, nul…).',
        'No two papers of a task have names that differ only in capitals: on Windows and macOS one would overwrite the other. A name has none of < > " | ? *, does not end with a dot or a space, and is not that of a Windows device (con, aux, nul…).',
    ),
    good=kept("2021-03-19.opinion.ktht"),
    bad=changed(
        "2021-03-19.opinion.ktht",
        {"files/y-kien-ktht.pdf": "files/Y-kien-TCKH.pdf"},
        also={"tasks/2021/0001/files/Y-kien-TCKH.pdf": "%PDF-1.4\n"},
    ),
    sharpened={2: Text("Tệp chưa văn bản nào nêu cũng vậy.", "The same holds for a file that no record names.")},
    record=check,
)
