"""Signed commits in real repositories, with keys made by ssh-keygen: whose key it is decides, not what is claimed."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from phoihop.changes.audit import audit
from phoihop.changes.git import Git, NoHistory
from phoihop.changes.repository import Repository
from phoihop.language import word
from phoihop.records.register import load_register

from tests.review.branches import AUTHORITY, KTHT, OPINION, REGISTRAR, STRANGER, TCKH, TNMT, TODAY, BranchStory, at


@dataclass(frozen=True)
class Key:
    """A key pair in files; `public` is the public key's line."""

    private: Path
    public: str


def make_key(folder: Path, name: str) -> Key:
    assert shutil.which("ssh-keygen"), "these tests need ssh-keygen; install OpenSSH (Debian, Ubuntu: openssh-client)"
    file = folder / name
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(file)], check=True)
    return Key(file, file.with_suffix(".pub").read_text().strip())


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Key]:
    folder = tmp_path_factory.mktemp("keys")
    return {
        email: make_key(folder, email.split("@")[1].split(".")[0]) for email in (AUTHORITY, TNMT, TCKH, KTHT, STRANGER)
    }


@pytest.fixture
def story(tmp_path: Path, keys: dict[str, Key]) -> BranchStory:
    return BranchStory(tmp_path, keys={email: key.public for email, key in keys.items() if email != STRANGER})


def propose(story: BranchStory, author: str, key: Key | None) -> BranchStory:
    story.write("2021-03-24.opinion.ktht", OPINION).commit(author, key=key.private if key else None)
    return story


SIGNED_OPINION = ["signed 2021-03-24.opinion.ktht"]


def test_a_commit_signed_by_its_agencys_key_passes(story: BranchStory, keys: dict[str, Key]) -> None:
    propose(story, KTHT, keys[KTHT])
    assert story.broken(signed=True) == []
    said = [word(each, "vi") for each in story.review(signed=True).limits]
    assert said == ["Đã kiểm tra chữ ký của mọi lần ghi theo khóa trong sổ gốc."]


def test_an_unsigned_commit_is_refused_only_where_signatures_are_asked_for(story: BranchStory) -> None:
    propose(story, KTHT, None)
    assert story.broken(signed=True) == SIGNED_OPINION
    assert story.broken() == []
    assert "theo lời khai" in word(story.review().limits[0], "vi")


def test_a_forged_author_with_another_agencys_key_is_refused(story: BranchStory, keys: dict[str, Key]) -> None:
    propose(story, KTHT, keys[TCKH])
    assert story.broken(signed=True) == SIGNED_OPINION


def test_a_key_that_the_base_does_not_know_is_refused(story: BranchStory, keys: dict[str, Key]) -> None:
    propose(story, KTHT, keys[STRANGER])
    assert story.broken(signed=True) == SIGNED_OPINION


def test_a_key_added_by_the_change_signs_nothing(story: BranchStory, keys: dict[str, Key]) -> None:
    own = f"email: {KTHT}\n    key: {keys[STRANGER].public}\n"
    old = f"email: {KTHT}\n    key: {keys[KTHT].public}\n"
    story.edit("agencies/ktht.yml", {old: own}).commit(AUTHORITY, key=keys[STRANGER].private)
    propose(story, KTHT, keys[STRANGER])
    assert story.broken(signed=True) == ["signed agencies/ktht", *SIGNED_OPINION]


def test_every_commit_counts_merges_too(story: BranchStory, keys: dict[str, Key]) -> None:
    story.switch("side", new=True)
    propose(story, KTHT, keys[KTHT])
    story.switch("proposal").merge("side", TNMT)
    assert story.broken(signed=True) == ["signed register"]
    story.git("reset", "-q", "--hard", "HEAD~1")
    story.merge("side", TNMT, key=keys[TNMT].private)
    assert story.broken(signed=True) == []


