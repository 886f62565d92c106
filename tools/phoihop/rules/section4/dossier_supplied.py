"""The lead supplies the papers that an asked agency demands."""

from collections.abc import Iterator

from phoihop.cases.model import Case
from phoihop.language import Text
from phoihop.rules.examples import written
from phoihop.rules.owed import find_owed, of_kind
from phoihop.rules.rule import Found, Rule


def check(case: Case) -> Iterator[Found]:
    return find_owed(
        case,
        of_kind(case, "dossier"),
        Text("cung cấp hồ sơ theo văn bản {source}", "supply of the papers asked by {source}"),
    )


_ASKED = {
    "2021-03-10.dossier-request.ktht": """\
kind: dossier-request
from: ktht
to:
  - tnmt
date: 2021-03-10
number: 27/KTHT
answers: 2021-03-08.request.tnmt
needs:
  - Bảng tính diện tích
"""
}
_SUPPLY = """\
kind: dossier-supply
from: tnmt
to:
  - ktht
date: {date}
number: 28/TNMT
answers: 2021-03-10.dossier-request.ktht
dossier:
  - title: Bảng tính diện tích
    path: files/bang-tinh.pdf
"""

RULE = Rule(
    id="dossier-supplied",
    section="4",
    kind="breach-or-due",
    title=Text("Cung cấp hồ sơ khi được yêu cầu", "Papers are supplied on demand"),
    explanation=Text(
        "Cơ quan được xin ý kiến có quyền yêu cầu cơ quan chủ trì cung cấp hồ sơ liên quan; cơ quan chủ trì cung cấp trong thời hạn “dossier” (mặc định 2 ngày làm việc).",
        "An agency that is asked may demand papers of the lead; the lead supplies them within the deadline `dossier` (2 working days unless set).",
    ),
    good=written("2021-03-12.dossier-supply.tnmt", _SUPPLY.format(date="2021-03-12"), also=_ASKED),
    bad=written("2021-03-16.dossier-supply.tnmt", _SUPPLY.format(date="2021-03-16"), also=_ASKED),
    deadlines=("dossier",),
    case=check,
)
