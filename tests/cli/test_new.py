"""`phoihop new` without a terminal: what scripts rely on, in both languages."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from phoihop.cli.new import NewGroup, command
from phoihop.cli.new_command import KeyOption, command_for
from phoihop.recording.keys import BESIDE, keys_of
from phoihop.records.register import load_register
from phoihop.records.types import DOCUMENT_TYPES

from tests.cli.run import output_of, run
from tests.program import environment
from tests.recording.office import NO_SETTINGS_OF_THE_USER, Office, office_that_asked
from tests.story import Story

DAY = "2021-03-18"
OPINION = ("new", "opinion", "2021-0001", "--from", "tckh", "--date", DAY, "--answers", "2021-03-08.request.tnmt")


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return office_that_asked(tmp_path_factory.mktemp("asked"), due="22/3/2021")


@pytest.fixture
def office(asked: Office, tmp_path: Path) -> Office:
    return asked.copied_to(tmp_path)


def given(office: Office) -> tuple[str, ...]:
    return (*OPINION, "--position", "agree", "--number", "6/TCKH", "--file", office.paper("yk.pdf"), "--no-input")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("vi", ["TCKH trả lời văn bản 2/TNMT, đúng hạn", "hạn 22/3/2021", "đã đủ ý kiến", "Đã ghi: tasks/2021/0001/"]),
        ("en", ["TCKH answers 2/TNMT, on time", "due 22/3/2021", "all opinions on 2/TNMT are in", "Written: tasks/"]),
    ],
)
def test_an_opinion_is_recorded_and_what_it_changes_is_told(language: str, told: list[str], office: Office) -> None:
    result = office.run(*given(office), day=DAY, language=language)
    assert result.returncode == 0, result.stderr
    assert all(words in result.stdout for words in told)
    assert office.text("2021-03-18.opinion.tckh") == (
        "kind: opinion\nfrom: tckh\nto: [tnmt]\ndate: 2021-03-18\nnumber: 6/TCKH\n"
        "answers: 2021-03-08.request.tnmt\nposition: agree\nfiles:\n  - path: files/yk.pdf\n"
    )


def test_a_number_bears_the_agencys_symbol_and_its_code_names_it(office: Office) -> None:
    tckh = office.root / "agencies" / "tckh.yml"
    tckh.write_text(tckh.read_text(encoding="utf-8") + "symbol: PTC\ncode: H42.15\n", "utf-8")
    named = ["H42.15" if word == "tckh" else word for word in OPINION]
    rest = ("--position", "agree", "--number", "6", "--file", office.paper("yk.pdf"), "--no-input")
    result = office.run(*named, *rest, day=DAY, language="en")
    assert result.returncode == 0, result.stderr
    assert "number: 6/PTC\n" in office.text("2021-03-18.opinion.tckh")


def test_without_a_terminal_nothing_is_asked(office: Office) -> None:
    result = office.run("new", "opinion", "2021-0001", day=DAY, typed="1\n1\n1\n")
    assert result.returncode == 2
    assert "--position" in result.stderr
    assert office.run("new", "opinion", day=DAY).returncode == 2


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_check_would_call_an_error_is_refused(language: str, office: Office) -> None:
    before = office.files()
    result = office.run(*OPINION, "--position", "disagree", "--number", "6", day=DAY, language=language)
    assert result.returncode == 1
    assert result.stdout == ""
    assert "phoihop explain opinion-evidence, phoihop explain opinion-in-writing" in result.stderr
    assert office.files() == before


def test_a_breach_is_recorded_and_told(office: Office) -> None:
    late = [each.replace(DAY, "2021-03-24") for each in given(office)]
    result = office.run(*late, day="2021-03-24")
    assert result.returncode == 0, result.stderr
    assert "  breach  TCKH" in result.stdout
    assert "came on 24/3/2021, 2 working days late (due 22/3/2021)" in " ".join(result.stdout.split())


def test_errors_that_the_task_has_already_keep_nothing_out(office: Office) -> None:
    task = office.root / "tasks/2021/0001/task.yml"
    task.write_text(task.read_text(encoding="utf-8").replace("from: ubnd", "from: tckh"), encoding="utf-8")
    assert office.errors(DAY)
    assert office.run(*given(office), day=DAY).returncode == 0


def test_a_dry_run_shows_and_writes_nothing(office: Office) -> None:
    before = office.files()
    result = office.run(*given(office), "--dry-run", day=DAY)
    assert result.returncode == 0
    assert "tasks/2021/0001/2021-03-18.opinion.tckh.yml\n  kind: opinion\n" in result.stdout
    assert "yk.pdf is copied to files/yk.pdf" in result.stdout
    assert office.files() == before


@pytest.mark.parametrize(
    ("mistake", "said"),
    [
        (("--date", "31/2/2021"), "Invalid value for --date: “31/2/2021” is no day"),
        (("--from", "thuế"), "Invalid value for --from: there is no “thuế”"),
        (("--file", "khong-co.pdf"), "Invalid value for --file: there is no file"),
        (("--position", "có lẽ"), "agree, agree with comments, disagree, no comment"),
        (("--point", "x; evidence=files/khong.pdf"), "Invalid value for --point: there is no file"),
        (("--urgent",), "No such option"),
    ],
)
def test_an_option_that_does_not_fit_is_named(mistake: tuple[str, ...], said: str, office: Office) -> None:
    before = office.files()
    option = mistake[0]
    rest = list(given(office))
    if option in rest and option != "--file":
        at = rest.index(option)
        del rest[at : at + 2]
    result = office.run(*rest, *mistake, day=DAY)
    assert (result.returncode, result.stdout) == (2, "")
    assert said in result.stderr
    assert office.files() == before


def test_keys_may_come_from_yaml_and_options_win(office: Office) -> None:
    text = "kind: opinion\nposition: disagree\nnumber: 9/TCKH\n"
    text += "points:\n- id: a\n  text: Thiếu vốn\n  evidence: [Luật NSNN]\n"
    result = office.run(*OPINION, "--number", "6", "--file", office.paper("yk.pdf"), "--yaml", "-", day=DAY, typed=text)
    assert result.returncode == 0, result.stderr
    written = office.text("2021-03-18.opinion.tckh")
    assert "number: 6/TCKH\n" in written
    assert "points:\n  - id: a\n    text: Thiếu vốn\n    evidence:\n      - Luật NSNN\n" in written


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("position: [", "-:2: "),
        ("kind: plan\n", "holds a record of kind plan"),
        ("- agree\n", "holds no keys"),
        ("position: agree\npostion: agree\n", "“position” is probably meant"),
    ],
)
def test_yaml_that_does_not_fit_is_refused(text: str, said: str, office: Office) -> None:
    result = office.run(*given(office)[:-1], "--yaml", "-", day=DAY, typed=text)
    assert result.returncode == 2
    assert said in result.stderr


def test_an_agency_is_named_by_its_symbol(tmp_path: Path) -> None:
    office = Office(tmp_path)
    run = ("new", "agency", "--name", "Đội Quản lý thị trường", "--short", "ĐQLTT", "--kind", "other", "--field", "Chợ")
    member = ("--member", "Văn thư=vt@qltt.example", "--no-input")
    assert office.run(*run, *member).returncode == 0
    assert (office.root / "agencies" / "dqltt.yml").read_text(encoding="utf-8") == (
        "name: Đội Quản lý thị trường\nshort: ĐQLTT\nkind: other\nfields: [cho]\n"
        "members:\n  - role: Văn thư\n    email: vt@qltt.example\n"
    )
    twice = office.run(*run, *member)
    assert twice.returncode == 1
    assert "This agency is there already: agencies/dqltt.yml" in twice.stderr
    other = ("new", "agency", "--name", "Đội Quản lý trật tự", "--short", "DQLTT", "--kind", "other")
    assert office.run(*other, *member).returncode == 0
    assert (office.root / "agencies" / "dqltt-2.yml").exists()
    again = office.run(*run, "--id", "dqltt")
    assert again.returncode == 2
    assert "There is an agency “dqltt”" in again.stderr
    for id_ in ("Đội", "all"):
        assert "can't be an agency's id" in office.run(*run, "--id", id_).stderr


PRIVATE = ("new", "agency", "--name", "Thuế", "--short", "CCT", "--kind", "other", "--member", "Văn thư=vt@gmail.com")


@pytest.mark.parametrize(("severity", "code", "told"), [("error", 1, True), ("breach", 0, True), ("off", 0, False)])
def test_a_new_agency_is_judged_as_its_register_sets_the_rules(
    severity: str, code: int, told: bool, tmp_path: Path
) -> None:
    office = Office(tmp_path)
    with (office.root / "register.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"rules:\n  personal-data: {severity}\n")
    result = office.run(*PRIVATE)
    assert result.returncode == code, result.stdout
    assert ("personal-data" in result.stdout + result.stderr) == told
    assert (office.root / "agencies" / "cct.yml").exists() == (code == 0)


def test_a_task_that_can_not_be_read_takes_no_document(office: Office) -> None:
    (office.root / "tasks/2021/0001/task.yml").write_text("title: [", encoding="utf-8")
    result = office.run(*given(office), day=DAY)
    assert result.returncode == 2
    assert "phoihop check --task 2021-0001" in result.stderr


def test_a_related_task_must_exist(tmp_path: Path) -> None:
    office = Office(tmp_path)
    result = office.run("new", "task", "--title", "Chợ", "--lead", "ktht", "--related", "2021-0009", day=DAY)
    assert result.returncode == 2
    assert "2021-0009" in result.stderr
    assert not (office.root / "tasks").exists()


# --- Git --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def git(office: Office) -> Callable[..., str]:
    """Git in the office's register, with everything committed."""

    def call(*arguments: str) -> str:
        result = subprocess.run(
            ["git", *arguments],
            cwd=office.root,
            check=True,
            capture_output=True,
            encoding="utf-8",
            env=environment(**NO_SETTINGS_OF_THE_USER),
        )
        return result.stdout.strip()

    call("init", "--quiet")
    call("config", "user.name", "Văn thư")
    call("config", "user.email", "vanthu@tckh.example")
    call("add", ".")
    call("commit", "--quiet", "--message", "Sổ")
    return call


