"""A request carries its dossier."""

from collections.abc import Sequence

from phoihop.cases.course import is_on_record
from phoihop.cases.model import Case
from phoihop.language import Text
from phoihop.records.parts import Paper
from phoihop.records.types import Request
from phoihop.rules.examples import changed, kept
from phoihop.rules.rule import Findings, Found, Rule


def check(case: Case) -> Findings:
    for entry, request in case.course.each(Request):
        if not request.dossier:
            yield Found(entry.id).says(
                "văn bản xin ý kiến không kèm hồ sơ; thêm “dossier” với ít nhất một tài liệu",
                "the request goes without its dossier; add “dossier” with at least one paper",
            )
        yield from not_on_record(entry.id, request.dossier)


def not_on_record(record: str, dossier: Sequence[Paper]) -> Findings:
    """Papers of a dossier that are neither in the register nor said to be kept elsewhere, or on paper only."""
    for index, paper in enumerate(dossier):
        if not is_on_record(paper):
            yield Found(record, ("dossier", index)).says(
                "tài liệu “{title}” chưa có trong sổ; thêm “path: files/…”, hoặc “held” và “sha256” nếu lưu nơi khác, “original: paper” nếu chỉ có bản giấy",
                "the paper “{title}” is not on record; add “path: files/…”, or “held” and “sha256” if it is kept elsewhere, “original: paper” if there is only paper",
                title=paper.title,
            )


RULE = Rule(
    __name__,
    title=Text("Xin ý kiến kèm hồ sơ", "A request comes with its dossier"),
    explanation=Text(
        "Văn bản xin ý kiến phải kèm đầy đủ hồ sơ, tài liệu để cơ quan được hỏi có căn cứ trả lời: mỗi tài liệu có bản điện tử trong sổ, hoặc ghi rõ đang lưu ở đâu, hoặc ghi là chỉ có bản giấy. Xin ý kiến cơ quan cấp trên cũng vậy (Mục 3).",
        "A request comes with the full dossier that the agency asked needs: each paper is in the register, or is said to be kept elsewhere or to exist on paper only. The same holds for superior agencies (§3).",
    ),
    keys=Text(
        "Tài liệu ở “dossier” có “path: files/…”; lưu nơi khác thì “held” và “sha256”; chỉ có bản giấy thì “original: paper”.",
        "A paper in `dossier` has `path: files/…`; one kept elsewhere `held` and `sha256`; one on paper only `original: paper`.",
    ),
    good=kept("2021-03-08.request.tnmt"),
    bad=changed(
        "2021-03-08.request.tnmt", {"dossier:\n  - title: Bản đồ hiện trạng\n    path: files/ban-do.pdf\n": ""}
    ),
    case=check,
)
