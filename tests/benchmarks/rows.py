"""What is measured: each row a command on a generated register, with what must be set up before it."""

import os
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import msgspec
from phoihop.records.register import load_register

from tests.benchmarks import equivalents
from tests.benchmarks.generate import TODAY, generate
from tests.benchmarks.history import commit_in_turn
from tests.benchmarks.timing import Took

NOTE = "note: Xem lần "
HERE = Path(__file__).parent
PROGRAMS = Path(sys.executable).parent
SAMPLE = HERE.parents[1]
SCHEMA = SAMPLE / "schema/document.json"
COMMITS = 2000
SETTLES_IN = 3.0
"""Seconds after which a file's times can be trusted."""
OUT = "out"
"""The site that is built and built again; the last one serves what needs a site."""
AUTHOR = ("-c", "user.name=Văn thư", "-c", "user.email=vanthu.ubnd@binhluc.example")
IN_CHUNKS = "find tasks -name '*.yml' -print0 | xargs -0 -n 5000"


class CanNotBeHad(Exception):
    """A tool to compare with can't be installed here; says why."""


@dataclass(frozen=True)
class Row:
    """`command` is run in `cwd`; `before` sets up each run, which then writes anew."""

    command: list[str]
    cwd: Path
    before: Callable[[], None] | None = None