def test_the_commit_holds_what_was_written_and_nothing_else(office: Office, git: Callable[..., str]) -> None:
    (office.root / "ghi-chu.txt").write_text("đang soạn", encoding="utf-8")
    with (office.root / "register.yml").open("a", encoding="utf-8") as settings:
        settings.write("# đang sửa\n")
    git("add", ".")
    result = office.run(*given(office), "--commit", day=DAY)
    assert result.returncode == 0, result.stderr
    assert "2021-0001: Ghi ý kiến tham gia 6/TCKH của TCKH" in result.stdout
    assert (
        git("log", "-1", "--format=%s <%ae>") == "2021-0001: Ghi ý kiến tham gia 6/TCKH của TCKH <vanthu@tckh.example>"
    )
    assert git("show", "--name-only", "--format=", "HEAD").splitlines() == [
        "tasks/2021/0001/2021-03-18.opinion.tckh.yml",
        "tasks/2021/0001/files/yk.pdf",
    ]
    assert git("diff", "--cached", "--name-only").splitlines() == ["ghi-chu.txt", "register.yml"]


@pytest.mark.parametrize(("language", "said"), [("vi", "Git bỏ qua"), ("en", "Git ignores")])
def test_a_paper_that_git_ignores_keeps_all_back(
    language: str, said: str, office: Office, git: Callable[..., str]
) -> None:
    (office.root / ".gitignore").write_text("*.pdf\n", encoding="utf-8")
    before = office.files()
    refused = office.run(*given(office), "--commit", day=DAY, language=language)
    assert (refused.returncode, said in refused.stderr) == (2, True), refused.stderr
    assert "tasks/2021/0001/files/yk.pdf" in refused.stderr
    assert office.files() == before
    assert git("status", "--porcelain") == "?? .gitignore"


