"""The example register: one small task that keeps every rule, which the rules' examples vary.

`kept` shows a document of it as it is; `changed` shows one with some text replaced; `reissued` one of another day or
agency; `written` a document of its own. What a document's name says (`kind`, `from`, `date`) is not written again in
its text: it is put where a document has it.
`lay_out` puts an example on disk, so that it can be checked like any register; what was found so in each bad example
lies beside this module, written by `make reference`.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from phoihop.language import Text
from phoihop.records.reading import document_name
from phoihop.rules.rule import Example

TASK = "tasks/2021/0001"
LATER = date(2021, 5, 31)

PAPERS = (
    "ban-do.pdf",
    "bang-tinh.pdf",
    "du-thao.pdf",
    "to-trinh.pdf",
    "y-kien-ktht.pdf",
    "y-kien-so-tnmt.pdf",
    "y-kien-tckh.pdf",
)
"""Papers that lie in the example task's `files/`, where a record names them."""

_REGISTER = {
    "register.yml": """\
title: Sổ theo dõi mẫu
format: 2
authority: ubnd
""",
    "agencies/ubnd.yml": """\
name: Ủy ban nhân dân huyện
short: UBND
kind: authority
""",
    "agencies/tnmt.yml": """\
name: Phòng Tài nguyên và Môi trường
short: TNMT
kind: department
fields:
  - dat-dai
""",
    "agencies/tckh.yml": """\
name: Phòng Tài chính - Kế hoạch
short: TCKH
kind: department
fields:
  - tai-chinh
""",
    "agencies/ktht.yml": """\
name: Phòng Kinh tế và Hạ tầng
short: KTHT
kind: department
fields:
  - xay-dung
""",
    "agencies/an-do.yml": """\
name: Ủy ban nhân dân xã An Đổ
short: UBND-AĐ
kind: commune
""",
    "agencies/so-tnmt.yml": """\
name: Sở Tài nguyên và Môi trường
short: STNMT
kind: superior
""",
    "agencies/dien-luc.yml": """\
name: Điện lực huyện
short: ĐL
kind: other
""",
}

_TASK = {
    "task": """\
title: Điều chỉnh quy hoạch sử dụng đất xã An Đổ
field: dat-dai
lead: tnmt
coordinating:
  - tckh
  - ktht
  - an-do
due: 2021-05-28
number: 100/UBND
date: 2021-03-01
from: ubnd
""",
    "2021-03-04.plan.tnmt": """\
number: 1/KH-TNMT
steps:
  - id: b1
    what: Rà soát hiện trạng sử dụng đất
    agency: an-do
    due: 2021-03-19
""",
    "2021-03-08.request.tnmt": """\
to:
  - tckh
  - ktht
number: 2/TNMT
due: 2021-03-22
questions:
  - Diện tích và nguồn vốn dự kiến
dossier:
  - title: Bản đồ hiện trạng
    path: files/ban-do.pdf
""",
    "2021-03-17.opinion.tckh": """\
to:
  - tnmt
number: 3/TCKH
files:
  - path: files/y-kien-tckh.pdf
answers: 2021-03-08.request.tnmt
position: agree-with-comments
points:
  - id: p1
    text: Cần nêu rõ nguồn vốn
    field: tai-chinh
    evidence:
      - Luật Ngân sách nhà nước 2015, Điều 8
  - id: p2
    text: Đề nghị giảm 2 ha đất ở
    evidence:
      - files/bang-tinh.pdf
    discuss: true
""",
    "2021-03-18.progress.an-do": """\
number: 4/UBND-AĐ
text: Đã rà soát xong hiện trạng
step: 2021-03-04.plan.tnmt#b1
done: true
""",
    "2021-03-19.opinion.ktht": """\
to:
  - tnmt
number: 5/KTHT
files:
  - path: files/y-kien-ktht.pdf
answers: 2021-03-08.request.tnmt
position: agree
""",
    "2021-03-19.request.ubnd": """\
to:
  - so-tnmt
number: 110/UBND
due: 2021-04-05
questions:
  - Sự phù hợp với quy hoạch của tỉnh
dossier:
  - title: Bản đồ hiện trạng
    path: files/ban-do.pdf
drafted_by: tnmt
""",
    "2021-04-02.opinion.so-tnmt": """\
to:
  - ubnd
number: 600/STNMT
files:
  - path: files/y-kien-so-tnmt.pdf
answers: 2021-03-19.request.ubnd
position: agree-with-comments
points:
  - id: p1
    text: Bổ sung căn cứ chuyển mục đích sử dụng đất
    field: dat-dai
    evidence:
      - Luật Đất đai 2013, Điều 52
  - id: p2
    text: Làm rõ đấu nối giao thông
    field: xay-dung
    evidence:
      - Luật Quy hoạch 2017, Điều 6
""",
    "2021-04-06.explanation.tnmt": """\
number: 6/TNMT
answers: 2021-04-02.opinion.so-tnmt
points:
  - point: 2021-04-02.opinion.so-tnmt#p1
    text: Đã bổ sung căn cứ vào thuyết minh
""",
    "2021-04-06.forward.tnmt": """\
to:
  - ktht
number: 7/TNMT
forwards: 2021-04-02.opinion.so-tnmt
due: 2021-04-14
points:
  - p2
""",
    "2021-04-13.explanation.ktht": """\
to:
  - tnmt
number: 8/KTHT
answers: 2021-04-06.forward.tnmt
points:
  - point: 2021-04-02.opinion.so-tnmt#p2
    text: Đấu nối theo đường huyện đã được duyệt
""",
    "2021-04-16.meeting.tnmt": """\
attended:
  - tckh
discusses:
  - 2021-03-17.opinion.tckh#p2
outcome: Thống nhất giảm 2 ha
form: direct
""",
    "2021-04-20.report.tnmt": """\
to:
  - ubnd
number: 9/BC-TNMT
views:
  - opinion: 2021-03-17.opinion.tckh
    point: p1
    response: accepted
    explanation: Đã ghi rõ nguồn vốn
  - opinion: 2021-03-17.opinion.tckh
    point: p2
    response: partly
    explanation: Giảm 2 ha tại khu số 3
  - opinion: 2021-03-19.opinion.ktht
    response: noted
  - opinion: 2021-04-02.opinion.so-tnmt
    point: p1
    response: accepted
  - opinion: 2021-04-02.opinion.so-tnmt
    point: p2
    response: accepted
""",
    "2021-04-22.submission.tnmt": """\
to:
  - ubnd
number: 10/TTr-TNMT
report: 2021-04-20.report.tnmt
draft: files/du-thao.pdf
dossier:
  - title: Tờ trình
    path: files/to-trinh.pdf
""",
    "2021-05-06.decision.ubnd": """\
number: 150/QĐ-UBND
answers: 2021-04-22.submission.tnmt
outcome: approved
""",
}

