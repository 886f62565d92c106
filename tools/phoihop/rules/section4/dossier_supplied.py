"""The lead supplies the papers that an asked agency demands."""

from phoihop.language import Text
from phoihop.rules.examples import written
from phoihop.rules.owed import done_in_time
from phoihop.rules.rule import Rule

_ASKED = {
    "2021-03-10.dossier-request.ktht": """\
to:
  - tnmt
number: 27/KTHT
answers: 2021-03-08.request.tnmt
needs:
  - Bảng tính diện tích
"""
}
_SUPPLY = """\
to:
  - ktht
number: 28/TNMT
answers: 2021-03-10.dossier-request.ktht
dossier:
  - title: Bảng tính diện tích
    path: files/bang-tinh.pdf
"""

RULE = Rule(
    __name__,
    kind="breach-or-due",
    title=Text("Cung cấp hồ sơ khi được yêu cầu", "Papers are supplied on request"),
    explanation=Text(
        "Cơ quan được xin ý kiến có quyền yêu cầu cơ quan chủ trì cung cấp hồ sơ liên quan; cơ quan chủ trì cung cấp trong 2 ngày làm việc, nếu sổ không đặt thời hạn khác.",
        "An agency that is asked for an opinion may request papers of the lead, which supplies them within 2 working days unless the register sets another deadline.",
    ),
    good=written("2021-03-12.dossier-supply.tnmt", _SUPPLY, also=_ASKED),
    bad=written("2021-03-16.dossier-supply.tnmt", _SUPPLY, also=_ASKED),
    deadlines=("dossier",),
    case=done_in_time(
        "dossier", Text("cung cấp hồ sơ theo văn bản {source}", "supply of the papers asked by {source}")
    ),
)
