"""What Git says of the signatures of a branch's commits, judged by the base's signers alone.

Only SSH signatures count. Git is told the signers and the program by `-c`; neither the change nor the repository's own
settings have a say, except for a list of revoked keys that the machine's keeper may have set (gpg.ssh.revocationFile).
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from phoihop.changes.branch import Branch
from phoihop.changes.git import Git, NoHistory
from phoihop.changes.raw_log import moment_of
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
    """The signatures of a branch by commit, the holders of keys by fingerprint, and the base's newest commit date.

    A committer can claim any date, but nothing enters the register before what the base already holds: a key must
    still be good at `base_moment`.
    """

    of_commits: Mapping[str, Signature]
    holders: Mapping[str, tuple[KeyHolder, ...]]
    base_moment: datetime


def verify(git: Git, branch: Branch, policy: Register) -> Signatures:
    """Verifies every commit of a branch in one Git call. Raises `NoHistory` where ssh-keygen is missing."""
    if shutil.which(SSH_KEYGEN) is None:
        raise NoHistory(
            say(
                "chữ ký được kiểm tra bằng ssh-keygen, máy này chưa có; cài OpenSSH (Debian, Ubuntu: openssh-client)",
                "signatures are verified by ssh-keygen, which is missing; install OpenSSH (Debian, Ubuntu: "
                "openssh-client)",
            )
        )
    holders: dict[str, list[KeyHolder]] = {}
    for holder in key_holders(policy):
        holders.setdefault(holder.key.fingerprint, []).append(holder)
    return Signatures(
        of_commits=_signatures(git, branch, policy),
        holders={fingerprint: tuple(each) for fingerprint, each in holders.items()},
        base_moment=_newest_moment(git, branch.base),
    )


def _signatures(git: Git, branch: Branch, policy: Register) -> dict[str, Signature]:
    if not branch.commits:
        return {}
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
        output = git.told(*options, "log", *form, lines=(commit.id for commit in branch.commits))
    fields = output.decode("utf-8", "replace").split("\0")
    found: dict[str, Signature] = {}
    for start in range(0, len(fields) - 2, 3):
        id_, verdict, fingerprint = fields[start : start + 3]
        found[id_.strip()] = Signature(_VERDICTS.get(verdict, "unreadable"), fingerprint)
    return found


def _newest_moment(git: Git, base: str) -> datetime:
    times = git.read("log", "--format=%ct", base, "--").split()
    return max(moment_of(each) for each in times)
