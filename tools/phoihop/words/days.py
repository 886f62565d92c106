"""Days and periods as people speak of them."""

from datetime import date

from phoihop.language import Language, Text, short_date

WEEKDAYS: tuple[Text, ...] = (
    Text("thứ Hai", "Monday"),
    Text("thứ Ba", "Tuesday"),
    Text("thứ Tư", "Wednesday"),
    Text("thứ Năm", "Thursday"),
    Text("thứ Sáu", "Friday"),
    Text("thứ Bảy", "Saturday"),
    Text("Chủ nhật", "Sunday"),
)

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def weekday(day: date, language: Language) -> str:
    return WEEKDAYS[day.weekday()].in_language(language)


def day_with_weekday(day: date | None, language: Language) -> str:
    """thứ Hai 22/3/2021; nothing where there is no day."""
    return f"{weekday(day, language)} {short_date(day)}" if day else ""


def period_named(code: str) -> Text:
    """“tuần 7/2026”, “tháng 3/2026”, “quý I/2026” or “năm 2026”, by its code in records."""
    year, _, part = code.partition("-")
    if part.startswith("W"):
        return Text(f"tuần {int(part[1:])}/{year}", f"week {int(part[1:])} of {year}")
    if part.startswith("Q"):
        return quarter_named(f"{year}-{part[1:]}")
    return Text(f"tháng {int(part)}/{year}", f"{_MONTHS[int(part) - 1]} {year}") if part else Text(f"năm {year}", year)


def quarter_named(quarter: str) -> Text:
    """“quý III/2021” for `2021-3`."""
    year, _, number = quarter.partition("-")
    roman = ("I", "II", "III", "IV")[int(number) - 1]
    return Text(f"quý {roman}/{year}", f"Q{number} {year}")
