"""The command line as a whole: languages, folders, how a run ends, what it costs to start."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from phoihop import __version__
from phoihop.cli.program import COMMANDS
from phoihop.cli.speaking import language_wished

from tests.cli.run import no_register_above, output_of, run
from tests.story import Story

PHOIHOP = (sys.executable, "-c", "from phoihop.cli import main; main()")
HEAVY = ("yaml", "phoihop.records.types", "rich", "mkdocs", "holidays", "jinja2")
VIETNAMESE_ONLY = ("Usage", "Options", "Error", "Try '", "Missing", "Invalid", "No such", "Show this", "unexpected")


def test_the_version_is_told_without_loading_what_only_the_commands_need() -> None:
    loaded = (
        "import sys; from phoihop.cli.program import phoihop\ntry: phoihop(['--version'])\nfinally: print(*sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    version, modules = result.stdout.splitlines()
    assert version == f"phoihop {__version__}"
    assert not set(HEAVY) & set(modules.split())


def test_a_record_is_made_without_loading_what_reads_spreadsheets(tmp_path: Path) -> None:
    options = ["2021-0001", "--from", "tnmt", "--date", "2021-05-28", "--text", "Đang làm", "--dry-run", "--no-input"]
    arguments = ["-C", str(Story(tmp_path).root), "new", "progress", *options]
    imports = "import sys; from phoihop.cli.program import phoihop"
    loaded = f"{imports}\ntry: phoihop({arguments})\nfinally: print(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    *_shown, modules = result.stdout.splitlines()
    assert "phoihop.recording.preparing" in modules.split()
    assert not {"xlsxwriter", "python_calamine", "multiprocessing"} & set(modules.split())


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "vi_VN", "LC_ALL": "en_US"}, "en"),
        ({"LANGUAGE": "fr:vi:en", "LANG": "fr_FR.UTF-8"}, "vi"),
        ({"LANGUAGE": "vi", "LANG": "C.UTF-8"}, None),
        ({"LANG": "POSIX"}, None),
        ({"LANG": "fr_FR.UTF-8"}, None),
        ({"LANG": "virtual"}, None),
        ({}, None),
    ],
)
def test_the_environment_may_ask_for_a_language(environment: dict[str, str], language: str | None) -> None:
    assert language_wished(environment) == language


def test_the_language_is_that_of_the_option_else_the_environment_else_the_register(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("register.yml", {"authority: ubnd\n": "authority: ubnd\nlanguage: en\n"})
    assert "as of" in output_of(story.root, "list")
    assert "tính đến" in output_of(story.root, "list", env={"LANG": "vi_VN.UTF-8"})
    assert "tính đến" in output_of(story.root, "--lang", "vi", "list", env={"LANG": "en_US.UTF-8"})
    story.edit("register.yml", {"language: en": "language: vi"})
    assert "tính đến" in output_of(story.root, "list", env={"LANG": "C"})


def test_outside_a_register_help_is_vietnamese(tmp_path: Path) -> None:
    assert "Cách dùng" in output_of(no_register_above(tmp_path), "--help")


@pytest.mark.parametrize(
    "command",
    [(), *((name,) for name in COMMANDS), ("site", "build"), ("site", "serve"), ("new", "opinion"), ("new", "agency")],
)
def test_all_help_is_in_the_language_asked_for(command: tuple[str, ...], tmp_path: Path) -> None:
    vietnamese = output_of(tmp_path, "--lang", "vi", *command, "--help")
    english = output_of(tmp_path, "--lang", "en", *command, "--help")
    assert not [word for word in VIETNAMESE_ONLY if word in vietnamese]
    assert "Usage: phoihop" in english
    assert not any(letter in english.casefold() for letter in "ạảấầậắằẹếềệịọốồộớờợụứừựỳđ")


@pytest.mark.parametrize(
    "mistake",
    [
        ("--no-such-option",),
        ("chek",),
        ("--lang",),
        ("--lang", "fr"),
        ("-C", "no-such-folder", "check"),
        ("show",),
        ("show", "2021-0009"),
        ("show", "2021-0001", "2021-0002"),
        ("check", "--todya", "2021-05-04"),
        ("check", "--today", "31/4/2021"),
        ("check", "--today", "2021-02-30"),
        ("check", "--rule", "opinion-on-tyme"),
        ("check", "--format", "xml"),
        ("check", "--strict=yes"),
        ("check", "--lang", "en"),
        ("list", "--year", "1"),
        ("list", "--lead", "TNMT2"),
        ("todo", "nobody"),
        ("schema", "document", "--write", "x"),
        ("completion", "tcsh"),
        ("site",),
    ],
)
def test_a_wrong_command_line_is_refused_in_the_language_asked_for(mistake: tuple[str, ...], tmp_path: Path) -> None:
    root = Story(tmp_path).root
    vietnamese, english = (run(root, "--lang", language, *mistake) for language in ("vi", "en"))
    assert vietnamese.exit_code == english.exit_code == 2
    assert vietnamese.stdout == english.stdout == ""
    assert not [word for word in VIETNAMESE_ONLY if word in vietnamese.stderr]
    assert "Lỗi" in vietnamese.stderr or "Cách dùng" in vietnamese.stderr
    assert "Traceback" not in english.stderr


def test_a_mistyped_name_brings_the_nearest_one(tmp_path: Path) -> None:
    root = Story(tmp_path).root
    assert "check" in run(root, "--lang", "en", "chek").stderr
    assert "Did you mean 2021-0001?" in run(root, "--lang", "en", "show", "2021-0010").stderr
    assert "Did you mean tnmt?" in run(root, "--lang", "en", "todo", "TMNT").stderr
    assert "Did you mean opinion-on-time?" in run(root, "--lang", "en", "explain", "opinion-ontime").stderr


def test_an_option_of_the_group_after_the_command_is_shown_its_place(tmp_path: Path) -> None:
    assert "phoihop --lang … check" in run(Story(tmp_path).root, "--lang", "en", "check", "--lang", "en").stderr


def test_without_a_register_the_command_could_not_run(tmp_path: Path) -> None:
    result = run(no_register_above(tmp_path), "check")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert str(tmp_path) in result.stderr
    assert "-C THƯ_MỤC" in result.stderr


def test_the_register_is_found_from_within(tmp_path: Path) -> None:
    root = Story(tmp_path).root
    assert "2021-0001" in output_of(root / "tasks" / "2021" / "0001" / "files", "list")


def test_commands_that_need_the_settings_say_where_to_look(tmp_path: Path) -> None:
    root = Story(tmp_path).write("register.yml", "title: [").root
    for command in (("list",), ("todo",), ("show", "2021-0001")):
        result = run(root, *command)
        assert result.exit_code == 2
        assert "phoihop check" in result.stderr
    assert run(root, "check").exit_code == 1


def test_output_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    root = Story(tmp_path).root
    for locale in ({"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}):
        environment = {"PATH": os.environ["PATH"]} | locale
        result = subprocess.run([*PHOIHOP, "-C", str(root), "list"], capture_output=True, env=environment, check=True)
        assert "Điều chỉnh quy hoạch" in result.stdout.decode("utf-8")


def test_a_reader_that_leaves_ends_the_run_quietly(tmp_path: Path) -> None:
    root = Story(tmp_path).root
    with subprocess.Popen(
        [*PHOIHOP, "-C", str(root), "schema", "document"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_a_reader_that_leaves_is_noticed_also_where_the_record_has_errors(tmp_path: Path) -> None:
    story = Story(tmp_path)
    for number in range(100, 400):
        story.write(f"tasks/2021/0{number}/task.yml", "title: [")
    reading, writing = os.pipe()
    os.close(reading)  # gone before a word is said: a reader that leaves later may leave too late
    command = [*PHOIHOP, "-C", str(story.root), "check"]
    with os.fdopen(writing, "wb") as pipe:
        result = subprocess.run(command, stdout=pipe, stderr=subprocess.PIPE, check=False)
    assert (result.returncode, result.stderr) == (141, b"")


def test_ctrl_c_ends_the_run_quietly(tmp_path: Path) -> None:
    waiting = (
        # A shell starts its background jobs with the signal ignored, and whatever they start inherits that.
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "import time, phoihop.cli.session as session\n"
        "def wait(*_): print('waiting', flush=True); time.sleep(60)\n"
        "session.Session.today = wait\n"
        "from phoihop.cli import main; main()"
    )
    command = [sys.executable, "-c", waiting, "-C", str(Story(tmp_path).root), "list"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"waiting\n"
        process.send_signal(signal.SIGINT)
        _out, errors = process.communicate()
    assert errors == b""
    assert process.returncode == 130


def test_an_error_of_the_program_is_not_taken_for_an_error_of_the_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a slip")

    monkeypatch.setattr("phoihop.cli.session.Session.today", fail)
    result = run(Story(tmp_path).root, "--lang", "en", "list")
    assert result.exit_code == 2
    assert "a slip" in result.stderr
    assert "please report it" in result.stderr


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Error: tasks/2021/0001/task.yml can't be read or written: Permission denied\n"),
        ("vi", "Lỗi: Không đọc hoặc ghi được tasks/2021/0001/task.yml: không được phép\n"),
    ],
)
def test_a_file_that_the_system_refuses_is_named(
    language: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "tasks/2021/0001/task.yml")

    monkeypatch.setattr("phoihop.records.register.Register.task", refuse)
    result = run(Story(tmp_path).root, "--lang", language, "check")
    assert result.exit_code == 2
    assert result.stderr == said


def test_a_run_leaves_the_process_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "fr")
    run(tmp_path, "--lang", "vi", "--help", env={"LANGUAGE": "fr"})
    assert os.environ["LANGUAGE"] == "fr"


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("phoihop sh", "show"),
        ("phoihop -C {root} show 2021-", "2021-0001"),
        ("phoihop -C {root} todo t", "tnmt"),
        ("phoihop explain opinion-on", "opinion-on-time"),
        ("phoihop schema opin", "opinion"),
        ("phoihop check --form", "--format"),
        ("phoihop check --format s", "sarif"),
    ],
)
def test_the_shell_completes_commands_options_and_ids(words: str, completed: str, tmp_path: Path) -> None:
    words = words.format(root=Story(tmp_path).root)
    environment = os.environ | {
        "_PHOIHOP_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    result = subprocess.run(PHOIHOP, capture_output=True, text=True, env=environment, check=False)
    assert f"plain,{completed}" in result.stdout.splitlines()


def test_the_shell_is_offered_nothing_outside_a_register(tmp_path: Path) -> None:
    environment = os.environ | {
        "_PHOIHOP_COMPLETE": "bash_complete",
        "COMP_WORDS": f"phoihop -C {no_register_above(tmp_path)} show 2021",
        "COMP_CWORD": "4",
    }
    result = subprocess.run(PHOIHOP, capture_output=True, text=True, env=environment, check=False)
    assert (result.stdout.strip(), result.stderr) == ("", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_is_printed(shell: str, tmp_path: Path) -> None:
    assert "_PHOIHOP_COMPLETE" in output_of(tmp_path, "completion", shell)


@pytest.mark.parametrize("written", ["4/5/2021", "04/05/2021", "4-5-2021", "4.5.2021", " 2021-5-4 "])
def test_a_day_may_be_written_as_people_write_it(written: str, tmp_path: Path) -> None:
    root = Story(tmp_path).root
    expected = output_of(root, "todo", "--today", "2021-05-04", "--format", "json")
    assert output_of(root, "todo", "--today", written, "--format", "json") == expected
