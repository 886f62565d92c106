"""erasures.yml: what had to leave every copy of the register, by law, and why: a state secret, personal data.

Only its path and digest stay. So outsiders see that a gap is named, and no other gap passes for one.
"""

import json
from datetime import date as Day  # noqa: N812  # `date` is a key of the file, so the type needs a name of its own
from pathlib import Path
from typing import Annotated

import msgspec

from phoihop.records.reading import RecordFile, read_list
from phoihop.records.record import Record, about, whole
from phoihop.records.yaml_door import NotYaml, read_yaml

FILE = "erasures.yml"


class Erasure(Record, frozen=True, kw_only=True):
    """One record or paper that was erased.

    `path` is as in the register, `sha256` the digest of what lay there (as data/head.json counts it), `date` the day on
    which it was erased, and `head` the commit before; "" where there was none.
    """

    path: Annotated[
        str,
        msgspec.Meta(pattern="^tasks/"),
        about("Đường dẫn trong sổ của nội dung đã xóa", "Path in the register of what was erased"),
    ]
    sha256: Annotated[
        str,
        whole("[0-9a-f]{64}"),
        about("Mã băm SHA-256 của nội dung ấy", "SHA-256 of what lay there"),
    ]
    reason: Annotated[str, msgspec.Meta(min_length=1), about("Lý do", "Why")]
    date: Annotated[Day, about("Ngày xóa", "Day on which it was erased")]
    head: Annotated[str, about("Lần ghi trước đó", "The commit before")] = ""


class Erasures(Record, frozen=True, kw_only=True):
    """The whole file, as if its list stood under a key."""

    erasures: tuple[Erasure, ...] = ()


def look_into(root: Path) -> RecordFile | None:
    """The file of the register at `root`, with what is wrong with it; None where there is none."""
    return read_list(root, FILE, Erasures, "erasures") if (root / FILE).exists() else None


def read_erasures(content: bytes | None) -> tuple[Erasure, ...]:
    """The erasures that a file tells; none where it can't be read or does not fit: it then excuses nothing."""
    try:
        tree = read_yaml(content or b"")[0]
        return msgspec.convert(tree, tuple[Erasure, ...], strict=False) if tree else ()
    except (NotYaml, msgspec.ValidationError):
        return ()


def with_erasure(content: bytes | None, erasure: Erasure) -> bytes:
    """The file with one erasure more, at its end."""
    entry = {key: value for key, value in msgspec.to_builtins(erasure).items() if value}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items()]
    return (content or b"") + ("- " + "\n  ".join(lines) + "\n").encode()
