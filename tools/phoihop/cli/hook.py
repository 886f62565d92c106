"""`python -m phoihop.cli.hook FILE…`: checks the tasks of these files, as the pre-commit hook calls it.

Only the touched tasks' folders are read, so that it takes no longer in a large register. What only the register as a
whole can tell (a document number used twice, a related task that is missing) is left to `phoihop check`. Where
settings, an agency, or something that lies in no task is touched, the whole register is checked.
"""

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from phoihop.cli.session import CannotRun, Session
from phoihop.cli.speaking import language_of_a_run, speak
from phoihop.records.reading import NoRegister
from phoihop.records.register import Register, find_register, is_task_id
from phoihop.reporters.report import Report
from phoihop.reporters.text import render
from phoihop.rules.judge import Judgement, judge, judge_task
from phoihop.rules.registry import rules
from phoihop.terminal import screen_width

_TASK_FOLDER = re.compile(r"tasks/([^/]+)/([^/]+)/.+")


def main(files: Iterable[str]) -> int:
    """Prints what is found in the tasks of these files; 1 where that includes an error, 2 where it can't run."""
    touched: dict[Path, list[str]] = {}
    for file in files:
        try:
            root = find_register(Path(file).parent)
        except NoRegister:
            # A file of a like name in another part of a larger repository.
            continue
        own = os.path.relpath(file, root).replace(os.sep, "/")
        touched.setdefault(root.resolve(), []).append(own)
    return max((_check(root, own) for root, own in touched.items()), default=0)


def _check(root: Path, files: list[str]) -> int:
    session = Session(root)
    with language_of_a_run():
        speak(session.language)
        try:
            register, today = session.register, session.today(None)
        except CannotRun as error:
            error.show()
            return error.exit_code
        tasks = touched_tasks(files)
        known = set(register.task_ids())
        if tasks is None or not tasks <= known:
            judgement = judge(register, today)
        else:
            judgement = _judge_alone(register, session, sorted(tasks))
        report = Report(judgement, register, session.language, width=screen_width())
        for piece in render(report):
            click.echo(piece, nl=False)
    return 1 if judgement.summary["error"] else 0


def touched_tasks(files: Iterable[str]) -> set[str] | None:
    """The tasks that files of a register belong to, or None where some belong to no task."""
    tasks = set()
    for file in files:
        match = _TASK_FOLDER.fullmatch(file)
        if match is None or not is_task_id(f"{match[1]}-{match[2]}"):
            return None
        tasks.add(f"{match[1]}-{match[2]}")
    return tasks


def _judge_alone(register: Register, session: Session, tasks: list[str]) -> Judgement:
    """The judgement of some tasks without a look at any other."""
    today = session.today(None)
    chosen = list(rules().values())
    reports = [judge_task(register.task(task), register, today, chosen) for task in tasks]
    return Judgement(
        today=today,
        cases=tuple(report.case for report in reports if report.case),
        titles={report.id: report.case.title for report in reports if report.case},
        findings=tuple(sorted((found for report in reports for found in report.findings), key=lambda each: each.order)),
        tasks=len(reports),
        documents=sum(report.documents for report in reports),
        agencies=len(register.agencies) + len(register.unreadable_agencies),
        later=frozenset(path for report in reports for path in report.later),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
