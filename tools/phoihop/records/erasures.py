"""erasures.yml: what had to leave every copy of the register, by law, and why: a state secret, personal data.

Only its path and digest stay. So outsiders see that a gap is named, and no other gap passes for one.
"""

import datetime
import json
from typing import Annotated

import msgspec

from phoihop.records.yaml_door import Refused, read_yaml

FILE = "erasures.yml"


class Erasure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One record or paper that was erased.

    `path` is as in the register, `sha256` the digest of what lay there (as data/head.json counts it), `date` the day on
    which it was erased, and `head` the commit before; "" where there was none.
    """

    path: Annotated[str, msgspec.Meta(pattern="^tasks/")]
    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    reason: Annotated[str, msgspec.Meta(min_length=1)]
    date: datetime.date
    head: str = ""


def read_erasures(content: bytes | None) -> tuple[Erasure, ...]:
    """The erasures that a file tells; none where it can't be read or does not fit: it then excuses nothing."""
    try:
        tree = read_yaml(content or b"")[0]
        return msgspec.convert(tree, tuple[Erasure, ...], strict=False) if tree else ()
    except (Refused, msgspec.ValidationError):
        return ()


def with_erasure(content: bytes | None, erasure: Erasure) -> bytes:
    """The file with one erasure more, at its end."""
    entry = {key: value for key, value in msgspec.to_builtins(erasure).items() if value}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items()]
    return (content or b"") + ("- " + "\n  ".join(lines) + "\n").encode()
