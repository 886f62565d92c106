"""A generated register with errors of every group, and ways to see what a run reads anew."""

from datetime import date
from pathlib import Path

import pytest
from phoihop.checking import check
from phoihop.records.register import Register
from phoihop.records.task_folder import TaskFolder
from phoihop.rules.judge import TaskReport, judge_task

from tests.benchmarks.generate import generate


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty tasks, with errors in a file, in a record, and between two tasks. Tests only read it."""
    root = tmp_path_factory.mktemp("generated") / "register"
    generate(root, 40)
    first, second, third = sorted(root.glob("tasks/*/*/task.yml"))[3:6]
    first.write_text(first.read_text(encoding="utf-8") + "related: [2021-9999]\n", encoding="utf-8")
    numbers = [_line(file, "number: ") for file in (first, second)]
    second.write_text(second.read_text(encoding="utf-8").replace(numbers[1], numbers[0]), encoding="utf-8")
    third.with_name("notes.txt").write_text("x", encoding="utf-8")
    (root / "agencies/xa-la.yml").write_text("name: Xã Lạ\n", encoding="utf-8")
    return root


def _line(file: Path, start: str) -> str:
    return next(line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith(start))


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as old at once, so that a test need not wait until their times can be trusted."""
    monkeypatch.setattr("phoihop.checking.signature.SETTLED_AFTER_NS", -(10**18))


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tasks that are read and judged from here on, in this process."""
    seen: list[str] = []

    def noted(folder: TaskFolder, register: Register, today: date) -> TaskReport:
        seen.append(folder.id)
        return judge_task(folder, register, today)

    monkeypatch.setattr(check, "judge_task", noted)
    return seen
