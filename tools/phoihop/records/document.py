"""What every document of a task may say, the keys that all kinds share, and what a kind may make owed."""

from dataclasses import dataclass
from datetime import date as Day  # noqa: N812  # `date` is a key of the format, so the type needs a name of its own
from typing import Annotated, ClassVar, Literal

import msgspec

from phoihop.language import Text
from phoihop.records.parts import Files, Waiver
from phoihop.records.record import AgencyId, Record, Role, about
from phoihop.records.words import URGENCIES


@dataclass(frozen=True, slots=True, kw_only=True)
class Owes:
    """A debt that every document of a kind makes: who owes what to whom, by when, and what meets it.

    `by` and `to` are `authority` or `lead`, or the key whose agencies are meant, each by itself. `due` is a deadline of
    register.yml, in working days from the document's date, or the key that holds the day. It is met by a document of
    the kinds `met_by` that answers the one that made it; where a key names the debtors, each has to answer. `what`
    tells the debt of one document, {source}, of a kind that is called {title}. Of debts that are `urged` the creditor
    reminds who is late (§2).
    """

    kind: str
    name: Text
    what: Text
    by: str
    to: str = "from"
    due: str
    met_by: tuple[str, ...]
    urged: bool = False


class Document(Record, tag_field="kind", frozen=True, kw_only=True):
    """What every document may say. `kind`, `from` and `date` repeat the file's name."""

    TITLE: ClassVar[Text]
    SINCE: ClassVar[int] = 1
    """The format of the register with which the kind came."""
    OWES: ClassVar[tuple[Owes, ...]] = ()
    """What debts each document of the kind makes, as far as a table can say; `cases.debts` knows the others."""
    COUNTS_WHEN_RECEIVED: ClassVar[bool] = False
    """Whether it counts on the day on which it reached its addressee, where that is given."""

    from_: Annotated[AgencyId, about("Cơ quan ban hành", "Issuing agency")] = msgspec.field(name="from")
    to: Annotated[
        tuple[AgencyId, ...], about("Nơi nhận", "Addressees", unique="", label=Text("nơi nhận", "addressee"))
    ] = ()
    date: Annotated[Day, about("Ngày văn bản", "Date of the document")]
    number: Annotated[str, about("Số, ký hiệu", "Number")] = ""
    received: Annotated[
        Day | None,
        about("Ngày đến nơi nhận, khi muộn hơn", "When it arrived, if later", label=Text("ngày nhận", "day received")),
    ] = None
    subject: Annotated[str, about("Trích yếu", "Subject")] = ""
    signed_by: Annotated[Role, about("Chức vụ người ký", "Role of the signer")] = ""
    urgency: Annotated[
        Literal["urgent", "very-urgent", "immediate"] | None,
        about("Độ khẩn: khẩn, thượng khẩn, hỏa tốc", "Urgency", label=Text("độ khẩn", "urgency"), words=URGENCIES),
    ] = None
    files: Files = ()
    note: Annotated[str, about("Ghi chú", "Note")] = ""
    waive: Annotated[
        tuple[Waiver, ...],
        about(
            "Quy tắc được miễn, kèm lý do", "Rules waived, with reasons", label=Text("miễn quy tắc", "waiver of rule")
        ),
    ] = ()
