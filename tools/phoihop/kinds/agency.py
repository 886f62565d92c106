"""An agency, with those who may record for it."""

from phoihop.kinds.kind import RecordKind
from phoihop.language import Text
from phoihop.records.settings import AgencyRecord

KIND = RecordKind(
    type=AgencyRecord,
    titled=Text("cơ quan", "agency"),
    asked=("name", "short", "kind", "fields", "parent", "contact", "members"),
)
