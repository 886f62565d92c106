"""Nothing in the register is marked as a state secret."""

from datetime import date

from phoihop.language import Text
from phoihop.records.fit import KeyPath
from phoihop.records.papers import is_file_evidence
from phoihop.records.register import Register
from phoihop.records.secrecy import (
    MAY_BE_MARKED,
    carries_mark,
    mark_as_value,
    mark_in_file_name,
    mark_in_number,
    mark_in_text,
)
from phoihop.records.task_folder import TaskFolder
from phoihop.records.texts import may_hold, texts_in
from phoihop.rules.examples import changed
from phoihop.rules.rule import Findings, Found, Rule


def check(folder: TaskFolder, register: Register, today: date) -> Findings:
    for id_, record in may_hold(folder, MAY_BE_MARKED):
        for text, key in texts_in(record):
            if level := _mark(text, key):
                yield Found(id_, key, message=carries_mark(level))


def _mark(text: str, key: KeyPath) -> str | None:
    match key:
        case (*_, "number"):
            return mark_in_number(text)
        case (*_, "path" | "draft"):
            return mark_in_file_name(text)
        case (*_, "evidence", int()) if is_file_evidence(text):
            return mark_in_file_name(text)
    return mark_as_value(key, text) or mark_in_text(text)


RULE = Rule(
    __name__,
    title=Text("Không có bí mật nhà nước trong sổ", "No state secrets in the register"),
    explanation=Text(
        "Văn bản có dấu MẬT, TỐI MẬT, TUYỆT MẬT không bao giờ được ghi vào sổ, kể cả chỉ ghi tên. Dấu được nhận ra ở tên, trích yếu và các nội dung khác, ở ký hiệu văn bản, ở tên tệp, và khi ghi thành một khóa. Nhắc đến công tác bảo mật, bí mật nhà nước thì không sao. Dấu trong chính tệp (ảnh chụp, bản quét) thì không máy nào nhận ra hết: người ghi sổ phải tự xem.",
        "A document stamped MẬT, TỐI MẬT or TUYỆT MẬT (secret, and above) never enters the register, not even by its title. The mark is seen in titles, subjects and other texts, in a number's symbol, in the name of a file, and as a key of its own. To speak of keeping secrets is fine. A stamp inside a file (a photograph, a scan) is never surely seen by a machine: whoever records it must look.",
    ),
    good=changed(
        "2021-03-08.request.tnmt", {"kind: request": "kind: request\nsubject: Góp ý quy chế bảo vệ bí mật nhà nước"}
    ),
    bad=changed("2021-03-08.request.tnmt", {"kind: request": "kind: request\nsubject: Phương án phòng thủ (MẬT)"}),
    record=check,
)
