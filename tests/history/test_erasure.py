"""What the law lets no copy keep leaves the whole history: after it, all but the named is proven, and no other gap."""

import json
import shlex
import subprocess
from pathlib import Path

import pytest
from phoihop.changes.earlier import Earlier, parse_head
from phoihop.changes.head import code_of, head_as_json, head_of
from phoihop.operating_system import locked
from phoihop.records.erasures import Erasure, with_erasure

from tests.cli.run import output_of, run
from tests.history.recorded import Recorded, git

TASK = "tasks/2021/0001"
PAPER = f"{TASK}/files/ban-do.pdf"
RECORD = f"{TASK}/2021-03-18.progress.an-do.yml"
WHY = "Dữ liệu cá nhân, theo Luật Bảo vệ dữ liệu cá nhân"


@pytest.fixture
def recorded(tmp_path: Path) -> Recorded:
    recorded = Recorded(tmp_path / "register")
    recorded.commit()
    recorded.story.write("2021-04-20.progress.tnmt", "kind: progress\nfrom: tnmt\ndate: 2021-04-20\ntext: x\n")
    recorded.commit(day="2021-06-01")
    return recorded


def published(recorded: Recorded, public: tuple[str, ...] | None = None) -> Earlier:
    head = head_as_json(head_of(recorded.story.register()), public)
    return parse_head(json.dumps(head).encode(), "head.json")


def erase(recorded: Recorded, *paths: str) -> None:
    for path in paths:
        output_of(recorded.root, "erase", path, "--reason", WHY)
    recorded.commit(day="2021-06-02")


def rewrite(recorded: Recorded, *paths: str) -> None:
    """Takes paths out of every commit, as `git filter-repo --invert-paths` does; nothing of the old history is left."""
    stream = subprocess.run(
        ["git", "fast-export", "--no-data", "main"], cwd=recorded.root, check=True, capture_output=True
    ).stdout.splitlines(keepends=True)
    kept = [line for line in stream if not any(line.rstrip().endswith(path.encode()) for path in paths)]
    recorded.git("fast-import", "--quiet", "--force", stdin=b"".join(kept))
    recorded.git("reset", "--quiet", "--hard", "main")
    recorded.git("reflog", "expire", "--expire=now", "--all")
    recorded.git("gc", "--quiet", "--prune=now")


def test_nobody_else_writes_while_something_is_erased(recorded: Recorded, monkeypatch: pytest.MonkeyPatch) -> None:
    others: list[bool | None] = []

    def listed(earlier: bytes | None, erasure: Erasure) -> bytes:
        with (recorded.root / ".phoihop" / "lock").open("ab") as lock:
            others.append(locked(lock, waits=False))
        return with_erasure(earlier, erasure)

    monkeypatch.setattr("phoihop.records.erasures.with_erasure", listed)
    output_of(recorded.root, "erase", PAPER, "--reason", WHY)
    assert others == [False]


@pytest.mark.parametrize("public", [None, ()])
def test_after_an_erasure_all_but_the_named_is_proven(
    recorded: Recorded, public: tuple[str, ...] | None, tmp_path: Path
) -> None:
    before = published(recorded, public)
    kept = tmp_path / "head.json"
    kept.write_text(json.dumps(head_as_json(head_of(recorded.story.register()))), encoding="utf-8")
    erase(recorded, PAPER, RECORD)
    assert recorded.audit(before).is_proven
    rewrite(recorded, PAPER, RECORD)
    assert not recorded.git("log", "--format=%H", "--", PAPER, RECORD)
    proof = recorded.audit(before)
    assert (proof.is_proven, [each.path for each in proof.erased]) == (True, [PAPER, RECORD])
    assert all(each.reason == WHY for each in proof.erased)
    told = output_of(recorded.root, "verify", "--since", str(kept))
    assert f"{RECORD} · " in told
    assert "trừ 2 nội dung đã xóa có nêu tên" in told
    assert f"{PAPER}" not in run(recorded.root, "check").stdout


@pytest.mark.parametrize("public", [None, ()])
@pytest.mark.parametrize("also", [f"{TASK}/2021-03-17.opinion.tckh.yml", f"{TASK}/files/y-kien-tckh.pdf"])
def test_another_gap_does_not_pass_for_the_named(recorded: Recorded, public: tuple[str, ...] | None, also: str) -> None:
    before = published(recorded, public)
    erase(recorded, PAPER)
    rewrite(recorded, PAPER, also)
    assert not recorded.audit(before).is_proven


def test_what_was_changed_when_the_history_was_rewritten_is_no_erasure(recorded: Recorded) -> None:
    before = published(recorded)
    git(recorded.root, "reset", "--quiet", "--hard", "HEAD~1")
    recorded.story.write("2021-04-20.progress.tnmt", "kind: progress\nfrom: tnmt\ndate: 2021-04-20\ntext: y\n")
    recorded.commit(day="2021-06-01")
    erase(recorded, PAPER)
    rewrite(recorded, PAPER)
    assert not recorded.audit(before).is_proven


