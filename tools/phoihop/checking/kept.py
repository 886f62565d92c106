"""What earlier runs found: one file for each register, day, configuration and version of the tool."""

from hashlib import blake2b
from pathlib import Path

import msgspec

from phoihop.checking.summary import TaskSummary
from phoihop.keeping import KeptFile, digest_of
from phoihop.records.register import Register

FILES_KEPT = 4
"""For how many days or configurations of a register results are kept, the newest used."""

_MARK = b"phoihop kept 1\n"

Summaries = dict[str, TaskSummary]
"""By task id."""


def kept_summaries(folder: Path, topic: bytes) -> KeptFile[Summaries]:
    """The results of earlier runs on a register, in one file of `folder`; `topic` is what else they depend on."""
    return KeptFile(folder / f"{topic.hex()}.kept", _MARK, Summaries)


def configuration(register: Register) -> bytes:
    """A digest of what the judgement of any task depends on besides its folder: settings and agencies."""
    known = (
        register.settings,
        register.is_readable,
        dict(sorted(register.agencies.items())),
        sorted(register.unreadable_agencies),
        sorted(register.erased),
    )
    return blake2b(msgspec.msgpack.encode(known), digest_size=16).digest()


def topic_of(register: Register, *also: str) -> bytes:
    """What kept results depend on: the configuration, who reads, the tool itself, and what `also` says."""
    return digest_of((configuration(register), *also))
