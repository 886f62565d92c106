"""What stands in the way of writing: other runs at the same time, a full disk, a folder that nobody may write."""

import os
import resource
import shutil
import subprocess
import sys
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from phoihop.cli.program import phoihop as program
from phoihop.recording.choices import Occasion
from phoihop.recording.draft import Answers, Draft
from phoihop.recording.incoming import papers_below
from phoihop.recording.preparing import record
from phoihop.records.register import load_register

from tests.killing import ended, forked
from tests.program import become_the_program, environment
from tests.recording.office import NO_SETTINGS_OF_THE_USER, Office, assign

DAY = "2021-03-04"
PHOIHOP = (sys.executable, "-c", "from phoihop.cli import main; main()")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    assign(office)
    return office


def at_once(office: Office, *runs: tuple[str, ...]) -> list[int | None]:
    """Starts all these runs together; their exit codes."""
    place, settings = ("-C", str(office.root), "new"), environment(**NO_SETTINGS_OF_THE_USER)
    commands = [(*place, *run, "--today", DAY, "--no-input") for run in runs]
    return [ended(each) for each in [forked(partial(become_the_program, run, settings, None)) for run in commands]]


def test_ten_clerks_at_once_lose_nothing(office: Office) -> None:
    runs = []
    for clerk in range(10):
        folder = office.desk / str(clerk)
        folder.mkdir()
        (folder / "bien-ban.pdf").write_bytes(f"%PDF-1.4 {clerk}".encode())
        paper = str(folder / "bien-ban.pdf")
        runs.append(("progress", "2021-0001", "--from", "tnmt", "--text", f"Việc {clerk}", "--file", paper))
    assert at_once(office, *runs) == [0] * 10
    files = office.files()
    records = sorted(path for path in files if ".progress" in path)
    assert len(records) == 10
    assert {name.split(".")[1] for name in records} == {"progress", *(f"progress-{n}" for n in range(2, 11))}
    told = "".join(files[path].decode() for path in records)
    assert all(f"text: Việc {clerk}\n" in told for clerk in range(10))
    papers = {content for path, content in files.items() if "/files/" in path}
    assert papers == {f"%PDF-1.4 {clerk}".encode() for clerk in range(10)}
    assert office.errors(DAY) == []


def test_tasks_assigned_at_once_get_numbers_of_their_own(office: Office) -> None:
    runs = [("task", "--title", f"Nhiệm vụ {n}", "--lead", "ktht", "--number", f"{200 + n}") for n in range(6)]
    assert at_once(office, *runs) == [0] * 6
    titles = {
        path.split("/")[2]: content.split(b"\n")[0] for path, content in office.files().items() if "task.yml" in path
    }
    assert sorted(titles) == [f"{number:04}" for number in range(1, 8)]
    assert len(set(titles.values())) == 7
    assert office.errors(DAY) == []


def test_of_two_letters_with_one_number_the_second_is_refused(office: Office) -> None:
    run = ("plan", "2021-0001", "--number", "5", "--step", "Lấy ý kiến; agency=tnmt")
    assert set(at_once(office, run, run)) == {0, 1}
    assert sum(".plan" in path for path in office.files()) == 1


def test_one_paper_is_kept_once_and_another_of_its_name_beside_it(office: Office) -> None:
    (office.desk / "khac").mkdir()
    other = office.desk / "khac" / "Tờ trình.PDF"
    other.write_bytes(b"%PDF-1.4 another")
    paper = office.paper("Tờ trình.PDF")
    for number, path in enumerate((paper, paper, str(other))):
        office.record(DAY, "progress", "2021-0001", "--from", "tnmt", "--text", f"Việc {number}", "--file", path)
    papers = sorted(path.split("/")[-1] for path in office.files() if "/files/" in path)
    assert papers == ["to-trinh-2.pdf", "to-trinh.pdf"]
    assert "path: files/to-trinh.pdf" in office.text("2021-03-04.progress-2.tnmt")


def test_a_paper_takes_no_name_at_which_a_link_into_nowhere_stands(office: Office) -> None:
    link = office.root / "tasks/2021/0001/files/to-trinh.pdf"
    link.parent.mkdir(exist_ok=True)
    link.symlink_to("khong-co.pdf")
    paper = office.paper("Tờ trình.pdf")
    run = ("new", "progress", "2021-0001", "--from", "tnmt", "--text", "Việc", "--file", paper, "--no-input")
    result = office.run(*run, day=DAY)
    assert result.returncode == 0, result.stderr
    assert "path: files/to-trinh-2.pdf" in office.text("2021-03-04.progress.tnmt")
    assert link.is_symlink()


