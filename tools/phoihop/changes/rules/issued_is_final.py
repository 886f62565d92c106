"""No record of the base is deleted, renamed or changed, unless the same commit adds a correction of it."""

from collections.abc import Collection, Iterator

from phoihop.changes.branch import Written
from phoihop.changes.change import Change
from phoihop.changes.commits import Action
from phoihop.changes.places import Place, place_of
from phoihop.changes.rules.rule import ChangeRule, FoundInChange
from phoihop.language import Message, Text, say
from phoihop.words.sentences import NOTHING, joined


def check(change: Change) -> Iterator[FoundInChange]:
    told: set[tuple[str, str]] = set()
    for written, place in change.written("record", "paper"):
        new = change.new_places.get(written.path)
        found = _wrong(change, written, place, new) if place.task else None
        if found is None or (written.path, found[0].text.en) in told:
            continue
        what, advice = found
        told.add((written.path, what.text.en))
        yield FoundInChange(
            place,
            joined([_by(what, written), advice, NOTHING if change.lasts(written) else _HIDDEN]),
            written.commit.id,
            place.agency,
            what=what,
            written=written,
            moved_to=new,
            is_lasting=change.lasts(written) and (what == _DELETED[0] or not _is_corrected(change, place, new)),
        )
    yield from _left_out(change, {path for path, _ in told})


def _left_out(change: Change, told: Collection[str]) -> Iterator[FoundInChange]:
    """What merges dropped of what they merged: nobody can tell later which of the branches was the register."""
    for dropped in change.branch.left_out:
        place = place_of(dropped.path)
        if place.role not in ("record", "paper") or dropped.path in told or dropped.sealed is None:
            continue
        if dropped.left and change.is_same(place, dropped.sealed, dropped.left):
            continue
        what = _OTHER_VERSION if dropped.left else _LEFT_OUT
        message = joined([_by(what, dropped), _MERGE_AGAIN])
        is_lasting = dropped.commit.id == change.branch.head
        yield FoundInChange(place, message, dropped.commit.id, place.agency, what=what, is_lasting=is_lasting)


def _wrong(change: Change, written: Written, place: Place, new: Place | None) -> tuple[Message, Message] | None:
    """What a commit did that it may not do, and what to do about it."""
    sealed, left, commit = written.sealed, written.left, written.commit.id
    if change.is_erased(written):
        return None
    if sealed is None and place.path in change.renames and not change.adds(written):
        # A record under a new name is the base's all the same: a later commit needs a correction of its own.
        return None if _is_corrected(change, place, None, commit) else _EDITED
    if sealed is None:
        return _MADE_UP if written.is_made_up and not _is_corrected(change, place, None, commit) else None
    if place.role == "paper":
        if left is None:
            return _PAPER_RENAMED if new else _PAPER_DELETED
        if not change.is_same(place, sealed, left):
            return _PAPER_REPLACED
        return _PAPER_HIDDEN if change.hides_paper(written.path, sealed, left) else None
    if left is None and new is None:
        return _DELETED
    if left and change.is_same(place, sealed, left):
        return None
    if _is_corrected(change, place, new, commit):
        return None
    if new:
        return _RENAMED
    return _CORRECTED_ELSEWHERE if _is_corrected(change, place, new) else _EDITED


def what_happened(role: str, action: Action) -> Message:
    """What was done to something issued that should have stayed as it was."""
    paper, record = {
        "deleted": (_PAPER_DELETED, _DELETED),
        "renamed": (_PAPER_RENAMED, _RENAMED),
    }.get(action, (_PAPER_REPLACED, _EDITED))
    return (paper if role == "paper" else record)[0]


def _is_corrected(change: Change, place: Place, new: Place | None, commit: str = "") -> bool:
    """Whether a commit, or the change as a whole, adds a correction of a record: of a renamed one by its new name."""
    now = new or place
    if now.role != "record" or now.task != place.task:
        return False
    return bool(change.corrections_of(now.task or "", now.record or "", commit))


def _by(what: Message, written: Written) -> Message:
    by = say("({by})", "({by})", by=f"{written.commit.id[:12]} {written.commit.email}")
    return joined([what, by], " ")


