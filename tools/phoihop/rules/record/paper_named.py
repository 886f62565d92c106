"""Every file in a task's files/ is named by one of its records."""

from dataclasses import replace
from datetime import date

from phoihop.language import Text
from phoihop.records.register import Register
from phoihop.records.task_folder import TaskFolder
from phoihop.rules.examples import TASK, kept
from phoihop.rules.rule import Findings, Found, Rule


def check(folder: TaskFolder, register: Register, today: date) -> Findings:
    if folder.broken:
        # The record that can't be read may be the one that names it.
        return
    for path in folder.unnamed:
        yield Found(path, day=folder.newest_day).says(
            "không văn bản nào của nhiệm vụ nêu tệp này; ghi vào “files” hoặc “dossier” của văn bản có nó (bản cũ đã thay: của bản ghi sửa thông tin), hoặc bỏ tệp đi nếu nó chưa vào sổ",
            "no record of the task names this file; name it in “files” or “dossier” of the record that it belongs to (one that was replaced: of the correction), or take it away if it is not on record yet",
        )


RULE = Rule(
    __name__,
    title=Text("Tài liệu nào cũng có văn bản nêu tên", "Every paper is named by a record"),
    explanation=Text(
        "Mỗi tệp trong files/ phải được một văn bản của nhiệm vụ nêu ở files, dossier, draft hoặc evidence, kể cả văn bản có sau. Tệp không văn bản nào nêu thì không rõ thuộc văn bản nào, không được công bố mà vẫn nằm trong kho. Tệp do hệ điều hành và chương trình để lại (.DS_Store, Thumbs.db, ~$….docx …) không phải tài liệu.",
        "Each file in files/ is named by a record of its task, in files, dossier, draft or evidence; a record of a later day serves, too. Nobody knows what a file that no record names belongs to: it is not published, and yet stays in the repository. What systems and programs leave behind (.DS_Store, Thumbs.db, ~$….docx …) is no paper.",
    ),
    good=kept("2021-03-19.opinion.ktht"),
    bad=replace(kept("2021-03-19.opinion.ktht"), also={f"{TASK}/files/ban-ve.pdf": "%PDF-1.4\n"}),
    since=2,
    record=check,
)
