"""The manual's pages as what they tell to do: each block of commands is run, and what is printed beneath compared.

How a page is written so that it can be run, in comments that readers do not see:

    <!-- at: sample, 2021-11-24 -->    the page works in the sample register, on that day; or in an `empty` folder
    <!-- day: 2026-03-09 -->           another day from here on
    <!-- answers: Tên sổ = Sổ | Ghi vào sổ = c -->   what is typed in the dialogue that follows (a `console` block), by
                                   words of the question; any other question is answered by Enter
    <!-- before: git rm … -->       what has happened at the desk before the block that follows
    <!-- exit: 1 -->                   how the last command of the block that follows ends
    <!-- not run: why -->              the block that follows can't be run here (it installs, or asks a server)

An `sh` block is commands; a `text` block right beneath is what its last command prints, `…` standing for anything. A
`console` block is a whole dialogue with its command. `python -m tests.manual.pages PAGE…` writes what is printed now
into pages: read it before it is kept.
"""

import ctypes
import datetime as clock
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import pexpect
from pexpect import fdpexpect

from tests.program import environment, run_program, start_on_a_terminal

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "docs" / "manual"
PAPER = "van-ban-mau.pdf"
CLERK = "vanthu.ubnd@binhluc.example"
WIDTH = 100
PATIENCE = 60
MOST_QUESTIONS = 60

_BLOCK = re.compile(
    r"(?P<notes>(?:^[ ]*<!-- [^\n]* -->\n+)*)^(?P<indent> *)```(?P<kind>\w+)\n(?P<text>.*?)^ *```$",
    re.MULTILINE | re.DOTALL,
)
_NOTE = re.compile(r"<!-- (at|before|day|answers|exit|not run): (.*?) -->")
_PROMPT = r": $"
_SHELL = re.compile(r"[|<>&;*]")
_COMMIT = re.compile(r"\b(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b")


@dataclass(frozen=True)
class Block:
    """A block of a page: its kind, its text without indent, the notes above it, and where its text lies."""

    kind: str
    text: str
    notes: Mapping[str, str]
    start: int
    end: int
    indent: str

    @property
    def commands(self) -> list[str]:
        """What is typed, line by line, each with what its `\\` carries on."""
        lines = self.text.replace("\\\n", " ").splitlines()
        return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


def blocks_of(text: str) -> list[Block]:
    found = []
    for match in _BLOCK.finditer(text):
        indent = match["indent"]
        body = "".join(line.removeprefix(indent) for line in match["text"].splitlines(keepends=True))
        notes = dict(_NOTE.findall(match["notes"]))
        found.append(Block(match["kind"], body, notes, match.start("text"), match.end("text"), indent))
    return found


def start_of(text: str) -> tuple[str, str]:
    """Where a page works (`sample` or `empty`), and on which day."""
    found = re.search(r"<!-- at: (sample|empty), (\d{4}-\d\d-\d\d) -->", text)
    assert found, "the page does not say where it works: <!-- at: sample, 2021-11-24 -->"
    return found[1], found[2]


