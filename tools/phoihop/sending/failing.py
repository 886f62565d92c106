"""Why something could not be sent, in one sentence with a way on, from what Git and the other side said in English."""

import re

from phoihop.changes.git import GitFailed
from phoihop.language import Explained, Message, Text, say

KEPT = say("điều đã ghi còn nguyên, chưa gửi", "what is recorded is kept, and not sent")

NO_LFS = say(
    "kho để tài liệu trong Git LFS mà máy này chưa có; {kept}: cài Git LFS, chạy git lfs install, rồi gửi lại",
    "the repository keeps papers in Git LFS, which this machine has not got; {kept}: install Git LFS, run git lfs "
    "install, then send again",
    kept=KEPT,
)


class NotSent(Explained):
    """Nothing was sent, and what is recorded stays as it is. `complaint` is what Git said, in English."""

    def __init__(self, message: Message, complaint: str = "") -> None:
        super().__init__(message)
        self.complaint = complaint


class Unreachable(NotSent):
    """The other side can't be reached; it may be, later."""


_CAUSES: tuple[tuple[str, type[NotSent], Text], ...] = (
    (r"git-lfs|git: 'lfs' is not a git command|external filter|clean filter", NotSent, NO_LFS.text),
    (
        r"could not resolve host|failed to connect|couldn't connect|connection (?:refused|reset|timed out|closed)"
        r"|timed out|network is unreachable|no route to host|name or service not known|could not resolve proxy"
        r"|operation too slow|empty reply from server|temporary failure in name resolution",
        Unreachable,
        Text(
            "không tới được {where}; {kept}: gửi lại khi có mạng",
            "{where} can't be reached; {kept}: send again once there is a network",
        ),
    ),
    (
        r"authentication failed|could not read (?:username|password)|terminal prompts disabled|permission denied"
        r"|invalid (?:username|credentials)|returned error: 40[13]|host key verification failed|access denied"
        r"|not allowed to push|you are not permitted|insufficient permission",
        NotSent,
        Text(
            "{where} không nhận tên đăng nhập, mật khẩu hoặc khóa của Git trên máy này; {kept}: nhờ người quản trị "
            "đặt lại quyền (ví dụ: git config credential.helper), rồi gửi lại",
            "{where} takes none of the names, passwords or keys that Git has on this machine; {kept}: have the "
            "access set right (for instance git config credential.helper), then send again",
        ),
    ),
    (
        r"remote rejected|hook declined|protected branch",
        NotSent,
        Text(
            "{where} từ chối: {answer}; {kept}: hỏi người quản trị kho, rồi gửi lại",
            "{where} refused it: {answer}; {kept}: ask whoever runs the repository, then send again",
        ),
    ),
    (
        r"does not appear to be a git repository|repository .*not found|returned error: 404|not found",
        NotSent,
        Text(
            "ở {where} không có kho Git, hoặc máy này không được xem; {kept}: sửa địa chỉ bằng git remote set-url",
            "there is no Git repository at {where}, or none that this machine may see; {kept}: mend the address "
            "with git remote set-url",
        ),
    ),
    ("", NotSent, Text("Git báo lỗi: {why}; {kept}", "Git failed: {why}; {kept}")),
)
"""By what Git or the other side says, in any case of letters: what it means. The first that fits counts."""


def explained(failure: GitFailed, where: str) -> NotSent:
    """What went wrong between here and the repository at `where`."""
    complaint = failure.complaint
    _words, error, text = next(each for each in _CAUSES if re.search(each[0], complaint, re.IGNORECASE))
    why = " ".join(complaint.split()) or "?"
    # The other side's own words, or else the reason that Git gives for a refusal.
    said = " ".join(" ".join(remote_lines(complaint)).split())
    reasons = re.findall(r"^ ! \[(?:remote )?rejected\].*?\((.*)\)", complaint, re.MULTILINE)
    answer = said or "; ".join(dict.fromkeys(reasons)) or why
    return error(Message(text, {"where": where, "why": why, "answer": answer, "kept": KEPT}), complaint)


def remote_lines(said: str) -> list[str]:
    """The lines that the other side had printed, without the mark that Git puts before them."""
    return [match[1].rstrip() for match in re.finditer(r"^remote: ?(.*?)(?:\x1b\[K)?\s*$", said, re.MULTILINE)]
