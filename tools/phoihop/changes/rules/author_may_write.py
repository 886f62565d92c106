"""A document is recorded by a member of its agency, of the authority, or by a registrar, as the base knows them."""

from collections.abc import Iterator

from phoihop.changes.branch import Written
from phoihop.changes.change import Change
from phoihop.changes.places import Place
from phoihop.changes.rules.rule import ChangeRule, FoundInChange
from phoihop.language import Agency, Fact, Message, Text, say


def check(change: Change) -> Iterator[FoundInChange]:
    told: set[tuple[str, str]] = set()
    for written, place in change.written("record", "paper"):
        if written.left is None or (written.path, written.commit.email) in told:
            continue
        message = _paper(change, written, place) if place.role == "paper" else _record(change, written, place)
        if message:
            told.add((written.path, written.commit.email))
            yield FoundInChange(place, message, written.commit.id, place.agency)


def agencies_written_for(change: Change, written: Written, place: Place) -> list[str]:
    """For which agencies a record is written, any of which will do: its own; an edit, also those that correct it."""
    authority = change.policy.settings.authority
    own = authority if place.record == "task" else place.agency or ""
    if written.sealed is None or place.task is None or place.record is None:
        return [own]
    if written.left and change.is_same(place, written.sealed, written.left):
        return []
    return [own, *(correction.from_ for _, correction in change.corrections_of(place.task, place.record))]


def may_write(change: Change, address: str, written: Written, place: Place) -> bool:
    """Whether an address may leave a record as a commit left it."""
    agencies = agencies_written_for(change, written, place)
    if not agencies:
        return True

    def leads() -> frozenset[str]:
        record = change.record(place, written.left)
        return change.leads(place.task or "", change.today, *([record.date] if record else ()))

    return any(change.writers.may_write_for(address, agency, leads) for agency in agencies)


def _record(change: Change, written: Written, place: Place) -> Message | None:
    if may_write(change, written.commit.email, written, place):
        return None
    agency = agencies_written_for(change, written, place)[0]
    facts: dict[str, Fact] = {"email": written.commit.email, "agency": Agency(agency), "commit": written.commit.id[:12]}
    if change.writers.is_known(written.commit.email):
        known = tuple(Agency(each) for each in sorted(change.writers.agencies_of(written.commit.email)))
        return say(
            "{email} ({commit}) thuộc {known}, không được ghi văn bản của {agency}; nhờ {agency}, cơ quan giao nhiệm "
            "vụ hoặc người giữ sổ ghi",
            "{email} ({commit}) belongs to {known} and may not record a document of {agency}; ask {agency}, the "
            "authority or a registrar to record it",
            known=known,
            **facts,
        )
    return say(
        "{email} ({commit}) không phải thành viên của {agency} theo sổ gốc; chỉ {agency}, cơ quan giao nhiệm vụ hoặc "
        "người giữ sổ được ghi văn bản này",
        "{email} ({commit}) is no member of {agency} by the base's register; only {agency}, the authority or a "
        "registrar may record this",
        **facts,
    )


def _paper(change: Change, written: Written, place: Place) -> Message | None:
    """A paper's name tells no agency: whoever may write for some agency may add one."""
    if written.sealed is not None or change.writers.is_known(written.commit.email):
        return None
    return say(
        "{email} ({commit}) không phải thành viên của cơ quan nào theo sổ gốc nên không được thêm tài liệu {name}",
        "{email} ({commit}) is a member of no agency by the base's register, and may not add the paper {name}",
        email=written.commit.email,
        commit=written.commit.id[:12],
        name=place.name,
    )


RULE = ChangeRule(
    id="author-may-write",
    kind="error",
    title=Text("Đúng người được ghi", "Records come from those entitled to write them"),
    explanation=Text(
        "Văn bản của một cơ quan do thành viên cơ quan đó, thành viên cơ quan giao nhiệm vụ hoặc người giữ sổ ghi; văn "
        "bản của cơ quan cấp trên và cơ quan khác do cơ quan chủ trì, cơ quan giao nhiệm vụ hoặc người giữ sổ ghi. Ai "
        "là thành viên thì theo sổ gốc (BASE), không theo nội dung đang được xét. Địa chỉ tác giả ai cũng khai được: "
        "bật --require-signatures để buộc phải ký.",
        "A document of an agency is recorded by a member of that agency, of the authority, or by a registrar; "
        "documents of superior agencies and other bodies by the lead, the authority or a registrar. Who is a member "
        "is read from the base, never from the change itself. Anyone can claim an author's address: "
        "--require-signatures asks for proof.",
    ),
    good=Text(
        "vanthu.tckh@…, thành viên của tckh trong sổ gốc, thêm 2021-03-17.opinion.tckh.yml.",
        "vanthu.tckh@…, a member of tckh in the base, adds 2021-03-17.opinion.tckh.yml.",
    ),
    bad=Text(
        "Một người lạ thêm địa chỉ của mình vào agencies/tckh.yml rồi, trong cùng nhánh, thêm "
        "2021-03-17.opinion.tckh.yml.",
        "A stranger adds their own address to agencies/tckh.yml and, on the same branch, 2021-03-17.opinion.tckh.yml.",
    ),
    check=check,
)