def test_a_name_that_is_taken_while_a_paper_is_given_it_is_not_that_papers(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_another = office.root / "tasks/2021/0001/files/to-trinh.pdf"
    look = os.path.lexists

    def lexists(path: str | Path) -> bool:
        is_there = look(path)
        if Path(path) == of_another and not is_there:
            of_another.parent.mkdir(exist_ok=True)
            of_another.write_bytes(b"%PDF-1.4 another")
        return is_there

    monkeypatch.setattr(os.path, "lexists", lexists)
    occasion = Occasion.of_task(load_register(office.root), "2021-0001", date.fromisoformat(DAY))
    paper = office.paper("Tờ trình.pdf", "mine")
    answers: Answers = {"from": "tnmt", "date": DAY, "text": "Việc", "files": [paper]}
    record(Draft("progress", occasion, answers, papers_below([office.desk])), office.root)
    assert "path: files/to-trinh-2.pdf" in office.text("2021-03-04.progress.tnmt")
    assert office.files()["tasks/2021/0001/files/to-trinh-2.pdf"] == b"%PDF-1.4\nmine"


def test_a_full_disk_leaves_the_register_as_it_was(office: Office) -> None:
    before = office.files()
    paper = office.paper("lon.pdf", "x" * 100_000)

    def fill_the_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    run = ("new", "progress", "2021-0001", "--from", "tnmt", "--text", "Việc", "--file", paper, "--today", DAY)
    result = subprocess.run(
        [*PHOIHOP, "-C", str(office.root), "--lang", "en", *run, "--no-input"],
        preexec_fn=fill_the_disk,
        capture_output=True,
        text=True,
        env=environment(**NO_SETTINGS_OF_THE_USER),
        check=False,
    )
    assert result.returncode == 2
    assert "Nothing was written: File too large" in result.stderr
    assert office.files() == before
    assert [entry.name for entry in (office.root / ".phoihop").glob("run-*")] == []


def test_a_folder_that_nobody_may_write_is_named(office: Office) -> None:
    before = office.files()
    office.run("new", "progress", "2021-0001", "--from", "tnmt", "--text", "x", "--dry-run", day=DAY)
    (office.root / ".phoihop").rename(office.desk / "aside")
    (office.root / ".phoihop").write_text("in the way", encoding="utf-8")
    result = office.run("new", "progress", "2021-0001", "--from", "tnmt", "--text", "Việc", day=DAY)
    assert result.returncode == 2
    assert ".phoihop" in result.stderr
    assert office.files() == before


def test_a_clerk_without_the_right_to_write_changes_nothing(office: Office) -> None:
    # Whoever runs the tests may be root, whom no right stops, and others may not enter the test's own folder.
    with TemporaryDirectory() as folder:
        root = Path(folder) / "so"
        shutil.copytree(office.root, root, ignore=shutil.ignore_patterns(".phoihop"))
        for place in (root, *root.rglob("*")):
            place.chmod(0o555 if place.is_dir() else 0o444)
        Path(folder).chmod(0o755)
        said = run_without_rights("-C", str(root), *PROGRESS, "--dry-run")
        assert said == (0, "Nothing was written (--dry-run).\n")
        said = run_without_rights("-C", str(root), *PROGRESS)
        assert said == (2, f"Error: Nothing was written: {root}/.phoihop: Permission denied\n")
        assert not (root / ".phoihop").exists()


PROGRESS = ("--lang", "en", "new", "progress", "2021-0001", "--from", "tnmt", "--text", "x", "--today", DAY)


def run_without_rights(*arguments: str) -> tuple[int, str]:
    """Runs a command in a fork as nobody in particular: its exit code, and what it said on stderr."""
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        code = 70
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(writing, 2)
            sys.stderr = os.fdopen(2, "w", encoding="utf-8")
            # Loaded before the right to read may go, too.
            import phoihop.cli.new_command  # noqa: F401

            if os.geteuid() == 0:
                os.seteuid(65534)
            program(arguments)
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            sys.stderr.flush()
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as said:
        text = said.read()
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), text