_HIDDEN = say(
    "kết quả cuối của nhánh không còn như vậy, nhưng lịch sử thì có: tạo lại nhánh không có lần ghi này",
    "the branch ends otherwise, but its history has it: make the branch anew without this commit",
)
_PUT_BACK = say("trả lại như cũ", "put it back as it was")
_ONE_COMMIT = say(
    "trả lại như cũ, hoặc tạo lại nhánh để chỗ sửa và bản ghi sửa thông tin (correction) nêu nó ở cùng một lần ghi",
    "put it back as it was, or make the branch anew with the edit and a correction that names it in one commit",
)
_LEFT_OUT = say(
    "bản gộp bỏ văn bản mà một nhánh được gộp đã ghi",
    "the merge left out a record that a branch which it merged had",
)
_OTHER_VERSION = say(
    "bản gộp giữ phiên bản khác với phiên bản sau cùng trong các nhánh được gộp",
    "the merge kept another version than the last one in the branches that it merged",
)
_MERGE_AGAIN = say("gộp lại, giữ mọi văn bản của các nhánh", "merge again, and keep all that the branches recorded")
_MADE_UP = (
    say(
        "bản gộp tự sửa văn bản, khác với mọi nhánh được gộp",
        "the merge itself changed the record: no branch that it merged has it so",
    ),
    say("gộp lại, giữ nguyên văn bản", "merge again, and leave the record as it is"),
)
_PAPER_DELETED = (say("tài liệu đã ghi bị xóa", "a paper on record was deleted"), _PUT_BACK)
_PAPER_RENAMED = (say("tài liệu đã ghi bị đổi tên", "a paper on record was renamed"), _PUT_BACK)
_PAPER_REPLACED = (
    say("tài liệu đã ghi bị thay bằng tệp khác", "a paper on record was replaced"),
    say(
        "trả lại như cũ và thêm tệp mới với tên khác",
        "put it back as it was, and add the new file under another name",
    ),
)
_PAPER_HIDDEN = (
    say(
        "tài liệu đã ghi bị thay bằng con trỏ Git LFS mà .gitattributes trước đó không để tên này trong LFS",
        "a paper on record was replaced by a Git LFS pointer, though .gitattributes kept no such name in LFS before",
    ),
    say(
        "trả lại như cũ, hoặc đưa .gitattributes vào nhánh chính trước",
        "put it back as it was, or get .gitattributes onto the main branch first",
    ),
)
_DELETED = (say("văn bản đã ghi bị xóa", "an issued record was deleted"), _PUT_BACK)
_RENAMED = (
    say("văn bản đã ghi bị đổi tên", "an issued record was renamed"),
    say(
        "giữ tên cũ, hoặc thêm trong cùng lần ghi bản ghi sửa thông tin (correction) nêu tên mới",
        "keep its name, or add, in the same commit, a correction that names the new one",
    ),
)
_EDITED = (
    say("văn bản đã ghi bị sửa mà không có bản ghi sửa thông tin", "an issued record was changed without a correction"),
    _ONE_COMMIT,
)
_CORRECTED_ELSEWHERE = (
    say(
        "văn bản đã ghi bị sửa, bản ghi sửa thông tin lại ở lần ghi khác",
        "an issued record was changed in one commit, and its correction stands in another",
    ),
    _ONE_COMMIT,
)


RULE = ChangeRule(
    id="issued-is-final",
    kind="error",
    title=Text("Văn bản đã ghi không được viết lại", "What is issued is final"),
    explanation=Text(
        "Văn bản đã có trong sổ không bị xóa. Nó chỉ được đổi tên hay sửa nội dung khi cùng lần ghi đó thêm bản ghi "
        "sửa thông tin (correction) của cơ quan được sửa nó (correction-by-issuer), nêu đúng văn bản được sửa. Tài "
        "liệu trong files/ thì không bao giờ thay, cũng không thành con trỏ Git LFS, trừ khi .gitattributes của sổ gốc "
        "để tên đó trong LFS và con trỏ ghi đúng mã băm, dung lượng. Mọi lần ghi của nhánh đều được xét, kể cả lần "
        "gộp: sửa ở lần ghi này rồi trả lại ở lần ghi khác vẫn là sửa.",
        "A record of the base is never deleted, nor renamed or changed in its content, unless the same commit adds a "
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
        "Nhánh đổi position của 2021-03-17.opinion.tckh.yml từ disagree thành agree, không kèm bản ghi sửa thông tin.",
        "The branch changes position in 2021-03-17.opinion.tckh.yml from disagree to agree, without a correction.",
    ),
    check=check,
)