def test_a_paper_that_lies_there_already_is_committed_with_its_record(office: Office, git: Callable[..., str]) -> None:
    (office.root / "tasks/2021/0001/files/so-lieu.pdf").write_bytes(b"%PDF-1.4")
    progress = ("new", "progress", "2021-0001", "--from", "ktht", "--text", "Đo xong", "--file", "files/so-lieu.pdf")
    assert office.run(*progress, "--commit", day=DAY).returncode == 0
    assert git("status", "--porcelain") == ""


def test_a_correction_is_committed_with_its_edit(office: Office, git: Callable[..., str]) -> None:
    run = ("new", "correction", "2021-0001", "--corrects", "2/TNMT", "--reason", "Nhầm", "--set", "due=24/3/2021")
    assert office.run(*run, "--commit", day=DAY).returncode == 0
    assert git("show", "--name-status", "--format=", "HEAD").splitlines() == [
        "M\ttasks/2021/0001/2021-03-08.request.tnmt.yml",
        "A\ttasks/2021/0001/2021-03-18.correction.tnmt.yml",
    ]
    assert git("status", "--porcelain") == ""


def test_commits_in_the_registers_language(office: Office, git: Callable[..., str]) -> None:
    settings = office.root / "register.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + "language: en\n", encoding="utf-8")
    task = ("new", "task", "--title", "Nâng cấp chợ", "--lead", "ktht", "--commit")
    assert office.run(*task, day=DAY, language="vi").returncode == 0
    assert git("log", "-1", "--format=%s") == "2021-0002: Assign “Nâng cấp chợ”"
    agency = ("new", "agency", "--name", "Thuế", "--short", "CCT", "--kind", "other", "--commit")
    assert office.run(*agency, day=DAY).returncode == 0
    assert git("log", "-1", "--format=%s") == "Add agency CCT"


