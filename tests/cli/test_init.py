"""`phoihop init`: the register that it starts checks clean, builds a site, and overwrites nothing."""

import json
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from phoihop.forges import READY_FILES
from phoihop.recording.new_register import editor_settings
from phoihop.records.json_schema import SCHEMA_NAMES
from phoihop.records.record import FORMAT
from phoihop.records.register import load_register
from phoihop.records.settings import Deadlines
from phoihop.records.types import DOCUMENT_TYPES
from phoihop.rules.judge import judge
from pypdf import PdfReader

from tests.cli.run import output_of, run
from tests.cli.terminal import talk

TOOLS = Path(sys.executable).parent
NAME = ("--authority-name", "Ủy ban nhân dân xã An Đổ")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_new_register_checks_clean_and_builds_its_site(language: str, tmp_path: Path) -> None:
    root = tmp_path / "so"
    output_of(None, "init", str(root), *NAME, "--language", language, "--no-input")
    assert "không có lỗi" in output_of(root, "--lang", "vi", "check")
    output_of(root, "site", "build")
    assert "An Đổ" in (root / "site" / "index.html").read_text(encoding="utf-8")
    assert (root / "README.md").read_text(encoding="utf-8").count("{") == 0
    assert ("Ngày nghỉ" in (root / "register.yml").read_text(encoding="utf-8")) == (language == "vi")
    output_of(root, "schema", "--check", str(root / "schema"))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_new_register_names_its_format_and_every_deadline(language: str, tmp_path: Path) -> None:
    output_of(None, "init", str(tmp_path / "so"), *NAME, "--language", language, "--no-input")
    settings = yaml.safe_load((tmp_path / "so" / "register.yml").read_text(encoding="utf-8"))
    assert settings["format"] == FORMAT
    defaults = Deadlines()
    assert settings["deadlines"] == {name: getattr(defaults, name) for name in Deadlines.__struct_fields__}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("example") / "so"
    output_of(None, "init", "--example", str(root), "--registrar", "toi@binhan.example", "--no-input")
    return root


def test_the_example_is_a_commune_after_the_reform_with_tasks_at_different_stages(example: Path) -> None:
    register = load_register(example)
    assert register.settings.as_of is not None
    judgement = judge(register, register.settings.as_of)
    assert "toi@binhan.example" in register.settings.registrars
    departments = {agency.name for agency in register.agencies.values() if agency.kind == "department"}
    assert departments == {
        "Văn phòng HĐND và UBND",
        "Phòng Kinh tế",
        "Phòng Văn hóa - Xã hội",
        "Trung tâm Phục vụ hành chính công",
    }
    assert [found for found in judgement.findings if found.severity == "error"] == []
    assert {"decided", "completed", "consulting", "assigned"} <= {case.stage for case in judgement.cases}
    assert {"on-time", "due-soon", "overdue"} <= {case.timeliness for case in judgement.cases}
    kinds = {entry.kind for case in judgement.cases for entry in case.documents}
    assert {kind for kind, type_ in DOCUMENT_TYPES.items() if type_.SINCE == 2} <= kinds


def test_on_any_later_day_the_example_has_no_error(example: Path) -> None:
    register = load_register(example)
    for day in (date(2026, 11, 26), date(2031, 3, 3)):
        assert [found for found in judge(register, day).findings if found.severity == "error"] == []


def test_the_example_builds_its_site_and_withholds_one_task(example: Path) -> None:
    output_of(example, "site", "build")
    assert (example / "site" / "tasks" / "2026" / "0004" / "index.html").is_file()
    assert not (example / "site" / "tasks" / "2026" / "0006").exists()
    papers = list((example / "tasks").glob("*/*/files/*.pdf"))
    assert len(papers) > 10
    assert all("Bình An" in PdfReader(paper).pages[0].extract_text() for paper in papers)


@pytest.mark.parametrize("option", ["--authority-name", "--authority-short", "--title"])
def test_the_example_has_an_authority_of_its_own(option: str, tmp_path: Path) -> None:
    refused = run(None, "init", "--example", str(tmp_path / "so"), option, "UBND xã khác", "--no-input")
    assert refused.exit_code == 2
    assert option in refused.stderr
    assert not (tmp_path / "so").exists()


def test_the_example_s_site_may_be_in_english(tmp_path: Path) -> None:
    said = output_of(None, "--lang", "en", "init", "--example", str(tmp_path / "so"), "--language", "en", "--no-input")
    assert "phoihop show 2026-0004" in said
    assert load_register(tmp_path / "so").language == "en"


