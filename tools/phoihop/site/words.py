"""Words of the site's lists, in both languages; those of records and obligations stand with them."""

from phoihop.cases.model import STATUSES
from phoihop.language import Text

STANDINGS: dict[str, Text] = {
    "met": STATUSES["met"],
    "late": STATUSES["late"],
    "open": STATUSES["open"],
    "overdue": STATUSES["overdue"],
    "missed": Text("kết thúc khi chưa làm", "never done"),
    "lapsed": STATUSES["lapsed"],
}
"""An obligation's status as lists tell it: `missed` is an overdue one whose task has ended."""


def quarter_named(quarter: str) -> Text:
    """“quý III/2021” for `2021-3`."""
    year, _, number = quarter.partition("-")
    roman = ("I", "II", "III", "IV")[int(number) - 1]
    return Text(f"quý {roman}/{year}", f"Q{number} {year}")