def test_what_a_hook_refuses_stays_recorded(office: Office, git: Callable[..., str]) -> None:
    hook = office.root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'chưa được' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    result = office.run(*given(office), "--commit", day=DAY)
    assert result.returncode == 2
    assert "It is recorded, but not committed: git made no commit\nchưa được" in result.stderr
    assert "position: agree" in office.text("2021-03-18.opinion.tckh")
    assert git("diff", "--cached", "--name-only") == ""


def test_hooks_that_check_the_register_are_satisfied(office: Office, git: Callable[..., str]) -> None:
    hook = office.root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec {sys.executable} -c 'from phoihop.cli import main; main()' check --today {DAY}\n")
    hook.chmod(0o755)
    assert office.run(*given(office), "--commit", day=DAY).returncode == 0
    assert git("status", "--porcelain") == ""


def test_without_a_repository_or_an_identity_nothing_is_begun(office: Office) -> None:
    before = office.files()
    result = office.run(*given(office), "--commit", day=DAY)
    assert result.returncode == 2
    assert "lies in no Git repository" in result.stderr
    for arguments in (("init", "--quiet"), ("config", "user.useConfigOnly", "true")):
        subprocess.run(["git", *arguments], cwd=office.root, check=True, env=environment(**NO_SETTINGS_OF_THE_USER))
    result = office.run(*given(office), "--commit", day=DAY)
    assert result.returncode == 2
    assert "git config user.name" in result.stderr
    assert office.files() == before


# --- options ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", DOCUMENT_TYPES)
def test_every_key_has_its_option(kind: str) -> None:
    options = [each for each in command_for(kind).params if isinstance(each, KeyOption)]
    beside = [BESIDE[kind]] if kind in BESIDE else []
    assert [option.key for option in options] == [*keys_of(DOCUMENT_TYPES[kind]), *beside]
    assert all(option.opts == [option.key.option] for option in options)


def test_every_kind_has_its_command() -> None:
    assert isinstance(command, NewGroup)
    assert command.list_commands(click.Context(command)) == ["agency", "task", *DOCUMENT_TYPES]


@pytest.mark.parametrize("kind", ["agency", "task", *DOCUMENT_TYPES])
def test_its_help_is_in_one_language(kind: str, tmp_path: Path) -> None:
    english = run(tmp_path, "--lang", "en", "new", kind, "--help").stdout
    assert not any(letter in english.casefold() for letter in "ạảấầậắằẹếềệịọốồộớờợụứừựỳđ")
    vietnamese = run(tmp_path, "--lang", "vi", "new", kind, "--help").stdout
    assert "(repeatable)" not in vietnamese
    assert "Cách dùng" in vietnamese


