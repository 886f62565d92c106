"""Two kinds of document that phoihop does not have, declared as its own are: an inspection, and the remedy it asks for.

A plugin of pytest: to be loaded before anything else of phoihop is, as if the kinds stood in its folders.
"""

import sys
from types import ModuleType
from typing import Annotated, Literal

from phoihop.language import Text
from phoihop.records.document import Owes
from phoihop.records.parts import Dossier, Point
from phoihop.records.record import (
    AT_LEAST_ONE,
    AgencyId,
    AnswerBy,
    Deadline,
    DocumentId,
    PaperPath,
    PointRef,
    Record,
    StepRef,
    about,
)
from phoihop.records.types import DOCUMENT_TYPES, Document

GRAVITY = {"light": Text("nhẹ", "light"), "grave": Text("nghiêm trọng", "grave")}


class Measure(Record, frozen=True, kw_only=True):
    """What an agency has to do about it: a part that no other kind has."""

    what: Annotated[str, about("Biện pháp", "Measure")]
    agency: Annotated[AgencyId, about("Cơ quan thực hiện", "Agency that takes it")]
    due: Annotated[Deadline | None, about("Hạn", "Deadline")] = None


class Inspection(Document, tag="inspection", frozen=True, kw_only=True):
    """What the authority found on the spot."""

    TITLE = Text("biên bản kiểm tra", "inspection")
    OWES = (
        Owes(
            kind="remedy",
            name=Text("khắc phục", "remedy"),
            what=Text("khắc phục theo biên bản {source}", "remedy asked for in {source}"),
            by="inspected",
            due="due",
            met_by=("remedy",),
            urged=True,
        ),
    )

    plan: Annotated[DocumentId, about("Kế hoạch được kiểm tra", "Plan that is inspected", kinds=("plan",))]
    inspected: Annotated[
        tuple[AgencyId, ...], AT_LEAST_ONE, about("Cơ quan được kiểm tra", "Agencies inspected", unique="")
    ]
    due: Annotated[AnswerBy, about("Hạn khắc phục", "Deadline of the remedy", label=Text("hạn", "deadline"))]
    gravity: Annotated[Literal["light", "grave"], about("Mức độ", "Gravity", words=GRAVITY)]
    text: Annotated[str, about("Kết luận kiểm tra", "What was found", label=Text("nội dung", "text"))]
    step: Annotated[StepRef | None, about("Bước được kiểm tra", "Step that is inspected")] = None
    discussed: Annotated[tuple[PointRef, ...], about("Nội dung góp ý được xem lại", "Points looked at again")] = ()
    points: Annotated[tuple[Point, ...], about("Các tồn tại", "Shortcomings", unique="id")] = ()
    measures: Annotated[tuple[Measure, ...], about("Các biện pháp", "Measures")] = ()
    photos: Dossier = ()
    sketch: Annotated[PaperPath, about("Sơ đồ hiện trường", "Sketch of the place")] = ""


class Remedy(Document, tag="remedy", frozen=True, kw_only=True):
    """What was done about it."""

    TITLE = Text("báo cáo khắc phục", "remedy")

    answers: Annotated[DocumentId, about("Biên bản kiểm tra", "The inspection", kinds=("inspection",))]
    text: Annotated[str, about("Việc đã làm", "What was done")]


DOCUMENT_TYPES |= {"inspection": Inspection, "remedy": Remedy}

from phoihop.kinds.kind import Kind  # noqa: E402  # only now: what kinds owe is gathered when cases are loaded

for name, kind in {
    "inspection": Kind(type=Inspection, by=("authority",), code="BB"),
    "remedy": Kind(type=Remedy, concerns=("remedy",)),
}.items():
    sys.modules[f"phoihop.kinds.{name}"] = module = ModuleType(name)
    setattr(module, "KIND", kind)  # noqa: B010  # a module that is only made here has no such name to a type checker
