"""Texts and names of papers hold no personal identifiers."""

from datetime import date

from phoihop.language import Message, Text, say
from phoihop.records.personal import EMAIL, MAY_BE_PERSONAL, identifiers_in
from phoihop.records.reading import RecordFile
from phoihop.records.register import Register
from phoihop.records.settings import AgencyRecord
from phoihop.records.task_folder import TaskFolder
from phoihop.records.texts import may_hold, texts_in
from phoihop.rules.examples import changed, kept
from phoihop.rules.rule import Findings, Found, Rule


def in_file(file: RecordFile) -> Findings:
    """Of an agency, only private addresses: its telephones are meant to be known."""
    if isinstance(file.record, AgencyRecord):
        for text, key in texts_in(file.record):
            if "@" in text and key[-1] != "key":
                for found in identifiers_in(text):
                    if found.kind is EMAIL:
                        yield Found(file.path, key, message=_instead(found.kind, found.beginning))


def check(folder: TaskFolder, register: Register, today: date) -> Findings:
    for id_, record in may_hold(folder, MAY_BE_PERSONAL):
        for text, key in texts_in(record):
            if key[-1] not in ("number", "sha256"):
                for found in identifiers_in(text):
                    yield Found(id_, key, message=_instead(found.kind, found.beginning))


def _instead(kind: Text, beginning: str) -> Message:
    # The finding is published: it tells where to look, and not the identifier itself.
    if kind is EMAIL:
        return say(
            "có {kind} (“{beginning}…”); ghi địa chỉ công vụ, hoặc chỉ ghi cơ quan, chức danh",
            "holds {kind} (“{beginning}…”); write an institutional address, or only the agency and the role",
            kind=kind,
            beginning=beginning,
        )
    return say(
        "có {kind} (“{beginning}…”); ghi cơ quan, chức danh hoặc “ông A, thôn 3” thay cho số; giấy tờ cần có số này thì lưu ở hồ sơ giấy và ghi nơi lưu (held)",
        "holds {kind} (“{beginning}…”); write the agency, the role or “Mr A, hamlet 3” instead; a paper that needs the number is kept in the paper file, and the register says where (held)",
        kind=kind,
        beginning=beginning,
    )


RULE = Rule(
    __name__,
    kind="breach",
    title=Text("Không ghi dữ liệu cá nhân", "No personal data"),
    explanation=Text(
        "Sổ được công bố, nên không ghi số định danh cá nhân, căn cước (12 chữ số), số chứng minh nhân dân, số điện thoại di động, thư điện tử cá nhân, dù trong nội dung, tên tài liệu hay tên tệp. Điện thoại và thư điện tử của cơ quan thì ghi được. Cả sổ có thể nâng quy tắc này thành lỗi hoặc tắt trong register.yml.",
        "The register is published, so it holds no personal identity numbers (12 digits), old identity card numbers, mobile telephone numbers or private e-mail addresses, neither in texts nor in titles or names of papers. Telephones and addresses of offices are fine. A register may raise this rule to an error, or switch it off, in register.yml.",
    ),
    good=kept("2021-03-08.request.tnmt"),
    bad=changed(
        "2021-03-08.request.tnmt", {"kind: request": "kind: request\nnote: Liên hệ bà Hoa, điện thoại 0912 345 678"}
    ),
    file=in_file,
    record=check,
)