def test_a_colleagues_key_makes_nobody_a_registrar(story: BranchStory, keys: dict[str, Key]) -> None:
    """A registrar is a member of VP here; another member of VP signs what only the registrar may write."""
    story.switch("main").write(
        "agencies/vp.yml",
        "name: Văn phòng\nshort: VP\nkind: department\nmembers:\n"
        f"  - role: Giữ sổ\n    email: {REGISTRAR}\n    key: {keys[TCKH].public}\n"
        f"  - role: Khác\n    email: khac@vp.example\n    key: {keys[STRANGER].public}\n",
    ).commit(AUTHORITY)
    story.switch("next", new=True)
    propose(story, REGISTRAR, keys[STRANGER])
    assert story.broken(signed=True, head="next") == SIGNED_OPINION
    story.git("reset", "-q", "--hard", "HEAD~1")
    propose(story, REGISTRAR, keys[TCKH])
    assert story.broken(signed=True, head="next") == []


def end_agency(story: BranchStory, day: str) -> None:
    """On the main branch, KTHT's days are over."""
    story.switch("main").edit("agencies/ktht.yml", {"kind: department\n": f"kind: department\nuntil: {day}\n"})


def test_an_expired_key_is_not_revived_by_a_backdated_commit(story: BranchStory, keys: dict[str, Key]) -> None:
    end_agency(story, "2021-03-24")
    story.commit(AUTHORITY, when=at(2021, 3, 25))
    story.switch("next", new=True).write("2021-03-24.opinion.ktht", OPINION)
    story.commit(KTHT, when=at(2021, 3, 24), key=keys[KTHT].private)
    assert story.broken(signed=True, head="next") == SIGNED_OPINION
    told = [word(each.message, "en") for each in story.review(head="next", signed=True).findings]
    assert any("not in force" in each and "24/3/2021" in each and "25/3/2021" in each for each in told)


def test_a_branch_that_starts_before_the_end_revives_no_key_either(story: BranchStory, keys: dict[str, Key]) -> None:
    story.write("2021-03-24.opinion.ktht", OPINION)
    story.commit(KTHT, when=at(2021, 3, 24), key=keys[KTHT].private)
    end_agency(story, "2021-03-24")
    story.commit(AUTHORITY, when=at(2021, 3, 25))
    assert story.broken(signed=True) == SIGNED_OPINION


def test_the_last_day_counts_in_the_registers_time_zone(story: BranchStory, keys: dict[str, Key]) -> None:
    end_agency(story, "2021-03-24")
    story.commit(AUTHORITY, when=at(2021, 3, 23))
    for when, broken in ((at(2021, 3, 24, 23), []), (at(2021, 3, 25, 0), SIGNED_OPINION)):
        story.switch("main").switch(f"next-{when.hour}", new=True).write("2021-03-24.opinion.ktht", OPINION)
        story.commit(KTHT, when=when, key=keys[KTHT].private)
        assert story.broken(signed=True, head=f"next-{when.hour}") == broken


def test_a_signature_of_another_content_is_refused(story: BranchStory, keys: dict[str, Key]) -> None:
    propose(story, KTHT, keys[KTHT])
    raw = story.git("cat-file", "commit", "HEAD") + "\n"
    forged = story.git("hash-object", "-t", "commit", "-w", "--stdin", input_=raw.replace("\n\nGhi", "\n\nSửa"))
    story.git("update-ref", "refs/heads/proposal", forged)
    assert story.broken(signed=True) == SIGNED_OPINION


@pytest.mark.parametrize(
    "verdict",
    [b"B", b"N", b"X", b"Y", b"R", b"E", b"Z", b""],
    ids=[
        "bad",
        "none",
        "expired",
        "by an expired key",
        "by a revoked key",
        "can't be checked",
        "a later Git's",
        "empty",
    ],
)
def test_nothing_else_that_git_says_is_taken_for_good(
    verdict: bytes, story: BranchStory, keys: dict[str, Key], monkeypatch: pytest.MonkeyPatch
) -> None:
    """git-log(1), %G?: even where Git names the key, as it does here, and the key is its agency's."""
    propose(story, KTHT, keys[KTHT])
    pieces = Git.pieces

    def otherwise(self: Git, *arguments: str, **more: Any) -> Iterator[bytes]:
        asked = "%G?" in " ".join(arguments)
        yield from (verdict if asked and each == b"G" else each for each in pieces(self, *arguments, **more))

    assert story.broken(signed=True) == []
    monkeypatch.setattr(Git, "pieces", otherwise)
    assert story.broken(signed=True) == SIGNED_OPINION