@dataclass
class Place:
    """The folder of one size: the register, the site, and the other tools' data; made when first asked for."""

    root: Path
    tasks: int
    environment: dict[str, str] = field(default_factory=dict)
    _written: float = field(default_factory=time.monotonic, init=False)
    """When something here was last written, by the clock that never goes back."""

    def __post_init__(self) -> None:
        self.environment = {
            **os.environ,
            "XDG_CACHE_HOME": str(self.root / "cache"),
            "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": os.pathsep.join(sys.path),
            "NO_MKDOCS_2_WARNING": "1",
        }
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)

    @cached_property
    def register(self) -> Path:
        def make(folder: Path) -> None:
            commit_in_turn(folder, generate(folder, self.tasks), COMMITS)

        return self._made("register", make)

    @cached_property
    def site(self) -> Path:
        command = [str(PROGRAMS / "phoihop"), "-C", str(self.register), "site", "build", "--out"]
        measured = self.root / OUT

        def make(folder: Path) -> None:
            if measured.exists():
                measured.rename(folder)
            else:
                self.run([*command, str(folder)])

        return self._made("site", make)

    @cached_property
    def markdown(self) -> Path:
        return self._made("markdown", lambda folder: equivalents.markdown_pages(self.register, folder))

    @cached_property
    def doorstop(self) -> Path:
        return self._made("doorstop", lambda folder: equivalents.doorstop_items(self.register, folder))

    @cached_property
    def task(self) -> str:
        """A task in the middle, decided long ago."""
        ids = load_register(self.register).task_ids()
        return ids[len(ids) // 2]

    @cached_property
    def lead(self) -> str:
        """Who leads the newest task, and has it all before them."""
        return self.progress[4]

    @cached_property
    def progress(self) -> list[str]:
        """How a report of progress on the newest task is recorded, as far as being written."""
        register = load_register(self.register)
        newest = register.task_ids()[-1]
        assignment = register.task(newest).assignment
        assert assignment is not None
        said = ["--from", str(assignment.lead), "--date", str(TODAY), "--text", "Đang làm", "--no-input", "--dry-run"]
        return ["new", "progress", newest, *said]

    @cached_property
    def document(self) -> Path:
        """A document of that task, to be changed."""
        folder = self.register / "tasks" / self.task.replace("-", "/", 1)
        return next(file for file in sorted(folder.glob("*.yml")) if file.name != "task.yml")

    @cached_property
    def branch(self) -> str:
        """A change of ten documents, committed beside the main branch."""
        git = ["git", "-C", str(self.register), *AUTHOR]
        if not self._known_to_git("change"):
            self.run([*git, "checkout", "--quiet", "-b", "change"])
            for file in sorted(self.register.glob("tasks/*/*/*.plan.*.yml"))[:10]:
                file.write_text(file.read_text(encoding="utf-8") + "note: Gửi kèm bản giấy\n", encoding="utf-8")
            self.run([*git, "commit", "--quiet", "--all", "--message", "Ghi chú vào mười văn bản"])
            self.run([*git, "checkout", "--quiet", "main"])
        return "change"

    def run(self, command: list[str]) -> None:
        subprocess.run(command, check=True, env=self.environment, stdout=subprocess.DEVNULL)

    def run_leniently(self, command: list[str]) -> None:
        """Runs a checker, for which 1 is no failure; what it has to say is not measured."""
        quiet = subprocess.DEVNULL
        subprocess.run(command, check=False, env=self.environment, stdout=quiet, stderr=quiet)

    def written(self) -> None:
        """Notes that something here was written just now."""
        self._written = time.monotonic()

    def settle(self) -> None:
        """Waits until the times of what was written can be trusted, so that results of it are kept."""
        time.sleep(max(0.0, self._written + SETTLES_IN - time.monotonic()))

    def forget(self) -> None:
        """Deletes what runs keep."""
        shutil.rmtree(self.root / "cache", ignore_errors=True)

    def change_one(self) -> None:
        """Changes the note of one document, which its task's page shows: differently each time."""
        text, _, number = self.document.read_text(encoding="utf-8").partition(NOTE)
        self.document.write_text(f"{text}{NOTE}{int(number or 0) + 1}\n", encoding="utf-8")
        self.written()

    def stage_one(self) -> None:
        """Changes one document and stages it, as for a commit."""
        assert self.branch
        self.change_one()
        self.run(["git", "-C", str(self.register), "add", str(self.document)])

    def floor(self) -> Took:
        """What the bare reading of the register takes now."""
        command = [sys.executable, str(HERE / "bare.py"), "read", str(self.register), str(SHARE)]
        told = subprocess.run(command, check=True, env=self.environment, capture_output=True).stdout
        return msgspec.json.decode(told, type=Took)

    def remove(self, name: str) -> None:
        """Deletes a folder that is about to be written anew."""
        shutil.rmtree(self.root / name, ignore_errors=True)
        self.written()

    def _known_to_git(self, branch: str) -> bool:
        command = ["git", "-C", str(self.register), "rev-parse", "--verify", "--quiet", branch]
        return subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode == 0

    def _made(self, name: str, make: Callable[[Path], None]) -> Path:
        """A folder that is there whole, or made: an earlier run may have been broken off in the middle of it."""
        folder = self.root / name
        if not folder.exists():
            unfinished = self.root / f"{name}-unfinished"
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.parent.mkdir(parents=True, exist_ok=True)
            make(unfinished)
            unfinished.rename(folder)
            self.written()
        return folder


SEARCH = "a first search, fetched"
BARE = "read all and yaml.load (CBaseLoader)"
SITE, ALONE = "site build, first time", "site build, first time, one process"
MKDOCS = "mkdocs build, same tasks as Markdown"
OTHERS = 1_000
"""Tasks up to which other tools are measured: what they take grows as the register does, and more would be waiting."""
SHARE = 3_000
"""Files that are read for the floor beside each run; what all would take follows."""


def tools_in(folder: Path) -> Path:
    """The programs of other tools, in an environment of their own, as pinned. `CanNotBeHad` where that fails."""
    if not (folder / "ready").exists():
        venv.create(folder, with_pip=True, clear=True)
        pinned = str(HERE / "requirements.lock")
        pip = [str(folder / "bin/pip"), "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
        done = subprocess.run([*pip, "--requirement", pinned], capture_output=True, text=True, check=False)
        if done.returncode:
            raise CanNotBeHad(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "pip failed")
        (folder / "ready").touch()
    return folder / "bin"


def rows(place: Place, tools: Callable[[], Path], site_limit: int) -> Mapping[str, Callable[[], Row]]:
    """All rows by name, each set up only when it is asked for; the first is what all others are compared with."""
    python = str(Path(sys.executable))
    bare = [python, str(HERE / "bare.py")]

    def phoihop(*args: str) -> list[str]:
        return [str(PROGRAMS / "phoihop"), "-C", str(place.register), *args]

    def here(command: list[str], before: Callable[[], None] | None = None) -> Row:
        return Row(command, place.register, before)

    def warm(*args: str) -> Row:
        """A command where an earlier run kept its results."""
        place.run_leniently(phoihop("check"))
        return here(phoihop(*args))

    every: dict[str, Callable[[], Row]] = {
        BARE: lambda: here([*bare, "read", str(place.register), "1000000000"]),
        "check, first time": lambda: here(phoihop("check"), place.forget),
        "check --no-cache, one process": lambda: here(phoihop("check", "--no-cache", "--jobs", "1")),
        "check, nothing changed": lambda: warm("check"),
        "check, one document changed": lambda: here(phoihop("check"), place.change_one),
        "show TASK": lambda: warm("show", place.task),
        "list": lambda: warm("list"),
        "todo": lambda: warm("todo"),
        "todo AGENCY": lambda: warm("todo", place.lead),
        "new progress": lambda: here(phoihop(*place.progress)),
        "log TASK": lambda: here(phoihop("log", place.task)),
        "pre-commit hook, one document": lambda: here([python, "-m", "phoihop.cli.hook"], place.stage_one),
        "--version": lambda: here(phoihop("--version")),
        "todo, sample register": lambda: Row([str(PROGRAMS / "phoihop"), "todo", "--today", "2021-11-24"], SAMPLE),
        "review of ten documents": lambda: here(phoihop("review", "main", place.branch)),
    }
    if place.tasks <= site_limit:
        out = place.root / OUT
        build = phoihop("site", "build", "--out", str(out))
        every |= {
            SITE: lambda: here(build, lambda: place.remove(OUT)),
            "site build, nothing changed": lambda: here(build),
            "site build, one document changed": lambda: here(build, place.change_one),
            "write as many bytes as HTML": lambda: Row(
                [*bare, "write", str(place.site), str(out)], place.root, lambda: place.remove(OUT)
            ),
        }
        if place.tasks <= OTHERS:
            every |= {
                ALONE: lambda: here([*build, "--jobs", "1"], lambda: place.remove(OUT)),
                MKDOCS: lambda: Row([str(PROGRAMS / "mkdocs"), "build", "--quiet"], place.markdown),
                "zensical build, same tasks as Markdown": lambda: Row(
                    [str(tools() / "zensical"), "build", "--clean"], place.markdown
                ),
            }
    if place.tasks <= OTHERS:
        every |= {
            "yamllint": lambda: here([str(PROGRAMS / "yamllint"), "--no-warnings", "tasks"]),
            "check-jsonschema": lambda: here(
                ["sh", "-c", f"{IN_CHUNKS} check-jsonschema --schemafile {SCHEMA} || true"]
            ),
            "doorstop": lambda: Row([str(tools() / "doorstop"), "--no-reformat"], place.doorstop),
        }
    return every
