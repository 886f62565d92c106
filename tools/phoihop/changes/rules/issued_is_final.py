"""No record of the base is deleted, renamed or changed, unless the same change adds a correction of it."""

from collections.abc import Iterator

from phoihop.changes.branch import Written
from phoihop.changes.change import Change
from phoihop.changes.places import Place
from phoihop.changes.rules.rule import ChangeRule, FoundInChange
from phoihop.language import Message, Text, say


def check(change: Change) -> Iterator[FoundInChange]:
    new_places = {old.path: new for new, old in change.renames.items()}
    told: set[tuple[str, str]] = set()
    for written, place in change.written("record", "paper"):
        if written.sealed is None or place.task is None:
            continue
        new = change.place(new_places[written.path]) if written.path in new_places else None
        found = _paper(change, written, place) if place.role == "paper" else _record(change, written, place, new)
        if found and (written.path, found.text.en) not in told:
            told.add((written.path, found.text.en))
            yield FoundInChange(place, found, written.commit.id, place.agency)


def _paper(change: Change, written: Written, place: Place) -> Message | None:
    if written.sealed is None:
        return None
    facts = _facts(change, written, place)
    if written.left and change.is_same_paper(written.sealed, written.left):
        if change.hides_paper(written.path, written.sealed, written.left):
            return say(
                "tài liệu {name} đã ghi vào sổ bị thay bằng con trỏ Git LFS ({by}) mà .gitattributes của sổ gốc không "
                "để tên này trong LFS; trả lại như cũ, hoặc đưa .gitattributes vào nhánh chính trước{hidden}",
                "the paper {name} on record was replaced by a Git LFS pointer ({by}), though the base's .gitattributes "
                "keep no such name in LFS; put it back as it was, or get .gitattributes onto the main branch "
                "first{hidden}",
                **facts,
            )
        return None
    if written.left is None:
        return say(
            "tài liệu {name} đã ghi vào sổ bị xóa hoặc đổi tên ({by}); trả lại tài liệu như cũ{hidden}",
            "the paper {name} on record was deleted or renamed ({by}); put it back as it was{hidden}",
            **facts,
        )
    return say(
        "tài liệu {name} đã ghi vào sổ bị thay bằng tệp khác ({by}); trả lại như cũ và thêm tệp mới với tên "
        "khác{hidden}",
        "the paper {name} on record was replaced ({by}); put it back as it was, and add the new file under another "
        "name{hidden}",
        **facts,
    )


def _record(change: Change, written: Written, place: Place, new: Place | None) -> Message | None:
    if written.sealed is None or (written.left and change.says_the_same(written.sealed, written.left)):
        return None
    task, record = place.task or "", place.record or ""
    facts = _facts(change, written, place)
    if written.left is None:
        if new and new.task == task and new.record and change.corrections_of(task, new.record):
            return None
        if new:
            return say(
                "văn bản đã ghi vào sổ bị đổi tên thành {new} ({by}); giữ tên cũ, hoặc thêm văn bản đính chính "
                "(correction) nêu tên mới{hidden}",
                "a record was renamed to {new} ({by}); keep its name, or add a correction that names the new "
                "one{hidden}",
                new=new.name,
                **facts,
            )
        return say(
            "văn bản đã ghi vào sổ bị xóa ({by}); trả lại văn bản như cũ{hidden}",
            "a record was deleted ({by}); put it back as it was{hidden}",
            **facts,
        )
    if change.corrections_of(task, record):
        return None
    if change.corrections.get((task, record)):
        return say(
            "văn bản đã ghi vào sổ bị sửa ({by}), nhưng đính chính không do cơ quan được đính chính văn bản đó ban "
            "hành{hidden}",
            "a record was changed ({by}), and its correction is not by an agency that may correct it{hidden}",
            **facts,
        )
    return say(
        "văn bản đã ghi vào sổ bị sửa ({by}) mà không có đính chính; trả lại như cũ, hoặc thêm văn bản đính chính "
        "(correction) với corrects: {record}{hidden}",
        "a record was changed ({by}) without a correction; put it back as it was, or add a correction with corrects: "
        "{record}{hidden}",
        record=record,
        **facts,
    )


def _facts(change: Change, written: Written, place: Place) -> dict[str, str | Text]:
    net = change.branch.net.get(written.path)
    hidden = Text("", "")
    if net is None or net.after != written.left:
        hidden = Text(
            "; kết quả cuối của nhánh không còn như vậy, nhưng lịch sử thì có: tạo lại nhánh không có bản ghi này",
            "; the branch ends otherwise, but its history has it: make the branch anew without this commit",
        )
    return {"name": place.name, "by": f"{written.commit.id[:12]} {written.commit.email}", "hidden": hidden}


RULE = ChangeRule(
    id="issued-is-final",
    kind="error",
    title=Text("Văn bản đã ghi không viết lại", "What is issued is final"),
    explanation=Text(
        "Văn bản đã có trong sổ không bị xóa. Nó chỉ được đổi tên hay sửa nội dung khi cùng thay đổi đó thêm văn bản "
        "đính chính (correction) của cơ quan được đính chính nó (correction-by-issuer), nêu đúng văn bản được sửa. Tài "
        "liệu trong files/ thì không bao giờ thay, cũng không thành con trỏ Git LFS, trừ khi .gitattributes của sổ gốc "
        "để tên đó trong LFS và con trỏ ghi đúng mã băm, dung lượng. Mọi bản ghi của nhánh đều được xét, kể cả bản ghi "
        "gộp: sửa ở bản ghi này rồi trả lại ở bản ghi khác vẫn là sửa.",
        "A record of the base is never deleted, nor renamed or changed in its content, unless the same change adds a "
        "correction that names it, by an agency that may correct it (correction-by-issuer). Papers in files/ never "
        "change, nor become a Git LFS pointer, unless the base's .gitattributes keep that name in LFS and the pointer "
        "tells the same digest and size. Every "
        "commit of the branch counts, merges too: what one commit changes and another puts back was changed all the "
        "same.",
    ),
    good=Text(
        "Nhánh sửa due trong 2021-03-08.request.tnmt.yml và thêm 2021-03-24.correction.tnmt.yml với corrects: "
        "2021-03-08.request.tnmt.",
        "The branch edits due in 2021-03-08.request.tnmt.yml and adds 2021-03-24.correction.tnmt.yml with corrects: "
        "2021-03-08.request.tnmt.",
    ),
    bad=Text(
        "Nhánh đổi position của 2021-03-17.opinion.tckh.yml từ disagree thành agree, không kèm đính chính.",
        "The branch changes position in 2021-03-17.opinion.tckh.yml from disagree to agree, without a correction.",
    ),
    check=check,
)
