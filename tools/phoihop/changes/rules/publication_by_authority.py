"""What is published and what is withheld, once on record, changes by the authority's members or registrars only."""

from collections.abc import Iterator

from phoihop.changes.change import Change
from phoihop.changes.rules.rule import ChangeRule, FoundInChange
from phoihop.language import Text, say
from phoihop.records.yaml_door import Tree


def check(change: Change) -> Iterator[FoundInChange]:
    told: set[tuple[str, str]] = set()
    for written, place in change.written("record"):
        email, renamed = written.commit.email, change.renames.get(written.path)
        before = written.sealed or (renamed.before if renamed else None)
        if before is None or written.left is None or change.writers.may_set_policy(email):
            continue
        was, now = (visibility(change.contents.keys(each)) for each in (before, written.left))
        if was != now and (written.path, email) not in told:
            told.add((written.path, email))
            message = say(
                "{email} ({commit}) không được đổi việc công bố ({what}): publish và restricted đã ghi chỉ do cơ quan "
                "giao nhiệm vụ hoặc người giữ sổ đổi",
                "{email} ({commit}) may not change what is published ({what}): publish and restricted, once on record, "
                "are changed by the authority or a registrar",
                email=email,
                commit=written.commit.id[:12],
                what=tuple(each or "publish" for each in sorted(was.keys() | now) if was.get(each) != now.get(each)),
            )
            yield FoundInChange(place, message, written.commit.id, place.agency)


def visibility(keys: Tree | None) -> dict[str, str]:
    """What is said of being published, by the paper's path, "" for the task itself; nothing where nothing is said."""
    said = dict(_restricted(keys))
    publish = keys.get("publish") if isinstance(keys, dict) else None
    return said | ({"": publish} if isinstance(publish, str) and publish else {})


def _restricted(keys: Tree | None) -> Iterator[tuple[str, str]]:
    match keys:
        case list():
            for each in keys:
                yield from _restricted(each)
        case dict():
            path, restricted = keys.get("path"), keys.get("restricted")
            if isinstance(path, str) and isinstance(restricted, str) and restricted:
                yield path, restricted
            for each in keys.values():
                yield from _restricted(each)


RULE = ChangeRule(
    id="publication-by-authority",
    kind="error",
    title=Text("Công bố do cơ quan giao nhiệm vụ quyết định", "Publication is set by the authority"),
    explanation=Text(
        "Nhiệm vụ được công bố khi nào, tài liệu nào không công bố là do người ghi lần đầu đặt. Đã ghi rồi "
        "thì chỉ thành viên cơ quan giao nhiệm vụ hoặc người giữ sổ, theo sổ gốc, được đổi, kể cả khi có bản ghi sửa "
        "thông tin: tài liệu đã được giữ lại không thể công bố chỉ vì một cơ quan muốn vậy.",
        "When a task is published, and which papers are not, is set by whoever records first. "
        "Once on record, only members of the authority, or registrars, by the base's register, change it, with a "
        "correction or without: no paper that is withheld becomes public because one agency wants it.",
    ),
    keys=Text(
        "Ghi ở “publish” của nhiệm vụ, “restricted” của tài liệu; “papers: publish” trong register.yml là thiết lập, "
        "theo quy tắc policy-by-authority.",
        "Set by a task's `publish` and a paper's `restricted`; `papers: publish` in register.yml is a setting, under "
        "the rule policy-by-authority.",
    ),
    good=Text(
        "vanthu.ubnd@… thêm restricted: true cho một tài liệu của TCKH, kèm bản ghi sửa thông tin.",
        "vanthu.ubnd@… adds restricted: true to a paper of TCKH, with a correction.",
    ),
    bad=Text(
        "chuyenvien1.tckh@… bỏ restricted: true của tài liệu do chính TCKH ghi, kèm bản ghi sửa thông tin.",
        "chuyenvien1.tckh@… drops restricted: true of a paper that TCKH itself recorded, with a correction.",
    ),
    check=check,
)
