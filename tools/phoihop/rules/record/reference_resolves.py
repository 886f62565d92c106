"""Every agency, document, step and point that a record names exists."""

from collections.abc import Iterable, Sequence
from datetime import date

from phoihop.cases.course import Entry
from phoihop.cases.model import Case
from phoihop.cases.periods import period_of
from phoihop.language import Agency, Message, Text, say
from phoihop.records.fit import KeyPath, perhaps
from phoihop.records.named import has_parts, parts_of
from phoihop.records.parts import Point, Step
from phoihop.records.references import PartReference, agencies_in, agencies_named, documents_in, parts_in
from phoihop.records.register import SETTINGS_FILE, Register
from phoihop.records.settings import Settings
from phoihop.records.task_folder import TaskFolder, folder_of
from phoihop.records.types import (
    DOCUMENT_TYPES,
    Document,
    DossierRequest,
    DossierSupply,
    Meeting,
    Opinion,
    Progress,
    Request,
    kind_of,
)
from phoihop.records.words import FREQUENCIES
from phoihop.rules.examples import changed, kept
from phoihop.rules.rule import Findings, Found, RegisterFacts, Rule


def check_records(folder: TaskFolder, register: Register, today: date) -> Findings:
    if agencies_named(folder) - register.agencies.keys() - register.unreadable_agencies:
        for id_, record in folder.records.items():
            for agency, key in agencies_in(record):
                if not _is_agency(register, agency):
                    yield Found(id_, key, message=_no_agency(agency, register.agencies))
    for id_, document in folder.documents.items():
        yield from _documents(folder, id_, document, register.erased)
        for reference in parts_in(document, "point"):
            yield from _part(folder, id_, reference, Point, _POINT)
        for reference in parts_in(document, "step"):
            yield from _part(folder, id_, reference, Step, _STEP)


def check_case(case: Case) -> Findings:
    yield from _supplemented(case)
    yield from _counted(case)
    yield from _periods(case)
    for entry, meeting in case.course.each(Meeting):
        for index, point in enumerate(meeting.unresolved):
            if point not in meeting.discusses:
                yield Found(entry.id, ("unresolved", index)).says(
                    "“{point}” ghi chưa thống nhất nhưng không có trong “discusses”; thêm vào đó",
                    "“{point}” is unresolved but not among what “discusses” names; add it there",
                    point=point,
                )


def _counted(case: Case) -> Findings:
    """Needs and questions are named by their place in what is answered, 1 is the first."""
    course = case.course
    for entry, supply in course.each(DossierSupply):
        demand = course.named(supply.answers, DossierRequest)
        needs = [(("dossier", at, "need"), paper.need) for at, paper in enumerate(supply.dossier)]
        needs += [(("lacking", at, "need"), each.need) for at, each in enumerate(supply.lacking)]
        yield from _places(entry.id, needs, len(demand.needs) if demand else 0, Text("yêu cầu", "need"))
    for entry, opinion in course.each(Opinion):
        request = course.named(opinion.answers, Request)
        questions = [(("points", at, "question"), point.question) for at, point in enumerate(opinion.points)]
        yield from _places(entry.id, questions, len(request.questions) if request else 0, Text("câu hỏi", "question"))


def _places(id_: str, named: Sequence[tuple[KeyPath, int | None]], count: int, what: Text) -> Findings:
    for key, place in named:
        if place and place > count:
            yield Found(id_, key).says(
                "không có {what} thứ {place}: văn bản được trả lời có {count}",
                "there is no {what} {place}: what is answered has {count}",
                what=what,
                place=place,
                count=count,
            )


def _periods(case: Case) -> Findings:
    """A period that is reported on is one, and of the length that the task says."""
    recurs = case.assignment.recurs
    for entry, progress in case.course.each(Progress):
        period = period_of(progress.period) if progress.period else None
        if not progress.period or (recurs and period and period.every == recurs.every):
            continue
        if recurs is None:
            yield Found(entry.id, ("period",)).says(
                "nhiệm vụ không báo cáo theo kỳ (không có “recurs”); bỏ “period”",
                "the task has no periods (no “recurs”); leave “period” out",
            )
        else:
            yield Found(entry.id, ("period",)).says(
                "“{period}” không phải một {every}; nhiệm vụ báo cáo theo {every}",
                "“{period}” is no {every}; the task is reported on by the {every}",
                period=progress.period,
                every=FREQUENCIES[recurs.every],
            )


