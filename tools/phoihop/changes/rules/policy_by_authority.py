"""What is nobody's record, and what Git and forges read, changes by the authority's members or registrars only."""

from collections.abc import Iterator

from phoihop.changes.change import Change
from phoihop.changes.places import place_of
from phoihop.changes.rules.rule import ChangeRule, FoundInChange
from phoihop.language import Text, say
from phoihop.records.register import SETTINGS_FILE


def check(change: Change) -> Iterator[FoundInChange]:
    told: set[tuple[str, str]] = set()
    for written, place in change.written("policy", "other"):
        address = written.commit.email
        if not change.is_policy(place) or (written.path, address) in told or change.writers.may_set_policy(address):
            continue
        told.add((written.path, address))
        yield FoundInChange(
            place,
            say(
                "{email} ({commit}) không được đổi {name}: thiết lập của sổ, danh sách cơ quan và cấu hình kiểm tra "
                "chỉ do cơ quan giao nhiệm vụ hoặc người giữ sổ thay đổi",
                "{email} ({commit}) may not change {name}: the register's settings, its agencies and what checks it "
                "are changed by the authority or a registrar",
                email=address,
                commit=written.commit.id[:12],
                name=place.name,
            ),
            written.commit.id,
        )
    for commit in change.branch.commits:
        left, came = change.branch.moved.get(commit.id, ("", ""))
        # Whoever merges a move that the base made follows it.
        if left != came != change.place_at_base and not change.writers.may_set_policy(commit.email):
            message = say(
                "{email} ({commit}) không được chuyển sổ từ thư mục “{left}” sang “{came}”: chỉ cơ quan giao nhiệm vụ "
                "hoặc người giữ sổ được chuyển",
                "{email} ({commit}) may not move the register from folder “{left}” to “{came}”: only the authority or "
                "a registrar does",
                email=commit.email,
                commit=commit.id[:12],
                left=left or "./",
                came=came or "./",
            )
            yield FoundInChange(place_of(SETTINGS_FILE), message, commit.id)


RULE = ChangeRule(
    id="policy-by-authority",
    kind="error",
    title=Text("Thiết lập chỉ do cơ quan giao nhiệm vụ thay đổi", "Policy is set by the authority"),
    explanation=Text(
        "register.yml, agencies/, mkdocs.yml, schema/ và cấu hình kiểm tra (.github/, .gitlab-ci.yml, .forgejo/, "
        ".pre-commit-config.yaml, .gitattributes, CODEOWNERS, .gitignore cạnh bản ghi) quyết định ai được ghi và điều "
        "gì bị coi là lỗi. Từ định dạng 2, mọi tệp khác của sổ ngoài thư mục nhiệm vụ (trang viết tay, mẫu, giao diện, "
        "hook, tên chỉ khác chữ hoa, chữ thường) cũng vậy, trừ những gì open trong register.yml để ngỏ. Chỉ thành viên "
        "cơ quan giao nhiệm vụ hoặc người giữ sổ, theo sổ gốc, được đổi.",
        "register.yml, agencies/, mkdocs.yml, schema/ and the checks' configuration (.github/, .gitlab-ci.yml, "
        ".forgejo/, .pre-commit-config.yaml, .gitattributes, CODEOWNERS, a .gitignore among the records) decide who "
        "may write and what is an error. Since format 2 so is whatever else lies in the register outside the tasks' "
        "folders (pages, templates, themes, hooks, twins of a name in other letters), but for what `open` in "
        "register.yml leaves free. Only members of the authority, or registrars, by the base's register, change them.",
    ),
    good=Text(
        "vanthu.ubnd@…, người giữ sổ, thêm một thành viên vào agencies/tckh.yml.",
        "vanthu.ubnd@…, a registrar, adds a member to agencies/tckh.yml.",
    ),
    bad=Text(
        "chuyenvien1.tckh@… ghi opinion-evidence: off vào register.yml.",
        "chuyenvien1.tckh@… writes opinion-evidence: off into register.yml.",
    ),
    check=check,
)
