"""What one operating system has and another lacks: said here once, for Windows has neither users by number nor links.

(A link there takes rights that nobody has by accident, and Git writes one as a text file.)
"""

import errno
import os
from collections.abc import Mapping
from typing import IO, Any

from phoihop.language import Text

JUST_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Flags to open a file by: its bytes as they are, never through a link, without waiting for a pipe to be filled."""


_REFUSALS: Mapping[int, str] = {
    errno.ENOENT: "không có tệp hay thư mục này",
    errno.EACCES: "không được phép",
    errno.EPERM: "không được phép",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "hết hạn mức của ổ đĩa",
    errno.EISDIR: "đây là thư mục, không phải tệp",
    errno.ENOTDIR: "đây không phải thư mục",
    errno.EEXIST: "đã có tệp hay thư mục tên này",
    errno.ENOTEMPTY: "thư mục không trống",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ELOOP: "liên kết vòng, hoặc là một liên kết",
    errno.EIO: "ổ đĩa đọc, ghi bị lỗi",
    errno.EBUSY: "đang có chương trình khác dùng",
    errno.EMFILE: "quá nhiều tệp đang mở",
}


def refusal(error: OSError) -> Text:
    """Why the system refused, in both languages. What it says itself is English, whoever uses it."""
    own = error.strerror or str(error) or "?"
    return Text(_REFUSALS.get(error.errno or 0, own), own)


def user() -> int:
    """The number of the user who runs this, as files name their owner; 0 where users have no numbers."""
    return os.geteuid() if hasattr(os, "geteuid") else 0


def locked(file: IO[Any], *, waits: bool = True) -> bool | None:
    """Whether this run alone has the lock of an open file now, in its turn if it waits; None where there are no locks.

    It is given back when the file is closed, and by the system however a process ends.
    """
    from filelock import lock_descriptor

    try:
        return lock_descriptor(file.fileno(), blocking=waits)
    except OSError:
        return None
