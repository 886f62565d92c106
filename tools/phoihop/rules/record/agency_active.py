"""Every agency that a record names was active on the record's date."""

from datetime import date

from phoihop.language import Agency, Message, Text, say
from phoihop.records.references import agencies_in
from phoihop.records.register import Register
from phoihop.records.settings import AgencyRecord
from phoihop.records.task_folder import TaskFolder
from phoihop.rules.examples import changed, kept
from phoihop.rules.rule import Findings, Found, Rule


def check(folder: TaskFolder, register: Register, today: date) -> Findings:
    for id_, record in folder.records.items():
        told: set[str] = set()
        for agency, key in agencies_in(record):
            known = register.agencies.get(agency)
            if known and agency not in told and (message := _inactive(agency, known, record.date)):
                told.add(agency)
                yield Found(id_, key, message=message, agency=agency)


def _inactive(id_: str, agency: AgencyRecord, day: date) -> Message | None:
    if agency.since and day < agency.since:
        return say(
            "{agency} chỉ hoạt động từ {since}, sau ngày {day}; kiểm tra cơ quan hoặc ngày",
            "{agency} has been active only since {since}, after {day}; check the agency or the date",
            agency=Agency(id_),
            since=agency.since,
            day=day,
        )
    if agency.until and day > agency.until:
        return say(
            "{agency} đã ngừng hoạt động sau {until}{successor}; ngày văn bản là {day}",
            "{agency} ceased after {until}{successor}; the document is of {day}",
            agency=Agency(id_),
            until=agency.until,
            successor=(
                say(", kế thừa bởi {id}", ", succeeded by {id}", id=agency.succeeded_by) if agency.succeeded_by else ""
            ),
            day=day,
        )
    return None


RULE = Rule(
    __name__,
    title=Text("Cơ quan đang hoạt động vào ngày văn bản", "The agency was active on that day"),
    explanation=Text(
        "Cơ quan được nêu phải đang hoạt động vào ngày văn bản, theo since và until trong tệp của cơ quan. Sau khi sáp nhập, ghi cơ quan kế thừa.",
        "An agency that is named must be active on the document's date, by since and until in its file. After a merger the successor is named.",
    ),
    good=kept("2021-03-08.request.tnmt"),
    bad=changed(
        "2021-04-16.meeting.tnmt",
        {"  - tckh\n": "  - tckh\n  - bqldd\n"},
        also={
            "agencies/bqldd.yml": "name: Ban quản lý dự án đất đai\nshort: BQLDĐ\nkind: other\nuntil: 2021-03-31\n",
        },
    ),
    record=check,
)
