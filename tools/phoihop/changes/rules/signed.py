"""Every commit is signed by a key of its author's agency, by the base's keys (only where signatures are asked for)."""

from collections.abc import Iterator

from phoihop.changes.change import Change
from phoihop.changes.commits import Commit
from phoihop.changes.places import Place, place_of
from phoihop.changes.rules.author_may_write import may_write
from phoihop.changes.rules.rule import ChangeRule, FoundInChange
from phoihop.changes.signatures import KeyHolder, Signatures
from phoihop.language import Agency, Message, Text, say
from phoihop.records.register import SETTINGS_FILE


def check(change: Change) -> Iterator[FoundInChange]:
    if change.signatures is None:
        return
    for commit in change.branch.commits:
        message = _message(change, change.signatures, commit)
        if message:
            yield FoundInChange(_place(change, commit), message, commit.id)


def _message(change: Change, signatures: Signatures, commit: Commit) -> Message | None:
    found = signatures.of_commits.get(commit.id)
    holders = signatures.holders.get(found.fingerprint, ()) if found else ()
    facts = {"commit": commit.id[:12], "email": commit.email, "key": found.fingerprint if found else ""}
    match found.verdict if found else "none":
        case "none":
            return say(
                "lần ghi {commit} của {email} chưa được ký; ký bằng khóa SSH đã đăng ký trong agencies/ (git commit "
                "-S)",
                "commit {commit} by {email} is not signed; sign it with the SSH key that agencies/ lists (git commit "
                "-S)",
                **facts,
            )
        case "bad":
            return say(
                "chữ ký của lần ghi {commit} ({email}) không khớp nội dung; tạo lại lần ghi và ký lại",
                "the signature of commit {commit} ({email}) does not fit its content; make and sign it anew",
                **facts,
            )
        case "unreadable":
            return say(
                "không kiểm tra được chữ ký của lần ghi {commit} ({email}); chỉ nhận chữ ký SSH",
                "the signature of commit {commit} ({email}) can't be verified; only SSH signatures count",
                **facts,
            )
    if not holders:
        return say(
            "lần ghi {commit} của {email} được ký bằng khóa {key}, sổ gốc không có khóa này",
            "commit {commit} by {email} is signed by the key {key}, which the base's register does not list",
            **facts,
        )
    in_force = [holder for holder in holders if _is_in_force(change, signatures, commit, holder)]
    if not in_force:
        return say(
            "khóa ký lần ghi {commit} ({email}) của {agency} không có hiệu lực: xét theo ngày {day} của lần ghi và "
            "ngày {base} là lần ghi mới nhất của nhánh chính",
            "the key that signs commit {commit} ({email}), of {agency}, is not in force: judged by the commit's date "
            "{day} and by {base}, the date of the base's newest commit",
            agency=tuple(Agency(holder.seat.agency) for holder in holders),
            day=change.policy.day_of(commit.committed),
            base=change.policy.day_of(signatures.base_moment),
            **facts,
        )
    agencies = change.writers.agencies_of(commit.email)
    signers = [holder for holder in in_force if holder.seat.agency in agencies]
    if not signers:
        return say(
            "lần ghi {commit} ghi tác giả là {email} nhưng được ký bằng khóa của {agency}",
            "commit {commit} names {email} as its author, but is signed by a key of {agency}",
            agency=tuple(Agency(holder.seat.agency) for holder in in_force),
            **facts,
        )
    if not any(_may_have_written(change, commit, holder) for holder in signers):
        return say(
            "lần ghi {commit} ({email}) được ký bằng khóa của {signer}, người này không được ghi nội dung đó",
            "commit {commit} ({email}) is signed by the key of {signer}, who may not write what it writes",
            signer=tuple(holder.seat.member.email for holder in signers),
            **facts,
        )
    return None


def _is_in_force(change: Change, signatures: Signatures, commit: Commit, holder: KeyHolder) -> bool:
    """Whether a key is good when the commit claims to be made, and still at the base's newest commit.

    A backdated commit revives no key: what enters the register now comes after all that it holds.
    """
    day, base = change.policy.day_of(commit.committed), change.policy.day_of(signatures.base_moment)
    if holder.since and day < holder.since:
        return False
    return holder.until is None or max(day, base) <= holder.until


def _may_have_written(change: Change, commit: Commit, holder: KeyHolder) -> bool:
    """Whether the holder of a key may write all that a commit writes: an agency's key makes nobody its registrar."""
    address = holder.seat.member.email
    for written in change.written_by.get(commit.id, []):
        place = place_of(written.path)
        if change.is_policy(place) and not change.writers.may_set_policy(address):
            return False
        if place.role == "record" and written.left and not may_write(change, address, written, place):
            return False
    return True


def _place(change: Change, commit: Commit) -> Place:
    """The first file that a commit wrote, for its finding to stand at; the register's settings where it wrote none."""
    wrote = change.written_by.get(commit.id)
    return place_of(wrote[0].path if wrote else SETTINGS_FILE)


RULE = ChangeRule(
    id="signed",
    kind="error",
    title=Text("Lần ghi được ký", "Commits are signed"),
    explanation=Text(
        "Chỉ xét khi bật --require-signatures. Mỗi lần ghi của nhánh, kể cả lần ghi gộp, có chữ ký SSH đúng, bằng "
        "khóa mà sổ gốc ghi cho cơ quan của tác giả; người giữ khóa được ghi nội dung đó. Khóa phải còn hiệu lực "
        "(since, until của cơ quan) cả vào ngày của lần ghi lẫn ngày lần ghi mới nhất của nhánh chính, nên lùi ngày "
        "không làm khóa hết hạn dùng lại được.",
        "Only with --require-signatures. Every commit of the branch, merges too, has a good SSH signature by a key "
        "that the base's register lists for its author's agency, and the key's holder may write what it writes. The "
        "key must be in force (since and until of the agency) on the commit's date and still at the base's newest "
        "commit, so that no backdating revives an expired key.",
    ),
    good=Text(
        "Văn thư TCKH ghi ý kiến của TCKH và ký bằng khóa của mình trong agencies/tckh.yml.",
        "TCKH's clerk records TCKH's opinion, and signs with their own key in agencies/tckh.yml.",
    ),
    bad=Text(
        "Một thành viên TNMT ghi tác giả là vanthu.tckh@… và ký bằng khóa của TNMT.",
        "A member of TNMT names vanthu.tckh@… as the author, and signs with a key of TNMT.",
    ),
    check=check,
)
