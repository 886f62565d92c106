"""Every agency, document, step and point that a record names exists."""

from collections.abc import Iterable, Iterator
from datetime import date

from phoihop.cases.course import Entry
from phoihop.cases.model import Case
from phoihop.language import Agency, Message, Text, say
from phoihop.records.fit import nearest
from phoihop.records.named import has_parts, parts_of
from phoihop.records.parts import Point, Step
from phoihop.records.references import PartReference, agencies_in, documents_in, parts_in
from phoihop.records.register import SETTINGS_FILE, Register, TaskFolder, folder_of
from phoihop.records.settings import AgencyRecord, Settings
from phoihop.records.types import DOCUMENT_TYPES, Document, Opinion, TaskAssignment, kind_of
from phoihop.rules.examples import changed, kept
from phoihop.rules.rule import Found, RegisterFacts, Rule


def check_records(folder: TaskFolder, register: Register, today: date) -> Iterator[Found]:
    records: dict[str, TaskAssignment | Document] = dict(folder.documents)
    if folder.assignment:
        records["task"] = folder.assignment
    for id_, record in records.items():
        for agency, key in agencies_in(record):
            if not _is_agency(register, agency):
                yield Found(id_, _no_agency(agency, register.agencies), key)
    for id_, document in folder.documents.items():
        yield from _documents(folder, id_, document, register.erased)
        for reference in parts_in(document, "point"):
            yield from _part(folder, id_, reference, Point, _POINT)
        for reference in parts_in(document, "step"):
            yield from _part(folder, id_, reference, Step, _STEP)


def check_case(case: Case) -> Iterator[Found]:
    """What an opinion supplements is in force when it comes: of the same agency, on the same request."""
    for entry, opinion in case.course.each(Opinion):
        before = case.course.in_force_before(entry)
        if opinion.supplements and opinion.supplements not in (each.id for each in before):
            yield Found(
                entry.id,
                say(
                    "“{supplemented}” không phải ý kiến đang có hiệu lực của {agency} về cùng văn bản; {meant}",
                    "“{supplemented}” is no opinion of {agency} in force on the same request; {meant}",
                    supplemented=opinion.supplements,
                    agency=Agency(opinion.from_),
                    meant=_in_force(before),
                ),
                ("supplements",),
            )


def _in_force(opinions: tuple[Entry, ...]) -> Message:
    if not opinions:
        return say("bỏ “supplements”", "leave “supplements” out")
    return say("ghi một trong: {ids}", "name one of: {ids}", ids=tuple(each.id for each in opinions))


def check_register(facts: RegisterFacts) -> Iterator[Found]:
    register = facts.register
    if isinstance(register.settings_file.record, Settings):
        authority = register.settings.authority
        if not _is_agency(register, authority):
            yield Found(SETTINGS_FILE, _no_agency(authority, register.agencies), ("authority",))
        elif (record := register.agencies.get(authority)) and record.kind != "authority":
            yield Found(
                SETTINGS_FILE,
                say(
                    "“{agency}” không thuộc loại authority; ghi mã của cơ quan giao nhiệm vụ",
                    "“{agency}” is not of kind authority; name the agency that assigns the tasks",
                    agency=authority,
                ),
                ("authority",),
            )
    for id_, agency in register.agencies.items():
        yield from _agency(register, id_, agency)
    for task, related, index in facts.related:
        if related not in facts.tasks:
            yield Found(
                f"{folder_of(task)}/task.yml",
                say(
                    "không có nhiệm vụ “{related}”{meant} trong sổ",
                    "there is no task “{related}”{meant} in the register",
                    related=related,
                    meant=_meant(related, facts.tasks),
                ),
                ("related", index),
                task=task,
            )


def _agency(register: Register, id_: str, agency: AgencyRecord) -> Iterator[Found]:
    for key, named in (("parent", agency.parent), ("succeeded_by", agency.succeeded_by)):
        if named and not _is_agency(register, named):
            yield Found(f"agencies/{id_}.yml", _no_agency(named, register.agencies), (key,), agency=id_)


