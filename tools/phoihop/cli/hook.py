"""`phoihop-hook`, or `python -m phoihop.cli.hook [FILE…]`: checks what is about to be committed, as a pre-commit hook.

What counts is Git's index, not the folder: a record staged without its paper is an error, and what was mended but not
staged is still wrong. Without names, all is looked at that the index changes, deletions among it; names may be given
beside. Only the touched tasks are read, so that it takes no longer in a large register. What only the register as a
whole can tell (a document number used twice, a related task that is missing) is left to `phoihop check`. Where
settings, an agency, or something that lies in no task is touched, the whole register is checked.
"""

import os
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import click

from phoihop.changes.commits import TreeEntry
from phoihop.changes.git import NoHistory
from phoihop.changes.places import seen_from
from phoihop.changes.repository import Repository
from phoihop.changes.unpacking import is_of_register, refusal_of, unpack
from phoihop.cli.session import CannotRun, Session
from phoihop.cli.speaking import language_of_a_run, speak, worded
from phoihop.language import Explained, sentence
from phoihop.records.erasures import FILE as ERASURES
from phoihop.records.reading import NoRegister
from phoihop.records.register import SETTINGS_FILE, find_register, is_task_id
from phoihop.records.task_folder import folder_of
from phoihop.reporters.report import Printout
from phoihop.reporters.text import render
from phoihop.rules.finding import Finding
from phoihop.rules.judge import judge, judge_task, judgement_on
from phoihop.scratch import scratch_folder
from phoihop.terminal import screen_width

MOST_ASKED_FOR = 1000
"""Paths of which a tree is asked for each, rather than for all of its files."""

_TASK_FOLDER = re.compile(r"tasks/([^/]+)/([^/]+)/.+")


def run() -> None:
    """The program `phoihop-hook`."""
    sys.exit(main(sys.argv[1:]))


def main(files: Iterable[str] = ()) -> int:
    """Prints what is found in what will be committed; 1 where that includes an error, 2 where it can't run."""
    try:
        repository = Repository(Path.cwd())
    except NoHistory:
        return max((_check(root, own) for root, own in _touched_in_folders(files).items()), default=0)
    try:
        return _check_staged(repository, files)
    except NoHistory as error:
        return _refuse(error)


def _refuse(error: Explained) -> int:
    CannotRun(sentence(worded(error.message))).show()
    return CannotRun.exit_code


def _check_staged(repository: Repository, files: Iterable[str]) -> int:
    """Checks the registers that the index changes something of, each laid out as the index has it."""
    staged = repository.staged()
    here = repository.place
    beside = (os.path.normpath(f"{here}{os.path.relpath(file)}").replace(os.sep, "/") for file in files)
    named = {path for path in beside if not path.startswith("../")}
    changed = repository.touched_by(staged)
    around = {f"{folder}{SETTINGS_FILE}" for path in (*changed, *named) for folder in _folders_around(path)}
    known = repository.files_of(staged, *_few(named | around)) if named | around else {}
    touched: dict[str, list[str]] = {}
    for path in dict.fromkeys((*changed, *sorted(named & known.keys()))):
        register = next((each for each in _folders_around(path) if f"{each}{SETTINGS_FILE}" in known), None)
        if register is not None and is_of_register(path.removeprefix(register)):
            touched.setdefault(register, []).append(path.removeprefix(register))
    codes = [0]
    for register, own in touched.items():
        tasks = touched_tasks(own)
        units = None if tasks is None else {folder_of(task) for task in tasks}
        looked_at = ("",) if units is None else (SETTINGS_FILE, ERASURES, "agencies", *units)
        tree = repository.files_of(staged, *_few({f"{register}{each}" for each in looked_at} - {""}))
        with scratch_folder() as folder:
            unpack(repository, {seen_from(register, path): each for path, each in tree.items()}, folder, units)
            codes.append(_check(folder, own, tuple(_refused(tree, register, own))))
    return max(codes)


def _folders_around(path: str) -> Iterator[str]:
    """The folders ("folder/", at last "") of the repository that a path lies in, the innermost first."""
    while path:
        path = path.rpartition("/")[0]
        yield f"{path}/" if path else ""


def _few(paths: Collection[str]) -> Collection[str]:
    """The paths that a tree is asked for; none, and so all of it, where they are too many for a command line."""
    return paths if len(paths) <= MOST_ASKED_FOR else ()


def _refused(tree: Mapping[str, TreeEntry], register: str, own: list[str]) -> Iterator[Finding]:
    """Links, submodules and impossible names, which are never laid out."""
    for path in own:
        entry = tree.get(register + path)
        if entry and (message := refusal_of(path, entry)):
            yield Finding("record-name", "error", "record", None, None, path, None, message)


def _touched_in_folders(files: Iterable[str]) -> dict[Path, list[str]]:
    """Outside of any Git repository the files count as they lie: by register, the paths of those that are named."""
    touched: dict[Path, list[str]] = {}
    for file in files:
        try:
            root = find_register(Path(file).parent)
        except NoRegister:
            # A file of a like name in another part of a larger folder.
            continue
        own = os.path.relpath(file, root).replace(os.sep, "/")
        touched.setdefault(root.resolve(), []).append(own)
    return touched


def _check(root: Path, files: list[str], refused: tuple[Finding, ...] = ()) -> int:
    session = Session(root)
    with language_of_a_run():
        speak(session.language)
        try:
            register, today = session.register, session.today(None)
        except Explained as error:
            return _refuse(error)
        tasks = touched_tasks(files)
        known = set(register.task_ids())
        if tasks is None:
            judgement = judge(register, today)
        else:
            # Without a look at any other task; one of which nothing is left has nothing to be judged.
            reports = [judge_task(register.task(task), register, today) for task in sorted(tasks & known)]
            judgement = judgement_on(register, today, reports)
        judgement = replace(judgement, findings=(*refused, *judgement.findings))
        report = Printout(judgement, register, session.language, width=screen_width())
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


if __name__ == "__main__":
    run()
