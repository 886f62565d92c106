"""An office for a test: a register with agencies and no task, and clerks who record by commands alone."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from copy import copy
from datetime import date
from pathlib import Path

import docx
from phoihop.cases.derive import derive_case
from phoihop.cases.model import Case
from phoihop.records.register import load_register
from phoihop.rules.examples import REGISTER
from phoihop.rules.judge import judge

from tests.program import environment, run_program

NO_SETTINGS_OF_THE_USER = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


class Office:
    """A register on disk in `root`, and papers beside it in `desk`. Every command runs in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "so"
        self.desk = folder / "ban"
        self.desk.mkdir(parents=True)
        for path, text in REGISTER.items():
            if not path.startswith("tasks/"):
                (self.root / path).parent.mkdir(parents=True, exist_ok=True)
                (self.root / path).write_text(text, encoding="utf-8")

    def copied_to(self, folder: Path) -> "Office":
        """An office as this one is now: to copy it costs a fraction of recording anew what it has on record."""
        copied = copy(self)
        copied.root, copied.desk = folder / self.root.name, folder / self.desk.name
        shutil.copytree(self.root, copied.root)
        shutil.copytree(self.desk, copied.desk)
        return copied

    def paper(self, name: str, content: str = "") -> str:
        """A paper on a clerk's machine; its path."""
        file = self.desk / name
        if file.suffix == ".docx":
            draft = docx.Document()
            draft.add_paragraph(content or name)
            draft.save(str(file))
        else:
            file.write_bytes(b"%PDF-1.4\n" + (content or name).encode())
        return str(file)

    def run(
        self, *arguments: str, day: str | None = None, language: str = "en", typed: str | None = None
    ) -> "subprocess.CompletedProcess[str]":
        """Runs `phoihop -C root arguments…`, as of a day, without a terminal."""
        as_of = ("--today", day) if day else ()
        place = ("-C", str(self.root), "--lang", language)
        return run_program([*place, *arguments, *as_of], environment(**NO_SETTINGS_OF_THE_USER), typed or "")

    def record(self, day: str, *arguments: str) -> str:
        """Records on a day, and sees that `check` finds no error; the id of what was written."""
        result = self.run("new", *arguments, "--no-input", day=day)
        assert result.returncode == 0, result.stderr
        assert self.errors(day) == []
        return Path(result.stdout.splitlines()[-1].removeprefix("Written: ")).stem

    def errors(self, day: str) -> list[str]:
        findings = judge(load_register(self.root), date.fromisoformat(day)).findings
        return [f"{found.rule} {found.file}" for found in findings if found.severity == "error"]

    def case(self, day: str, task: str = "2021-0001") -> Case:
        register = load_register(self.root)
        case = derive_case(register.task(task), register, date.fromisoformat(day))
        assert case is not None
        return case

    def files(self) -> Mapping[str, bytes]:
        """Every file of the register with its content, but for what a run keeps aside."""
        return {
            file.relative_to(self.root).as_posix(): file.read_bytes()
            for file in sorted(self.root.rglob("*"))
            if file.is_file() and ".phoihop" not in file.parts and ".git" not in file.parts
        }

    def text(self, name: str, task: str = "2021-0001") -> str:
        """A record of a task."""
        return (self.root / f"tasks/{task.replace('-', '/', 1)}/{name}.yml").read_text(encoding="utf-8")


def assign(office: Office, day: str = "2021-03-01") -> str:
    """A task, as the authority assigns it."""
    return office.record(
        day,
        "task",
        "--title",
        "Điều chỉnh quy hoạch sử dụng đất xã An Đổ",
        "--lead",
        "TNMT",
        "--coordinating",
        "tckh",
        "--coordinating",
        "KTHT",
        "--coordinating",
        "An Đổ",
        "--due",
        "28/5/2021",
        "--number",
        "100/UBND",
    )


def office_that_asked(folder: Path, due: str) -> Office:
    """An office with a task in which TCKH was asked."""
    office = Office(folder)
    assign(office)
    office.record(
        "2021-03-08",
        *("request", "2021-0001", "--to", "tckh", "--due", due, "--question", "Vốn", "--number", "2"),
        *("--dossier", f"Bản đồ={office.paper('ban-do.pdf')}"),
    )
    return office
