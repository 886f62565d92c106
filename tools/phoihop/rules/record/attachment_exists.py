"""Every path that a record names is a regular file in its task's files/, with the digest that is said of it."""

from datetime import date

from phoihop.language import Message, Text
from phoihop.records.papers import paths_in
from phoihop.records.register import Register
from phoihop.records.task_folder import TaskFolder
from phoihop.rules.examples import changed, kept
from phoihop.rules.rule import Findings, Found, Rule


def check(folder: TaskFolder, register: Register, today: date) -> Findings:
    erased = register.erased
    for id_, record in folder.records.items():
        for named in paths_in(record):
            paper = folder.paper(named.path)
            if erased and f"{folder.path}/{named.path}" in erased:
                continue
            if isinstance(paper, Message):
                yield Found(id_, named.key, message=paper)
            elif named.sha256 and named.sha256.lower() != paper.sha256():
                yield Found(id_, (*named.key[:-1], "sha256")).says(
                    "mã băm sha256 không khớp với tệp {path} (tệp có {actual}); tệp đã bị thay, hoặc mã ghi sai",
                    "the sha256 is not that of {path} (the file has {actual}); the file was replaced, or the digest is wrong",
                    path=paper.path,
                    actual=paper.sha256(),
                )


RULE = Rule(
    __name__,
    title=Text("Tài liệu có thật trong files/", "Papers exist in files/"),
    explanation=Text(
        "Mỗi đường dẫn phải là một tệp thường trong thư mục files/ của chính nhiệm vụ: không dùng “..”, liên kết hay đường dẫn tuyệt đối. Tệp Git LFS cũng được. Nếu ghi sha256 thì phải là mã băm của tệp.",
        "Each path must be a regular file in the task's own files/: no “..”, no link, no absolute path. Git LFS files are fine. A sha256 that is given must be the file's.",
    ),
    good=kept("2021-03-19.opinion.ktht"),
    bad=changed("2021-03-19.opinion.ktht", {"files/y-kien-ktht.pdf": "files/chua-co.pdf"}),
    record=check,
)
