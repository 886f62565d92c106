"""Folder and file names fit their content, and nothing else lies among the records."""

from phoihop.language import Text
from phoihop.rules.examples import REGISTER, kept, path_of, written
from phoihop.rules.rule import Rule

RULE = Rule(
    __name__,
    title=Text("Tên tệp khớp với nội dung", "Folder and file names fit the content"),
    explanation=Text(
        "Tên tệp ghi ngày, loại và cơ quan: 2021-03-10.request.tnmt.yml; nội dung phải nhắc lại đúng như vậy. Trong tasks/ và agencies/ không để tệp nào khác: tệp đặt sai tên sẽ bị bỏ sót.",
        "A file's name says date, kind and agency: 2021-03-10.request.tnmt.yml; its content must say the same. Nothing else lies in tasks/ and agencies/: a file with a wrong name would go unread.",
    ),
    good=kept("2021-03-04.plan.tnmt"),
    bad=written(
        "2021-04-15.meeting.tnmt",
        REGISTER[path_of("2021-04-16.meeting.tnmt")],
        also={"2021-04-16.meeting.tnmt": None},
    ),
)
