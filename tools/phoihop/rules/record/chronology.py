"""Documents follow one another in time, and none comes from the future."""

from datetime import date

from phoihop.language import Text
from phoihop.records.fit import KeyPath
from phoihop.records.named import named
from phoihop.records.references import documents_in, parts_in
from phoihop.records.register import Register
from phoihop.records.task_folder import TaskFolder
from phoihop.records.types import Adjustment, Document, ExtensionRequest, Objection, TaskAssignment
from phoihop.rules.examples import changed, kept
from phoihop.rules.rule import Findings, Found, Rule


def check(folder: TaskFolder, register: Register, today: date) -> Findings:
    for id_, record in folder.records.items():
        yield from _future(id_, "date", record.date, today)
        for due in (*named(record, "deadline"), *named(record, "answer by")):
            if due.value < record.date:
                yield Found(id_, due.key).says(
                    "hạn {due} có trước ngày văn bản {day}; kiểm tra lại",
                    "the deadline {due} lies before the document's date {day}; check the dates",
                    due=due.value,
                    day=record.date,
                )
        if isinstance(record, Document):
            yield from _of_document(folder, id_, record, today)
        if folder.assignment and folder.assignment.recurs and _sets_its_deadline(folder, record):
            # Standing work has no day on which it is done: it goes on, until a day at most.
            yield Found(id_, ("due",)).says(
                "nhiệm vụ thường xuyên không có hạn hoàn thành; bỏ “due”, ghi ngày kết thúc ở “recurs: until”",
                "standing work has no deadline; leave “due” out, and write its last day in “recurs: until”",
            )


def _sets_its_deadline(folder: TaskFolder, record: TaskAssignment | Document) -> bool:
    """Whether a record sets a day, or asks for one, by which the task itself is done."""
    if isinstance(record, Adjustment):
        asked = folder.documents.get(record.answers or "")
        return record.due is not None and not (isinstance(asked, ExtensionRequest) and asked.step)
    if isinstance(record, ExtensionRequest):
        return not record.step
    return isinstance(record, TaskAssignment) and record.due is not None


def _of_document(folder: TaskFolder, id_: str, document: Document, today: date) -> Findings:
    assignment = folder.assignment
    if assignment and document.date < assignment.date:
        yield Found(id_, ("date",)).says(
            "văn bản ngày {day} có trước ngày giao nhiệm vụ {assigned}; kiểm tra lại ngày",
            "the document of {day} precedes the task's assignment on {assigned}; check the dates",
            day=document.date,
            assigned=assignment.date,
        )
    if document.received and document.received < document.date:
        yield Found(id_, ("received",)).says(
            "ngày nhận {received} có trước ngày văn bản {day}; kiểm tra lại ngày",
            "it was received on {received}, before its date {day}; check the dates",
            received=document.received,
            day=document.date,
        )
    elif document.received and document.date <= today:
        yield from _future(id_, "received", document.received, today)
    if isinstance(document, Objection) and document.discovered and document.discovered > document.date:
        yield Found(id_, ("discovered",)).says(
            "ngày phát hiện {discovered} sau ngày văn bản {day}; kiểm tra lại ngày",
            "it was discovered on {discovered}, after the document's date {day}; check the dates",
            discovered=document.discovered,
            day=document.date,
        )
    yield from _answered(folder, id_, document)


def _future(id_: str, key: str, day: date, today: date) -> Findings:
    if day > today:
        yield Found(id_, (key,)).says(
            "“{key}” là ngày {day}, sau ngày xét {today}; ghi đúng ngày, hoặc xét theo ngày khác bằng --today",
            "“{key}” is {day}, later than the day of judgement {today}; mend it, or judge by --today another day",
            key=key,
            day=day,
            today=today,
        )


def _answered(folder: TaskFolder, id_: str, document: Document) -> Findings:
    """No document precedes one that it names."""
    others: dict[str, KeyPath] = {}
    for reference in documents_in(document):
        others.setdefault(reference.id, reference.key)
    for part in (*parts_in(document, "point"), *parts_in(document, "step")):
        others.setdefault(part.document, part.key)
    for other, key in others.items():
        earlier = folder.documents.get(other)
        if earlier and earlier.date > document.date:
            yield Found(id_, key).says(
                "văn bản ngày {day} nêu “{other}” ngày {later}, có sau nó; kiểm tra lại ngày",
                "the document of {day} names “{other}” of {later}, which is later; check the dates",
                day=document.date,
                other=other,
                later=earlier.date,
            )


RULE = Rule(
    __name__,
    title=Text("Ngày tháng theo đúng thứ tự", "Dates follow one another"),
    explanation=Text(
        "Văn bản không có trước văn bản giao nhiệm vụ hay văn bản mà nó trả lời, không ghi ngày trong tương lai; hạn và ngày nhận không trước ngày văn bản.",
        "No document precedes the assignment or what it answers, and none is dated in the future; neither a deadline nor the day of receipt precedes the date of its document.",
    ),
    good=kept("2021-03-19.opinion.ktht"),
    bad=changed("2021-03-08.request.tnmt", {"due: 2021-03-22": "due: 2021-03-02"}),
    record=check,
)