def test_the_first_agency_is_the_authority(tmp_path: Path) -> None:
    output_of(
        None, "init", str(tmp_path / "so"), *NAME, "--authority-short", "UB-AĐ", "--title", "Sổ: thử", "--no-input"
    )
    agency = (tmp_path / "so" / "agencies" / "ub-ad.yml").read_text(encoding="utf-8")
    assert agency.startswith("name: Ủy ban nhân dân xã An Đổ\nshort: UB-AĐ\nkind: authority\n")
    settings = (tmp_path / "so" / "register.yml").read_text(encoding="utf-8")
    assert "title: 'Sổ: thử'\nformat: 2\nauthority: ub-ad\n" in settings


@pytest.mark.parametrize("forge", READY_FILES)
def test_a_forges_files_come_along_as_they_are(forge: str, tmp_path: Path) -> None:
    output_of(None, "init", str(tmp_path / "so"), *NAME, "--ci", forge, "--no-input")
    for place in READY_FILES[forge].values():
        assert "phoihop" in (tmp_path / "so" / place).read_text(encoding="utf-8")


def test_editors_find_a_schema_for_every_record(tmp_path: Path) -> None:
    output_of(None, "init", str(tmp_path / "so"), *NAME, "--no-input")
    settings = json.loads((tmp_path / "so" / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert settings == editor_settings()
    assert all((tmp_path / "so" / place).is_file() for place in settings["yaml.schemas"])
    assert len(settings["yaml.schemas"]) == len(SCHEMA_NAMES) - 1


def git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True).stdout


def as_person(monkeypatch: pytest.MonkeyPatch, home: Path, name: str = "", email: str = "") -> None:
    """Git, on a machine of its own, knows this of the person at the keyboard."""
    home.mkdir(exist_ok=True)
    for variable in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / "gitconfig"))
    told = [f"name = {name}"] * bool(name) + [f"email = {email}"] * bool(email)
    (home / "gitconfig").write_text("\n\t".join(["[user]", *told]) + "\n", encoding="utf-8")


CLERK = "vanthu@ando.example"


def test_git_holds_everything_and_pre_commit_checks_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_person(monkeypatch, tmp_path / "home", "Văn thư", CLERK)
    root = tmp_path / "so"
    output_of(None, "init", str(root), *NAME, "--no-input")
    assert git(root, "log", "--format=%an <%ae> %s", "main") == f"Văn thư <{CLERK}> Lập sổ theo dõi phối hợp\n"
    assert git(root, "symbolic-ref", "HEAD") == "refs/heads/main\n"
    assert git(root, "status", "--porcelain") == ""
    assert "eol: lf" in git(root, "check-attr", "eol", "register.yml")
    assert "text: unset" in git(root, "check-attr", "text", "tasks/2026/0001/files/a.pdf")
    output_of(root, "site", "build")
    assert git(root, "status", "--porcelain") == ""
    config = root / ".pre-commit-config.yaml"
    valid = subprocess.run([TOOLS / "pre-commit", "validate-config", str(config)], capture_output=True, check=False)
    assert valid.returncode == 0, valid.stdout
    assert yaml.safe_load(config.read_text(encoding="utf-8"))["repos"][0]["hooks"][0]["entry"] == "phoihop-hook"


