"""A request carries its dossier."""

from collections.abc import Iterator

from phoihop.cases.course import is_on_record
from phoihop.cases.model import Case
from phoihop.language import Text, say
from phoihop.records.types import Request
from phoihop.rules.examples import changed, kept
from phoihop.rules.rule import Found, Rule


def check(case: Case) -> Iterator[Found]:
    for entry, request in case.course.each(Request):
        if not request.dossier:
            yield Found(
                entry.id,
                say(
                    "văn bản xin ý kiến không kèm hồ sơ; thêm “dossier” với ít nhất một tài liệu",
                    "the request goes without its dossier; add “dossier” with at least one paper",
                ),
            )
        for index, paper in enumerate(request.dossier):
            if not is_on_record(paper):
                yield Found(
                    entry.id,
                    say(
                        "tài liệu “{title}” chưa có trong sổ; thêm “path: files/…”, hoặc “held” và “sha256” nếu lưu nơi khác, “original: paper” nếu chỉ có bản giấy",
                        "the paper “{title}” is not on record; add “path: files/…”, or “held” and “sha256” if it is kept elsewhere, “original: paper” if there is only paper",
                        title=paper.title,
                    ),
                    ("dossier", index),
                )


RULE = Rule(
    __name__,
    title=Text("Xin ý kiến kèm hồ sơ", "A request carries its dossier"),
    explanation=Text(
        "Văn bản xin ý kiến phải kèm đầy đủ hồ sơ, tài liệu để cơ quan được hỏi có căn cứ trả lời: mỗi tài liệu nằm trong files/, hoặc lưu nơi khác kèm mã băm hay ghi là bản giấy. Xin ý kiến sở, ngành cũng vậy (Mục 3).",
        "A request goes with the full dossier that the asked agency needs: each paper in files/, or held elsewhere with its digest or as a paper original. The same holds for superior agencies (§3).",
    ),
    good=kept("2021-03-08.request.tnmt"),
    bad=changed(
        "2021-03-08.request.tnmt", {"dossier:\n  - title: Bản đồ hiện trạng\n    path: files/ban-do.pdf\n": ""}
    ),
    case=check,
)
