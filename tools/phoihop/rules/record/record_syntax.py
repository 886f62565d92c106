"""A file is in the safe subset of YAML."""

from phoihop.language import Text
from phoihop.rules.examples import changed, kept
from phoihop.rules.rule import Rule

RULE = Rule(
    __name__,
    title=Text("Tệp đọc được, chỉ dùng phần YAML an toàn", "The file is in the safe YAML subset"),
    explanation=Text(
        "Mỗi bản ghi là một tệp UTF-8 gồm khóa, danh sách và chữ. Khóa ghi hai lần, neo (&), tham chiếu (*), nhãn kiểu (!), nhiều tài liệu trong một tệp, thụt lề bằng phím Tab, tệp quá 256 KiB hoặc lồng quá 20 cấp đều không nhận, vì hai người đọc có thể hiểu khác nhau.",
        "Each record is one UTF-8 file of keys, lists and text. A key written twice, anchors (&), aliases (*), tags (!), several documents in one file, tabs as indentation, more than 256 KiB or more than 20 levels are refused: two readers might understand them differently.",
    ),
    good=kept("2021-03-08.request.tnmt"),
    bad=changed("2021-03-08.request.tnmt", {"number: 2/TNMT\n": "number: 2/TNMT\nnumber: 12/TNMT\n"}),
)