def test_programs_and_signers_of_the_repositorys_settings_have_no_say(
    story: BranchStory, keys: dict[str, Key], tmp_path: Path
) -> None:
    propose(story, KTHT, keys[STRANGER])
    trusting = tmp_path / ".git" / "trusting"
    trusting.write_text(f"{KTHT} {keys[STRANGER].public}\n")
    story.git("config", "gpg.ssh.allowedSignersFile", str(trusting))
    story.git("config", "gpg.ssh.program", "true")
    story.git("config", "gpg.format", "ssh")
    assert story.broken(signed=True) == SIGNED_OPINION


def test_a_key_for_another_purpose_is_refused(story: BranchStory, keys: dict[str, Key], tmp_path: Path) -> None:
    """A signature that a key made under another namespace than git's says nothing of a commit."""
    story.write("2021-03-24.opinion.ktht", OPINION).commit(KTHT)
    raw = story.git("cat-file", "commit", "HEAD") + "\n"
    signature = subprocess.run(
        ["ssh-keygen", "-q", "-Y", "sign", "-n", "file", "-f", str(keys[KTHT].private)],
        input=raw,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    folded = "gpgsig " + "\n ".join(signature.strip().splitlines())
    forged = raw.replace("\n\n", f"\n{folded}\n\n", 1)
    story.git(
        "update-ref", "refs/heads/proposal", story.git("hash-object", "-t", "commit", "-w", "--stdin", input_=forged)
    )
    assert story.broken(signed=True) == SIGNED_OPINION


def test_without_ssh_keygen_signatures_can_not_be_asked_for(
    story: BranchStory, keys: dict[str, Key], monkeypatch: pytest.MonkeyPatch
) -> None:
    propose(story, KTHT, keys[KTHT])
    monkeypatch.setattr("phoihop.changes.signatures.SSH_KEYGEN", "no-such-program")
    with pytest.raises(NoHistory, match="openssh-client"):
        story.review(signed=True, today=TODAY)


def signed_in_history(story: BranchStory) -> list[tuple[str, str]]:
    """What `verify` finds of signatures, once the branch is the main line."""
    story.git("switch", "-q", "main")
    story.git("merge", "-q", "--ff-only", "proposal")
    repository, register = Repository(story.root), load_register(story.root)
    found = audit(repository, register, require_signatures=True).findings
    assert "signed" not in {each.rule for each in audit(repository, register).findings}
    return [(each.severity, each.file.rpartition("/")[2]) for each in found if each.rule == "signed"]


@pytest.mark.parametrize("signer", [KTHT, TCKH, STRANGER, None])
def test_a_history_names_what_a_review_refuses(story: BranchStory, keys: dict[str, Key], signer: str | None) -> None:
    propose(story, KTHT, keys[signer] if signer else None)
    refused = story.broken(signed=True)
    named = [] if signer == KTHT else [("breach", "2021-03-24.opinion.ktht.yml")]
    assert (signed_in_history(story), bool(refused)) == (named, signer != KTHT)


def test_a_key_counts_in_a_history_from_the_commit_after_the_one_that_lists_it(
    story: BranchStory, keys: dict[str, Key]
) -> None:
    old, new = (keys[each].public.split()[1] for each in (KTHT, STRANGER))
    story.edit("agencies/ktht.yml", {old: new}).commit(AUTHORITY, key=keys[AUTHORITY].private)
    propose(story, KTHT, keys[KTHT])
    story.write("2021-03-25.opinion.tckh", OPINION.replace("ktht", "tckh").replace("2021-03-24", "2021-03-25"))
    story.commit(TCKH, key=keys[TCKH].private)
    assert signed_in_history(story) == [("breach", "2021-03-24.opinion.ktht.yml")]
