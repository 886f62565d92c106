"""Keys and values fit the record format."""

import re

from phoihop.language import Day, Message, Text, say
from phoihop.records.calendar import knows_country
from phoihop.records.fit import perhaps
from phoihop.records.reading import RecordFile
from phoihop.records.record import FIRST_YEAR, LAST_YEAR
from phoihop.records.register import SETTINGS_FILE, zone_named
from phoihop.records.settings import Deadlines, Holidays, Settings
from phoihop.records.types import Document
from phoihop.rules.examples import changed, kept
from phoihop.rules.registry import CHANGE_RULES, rules
from phoihop.rules.rule import Findings, Found, Rule


def check(file: RecordFile) -> Findings:
    if isinstance(file.record, Settings):
        yield from _settings(file.record)
    elif isinstance(file.record, Document):
        for index, waiver in enumerate(file.record.waive):
            if wrong := _unusable_rule(waiver.rule, setting=_WAIVED):
                yield Found(file.path, ("waive", index, "rule"), message=wrong)


def _settings(settings: Settings) -> Findings:
    """What the types can't know: which rules, countries and time zones there are."""
    policies = [((), settings.rules), *((("changes", at), each.rules) for at, each in enumerate(settings.changes))]
    for place, set_rules in policies:
        for rule, setting in set_rules.items():
            if wrong := _unusable_rule(rule, setting):
                yield Found(SETTINGS_FILE, (*place, "rules", rule), message=wrong)
    known = Deadlines.__struct_fields__
    for at, change in enumerate(settings.changes):
        for name in change.deadlines:
            if name not in known:
                yield Found(SETTINGS_FILE, ("changes", at, "deadlines", name)).says(
                    "không có thời hạn “{name}”{meant}; các thời hạn: {known}",
                    "there is no deadline “{name}”{meant}; the deadlines are: {known}",
                    name=name,
                    meant=perhaps(name, known),
                    known=known,
                )
    for at, upgrade in enumerate(settings.upgrades):
        if upgrade.format > settings.format:
            yield Found(SETTINGS_FILE, ("upgrades", at, "format")).says(
                "“upgrades” ghi định dạng {later}, mà “format” của sổ là {format}; sửa một trong hai cho khớp",
                "“upgrades” names format {later}, but the register's “format” is {format}; make them agree",
                later=upgrade.format,
                format=settings.format,
            )
    yield from _years(settings.holidays)
    if settings.holidays.country != "VN" and not knows_country(settings.holidays.country):
        yield Found(SETTINGS_FILE, ("holidays", "country")).says(
            "không có lịch nghỉ của nước “{country}”; ghi mã hai chữ theo ISO 3166, ví dụ VN",
            "no public holidays are known for “{country}”; write a two-letter ISO 3166 code, such as VN",
            country=settings.holidays.country,
        )
    if zone_named(settings.timezone) is None:
        yield Found(SETTINGS_FILE, ("timezone",)).says(
            "không có múi giờ “{zone}”; ghi tên như Asia/Ho_Chi_Minh",
            "there is no time zone “{zone}”; write a name such as Asia/Ho_Chi_Minh",
            zone=settings.timezone,
        )


def _years(holidays: Holidays) -> Findings:
    """A year's calendar is whole, and of that year alone."""
    for name, year in holidays.years.items():
        place = ("holidays", "years", name)
        if not re.fullmatch("[0-9]{4}", name) or not FIRST_YEAR <= int(name) <= LAST_YEAR:
            yield Found(SETTINGS_FILE, place).says(
                "“{name}” không phải là năm, ví dụ 2026", "“{name}” is no year, such as 2026", name=name
            )
            continue
        if both := sorted({*year.off} & {*year.worked}):
            yield Found(SETTINGS_FILE, (*place, "worked")).says(
                "ngày {days} vừa ghi nghỉ vừa ghi làm; bỏ một trong hai",
                "{days} is both off and worked; take one away",
                days=tuple(Day(day) for day in both),
            )
        for key, of_year, of_all in (("off", year.off, holidays.off), ("worked", year.worked, holidays.worked)):
            for at, day in enumerate(of_year):
                if day.year != int(name):
                    yield Found(SETTINGS_FILE, (*place, key, at)).says(
                        "ngày {day} không thuộc năm {name}; chuyển sang lịch của năm đó",
                        "{day} is no day of {name}; move it to that year's calendar",
                        day=day,
                        name=name,
                    )
            for at, day in enumerate(of_all):
                if day.year == int(name):
                    yield Found(SETTINGS_FILE, ("holidays", key, at)).says(
                        "năm {name} đã có lịch đầy đủ ở “years”; chuyển ngày {day} vào đó",
                        "{name} has its whole calendar in “years”; move {day} there",
                        day=day,
                        name=name,
                    )


_WAIVED = "waived"
"""What stands in the place of a rule's setting where a document is let off from the rule."""


def _unusable_rule(rule: str, setting: str) -> Message | None:
    known = rules()
    if rule in CHANGE_RULES and setting == _WAIVED:
        return say(
            "quy tắc “{rule}” xét việc sửa sổ, không xét văn bản, nên không miễn được; xóa dòng này",
            "the rule “{rule}” judges changes, not documents, and can't be waived; delete this line",
            rule=rule,
        )
    if rule in CHANGE_RULES or (rule in known and (setting == "error" or not known[rule].is_fixed)):
        return None
    if rule in known:
        return say(
            "quy tắc ghi sổ “{rule}” không thể tắt, hạ mức hay miễn; xóa dòng này",
            "the record rule “{rule}” can't be switched off, lowered or waived; delete this line",
            rule=rule,
        )
    return say(
        "không có quy tắc “{rule}”{meant}; xem các quy tắc bằng lệnh phoihop explain",
        "there is no rule “{rule}”{meant}; `phoihop explain` lists them",
        rule=rule,
        meant=perhaps(rule, [*known, *CHANGE_RULES]),
    )


RULE = Rule(
    __name__,
    title=Text("Khóa và giá trị đúng định dạng", "Keys and values fit the format"),
    explanation=Text(
        "Mỗi loại văn bản có các khóa riêng; ngày ghi dạng NĂM-THÁNG-NGÀY; khóa bắt buộc không được thiếu. Thông báo nêu khóa, dòng và khóa có lẽ định ghi. Khóa trống coi như không ghi.",
        "Each kind of document has its keys; dates are written YEAR-MONTH-DAY; required keys must be there. The message names the key, the line and the key that was probably meant. An empty key counts as absent.",
    ),
    good=kept("2021-03-08.request.tnmt"),
    bad=changed("2021-03-08.request.tnmt", {"due: 2021-03-22": "due: 22/3/2021"}),
    file=check,
)
