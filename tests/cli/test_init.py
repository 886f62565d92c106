"""`phoihop init`: the register that it starts checks clean, builds a site, and overwrites nothing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from phoihop.forges import READY_FILES
from phoihop.recording.new_register import editor_settings
from phoihop.records.json_schema import SCHEMA_NAMES
from phoihop.records.record import FORMAT
from phoihop.records.settings import Deadlines

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


def test_the_first_agency_is_the_authority(tmp_path: Path) -> None:
    output_of(
        None, "init", str(tmp_path / "so"), *NAME, "--authority-short", "UB-AĐ", "--title", "Sổ: thử", "--no-input"
    )
    agency = (tmp_path / "so" / "agencies" / "ub-ad.yml").read_text(encoding="utf-8")
    assert agency == "name: Ủy ban nhân dân xã An Đổ\nshort: UB-AĐ\nkind: authority\n"
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


def test_git_takes_everything_and_pre_commit_checks_it(tmp_path: Path) -> None:
    root = tmp_path / "so"
    output_of(None, "init", str(root), *NAME, "--no-input")

    def git(*arguments: str) -> str:
        who = ("-c", "user.name=t", "-c", "user.email=t@example.org")
        return subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True, text=True).stdout

    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "--message", "Lập sổ")
    assert git("status", "--porcelain") == ""
    assert "eol: lf" in git("check-attr", "eol", "register.yml")
    assert "text: unset" in git("check-attr", "text", "tasks/2026/0001/files/a.pdf")
    output_of(root, "site", "build")
    assert git("status", "--porcelain") == ""
    config = root / ".pre-commit-config.yaml"
    valid = subprocess.run([TOOLS / "pre-commit", "validate-config", str(config)], capture_output=True, check=False)
    assert valid.returncode == 0, valid.stdout
    assert yaml.safe_load(config.read_text(encoding="utf-8"))["repos"][0]["hooks"][0]["entry"] == "phoihop-hook"


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
    answers = ("Ủy ban nhân dân xã An Đổ", "", "", chosen, "none" if language == "en" else "không")
    said = talk("--lang", language, "init", str(tmp_path / "so"), answers=answers)
    assert said.exit == 0, said.text
    assert "UBND" in said.text
    assert f"language: {language}" in (tmp_path / "so" / "register.yml").read_text(encoding="utf-8")
    assert "phoihop new agency" in said.text


@pytest.mark.parametrize(("key", "code"), [("eof", 1), ("ctrl-c", 130)])
def test_a_dialogue_that_is_broken_off_starts_nothing(key: str, code: int, tmp_path: Path) -> None:
    said = talk("--lang", "en", "init", str(tmp_path / "so"), answers=("Xã An Đổ",), end=key)
    assert said.exit == code
    assert "nothing was written" in said.text
    assert list(tmp_path.iterdir()) == []


def test_enter_takes_the_language_and_the_short_name_of_a_committee_is_its_own(tmp_path: Path) -> None:
    said = talk("--lang", "en", "init", str(tmp_path / "so"), answers=("UBND xã Bình An", "", "", "", "none"))
    assert said.exit == 0, said.text
    assert "[UBND]" in said.text
    assert "language: en" in (tmp_path / "so" / "register.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("language", "word"), [("vi", "chưa có phòng, ban hay xã nào"), ("en", "No department or")])
def test_a_task_needs_somebody_to_lead_it(language: str, word: str, tmp_path: Path) -> None:
    place = tmp_path / "so"
    assert run(tmp_path, "init", str(place), "--authority-name", "UBND xã Bình An").exit_code == 0
    refused = run(place, "--lang", language, "new", "task", "--title", "Chợ", "--lead", "ubnd")
    assert (refused.exit_code, word in refused.stderr) == (2, True)
