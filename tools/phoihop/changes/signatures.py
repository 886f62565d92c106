"""What Git says of the signatures of a branch's commits, judged by the base's signers alone.

Only SSH signatures count. Git is told the signers and the program by `-c`; neither the change nor the repository's own
settings have a say, except for a list of revoked keys that the machine's keeper may have set (gpg.ssh.revocationFile).
"""

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from phoihop.changes.commits import moment_of
from phoihop.changes.git import Git, NoHistory
from phoihop.changes.signers import KeyHolder, key_holders, signers_of_any_day
from phoihop.language import say
from phoihop.records.register import Register
from phoihop.scratch import scratch_folder

SSH_KEYGEN = "ssh-keygen"
Verdict = Literal["good", "unknown", "bad", "none", "unreadable"]

_VERDICTS: dict[str, Verdict] = {"G": "good", "U": "unknown", "B": "bad", "N": "none"}
"""Git's %G?. With SSH, U is a good signature by a key that nobody here has."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One commit's signature: `fingerprint` is that of the key ("" where there is none)."""

    verdict: Verdict
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """The signatures of commits, the holders of keys by fingerprint, and the base's newest commit date.

    A committer can claim any date, but nothing enters the register before what the base already holds: a key must
    still be good at `base_moment`.
    """

    of_commits: Mapping[str, Signature]
    holders: Mapping[str, tuple[KeyHolder, ...]]
    base_moment: datetime


def holders_in(policy: Register) -> dict[str, tuple[KeyHolder, ...]]:
    """Who holds which key, by its fingerprint."""
    holders: dict[str, tuple[KeyHolder, ...]] = {}
    for holder in key_holders(policy):
        holders[holder.key.fingerprint] = (*holders.get(holder.key.fingerprint, ()), holder)
    return holders


def verify(git: Git, commits: Iterable[str], policy: Register) -> dict[str, Signature]:
    """Verifies these commits in one Git call. Raises `NoHistory` where ssh-keygen is missing."""
    if shutil.which(SSH_KEYGEN) is None:
        raise NoHistory(
            say(
                "chữ ký được kiểm tra bằng ssh-keygen, máy này chưa có; cài OpenSSH (Debian, Ubuntu: openssh-client)",
                "signatures are verified by ssh-keygen, which is missing; install OpenSSH (Debian, Ubuntu: "
                "openssh-client)",
            )
        )
    names = list(commits)
    with scratch_folder() as folder:
        signers = folder / "allowed_signers"
        signers.write_text(signers_of_any_day(policy), encoding="utf-8")
        settings = {
            "gpg.format": "ssh",
            "gpg.ssh.program": SSH_KEYGEN,
            "gpg.ssh.allowedSignersFile": str(signers),
            # A signature of another kind is not looked at: its program's answer would be somebody else's policy.
            "gpg.program": "false",
            "gpg.openpgp.program": "false",
            "gpg.x509.program": "false",
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        form = ("--no-walk=unsorted", "--stdin", "-z", "--format=%H%x00%G?%x00%GF")
        # Given nothing to read, Git would tell of HEAD.
        fields = git.pieces(*options, "log", *form, lines=names) if names else iter(())
        told = (piece.decode("utf-8", "replace") for piece in fields)
        return {
            id_.strip(): Signature(_VERDICTS.get(verdict, "unreadable"), fingerprint)
            for id_, verdict, fingerprint in zip(told, told, told, strict=True)
        }


def newest_moment(git: Git, base: str) -> datetime:
    """The newest date that a commit, or one that it builds on, claims."""
    return max(moment_of(each) for each in git.read("log", "--format=%ct", base, "--").split())