def _documents(folder: TaskFolder, id_: str, document: Document, erased: frozenset[str]) -> Iterator[Found]:
    for reference in documents_in(document):
        if reference.id in folder.broken or folder.file_of(reference.id) in erased:
            continue
        named = folder.documents.get(reference.id)
        if named is None:
            yield Found(id_, _no_document(reference.id, folder.documents), reference.key)
        elif (
            reference.kinds
            and kind_of(named) not in reference.kinds
            and (kind_of(document), reference.key[0]) not in _ASKED_BY_OTHER_RULES
        ):
            yield Found(
                id_,
                say(
                    "“{reference}” là {kind}; ở đây phải là {wanted}",
                    "“{reference}” is a document of kind {kind}; {wanted} is needed here",
                    reference=reference.id,
                    kind=DOCUMENT_TYPES[kind_of(named)].TITLE,
                    wanted=tuple(DOCUMENT_TYPES[kind].TITLE for kind in reference.kinds),
                ),
                reference.key,
            )


_ASKED_BY_OTHER_RULES = {
    ("opinion", "answers"),
    ("forward", "forwards"),
    ("submission", "report"),
    ("decision", "answers"),
}
"""Where a rule of the directive itself asks for a kind of document, that rule tells of another kind."""

_POINT = Text("nội dung", "point")
_STEP = Text("bước", "step")


def _part(
    folder: TaskFolder, id_: str, reference: PartReference, part: type[Point | Step], what: Text
) -> Iterator[Found]:
    """A point or step that is named; a document that has none of either is as good as none."""
    document = reference.document
    if document in folder.broken:
        return
    named = folder.documents.get(document)
    known = [each.id for each, _ in parts_of(named, part)] if named else []
    if named is None or not has_parts(type(named), part):
        # Where the document has a key of its own, the missing document is told there.
        if not reference.stands_apart:
            yield Found(id_, _no_document(document, folder.documents), reference.key)
    elif reference.part not in known:
        yield Found(
            id_,
            say(
                "{document} không có {what} “{part}”{meant}; ghi dạng <mã văn bản>#<mã {what}>",
                "{document} has no {what} “{part}”{meant}; write <document id>#<{what} id>",
                document=document,
                what=what,
                part=reference.part,
                meant=_meant(reference.part, known),
            ),
            reference.key,
        )


def _is_agency(register: Register, agency: str) -> bool:
    return agency in register.agencies or agency in register.unreadable_agencies


def _no_agency(agency: str, known: Iterable[str]) -> Message:
    return say(
        "không có cơ quan “{agency}”{meant} trong agencies/; sửa mã, hoặc thêm tệp của cơ quan",
        "there is no agency “{agency}”{meant} in agencies/; mend the id, or add the agency's file",
        agency=agency,
        meant=_meant(agency, known),
    )


def _no_document(document: str, known: Iterable[str]) -> Message:
    return say(
        "nhiệm vụ không có văn bản “{document}”{meant}; ghi tên tệp bỏ đuôi .yml",
        "the task has no document “{document}”{meant}; write a file's name without .yml",
        document=document,
        meant=_meant(document, known),
    )


def _meant(wrong: str, known: Iterable[str]) -> str:
    meant = nearest(wrong, known)
    return f" ({meant}?)" if meant else ""


RULE = Rule(
    id="reference-resolves",
    section="record",
    kind="error",
    title=Text("Mọi tham chiếu đều có thật", "Every reference resolves"),
    explanation=Text(
        "Cơ quan, văn bản, bước kế hoạch và nội dung góp ý được nêu phải có trong sổ; văn bản nêu nhau trong cùng nhiệm vụ "
        "bằng tên tệp bỏ đuôi .yml, và đúng loại: ý kiến trả lời văn bản xin ý kiến, tờ trình nêu báo cáo giải trình; "
        "ý kiến bổ sung thì bổ sung cho ý kiến đang có hiệu lực của chính cơ quan đó về cùng văn bản.",
        "Every agency, document, step and point that is named must exist; documents name one another within their task by "
        "the file's name without .yml, and the kind must fit: an opinion answers a request, a submission names a report; "
        "what an opinion supplements is one of the same agency, in force on the same request.",
    ),
    good=kept("2021-05-06.decision.ubnd"),
    bad=changed("2021-03-18.progress.an-do", {"plan.tnmt#b1": "plan.tnmt#b2"}, also={}),
    record=check_records,
    case=check_case,
    register=check_register,
)
