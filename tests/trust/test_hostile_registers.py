"""A register may hold anything: each attack is one clear finding, the rest is checked, and the work stays bounded."""

import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from phoihop.records.task_folder import MOST_IN_A_TASK
from phoihop.rules.examples import REGISTER, TASK

from tests.story import Story
from tests.trust.limits import run

CANARY = "canary-outside-the-register"
MOST_MEMORY = 500
OTHER = "tasks/2021/0002"
PLAN = "2021-03-05.plan.tnmt"
PROGRESS = "kind: progress\nfrom: an-do\ndate: 2021-03-18\ntext: Đang làm\n"

Attack = Callable[[Story, Path], object]
Expected = tuple[str, str]


def content(name: str, text: bytes) -> Attack:
    return lambda story, outside: story.write_bytes(f"{TASK}/{name}.yml", text)


def link(name: str, target: Callable[[Story, Path], Path]) -> Attack:
    def attack(story: Story, outside: Path) -> None:
        place = story.root / TASK / name
        place.unlink(missing_ok=True)
        place.symlink_to(target(story, outside))

    return attack


def pipe(story: Story, outside: Path) -> None:
    os.mkfifo(story.root / TASK / f"{PLAN}.yml")


def pipe_for_a_paper(story: Story, outside: Path) -> None:
    paper = story.root / TASK / "files/y-kien-ktht.pdf"
    paper.unlink()
    os.mkfifo(paper)


def socket_in_place(story: Story, outside: Path) -> None:
    place = Path.cwd()
    os.chdir(story.root / TASK)
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(f"{PLAN}.yml")
    finally:
        os.chdir(place)


def folder_in_place(story: Story, outside: Path) -> None:
    (story.root / TASK / f"{PLAN}.yml").mkdir()


def name_of_no_text(story: Story, outside: Path) -> None:
    Path(os.fsdecode(os.fsencode(story.root / TASK) + b"/\xff\xfe.yml")).write_bytes(b"x")


def loop_of_folders(story: Story, outside: Path) -> None:
    (story.root / "tasks/2021/0003").symlink_to(story.root / "tasks", target_is_directory=True)


def files_outside(story: Story, outside: Path) -> None:
    (story.root / TASK / "files").rename(outside / "files")
    (story.root / TASK / "files").symlink_to(outside / "files", target_is_directory=True)


def twin_of_a_record(story: Story, outside: Path) -> None:
    story.write_bytes(f"{TASK}/2021-03-19.Opinion.ktht.yml", b"kind: opinion\n")


def twin_of_a_paper(story: Story, outside: Path) -> None:
    story.write_bytes(f"{TASK}/files/Y-KIEN-KTHT.pdf", b"%PDF-1.4\n")
    files = "files: [{path: files/Y-KIEN-KTHT.pdf}]\n"
    story.write("2021-05-03.progress.tnmt", f"kind: progress\nfrom: tnmt\ndate: 2021-05-03\ntext: x\n{files}")


def eighty_megabytes(story: Story, outside: Path) -> None:
    place = story.root / TASK / f"{PLAN}.yml"
    place.write_bytes(b"kind: plan\n")
    os.truncate(place, 80_000_000)


def paper_that_is(markup: bytes) -> Attack:
    return lambda story, outside: story.write_bytes(f"{TASK}/files/y-kien-ktht.pdf", markup)


def opinion(key: str, value: str) -> Attack:
    def attack(story: Story, outside: Path) -> None:
        story.edit("2021-03-19.opinion.ktht", {"kind: opinion\n": f"kind: opinion\n{key}: {value}\n"})

    return attack


def opinion_dated(day: str) -> Attack:
    return lambda story, outside: story.edit("2021-03-19.opinion.ktht", {"date: 2021-03-19": f"date: {day}"})


def agency_of_look_alikes(story: Story, outside: Path) -> None:
    story.write_bytes("agencies/tnm\u0442.yml", b"name: x\nshort: x\nkind: department\n")


def lead_of_look_alikes(story: Story, outside: Path) -> None:
    story.edit("task", {"lead: tnmt": "lead: tnm\u0442"})