def test_a_kind_that_was_mistyped_brings_the_nearest(tmp_path: Path) -> None:
    assert "opinion" in run(tmp_path, "--lang", "en", "new", "opinon").stderr


# --- agencies and settings --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "said"), [("vi", "Đã ghi: agencies/ktht.yml"), ("en", "Written: agencies/ktht.yml")]
)
def test_an_agency_is_changed_by_command(language: str, said: str, office: Office, git: Callable[..., str]) -> None:
    file = office.root / "agencies/ktht.yml"
    file.write_text("# của huyện\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    git("commit", "-qam", "Ghi chú")
    before = file.read_text(encoding="utf-8")
    member = ("--member", "Chuyên viên=cv@kh.example", "--member", "Văn thư=vt@kh.example", "--parent", "UBND")
    told = office.run("edit", "agency", "KTHT", *member, "--commit", day=DAY, language=language)
    assert (told.returncode, said in told.stdout) == (0, True), told.stderr
    assert file.read_text(encoding="utf-8").startswith(before.rstrip("\n"))
    assert load_register(office.root).agencies["ktht"].parent == "ubnd"
    assert git("log", "-1", "--format=%s") == "Sửa thông tin cơ quan KTHT"
    gone = office.run("edit", "agency", "ktht", "--set", "members.cv@kh.example=", "--set", "parent=", day=DAY)
    assert gone.returncode == 0, gone.stderr
    members = load_register(office.root).agencies["ktht"].members
    assert [member.email for member in members] == ["vt@kh.example"]
    assert "parent" not in file.read_text(encoding="utf-8")
    again = office.run("edit", "agency", "ktht", "--set", "short=KTHT", day=DAY, language="en")
    assert "Error: agencies/ktht.yml says so already." in again.stderr


def test_the_register_is_changed_by_command(office: Office) -> None:
    vt = ("edit", "register", "--registrar", "vt@xa.example")
    assert office.run(*vt, "--dry-run").returncode == 0
    assert load_register(office.root).settings.registrars == ()
    assert office.run(*vt, "--registrar", "pvt@xa.example").returncode == 0
    assert load_register(office.root).settings.registrars == ("vt@xa.example", "pvt@xa.example")
    assert office.run("edit", "register", "--set", "registrars.vt@xa.example=").returncode == 0
    assert load_register(office.root).settings.registrars == ("pvt@xa.example",)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("agency",), "Name an agency"),
        (("agency", "ktht"), "Say what shall be otherwise"),
        (("agency", "ktht", "--set", "parnt=ubnd"), "no key “parnt” (parent?)"),
        (("agency", "ktht", "--parent", "khong-co"), "khong-co"),
        (("agency", "ktht", "--member", "vt@xa.example"), "ROLE=EMAIL"),
        (("agency", "ktht", "--registrar", "vt@xa.example"), "belongs to: phoihop edit register"),
        (("agency", "ktht", "--set", "succeeded_by=khong-co"), "khong-co"),
        (("register", "--set", "authority="), "missing"),
    ],
)
def test_a_change_that_would_be_wrong_changes_nothing(arguments: tuple[str, ...], said: str, office: Office) -> None:
    before = office.files()
    refused = office.run("edit", *arguments, day=DAY)
    assert refused.returncode in (1, 2)
    assert said in refused.stderr
    assert office.files() == before


def test_a_field_of_work_that_nothing_names_is_told_with_how_to_name_it(tmp_path: Path) -> None:
    """A record keeps its slug alone: pages would write it without its marks."""
    story = Story(tmp_path / "register")
    new = ("new", "task", "--title", "Chợ", "--lead", "tnmt", "--no-input", "--dry-run", "--today", "2021-03-01")
    said = output_of(story.root, "--lang", "vi", *new, "--field", "Vỉa hè")
    assert "các trang ghi “Via he”" in said
    name = "fields=id=via-he; name=Vỉa hè"
    assert name.replace("Vỉa hè", "…") in said
    assert run(story.root, "edit", "register", "--set", name, "--no-input").exit_code == 0
    for field in ("Vỉa hè", "via-he", "đất đai"):
        assert "lĩnh vực mới" not in output_of(story.root, "--lang", "vi", *new, "--field", field)
