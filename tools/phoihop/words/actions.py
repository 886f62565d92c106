"""What somebody did to a record or file: “sửa thông tin của văn bản 2/TNMT: hạn 22/3/2021 → 29/3/2021, theo …”."""

from collections.abc import Iterable, Mapping

from phoihop.language import Message, Text, excerpt, say
from phoihop.words.sentences import joined

VERBS: Mapping[str, Text] = {
    "added": Text("thêm", "adds"),
    "recorded": Text("ghi", "records"),
    "corrected": Text("sửa thông tin của", "corrects"),
    "edited": Text("sửa", "edits"),
    "edited silently": Text("sửa", "edits"),
    "deleted": Text("xóa", "deletes"),
    "renamed": Text("đổi tên", "renames"),
}
_SILENTLY = Text(", không kèm bản ghi sửa thông tin", ", without a correction")
_WHAT = {
    "paper": Text("tài liệu", "paper"),
    "policy": Text("cấu hình kiểm tra hoặc thiết lập của sổ", "settings of the register or of its checks"),
}


def action_told(
    action: str, record: Message, changes: Iterable[Message | None] = (), corrections: Iterable[Message] = ()
) -> Message:
    """What was done to a record, on one line. `record` is what it is called, `changes` what became otherwise in it."""
    silently = Message(_SILENTLY) if action == "edited silently" else None
    said = joined((joined((Message(VERBS[action]), record), " "), silently), "")
    by = joined(corrections, ", ")
    return joined(
        (joined((said, joined(changes)), ": "), joined((say("theo", "by"), by), " ") if by.text.vi else None), ", "
    )


def file_told(action: str, role: str, name: str) -> Message:
    """What was done to a file that is no record: a paper, a setting, or something else (`role`)."""
    what = _WHAT.get(role, Text("tệp ngoài hồ sơ", "file outside the records"))
    return say("{verb} {what}: {name}", "{verb} {what}: {name}", verb=VERBS[action], what=what, name=name)


def author_named(author: str) -> str:
    """An author's name as it may be shown: anyone can claim any, of any length and with any character."""
    return excerpt(" ".join(author.split()), 80) or "?"