@pytest.mark.parametrize("forged", ["digest", "author", "alone"])
def test_an_erasure_that_is_not_lawful_is_a_deletion(recorded: Recorded, forged: str) -> None:
    recorded.story.edit(
        "agencies/ubnd.yml",
        {"kind: authority\n": "kind: authority\nmembers:\n  - role: V\n    email: someone@example.vn\n"},
    )
    if forged == "digest":
        recorded.story.edit("agencies/ubnd.yml", {"someone@example.vn": "van-thu@example.vn"})
    recorded.commit(day="2021-06-02")
    output_of(recorded.root, "erase", PAPER, "--reason", WHY)
    named = recorded.root / "erasures.yml"
    text = named.read_text(encoding="utf-8")
    named.unlink()
    if forged == "digest":
        named.write_text(text.replace('sha256: "', 'sha256: "0').replace('0"\n', '"\n', 1), encoding="utf-8")
    elif forged == "author":
        named.write_text(text, encoding="utf-8")
    recorded.commit(day="2021-06-03")
    assert f"error issued-is-final {PAPER}: a paper on record was deleted" in recorded.flaws()


@pytest.mark.parametrize("named", ["by a stranger", "and then no more", "from the first commit on"])
def test_in_a_history_that_was_rewritten_a_gap_is_named_lawfully_or_denies_proof(
    recorded: Recorded, named: str
) -> None:
    recorded.story.edit(
        "agencies/ubnd.yml",
        {"kind: authority\n": "kind: authority\nmembers:\n  - role: V\n    email: van-thu@example.vn\n"},
    )
    recorded.commit(day="2021-06-02")
    before = published(recorded)
    if named == "by a stranger":
        recorded.story.edit("agencies/ubnd.yml", {"van-thu@example.vn": "other@example.vn"})
        recorded.commit(day="2021-06-02")
        before = published(recorded)
    erase(recorded, PAPER)
    entry = (recorded.root / "erasures.yml").read_bytes()
    if named == "and then no more":
        (recorded.root / "erasures.yml").unlink()
        recorded.commit(day="2021-06-03")
    rewrite(recorded, PAPER)
    if named == "from the first commit on":
        recorded.git("checkout", "--quiet", "--orphan", "anew")
        (recorded.root / "erasures.yml").write_bytes(entry)
        recorded.commit(day="2021-06-02")
        recorded.git("branch", "--quiet", "--delete", "--force", "main")
        recorded.git("reflog", "expire", "--expire=now", "--all")
        recorded.git("gc", "--quiet", "--prune=now")
    proof = recorded.audit(before)
    assert proof.is_proven == (named == "from the first commit on")
    assert [each.path for each in proof.erased] == ([] if named == "by a stranger" else [PAPER])


def test_only_records_and_papers_are_erased_and_with_a_reason(recorded: Recorded) -> None:
    for path, reason in (("register.yml", WHY), (f"{TASK}/files/khong-co.pdf", WHY), (PAPER, " ")):
        assert run(recorded.root, "erase", path, "--reason", reason).exit_code == 2
    assert not (recorded.root / "erasures.yml").exists()
    assert (recorded.root / PAPER).exists()


def test_what_was_erased_stands_in_the_head_with_a_path_only_where_its_task_is_told(recorded: Recorded) -> None:
    digest = head_of(recorded.story.register()).digests[PAPER]
    erase(recorded, PAPER)
    (told,) = head_as_json(head_of(recorded.story.register()))["erasures"]
    assert (told["counted"], told["path"], told["reason"]) == ("papers", PAPER, WHY)
    assert told["code"] == code_of(PAPER, digest)
    assert head_as_json(head_of(recorded.story.register()), told=())["erasures"] == [
        told | {"path": None, "reason": None}
    ]
    (recorded.root / ".git").rename(recorded.root / "git")
    assert head_as_json(head_of(recorded.story.register()))["erasures"] == [told]


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("- path: tasks/x\n  reason: y\n  date: 2021-06-02\n", 1, "“sha256” is missing in erasures[1]"),
        (f"- path: tasks/x\n  sha256: {'a' * 64}\n  reason: y\n  date: 2/6/2021\n", 4, "2021-06-02"),
        (
            f"- path: agencies/x\n  sha256: {'a' * 64}\n  reason: y\n  date: 2021-06-02\n",
            1,
            "“path” has the wrong form",
        ),
        (f"- path: tasks/x\n  sha265: {'a' * 64}\n  reason: y\n  date: 2021-06-02\n", 2, "“sha256” is probably meant"),
        ("path: tasks/x\n", 1, "must be a list"),
        ("- a\n", 1, "“key: value” lines"),
        ("- path: [\n", 2, ""),
    ],
)
def test_a_list_of_erasures_that_says_nothing_is_told_by_line_and_key(
    recorded: Recorded, text: str, line: int, told: str
) -> None:
    (recorded.root / "erasures.yml").write_text(text, encoding="utf-8")
    checked = json.loads(run(recorded.root, "--lang", "en", "check", "--format", "json").stdout)
    (found,) = [each for each in checked["findings"] if each["file"] == "erasures.yml"]
    assert (found["line"], found["severity"]) == (line, "error")
    assert told in found["message"]


def test_a_path_may_be_seen_from_where_one_stands_and_no_name_acts_on_whoever_copies_the_steps(
    recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = "a'; touch x; '.pdf"
    recorded.story.write_bytes(f"{TASK}/files/{odd}", b"%PDF-1.4\n")
    recorded.commit()
    monkeypatch.chdir(recorded.root / TASK)
    assert f"{PAPER} is taken out" in run(None, "--lang", "en", "erase", "files/ban-do.pdf", "--reason", WHY).stdout
    said = output_of(None, "erase", str(recorded.root / TASK / "files" / odd), "--reason", WHY)
    (command,) = [line for line in said.splitlines() if "--invert-paths" in line]
    assert shlex.split(command.partition("git ")[2])[-1] == f"{TASK}/files/{odd}"
    assert not (recorded.root / TASK / "files" / odd).exists()