IN_PLAN = f"{TASK}/{PLAN}.yml"
IN_OPINION = f"{TASK}/2021-03-19.opinion.ktht.yml"
BOMB = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (98 + n, 98 + n, b",".join([b"*%c" % (97 + n)] * 9)) for n in range(9)
)

ATTACKS: dict[str, tuple[Attack, Expected]] = {
    "a link to a record": (link(f"{PLAN}.yml", lambda s, o: s.root / TASK / "task.yml"), ("record-name", IN_PLAN)),
    "a link outside": (link(f"{PLAN}.yml", lambda s, o: o / "canary.yml"), ("record-name", IN_PLAN)),
    "a link to itself": (link(f"{PLAN}.yml", lambda s, o: Path(f"{PLAN}.yml")), ("record-name", IN_PLAN)),
    "a link to a device": (link(f"{PLAN}.yml", lambda s, o: Path("/dev/zero")), ("record-name", IN_PLAN)),
    "a link to a paper": (
        link("files/y-kien-ktht.pdf", lambda s, o: s.root / TASK / "files/ban-do.pdf"),
        ("attachment-exists", IN_OPINION),
    ),
    "a paper that is a link outside": (
        link("files/y-kien-ktht.pdf", lambda s, o: o / "canary.yml"),
        ("attachment-exists", IN_OPINION),
    ),
    "a paper that is an endless device": (
        link("files/y-kien-ktht.pdf", lambda s, o: Path("/dev/zero")),
        ("attachment-exists", IN_OPINION),
    ),
    "folders in a loop": (loop_of_folders, ("record-name", "tasks/2021/0003")),
    "a pipe for a record": (pipe, ("record-name", IN_PLAN)),
    "a pipe for a paper": (pipe_for_a_paper, ("attachment-exists", IN_OPINION)),
    "a socket for a record": (socket_in_place, ("record-name", IN_PLAN)),
    "a folder for a record": (folder_in_place, ("record-name", IN_PLAN)),
    "a name that is no text": (name_of_no_text, ("record-name", f"{TASK}/\\udcff\\udcfe.yml")),
    "a record's twin in capitals": (twin_of_a_record, ("record-name", f"{TASK}/2021-03-19.Opinion.ktht.yml")),
    "a paper's twin in capitals": (twin_of_a_paper, ("paper-name", f"{TASK}/2021-05-03.progress.tnmt.yml")),
    "80 megabytes": (eighty_megabytes, ("record-syntax", IN_PLAN)),
    "a megabyte on one line": (content(PLAN, b"kind: plan\nnote: " + b"x" * 1_000_000), ("record-syntax", IN_PLAN)),
    "a quarter megabyte on one line": (
        content(PLAN, b"kind: plan\nfrom: tnmt\ndate: 2021-03-05\nsteps: " + b"x" * 250_000),
        ("record-schema", IN_PLAN),
    ),
    "lists in lists": (content(PLAN, b"a: " + b"[" * 100_000), ("record-syntax", IN_PLAN)),
    "mappings in mappings": (content(PLAN, b"{a: " * 50_000), ("record-syntax", IN_PLAN)),
    "an alias bomb": (content(PLAN, BOMB), ("record-syntax", IN_PLAN)),
    "a tag that runs": (
        content(PLAN, b"kind: !!python/object/apply:os.system [touch ran]\n"),
        ("record-syntax", IN_PLAN),
    ),
    "a merge key": (content(PLAN, b"kind: plan\n<<: {from: tnmt}\n"), ("record-schema", IN_PLAN)),
    "a NUL": (content(PLAN, b"kind: plan\0\n"), ("text-safe", IN_PLAN)),
    "UTF-16": (content(PLAN, "kind: plan\n".encode("utf-16")), ("record-syntax", IN_PLAN)),
    "half a surrogate pair": (content(PLAN, b"kind: \xed\xa0\x80\n"), ("record-syntax", IN_PLAN)),
    "half a surrogate pair, escaped": (content(PLAN, b'kind: "\\ud800"\n'), ("record-syntax", IN_PLAN)),
    "an agency's id of look-alikes": (agency_of_look_alikes, ("record-name", "agencies/tnm\u0442.yml")),
    "a day that never was": (opinion_dated("2021-02-30"), ("record-schema", IN_OPINION)),
    "a year of seven digits": (opinion_dated("2021000-03-19"), ("record-schema", IN_OPINION)),
    "a thousand marks on a letter": (opinion("note", "a" + "\u0301" * 1000), ("text-safe", IN_OPINION)),
    "letters that decompose": (opinion("note", "\ufb2c" * 20_000), ("text-safe", IN_OPINION)),
    "a paper that is HTML": (paper_that_is(b"<!doctype html><script>1</script>"), ("paper-type", IN_OPINION)),
    "a paper that is SVG": (paper_that_is(b"<svg onload='alert(1)'/>"), ("paper-type", IN_OPINION)),
    "a paper that is a program": (paper_that_is(b"MZ\x90\0"), ("paper-type", IN_OPINION)),
}


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """A register beside a folder that is none of its business, with one thing wrong in another task."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/canary.yml").write_text(f"title: {CANARY}\n", encoding="utf-8")
    story = Story(tmp_path / "register")
    text = REGISTER[f"{TASK}/task.yml"].replace("lead: tnmt", "lead: none")
    return story.write(f"{OTHER}/task.yml", text)


def checked(story: Story, tmp_path: Path) -> list[Expected]:
    """The findings of a run on a register under attack, without that of the other task, which must be there."""
    ran = run("-C", story.root, "--lang", "en", "check", "--format", "json")
    assert ran.code == 1, ran.err
    assert "Traceback" not in ran.err
    assert CANARY not in ran.out + ran.err
    assert ran.peak < MOST_MEMORY
    assert len(ran.out) < 20_000
    assert not list(tmp_path.rglob("ran"))
    findings = json.loads(ran.out)["findings"]
    others = [each for each in findings if each["task"] == "2021-0002"]
    assert [each["rule"] for each in others] == ["reference-resolves"]
    return [(each["rule"], each["file"]) for each in findings if each not in others]


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_one_finding_and_the_rest_is_checked(name: str, story: Story, tmp_path: Path) -> None:
    attack, expected = ATTACKS[name]
    attack(story, tmp_path / "outside")
    found = checked(story, tmp_path)
    assert found[:1] == [expected]
    assert len(set(found)) == 1


def test_papers_behind_a_link_to_a_folder_are_not_read(story: Story, tmp_path: Path) -> None:
    files_outside(story, tmp_path / "outside")
    found = checked(story, tmp_path)
    assert ("record-name", f"{TASK}/files") in found


def test_twenty_thousand_documents_in_one_task(story: Story, tmp_path: Path) -> None:
    for number in range(2, 20_002):
        (story.root / TASK / f"2021-03-18.progress-{number}.an-do.yml").write_text(PROGRESS, encoding="utf-8")
    assert checked(story, tmp_path) == [("record-name", TASK)]


def test_as_many_documents_as_a_task_may_have(story: Story, tmp_path: Path) -> None:
    request = REGISTER[f"{TASK}/2021-03-08.request.tnmt.yml"].replace("number: 2/TNMT\n", "")
    for number in range(2, MOST_IN_A_TASK - 20):
        (story.root / TASK / f"2021-03-08.request-{number}.tnmt.yml").write_text(request, encoding="utf-8")
    ran = run("-C", story.root, "check", "--format", "json")
    assert ran.code == 1
    assert ran.peak < MOST_MEMORY


def test_a_lead_of_look_alikes_is_seen_through(story: Story, tmp_path: Path) -> None:
    lead_of_look_alikes(story, tmp_path)
    rules = {"reference-resolves", "text-safe"}
    assert set(checked(story, tmp_path)) == {(rule, f"{TASK}/task.yml") for rule in rules}


def test_attacks_together_hide_none_of_each_other(story: Story, tmp_path: Path) -> None:
    pipe(story, tmp_path)
    twin_of_a_record(story, tmp_path)
    content("2021-03-07.plan.tnmt", BOMB)(story, tmp_path)
    assert {rule for rule, _ in checked(story, tmp_path)} == {"record-name", "record-syntax"}