@dataclass
class Desk:
    """Where a reader of a page sits: a folder, a machine's Git that knows who it is, a language and a day."""

    folder: Path
    language: str
    day: str
    home: Path
    printed: str = field(default="", init=False)

    def environment(self) -> dict[str, str]:
        moment = f"{self.day}T08:00:00+07:00"
        return {
            **environment(
                LANG={"vi": "vi_VN.UTF-8", "en": "en_US.UTF-8"}[self.language],
                LC_CTYPE="C.UTF-8",
                COLUMNS=str(WIDTH),
                NO_COLOR="1",
                HOME=str(self.home),
                XDG_CACHE_HOME=str(self.home / ".cache"),
                GIT_CONFIG_GLOBAL=str(self.home / ".gitconfig"),
                GIT_CONFIG_NOSYSTEM="1",
                GIT_AUTHOR_DATE=moment,
                GIT_COMMITTER_DATE=moment,
                PATH=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            )
        }

    def run(self, line: str) -> int:
        """Runs a command of a page; its exit code. What it prints is kept."""
        words = shlex.split(line, comments=True)
        if words[0] == "cd":
            self.folder = self.folder / words[1]
            return 0
        if words[0] == "phoihop" and not _SHELL.search(re.sub(r"\"[^\"]*\"|'[^']*'", "", line.partition(" # ")[0])):
            with _today(self.day):
                ended = run_program(words[1:], self.environment(), folder=self.folder)
        else:
            ended = subprocess.run(
                ["bash", "-ec", line],
                cwd=self.folder,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
            )
        self.printed = ended.stderr + ended.stdout if ended.returncode else ended.stdout
        if ended.returncode:
            self.printed = "\n".join(part.rstrip("\n") for part in (ended.stdout, ended.stderr) if part) + "\n"
        return ended.returncode

    def talk(self, command: str, answers: list[tuple[str, str]]) -> int | None:
        """Answers a dialogue, each question that has the words of an answer once, any other by Enter alone.

        What stands on the screen at its end is kept.
        """
        settings = self.environment() | {"TERM": "dumb"}
        with _today(self.day), _plain_lines():
            words = shlex.split(command)[1:]
            process, terminal = start_on_a_terminal(words, settings, self.folder, columns=2 * WIDTH)
        child = fdpexpect.fdspawn(terminal, encoding="utf-8", timeout=PATIENCE)
        shown = f"$ {command}\n"
        try:
            for _ in range(MOST_QUESTIONS):
                ended = child.expect([_PROMPT, pexpect.EOF])
                shown += str(child.before) + ("" if ended else str(child.after))
                if ended:
                    break
                meant = next((each for each in answers if each[0] in str(child.before)), None)
                if meant:
                    answers.remove(meant)
                child.sendline(meant[1] if meant else "")
        finally:
            # As in tests/cli/terminal.py: no fork is left behind.
            child.close()
        self.printed = shown.replace("\r\n", "\n")
        assert ended, self.printed[:3000]
        assert not answers, f"nobody asked for {answers}\n{self.printed}"
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


@contextmanager
def _today(day: str) -> Iterator[None]:
    """The clock of the commands stands at a day."""

    class Standing(clock.datetime):
        @classmethod
        def now(cls, tz: clock.tzinfo | None = None) -> "Standing":
            return cls.fromisoformat(f"{day}T08:00:00").replace(tzinfo=tz)

    with patch("phoihop.cli.session.datetime", Standing), patch("phoihop.changes.review.datetime", Standing):
        yield


@contextmanager
def _plain_lines() -> Iterator[None]:
    """Lines are read as the terminal gives them: an editor of lines would redraw them as its own terminal once was."""
    pointer = ctypes.c_void_p.in_dll(ctypes.pythonapi, "PyOS_ReadlineFunctionPointer")
    before, pointer.value = pointer.value, None
    try:
        with patch.dict(sys.modules, {"readline": None}):
            yield
    finally:
        pointer.value = before


def seat(page: str, language: str, folder: Path, sample: Path) -> Desk:
    """A desk for a page: an empty folder with a sample paper, or the sample register under Git, with a remote."""
    where, day = start_of(page)
    home, place = folder / "home", folder / "van-thu"
    home.mkdir()
    place.mkdir()
    shutil.copy(MANUAL / PAPER, place)
    who = {"user": f"name = Văn thư\n\temail = {CLERK}", "init": "defaultBranch = main"}
    settings = "".join(f"[{part}]\n\t{text}\n" for part, text in who.items())
    (home / ".gitconfig").write_text(settings, encoding="utf-8")
    if where == "sample":
        shutil.copytree(sample, place, symlinks=True, dirs_exist_ok=True)
        return Desk(place / "so", language, day, home)
    return Desk(place, language, day, home)


