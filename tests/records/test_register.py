"""Where a register's files lie, and what may not lie among them."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from phoihop.language import word
from phoihop.records.reading import NoRegister, document_name
from phoihop.records.register import find_register, load_register

from tests.story import Story

TASK = "tasks/2021/0001"


def errors(story: Story) -> list[str]:
    return [f"{found.rule} {found.file}" for found in story.judge().findings if found.severity == "error"]


def test_a_register_is_found_from_any_folder_inside_it(tmp_path: Path) -> None:
    story = Story(tmp_path / "register")
    assert find_register(story.root / TASK / "files") == story.root
    with pytest.raises(NoRegister) as caught:
        find_register(tmp_path)
    assert "-C" in word(caught.value.message, "vi")


def test_no_tasks_and_no_agencies_are_a_register_too(tmp_path: Path) -> None:
    (tmp_path / "register.yml").write_text("title: T\nauthority: ubnd\n")
    register = load_register(tmp_path)
    assert (register.task_ids(), register.agencies) == ([], {})


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("2021-03-10.request.tnmt.yml", ("2021-03-10", "request", 1, "tnmt")),
        ("2021-03-10.request-2.tnmt.yml", ("2021-03-10", "request", 2, "tnmt")),
        ("2021-03-10.dossier-request-12.an-do.yml", ("2021-03-10", "dossier-request", 12, "an-do")),
    ],
)
def test_names_of_documents(name: str, parts: tuple[object, ...]) -> None:
    read = document_name(name)
    assert read is not None
    assert (read.date, read.kind, read.n, read.agency) == parts


@pytest.mark.parametrize(
    "name",
    [
        "2021-03-10.request.TNMT.yml",
        "2021-03-10.request.tnmt.yaml",
        "2021-3-10.request.tnmt.yml",
        "2021-03-10.request-1.tnmt.yml",
        "2021-03-10.request-02.tnmt.yml",
        "2021-03-10-request-tnmt.yml",
        "2021-03-10.request.tnmt.yml~",
        "notes.txt",
    ],
)
def test_what_is_no_document_does_not_lie_in_a_task(tmp_path: Path, name: str) -> None:
    assert document_name(name) is None
    assert errors(Story(tmp_path).write_bytes(f"{TASK}/{name}", b"kind: request\n")) == [f"record-name {TASK}/{name}"]


@pytest.mark.parametrize(
    "path",
    [
        "tasks/README.md",
        "tasks/21/x",
        "tasks/20२१/0001/task.yml",
        "tasks/2021/12/task.yml",
        "tasks/2021/00012/task.yml",
        "agencies/Tnmt.yml",
        "agencies/all.yml",
        "agencies/a/b.yml",
    ],
)
def test_nothing_else_lies_among_the_records(tmp_path: Path, path: str) -> None:
    told = errors(Story(tmp_path).write_bytes(path, b"x"))
    assert [rule.split()[0] for rule in told] == ["record-name"]
    assert path.startswith(told[0].split()[1])


def test_a_task_needs_its_assignment(tmp_path: Path) -> None:
    assert errors(Story(tmp_path).delete("task")) == [f"record-name {TASK}/task.yml"]


@pytest.mark.parametrize("key", ["kind: plan", "from: tnmt", "date: 2021-03-04"])
def test_a_documents_content_repeats_its_name(tmp_path: Path, key: str) -> None:
    other = {"kind: plan": "kind: withdrawal", "from: tnmt": "from: tckh", "date: 2021-03-04": "date: 2021-03-05"}[key]
    story = Story(tmp_path, until="2021-03-04").edit("2021-03-04.plan.tnmt", {key: other})
    if key == "kind: plan":
        story.write("2021-03-04.plan.tnmt", "kind: withdrawal\nfrom: tnmt\ndate: 2021-03-04\nreason: x\n")
    assert errors(story) == [f"record-name {TASK}/2021-03-04.plan.tnmt.yml"]


def test_task_numbers_sort_by_number(tmp_path: Path) -> None:
    story = Story(tmp_path)
    for task in ("2021/9999", "2021/10000", "2020/0001"):
        story.write(f"tasks/{task}/task.yml", "title: T\n")
    assert story.register().task_ids() == ["2020-0001", "2021-0001", "2021-9999", "2021-10000"]


def test_links_pipes_and_folders_in_place_of_records_are_told_and_not_followed(tmp_path: Path) -> None:
    story = Story(tmp_path / "register")
    outside = tmp_path / "outside.yml"
    outside.write_text("kind: plan\nfrom: tnmt\ndate: 2021-03-05\nsteps: [{id: secret, what: x, agency: tnmt}]\n")
    folder = story.root / TASK
    (folder / "2021-03-05.plan.tnmt.yml").symlink_to(outside)
    os.mkfifo(folder / "2021-03-06.plan.tnmt.yml")
    (folder / "2021-03-07.plan.tnmt.yml").mkdir()
    (story.root / "tasks/2020").symlink_to(story.root / "tasks/2021")
    told = story.judge().findings
    assert {found.rule for found in told} == {"record-name"}
    assert len(told) == 4
    assert "secret" not in str(told)


def test_a_linked_tasks_folder_is_not_followed(tmp_path: Path) -> None:
    story = Story(tmp_path / "register")
    (story.root / "tasks").rename(tmp_path / "elsewhere")
    (story.root / "tasks").symlink_to(tmp_path / "elsewhere")
    assert errors(story) == ["record-name tasks"]
    assert story.register().task_ids() == []


def test_names_that_are_no_text_are_spelled_out(tmp_path: Path) -> None:
    story = Story(tmp_path)
    (Path(os.fsdecode(os.fsencode(story.root / TASK) + b"/\xff\xfe.yml"))).write_text("x")
    (finding,) = story.judge().findings
    assert finding.file.encode("utf-8")
    assert word(finding.message, "en").encode("utf-8")


@pytest.mark.parametrize(
    "path",
    [
        "../../../register.yml",
        "/etc/passwd",
        "files/../task.yml",
        "files/none.pdf",
        "files",
        "files\\x.pdf",
        "link.pdf",
        "a/../b.pdf",
    ],
)
def test_papers_lie_in_the_tasks_own_files(tmp_path: Path, path: str) -> None:
    story = Story(tmp_path).edit("2021-03-19.opinion.ktht", {"files/y-kien-ktht.pdf": path})
    (story.root / TASK / "files/link.pdf").symlink_to("/etc/passwd")
    of_records = [error for error in errors(story) if "/files/" not in error]
    assert of_records == [f"attachment-exists {TASK}/2021-03-19.opinion.ktht.yml"]


def errors_of_nobody(story: Story, closed: list[Path]) -> list[str]:
    """What is found by whoever may not read some files. Whoever runs the tests may be root, whom no right stops."""
    story.judge()  # Loads all rules, which lie where others may not read either.
    story.root.chmod(0o755)
    for place in closed:
        place.chmod(0)
    try:
        if os.geteuid() == 0:
            os.seteuid(65534)
        return errors(story)
    finally:
        os.seteuid(os.getuid())
        for place in closed:
            place.chmod(0o755)


def test_a_paper_that_may_not_be_read_is_a_finding_and_stops_nothing() -> None:
    with TemporaryDirectory() as name:
        story = Story(Path(name))
        paper = story.root / TASK / "files/y-kien-ktht.pdf"
        paper.write_bytes(b"%PDF-1.4\n" + b" " * 5000)
        assert errors_of_nobody(story, [paper]) == [f"attachment-exists {TASK}/2021-03-19.opinion.ktht.yml"]


def test_a_folder_that_may_not_be_opened_is_a_finding_and_stops_nothing() -> None:
    with TemporaryDirectory() as name:
        story = (
            Story(Path(name))
            .write("tasks/2021/0002/task.yml", "title: T\n")
            .write("tasks/2020/0001/task.yml", "x: y\n")
        )
        closed = [story.root / "tasks/2021/0002", story.root / "tasks/2020"]
        assert errors_of_nobody(story, closed) == [
            "record-name tasks/2020",
            "record-name tasks/2021/0002",
            "record-name tasks/2021/0002/task.yml",
        ]


def test_the_folders_name_may_be_left_out_of_a_path(tmp_path: Path) -> None:
    assert errors(Story(tmp_path).edit("2021-03-19.opinion.ktht", {"files/y-kien-ktht.pdf": "y-kien-ktht.pdf"})) == []


def test_a_digest_is_the_files_or_that_in_its_pointer(tmp_path: Path) -> None:
    digest = "5d41402abc4b2a76b9719d911017c592" * 2
    line = {"path: files/y-kien-ktht.pdf": f"path: files/y-kien-ktht.pdf\n    sha256: {digest}"}
    story = Story(tmp_path).edit("2021-03-19.opinion.ktht", line)
    assert errors(story) == [f"attachment-exists {TASK}/2021-03-19.opinion.ktht.yml"]
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize 12345\n"
    story.write_bytes(f"{TASK}/files/y-kien-ktht.pdf", pointer.encode())
    assert errors(story) == []


def test_a_register_names_its_fields_and_others_have_their_usual_names(tmp_path: Path) -> None:
    story = Story(tmp_path).edit(
        "register.yml", {"format: 2\n": "format: 2\nfields:\n  - {id: dat-dai, name: Địa chính}\n"}
    )
    register = story.register()
    assert register.field_text("dat-dai").vi == "Địa chính"
    assert register.field_text("tai-chinh").vi == "Tài chính"
    assert register.field_text("nghe-ca").vi == "Nghe ca"
