"""CODEOWNERS and allowed signers from agencies/, and the command that prints, writes and compares them."""

import subprocess
from pathlib import Path

import pytest
from phoihop.changes.owners import codeowners
from phoihop.changes.signatures import allowed_signers, is_exact, signing_key
from phoihop.records.register import load_register

from tests.cli.run import output_of, run
from tests.review.branches import AUTHORITY, KTHT, REGISTRAR, TCKH, TNMT, BranchStory

ED25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBVy3Bu5cOjOV0Qbn2ewVpTG9xXl1m4kLd0QZcbxnGl5"


@pytest.fixture
def story(tmp_path: Path) -> BranchStory:
    return BranchStory(tmp_path, keys={KTHT: f"{ED25519} van-thu"})


def owners_of(text: str, pattern: str) -> list[str]:
    return next(line.split(" ")[1:] for line in text.splitlines() if line.split(" ")[0] == pattern)


def test_an_agencys_documents_are_its_members_and_the_rest_the_authoritys(story: BranchStory) -> None:
    text = codeowners(load_register(story.root))
    assert owners_of(text, "/tasks/**/*.tckh.yml") == [TCKH]
    assert owners_of(text, "/tasks/**/task.yml") == [AUTHORITY, REGISTRAR]
    assert owners_of(text, "/tasks/**/*.so-tnmt.yml") == [AUTHORITY, REGISTRAR]
    for policy in ("/register.yml", "/agencies", "/.github", "/.gitlab-ci.yml", "**/.gitattributes"):
        assert owners_of(text, policy) == [AUTHORITY, REGISTRAR]


def test_a_register_in_a_folder_is_named_with_it(tmp_path: Path) -> None:
    story = BranchStory(tmp_path, place="sổ theo dõi")
    text = output_of(story.root, "owners", "codeowners")
    assert "/sổ\\ theo\\ dõi/tasks/**/*.tckh.yml vanthu@tckh.example\n" in text
    assert "\n/.github " in text


def test_aliases_are_owners_too(story: BranchStory) -> None:
    story.edit("agencies/tnmt.yml", {f"email: {TNMT}\n": f"email: {TNMT}\n    aliases: [tnmt@forge.example]\n"})
    assert owners_of(codeowners(load_register(story.root)), "/tasks/**/*.tnmt.yml") == [TNMT, "tnmt@forge.example"]


def test_a_key_is_good_from_since_to_the_end_of_until(story: BranchStory) -> None:
    story.edit("agencies/ktht.yml", {"kind: department\n": "kind: department\nsince: 2021-01-01\nuntil: 2021-06-30\n"})
    assert allowed_signers(load_register(story.root)) == (
        f'{KTHT} namespaces="git",valid-after="20210101",valid-before="20210701" {ED25519}\n'
    )


def test_openssh_reads_the_file(story: BranchStory, tmp_path: Path) -> None:
    file = tmp_path / "signers"
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    story.edit("agencies/ktht.yml", {ED25519 + " van-thu": key.with_suffix(".pub").read_text().strip()})
    story.edit("agencies/ktht.yml", {"kind: department\n": "kind: department\nsince: 2021-01-01\nuntil: 2021-06-30\n"})
    output_of(story.root, "owners", "allowed-signers", "--output", str(file))
    signature = subprocess.run(
        ["ssh-keygen", "-q", "-Y", "sign", "-n", "git", "-f", str(key)], input=b"x", capture_output=True, check=True
    ).stdout
    (tmp_path / "x.sig").write_bytes(signature)

    def principals(day: str) -> str:
        verify = ["ssh-keygen", "-Y", "find-principals", "-s", str(tmp_path / "x.sig"), "-f", str(file)]
        found = subprocess.run([*verify, f"-Overify-time={day}120000"], capture_output=True, text=True, check=False)
        return found.stdout.strip()

    assert [principals(day) for day in ("20201231", "20210101", "20210630", "20210701")] == ["", KTHT, KTHT, ""]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "AAAAC3NzaC1lZDI1NTE5AAAAIBVy3Bu5cOjOV0Qbn2ewVpTG9xXl1m4kLd0QZcbxnGl5",
        ED25519.replace("ssh-ed25519", "ssh-rsa"),
        f"{ED25519}\n* {ED25519}",
        f"cert-authority {ED25519}",
        f'namespaces="*" {ED25519}',
        ED25519.replace("ssh-ed25519", "ssh-ed25519-cert-v01@openssh.com"),
        "ssh-ed25519 !!!!",
        "-----BEGIN OPENSSH PRIVATE KEY-----",
    ],
)
def test_what_is_no_single_public_key_is_left_out(text: str) -> None:
    assert signing_key(text) is None


def test_a_comment_of_a_key_is_dropped() -> None:
    key = signing_key(f" {ED25519} van thu * KTHT ")
    assert key is not None
    assert f"{key.type} {key.blob}" == ED25519


@pytest.mark.parametrize(
    "address", ["*@x.example", "a,b@x.example", "!a@x.example", "a?@x.example", "#a@x.example", 'a"@x']
)
def test_an_address_that_means_more_is_left_out_and_told(address: str, story: BranchStory) -> None:
    assert not is_exact(address)
    story.edit("agencies/ktht.yml", {f"email: {KTHT}": f"email: '{address}'"})
    for name in ("codeowners", "allowed-signers"):
        result = run(story.root, "owners", name)
        assert address not in result.stdout
        assert "ktht" in result.stderr
        assert address in result.stderr


@pytest.mark.parametrize("name", ["codeowners", "allowed-signers"])
def test_a_stale_file_is_told_by_the_exit_code(name: str, story: BranchStory) -> None:
    assert run(story.root, "owners", name, "--check", "made").exit_code == 1
    assert run(story.root, "owners", name, "--output", "made").exit_code == 0
    assert (story.root / "made").read_text(encoding="utf-8") == output_of(story.root, "owners", name)
    assert run(story.root, "owners", name, "--check", "made").exit_code == 0
    story.edit("agencies/ktht.yml", {f"email: {KTHT}": "email: moi@ktht.example"})
    result = run(story.root, "--lang", "en", "owners", name, "--check", "made")
    assert result.exit_code == 1
    assert f"phoihop owners {name} --output" in result.stderr


def test_check_and_output_together_are_refused(story: BranchStory) -> None:
    assert run(story.root, "owners", "codeowners", "--check", "a", "--output", "b").exit_code == 2