def make_sample(folder: Path) -> Path:
    """The sample register in a Git repository of its own, `so`, as its clerks have it, and the remote beside it."""
    register = folder / "so"
    register.mkdir(parents=True)
    shutil.copy(ROOT / "register.yml", register)
    for name in ("agencies", "tasks"):
        shutil.copytree(ROOT / name, register / name)
    moment = "2021-11-24T08:00:00+07:00"
    git = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    who = ("-c", "user.name=Văn thư", "-c", f"user.email={CLERK}")
    first = ("commit", "--quiet", "--message", "Sổ mẫu")
    for words in (
        ["init", "--quiet", "--initial-branch=main"],
        ["add", "."],
        [*who, *first],
        # Each page gets a copy: of few files.
        ["repack", "-adq"],
        ["init", "--quiet", "--bare", "--initial-branch=main", "../origin.git"],
        ["remote", "add", "origin", "../origin.git"],
        ["push", "--quiet", "--set-upstream", "origin", "main"],
    ):
        subprocess.run(["git", *words], cwd=register, env=os.environ | git, check=True)
    return folder


def differences(page: str, desk: Desk) -> Iterator[tuple[Block, str]]:
    """Runs a page from its first block to its last; each printed block that is not as printed, with what is."""
    above: Block | None = None
    for block in blocks_of(page):
        desk.day = block.notes.get("day", desk.day)
        beneath, above = above, None
        if "before" in block.notes:
            assert desk.run(block.notes["before"]) == 0, desk.printed
        if "not run" in block.notes:
            continue
        wanted = int(block.notes.get("exit", "0"))
        if block.kind == "console":
            command = block.text.splitlines()[0].removeprefix("$ ")
            pairs = (each.partition("=") for each in block.notes["answers"].split("|"))
            answers = [(question.strip(), answer.strip()) for question, _, answer in pairs]
            code = desk.talk(command, answers)
            assert code == wanted, f"{command}\n{desk.printed}"
            if not _as_printed(block.text, desk.printed):
                yield block, desk.printed
        elif block.kind == "sh":
            for number, command in enumerate(block.commands, 1):
                code = desk.run(command)
                expected = wanted if number == len(block.commands) else 0
                assert code == expected, f"{command} ended with {code}\n{desk.printed}"
            above = block
        elif (
            beneath and block.kind == "text" and re.fullmatch(r"\s*```\s*```text\n\s*", page[beneath.end : block.start])
        ) and not _as_printed(block.text, desk.printed):
            yield block, desk.printed


def _as_printed(told: str, printed: str) -> bool:
    pattern = r".*?".join(re.escape(part) for part in "\n".join(map(str.rstrip, told.strip().splitlines())).split("…"))
    return re.fullmatch(pattern, "\n".join(map(str.rstrip, printed.strip().splitlines())), re.DOTALL) is not None


def rewritten(page: str, desk: Desk) -> str:
    """The page with what its commands print now."""
    for block, printed in sorted(differences(page, desk), key=lambda each: -each[0].start):
        lines = _COMMIT.sub("…", printed.strip("\n").replace(str(desk.home.parent), "…")).splitlines()
        text = "".join(f"{block.indent}{line.rstrip()}".rstrip() + "\n" for line in lines)
        page = page[: block.start] + text + page[block.end :]
    return page


def outline(page: str) -> list[str]:
    """The headings' levels and the blocks' kinds of a page, in their order."""
    return [
        found[1] or found[2] for found in re.finditer(r"^(#+) |^ *```(\w+)$", re.sub(r"(?s)^---.*?---", "", page), re.M)
    ]


def language_of(page: Path) -> str:
    return "en" if page.parent.name == "en" else "vi"


if __name__ == "__main__":
    import tempfile

    for named in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as aside:
            file = Path(named)
            text = file.read_text(encoding="utf-8")
            desk = seat(text, language_of(file), Path(aside), make_sample(Path(aside) / "sample"))
            file.write_text(rewritten(text, desk), encoding="utf-8")
