"""Every paper is of a type that the register takes, by its name and by its content, and not too large."""

from datetime import date

from phoihop.language import Text
from phoihop.records.papers import FoundPaper, paths_in, unfit
from phoihop.records.register import Register
from phoihop.records.task_folder import TaskFolder
from phoihop.rules.examples import changed, kept
from phoihop.rules.rule import Findings, Found, Rule


def check(folder: TaskFolder, register: Register, today: date) -> Findings:
    for id_, record in folder.records.items():
        for named in paths_in(record):
            paper = folder.paper(named.path)
            if isinstance(paper, FoundPaper) and (message := unfit(paper, register.settings.papers)):
                yield Found(id_, named.key, message=message)
    for path in folder.unnamed:
        paper = folder.paper(path)
        message = unfit(paper, register.settings.papers) if isinstance(paper, FoundPaper) else paper
        if message:
            yield Found(path, message=message, day=folder.newest_day, since=2)


RULE = Rule(
    __name__,
    title=Text("Tài liệu đúng loại tệp, không quá nặng", "Papers are of a type that is taken, and not too large"),
    explanation=Text(
        "Sổ nhận các loại tệp ghi ở papers.types trong register.yml (nếu không ghi: pdf, docx, xlsx, odt, ods, jpg, png, tiff, zip, p7s), nặng không quá papers.size MiB (50). Loại tệp xét theo đuôi tên và theo chính nội dung: một trang web hay chương trình mang đuôi .pdf không được nhận. Loại do sổ tự thêm mà phoihop không biết nội dung thì xét theo đuôi tên, trừ khi nội dung rõ ràng thuộc loại khác. Với tệp Git LFS chỉ xét tên.",
        "The register takes the types in papers.types of register.yml (unless given: pdf, docx, xlsx, odt, ods, jpg, png, tiff, zip, p7s), up to papers.size MiB (50). A type is told by the name's ending and by the content itself: a web page or a program named .pdf is not taken. A type that the register adds and whose content phoihop does not know is taken by its ending, unless the content is plainly of another. Of a Git LFS file only the name is judged.",
    ),
    good=kept("2021-03-19.opinion.ktht"),
    bad=changed(
        "2021-03-19.opinion.ktht",
        {"files/y-kien-ktht.pdf": "files/y-kien-ktht.html"},
        also={"tasks/2021/0001/files/y-kien-ktht.html": "<!DOCTYPE html>\n<title>Ý kiến</title>\n"},
    ),
    sharpened={2: Text("Tệp chưa văn bản nào nêu cũng vậy.", "The same holds for a file that no record names.")},
    record=check,
)