def _supplemented(case: Case) -> Findings:
    """What an opinion supplements is in force when it comes: of the same agency, on the same request."""
    for entry, opinion in case.course.each(Opinion):
        before = case.course.in_force_before(entry)
        if opinion.supplements and opinion.supplements not in (each.id for each in before):
            yield Found(entry.id, ("supplements",)).says(
                "“{supplemented}” không phải ý kiến đang có hiệu lực của {agency} về cùng văn bản; {meant}",
                "“{supplemented}” is no opinion of {agency} in force on the same request; {meant}",
                supplemented=opinion.supplements,
                agency=Agency(opinion.from_),
                meant=_in_force(before),
            )


def _in_force(opinions: tuple[Entry, ...]) -> Message:
    if not opinions:
        return say("bỏ “supplements”", "leave “supplements” out")
    return say("ghi một trong: {ids}", "name one of: {ids}", ids=tuple(each.id for each in opinions))


def check_register(facts: RegisterFacts) -> Findings:
    register = facts.register
    if isinstance(register.settings_file.record, Settings):
        authority = register.settings.authority
        if not _is_agency(register, authority):
            yield Found(SETTINGS_FILE, ("authority",), message=_no_agency(authority, register.agencies))
        elif (record := register.agencies.get(authority)) and record.kind != "authority":
            yield Found(SETTINGS_FILE, ("authority",)).says(
                "“{agency}” không thuộc loại authority; ghi mã của cơ quan giao nhiệm vụ",
                "“{agency}” is not of kind authority; name the agency that assigns the tasks",
                agency=authority,
            )
    for id_, agency in register.agencies.items():
        for name, named in (("parent", agency.parent), ("succeeded_by", agency.succeeded_by)):
            if named and not _is_agency(register, named):
                yield Found(f"agencies/{id_}.yml", (name,), message=_no_agency(named, register.agencies), agency=id_)
    yield from _in_circles(facts)
    for task, related, key in facts.related:
        if related not in facts.tasks:
            yield Found(f"{folder_of(task)}/task.yml", key, task=task).says(
                "không có nhiệm vụ “{related}”{meant} trong sổ",
                "there is no task “{related}”{meant} in the register",
                related=related,
                meant=perhaps(related, facts.tasks),
            )


def _in_circles(facts: RegisterFacts) -> Findings:
    """No task is part of itself, by whatever way round."""
    parents = {task: parent for task, parent, key in facts.related if key == ("parent",)}
    for task in parents:
        above, seen = parents.get(task), {task}
        while above and above not in seen:
            seen.add(above)
            above = parents.get(above)
        if above == task:
            yield Found(f"{folder_of(task)}/task.yml", ("parent",), task=task).says(
                "nhiệm vụ là một phần của chính nó, qua “parent” của {tasks}; sửa “parent”",
                "the task is part of itself, by the “parent” of {tasks}; mend “parent”",
                tasks=tuple(sorted(seen)),
            )


def _documents(folder: TaskFolder, id_: str, document: Document, erased: frozenset[str]) -> Findings:
    for reference in documents_in(document):
        if reference.id in folder.broken or folder.file_of(reference.id) in erased:
            continue
        named = folder.documents.get(reference.id)
        if named is None:
            yield Found(id_, reference.key, message=_no_document(reference.id, folder.documents))
        elif (
            reference.kinds
            and kind_of(named) not in reference.kinds
            and (kind_of(document), reference.key[0]) not in _ASKED_BY_OTHER_RULES
        ):
            yield Found(id_, reference.key).says(
                "“{reference}” là {kind}; ở đây phải là {wanted}",
                "“{reference}” is a document of kind {kind}; {wanted} is needed here",
                reference=reference.id,
                kind=DOCUMENT_TYPES[kind_of(named)].TITLE,
                wanted=tuple(DOCUMENT_TYPES[kind].TITLE for kind in reference.kinds),
            )