@pytest.mark.parametrize(
    ("given", "known", "recorded"),
    [((), CLERK, CLERK), (("--registrar", "so@ando.example"), CLERK, "so@ando.example"), ((), "", None)],
)
def test_the_clerk_may_record_for_all(
    given: tuple[str, ...], known: str, recorded: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_person(monkeypatch, tmp_path / "home", "Văn thư", known)
    shown = output_of(None, "--lang", "en", "init", str(tmp_path / "so"), *NAME, *given, "--no-input")
    settings = yaml.safe_load((tmp_path / "so" / "register.yml").read_text(encoding="utf-8"))
    authority = yaml.safe_load((tmp_path / "so" / "agencies" / "ubnd.yml").read_text(encoding="utf-8"))
    assert settings.get("registrars") == ([recorded] if recorded else None)
    assert [each["email"] for each in authority.get("members", [])] == ([recorded] if recorded else [])
    assert (f"git config user.email {recorded}" in shown) == (recorded == "so@ando.example")
    assert ("under “registrars” in register.yml" in shown) == (recorded is None)


def test_an_address_that_is_none_starts_nothing(tmp_path: Path) -> None:
    assert run(None, "init", str(tmp_path / "so"), *NAME, "--registrar", "vanthu", "--no-input").exit_code == 2
    assert not (tmp_path / "so").exists()


@pytest.mark.parametrize(
    ("name", "email", "lacking"),
    [("", "", ["user.name", "user.email"]), ("Văn thư", "", ["user.email"]), ("", CLERK, ["user.name"])],
)
def test_the_identity_that_git_lacks_is_named_with_how_to_set_it(
    name: str, email: str, lacking: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_person(monkeypatch, tmp_path / "home", name, email)
    root = tmp_path / "so"
    shown = output_of(None, "--lang", "en", "init", str(root), *NAME, "--registrar", CLERK, "--no-input")
    steps = steps_of(shown)
    assert [words[2] for words in steps if words[:2] == ["git", "config"]] == lacking
    assert "Git" in shown
    for words in steps:
        if words[0] == "git" and words[1] in ("config", "add", "commit"):
            git(root, *words[1:])
    assert git(root, "log", "--format=%ae") == f"{CLERK}\n"
    assert git(root, "status", "--porcelain") == ""


def test_within_a_larger_repository_no_other_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_person(monkeypatch, tmp_path / "home", "Văn thư", CLERK)
    git(tmp_path, "init", "--quiet", "kho")
    shown = output_of(None, "--lang", "en", "init", str(tmp_path / "kho" / "so"), *NAME, "--no-input")
    assert "a part of it" in shown
    assert not (tmp_path / "kho" / "so" / ".git").exists()
    assert ["git", "commit"] in [words[:2] for words in steps_of(shown)]


def test_without_git_there_is_a_register_and_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    shown = output_of(None, "--lang", "en", "init", str(tmp_path / "so"), *NAME, "--no-input")
    assert "install Git" in shown
    assert "no errors" in output_of(tmp_path / "so", "--lang", "en", "check")
    assert "git" not in {words[0] for words in steps_of(shown)}


def test_git_may_be_left_out(tmp_path: Path) -> None:
    shown = output_of(None, "init", str(tmp_path / "so"), *NAME, "--no-git", "--no-input")
    assert not (tmp_path / "so" / ".git").exists()
    assert "git" not in {words[0] for words in steps_of(shown)}


def steps_of(shown: str) -> list[list[str]]:
    """What the last lines tell to type, each as a shell takes it apart; the words after it say why."""
    lines = shown[shown.index(":\n", shown.rindex("Next") if "Next" in shown else shown.rindex("Làm tiếp")) :]
    commands = (line.strip() for line in lines.splitlines()[1:])
    return [shlex.split(line.partition("  ")[0]) for line in commands if line and not line.startswith("#")]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_next_steps_run_as_they_are_printed(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_person(monkeypatch, tmp_path / "home", "Văn thư", CLERK)
    shown = output_of(tmp_path, "--lang", language, "init", "so cua toi", *NAME, "--language", language, "--no-input")
    folder, ran = tmp_path, []
    for words in steps_of(shown):
        ran.append(" ".join(words[:3]))
        match words:
            case ["cd", place]:
                folder = folder / place
            case ["git", *arguments]:
                git(folder, *arguments)
            case ["phoihop", "new", kind, *further]:
                given = {
                    "agency": ("--name", "Phòng Kinh tế", "--short", "KT", "--kind", "department"),
                    "task": ("--title", "Nâng cấp chợ xã", "--lead", "kt"),
                }
                output_of(folder, "new", kind, *further, *given[kind], "--no-input")
            case ["phoihop", "site", "serve"]:
                output_of(folder, "site", "build")
            case ["phoihop", "desk"]:
                output_of(folder, "desk", "--help")
            case ["phoihop", *arguments]:
                output_of(folder, *arguments)
    assert "phoihop review main" in ran
    assert ran[-2:] == ["phoihop site serve", "phoihop desk"]
    assert [each.partition(" ")[2] for each in git(folder, "log", "--format=%h %s", "main").splitlines()][-1:] == [
        {"vi": "Lập sổ theo dõi phối hợp", "en": "Start the register"}[language]
    ]
    assert git(folder, "rev-list", "--count", "main") == "3\n"
    output_of(folder, "verify")


def test_a_fresh_clone_may_become_a_register(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(tmp_path / "so")], check=True)
    output_of(None, "init", str(tmp_path / "so"), *NAME, "--no-input")
    assert "không có lỗi" in output_of(tmp_path / "so", "check")


def test_the_folder_one_works_in_may_become_a_register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shown = output_of(None, "--lang", "en", "init", ".", *NAME, "--no-input")
    assert "cd " not in shown
    assert "no errors" in output_of(None, "--lang", "en", "check")


@pytest.mark.parametrize("other", ["register.yml", "ghi-chu.txt", "tasks/x"])
def test_a_folder_that_holds_other_things_is_left_as_it_is(other: str, tmp_path: Path) -> None:
    (tmp_path / other).parent.mkdir(exist_ok=True)
    (tmp_path / other).write_text("đã có", encoding="utf-8")
    result = run(None, "--lang", "en", "init", str(tmp_path), *NAME, "--no-input")
    assert result.exit_code == 2
    assert other.split("/")[0] in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == [other.split("/")[0]]
    assert (tmp_path / other).read_text(encoding="utf-8") == "đã có"


def test_without_a_name_nothing_is_started(tmp_path: Path) -> None:
    result = run(None, "--lang", "en", "init", str(tmp_path / "so"), "--no-input")
    assert result.exit_code == 2
    assert "--authority-name" in result.stderr
    assert not (tmp_path / "so").exists()


@pytest.mark.parametrize(("language", "chosen"), [("vi", "tiếng Việt"), ("en", "english")])
def test_on_a_terminal_it_asks(language: str, chosen: str, tmp_path: Path) -> None:
    answers = (chosen, "Ủy ban nhân dân xã An Đổ", "", "", CLERK, "none" if language == "en" else "không")
    said = talk("--lang", language, "init", str(tmp_path / "so"), answers=answers)
    assert said.exit == 0, said.text
    assert "UBND" in said.text
    assert f"language: {language}" in (tmp_path / "so" / "register.yml").read_text(encoding="utf-8")
    assert "phoihop new agency" in said.text


@pytest.mark.parametrize(("key", "code"), [("eof", 1), ("ctrl-c", 130)])
def test_a_dialogue_that_is_broken_off_starts_nothing(key: str, code: int, tmp_path: Path) -> None:
    said = talk("--lang", "en", "init", str(tmp_path / "so"), answers=("", "Xã An Đổ"), end=key)
    assert said.exit == code
    assert "nothing was written" in said.text
    assert list(tmp_path.iterdir()) == []


def test_enter_takes_the_language_and_the_short_name_of_a_committee_is_its_own(tmp_path: Path) -> None:
    said = talk("--lang", "en", "init", str(tmp_path / "so"), answers=("", "UBND xã Bình An", "", "", CLERK, ""))
    assert said.exit == 0, said.text
    assert "[UBND]" in said.text
    assert "language: en" in (tmp_path / "so" / "register.yml").read_text(encoding="utf-8")


def test_the_language_is_no_guess_from_the_machine(tmp_path: Path) -> None:
    output_of(None, "init", str(tmp_path / "so"), *NAME, "--no-input", env={"LANG": "en_US.UTF-8"})
    assert "language: vi" in (tmp_path / "so" / "register.yml").read_text(encoding="utf-8")


def test_whoever_chooses_a_language_is_asked_in_it(tmp_path: Path) -> None:
    answers = ("2", "An Lac", "", "", CLERK, "")
    said = talk("init", str(tmp_path / "so"), answers=answers)
    assert said.exit == 0, said.text
    assert "Ngôn ngữ của sổ" in said.text
    assert "Full name of the authority" in said.text
    assert "E-mail address of the clerk" in said.text
    assert "add an agency that takes part" in said.text


def test_one_goes_back_a_question(tmp_path: Path) -> None:
    answers = ("<", "en", "UBND xã Bình An", "UB", "<", "<", "UBND xã Bình Minh", "", "", CLERK, "")
    said = talk("--lang", "en", "init", str(tmp_path / "so"), answers=answers)
    assert said.exit == 0, said.text
    agency = (tmp_path / "so" / "agencies" / "ubnd.yml").read_text(encoding="utf-8")
    assert agency.startswith("name: UBND xã Bình Minh\nshort: UBND\n")


@pytest.mark.parametrize(("language", "word"), [("vi", "chưa có phòng, ban hay xã nào"), ("en", "No department or")])
def test_a_task_needs_somebody_to_lead_it(language: str, word: str, tmp_path: Path) -> None:
    place = tmp_path / "so"
    assert run(tmp_path, "init", str(place), "--authority-name", "UBND xã Bình An").exit_code == 0
    refused = run(place, "--lang", language, "new", "task", "--title", "Chợ", "--lead", "ubnd")
    assert (refused.exit_code, word in refused.stderr) == (2, True)