FOUND = Path(__file__).with_name("examples.json")

_ADDRESSEES = re.compile(r"(?:to:\n(?:  - .*\n)+)?")


def path_of(name: str) -> str:
    """The path of a record of the example task (`task`, a document id), or of a file of the register named whole."""
    return name if "/" in name or name.endswith(".yml") else f"{TASK}/{name}.yml"


def _laid(files: Mapping[str, str | None]) -> dict[str, str | None]:
    """Files by path, documents with what their names say; a text that has a kind is whole."""
    return {path_of(name): text and _whole(name, text) for name, text in files.items()}


def _whole(name: str, text: str) -> str:
    said = document_name(f"{name}.yml")
    if said is None or text.startswith("kind:"):
        return text
    said_first = f"kind: {said.kind}\nfrom: {said.agency}\n"
    return said_first + _ADDRESSEES.sub(rf"\g<0>date: {said.date}\n", text, count=1)


REGISTER: dict[str, str] = _REGISTER | {path_of(record): _whole(record, text) for record, text in _TASK.items()}
"""The example register's files by path; no rule finds anything in it."""


def kept(name: str) -> Example:
    """A record of the example register, as it is."""
    return written(name, REGISTER[path_of(name)])


def changed(
    name: str, replacements: dict[str, str], *, today: date = LATER, also: Mapping[str, str | None] | None = None
) -> Example:
    """A record of the example register with some of its text replaced. ValueError where the text isn't in it."""
    text = REGISTER[path_of(name)]
    for old, new in replacements.items():
        if old not in text:
            raise ValueError(f"{name} does not say {old!r}")
        text = text.replace(old, new)
    return written(name, text, today=today, also=also)


def reissued(name: str, other: str) -> Example:
    """A document of the example task under another name, of another day or agency, by which all others name it."""
    also: dict[str, str | None] = {each: text.replace(name, other) for each, text in _TASK.items() if name in text}
    return written(other, _TASK[name], also=also | {name: None})


def written(
    name: str, text: str | None, *, today: date = LATER, also: Mapping[str, str | None] | None = None
) -> Example:
    """A record that the example register has not, or with another text altogether; None: the record is missing."""
    [(path, whole)] = _laid({name: text}).items()
    return Example(path, whole, _laid(also or {}), today)


OBJECTION = """\
to:
  - ubnd
number: 20/KTHT
reason: Nội dung giao thông do xã chủ trì thì phù hợp hơn
"""
"""An objection to the assignment, by whomever it is `written`."""


def declining(objection: str) -> str:
    """The text of an adjustment by which the authority declines an objection."""
    return f"number: 101/UBND\nanswers: {objection}\noutcome: declined\n"


def with_more(name: str, text: str) -> str:
    """The text of a file of the example register, with more at its end."""
    return REGISTER[path_of(name)] + text


def until(day: date) -> dict[str, str | None]:
    """For `also`: the example task has no document dated later than `day`."""
    return {name: None for name in _TASK if name != "task" and name[:10] > day.isoformat()}


def lay_out(example: Example, root: Path) -> None:
    """Writes the example register as the example varies it, with its papers, into the folder `root`."""
    files = REGISTER | example.files
    for path, text in files.items():
        if text is not None:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
    papers = root / TASK / "files"
    papers.mkdir(parents=True, exist_ok=True)
    for paper in PAPERS:
        if any(paper in (text or "") for text in files.values()):
            (papers / paper).write_bytes(b"%PDF-1.4\n")


@cache
def found_in_bad_examples() -> Mapping[str, tuple[Text, ...]]:
    """What each rule finds in its bad example, by its id."""
    kept = json.loads(FOUND.read_text(encoding="utf-8"))
    return {rule: tuple(Text(**found) for found in findings) for rule, findings in kept.items()}