_ASKED_BY_OTHER_RULES = {
    ("opinion", "answers"),
    ("forward", "forwards"),
    ("submission", "report"),
    ("decision", "answers"),
}
"""Where a rule of the directive itself asks for a kind of document, that rule tells of another kind."""

_BARE = Text("chỉ mã nội dung, ví dụ p1", "the point's id alone, such as p1")
_POINT = Text("nội dung", "point")
_STEP = Text("bước", "step")


def _part(folder: TaskFolder, id_: str, reference: PartReference, part: type[Point | Step], what: Text) -> Findings:
    """A point or step that is named; a document that has none of either is as good as none."""
    document = reference.document
    if document in folder.broken:
        return
    named = folder.documents.get(document)
    known = [each.id for each, _ in parts_of(named, part)] if named else []
    if named is None or not has_parts(type(named), part):
        # Where the document has a key of its own, the missing document is told there.
        if not reference.stands_apart and (reference.part or "." in document):
            yield Found(id_, reference.key, message=_no_document(document, folder.documents))
        elif not reference.stands_apart:
            # The point's or the step's own id alone.
            yield Found(id_, reference.key).says(
                "không rõ “{named}” ở văn bản nào; ghi dạng {form}",
                "it is not clear in which document “{named}” is; write {form}",
                named=document,
                form=_in_full(what),
            )
    elif not reference.part and not known:
        # An opinion without points is named as one point, by its id alone.
        return
    elif reference.part not in known:
        yield Found(id_, reference.key).says(
            "{document} không có {what} “{part}”{meant}; ghi dạng {form}",
            "{document} has no {what} “{part}”{meant}; write {form}",
            document=document,
            what=what,
            part=reference.part,
            meant=perhaps(reference.part.removeprefix(f"{document}#"), known),
            form=_BARE if reference.is_bare else _in_full(what),
        )


def _in_full(what: Text) -> Text:
    return Text(f"<mã văn bản>#<mã {what.vi}>", f"<document id>#<{what.en} id>")


def _is_agency(register: Register, agency: str) -> bool:
    return agency in register.agencies or agency in register.unreadable_agencies


def _no_agency(agency: str, known: Iterable[str]) -> Message:
    return say(
        "không có cơ quan “{agency}”{meant} trong agencies/; sửa mã, hoặc thêm tệp của cơ quan",
        "there is no agency “{agency}”{meant} in agencies/; mend the id, or add the agency's file",
        agency=agency,
        meant=perhaps(agency, known),
    )


def _no_document(document: str, known: Iterable[str]) -> Message:
    return say(
        "nhiệm vụ không có văn bản “{document}”{meant}; ghi tên tệp bỏ đuôi .yml",
        "the task has no document “{document}”{meant}; write a file's name without .yml",
        document=document,
        meant=perhaps(document, known),
    )


RULE = Rule(
    __name__,
    title=Text("Mọi tham chiếu đều có thật", "Every reference resolves"),
    explanation=Text(
        "Cơ quan, văn bản, bước kế hoạch và nội dung góp ý được nêu phải có trong sổ; văn bản nêu nhau trong cùng nhiệm vụ bằng tên tệp bỏ đuôi .yml, và đúng loại: ý kiến trả lời văn bản xin ý kiến, tờ trình nêu báo cáo giải trình; ý kiến bổ sung thì bổ sung cho ý kiến đang có hiệu lực của chính cơ quan đó về cùng văn bản. Yêu cầu, câu hỏi thứ mấy, kỳ báo cáo được nêu cũng phải có; nhiệm vụ lớn (“parent”) không vòng lại chính nó.",
        "Every agency, document, step and point that is named must exist; documents name one another within their task by the file's name without .yml, and the kind must fit: an opinion answers a request, a submission names a report; what an opinion supplements is one of the same agency, in force on the same request. So do needs and questions, by their place, and periods; no task is part of itself.",
    ),
    good=kept("2021-05-06.decision.ubnd"),
    bad=changed("2021-03-18.progress.an-do", {"plan.tnmt#b1": "plan.tnmt#b2"}, also={}),
    record=check_records,
    case=check_case,
    register=check_register,
)
