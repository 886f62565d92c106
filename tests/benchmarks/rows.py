"""What is measured: each row a command on a generated register, with what must be set up before it."""

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from phoihop.records.register import load_register

from tests.benchmarks import equivalents
from tests.benchmarks.generate import generate
from tests.benchmarks.history import commit_in_turn

NOTE = "note: Xem lần "
HERE = Path(__file__).parent
PROGRAMS = Path(sys.executable).parent
SAMPLE = HERE.parents[1]
SCHEMA = SAMPLE / "schema/document.json"
COMMITS = 2000
AUTHOR = ("-c", "user.name=Văn thư", "-c", "user.email=vanthu.ubnd@binhluc.example")
IN_CHUNKS = "find tasks -name '*.yml' -print0 | xargs -0 -n 5000"


class CanNotBeHad(Exception):
    """A tool to compare with can't be installed here; says why."""


@dataclass(frozen=True)
class Row:
    """`command` is run in `cwd`; `before` sets up each run. `limit` in tasks: beyond it a row would take hours."""

    name: str
    command: list[str]
    cwd: Path
    before: Callable[[], None] = lambda: None
    limit: int = 1_000_000


@dataclass
class Place:
    """The folder of one size: the register, the site, and the other tools' data; made when first asked for."""

    root: Path
    tasks: int
    environment: dict[str, str] = field(default_factory=dict)

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
        return self._made("site", lambda folder: self.run([*command, str(folder)]))

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
        """Runs a checker, for which 1 is no failure."""
        subprocess.run(command, check=False, env=self.environment, stdout=subprocess.DEVNULL)

    def forget(self) -> None:
        """Deletes what runs keep."""
        shutil.rmtree(self.root / "cache", ignore_errors=True)

    def change_one(self) -> None:
        """Changes the note of one document, which its task's page shows: differently each time."""
        text, _, number = self.document.read_text(encoding="utf-8").partition(NOTE)
        self.document.write_text(f"{text}{NOTE}{int(number or 0) + 1}\n", encoding="utf-8")

    def stage_one(self) -> None:
        """Changes one document and stages it, as for a commit."""
        assert self.branch
        self.change_one()
        self.run(["git", "-C", str(self.register), "add", str(self.document)])

    def remove(self, name: str) -> None:
        shutil.rmtree(self.root / name, ignore_errors=True)

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
        return folder


SEARCH = "a first search, fetched"
BARE = "read all and yaml.load (CBaseLoader)"


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

    def phoihop(*args: str) -> list[str]:
        return [str(PROGRAMS / "phoihop"), "-C", str(place.register), *args]

    def here(name: str, command: list[str], before: Callable[[], None] = lambda: None, limit: int = 10**6) -> Row:
        return Row(name, command, place.register, before, limit)

    def warm(*args: str) -> Callable[[], Row]:
        """A command where an earlier run kept its results."""

        def row() -> Row:
            place.run_leniently(phoihop("check"))
            return here(" ".join(args), phoihop(*args))

        return row

    python = str(Path(sys.executable))
    bare = [python, str(HERE / "bare.py")]
    out = place.root / "out"
    return {
        BARE: lambda: here(BARE, [*bare, "read", str(place.register)]),
        "check, first time": lambda: here("check", phoihop("check"), place.forget),
        "check --no-cache": lambda: here("check", phoihop("check", "--no-cache")),
        "check, nothing changed": warm("check"),
        "check, one document changed": lambda: here("check", phoihop("check"), place.change_one),
        "show TASK": lambda: warm("show", place.task)(),
        "list": warm("list"),
        "todo": warm("todo"),
        "log TASK": lambda: here("log", phoihop("log", place.task)),
        "pre-commit hook, one document": lambda: here("hook", [python, "-m", "phoihop.cli.hook"], place.stage_one),
        "--version": lambda: here("version", phoihop("--version")),
        "todo, sample register": lambda: Row(
            "todo", [str(PROGRAMS / "phoihop"), "todo", "--today", "2021-11-24"], SAMPLE
        ),
        "review of ten documents": lambda: here("review", phoihop("review", "main", place.branch)),
        "site build, first time": lambda: here(
            "site", phoihop("site", "build", "--out", str(out)), lambda: place.remove("out"), site_limit
        ),
        "site build, one document changed": lambda: here(
            "site", phoihop("site", "build", "--out", str(out)), place.change_one, site_limit
        ),
        "write as many bytes as HTML": lambda: Row(
            "write", [*bare, "write", str(place.site), str(out)], place.root, lambda: place.remove("out"), site_limit
        ),
        "mkdocs build, same tasks as Markdown": lambda: Row(
            "mkdocs", [str(PROGRAMS / "mkdocs"), "build", "--quiet"], place.markdown, limit=site_limit
        ),
        "zensical build, same tasks as Markdown": lambda: Row(
            "zensical", [str(tools() / "zensical"), "build", "--clean"], place.markdown, limit=site_limit
        ),
        "yamllint": lambda: here("yamllint", [str(PROGRAMS / "yamllint"), "--no-warnings", "tasks"]),
        "check-jsonschema": lambda: here(
            "check-jsonschema",
            ["sh", "-c", f"{IN_CHUNKS} check-jsonschema --schemafile {SCHEMA} || true"],
        ),
        "doorstop": lambda: Row("doorstop", [str(tools() / "doorstop"), "--no-reformat"], place.doorstop),
    }
