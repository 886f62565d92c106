"""Commands run where Python lacks what only Unix has, as on Windows; and where no process is a copy, as on macOS.

What such a machine alone can show (its paths, its terminal, its file locks) is not shown here.
"""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from tests.manual.pages import MANUAL, PAPER
from tests.recording.test_importing import sheet_of

ELSEWHERE = """\
import asyncio, concurrent.futures.process, http.server, importlib, json, multiprocessing.spawn, os, shutil
import multiprocessing.synchronize, socketserver, subprocess, sys, tempfile, urllib.request, uuid
for library in "click docxtpl filelock holidays icalendar jinja2 mkdocs.commands.build platformdirs pypdf".split():
    importlib.import_module(library)
sys.platform = "SYSTEM"
if sys.platform == "win32":
    for name in "fchmod geteuid getuid sched_getaffinity O_CLOEXEC O_DIRECTORY O_NOFOLLOW O_NONBLOCK".split():
        delattr(os, name)
    for name in ("fcntl", "grp", "pwd", "readline", "resource", "termios"):
        sys.modules[name] = None
from phoihop.cli.program import phoihop
if __name__ == "__main__":
    for command in json.loads(sys.argv[1]):
        if command[0] == "cd":
            os.chdir(command[1])
            continue
        try:
            phoihop(command)
        except SystemExit as end:
            if end.code:
                sys.exit(f"{command} ended with {end.code}")
"""


def test_a_register_is_started_recorded_checked_and_built(tmp_path: Path) -> None:
    paper = str(MANUAL / PAPER)
    end = "--no-input --commit"
    agency = f"new agency --kind department {end}".split()
    commands = [
        ["init", "so", "--authority-name", "UBND xã", "--registrar", "vanthu@xa.example", "--no-input"],
        ["cd", "so"],
        [*agency, "--name", "Phòng Kinh tế", "--short", "KT"],
        [*agency, "--name", "Phòng Văn hóa", "--short", "VH"],
        f"new task --title Chợ --lead kt --coordinating vh --date 2/3/2026 --file {paper} {end}".split(),
        f"new request 2026-1 --to vh --date 3/3/2026 --due 12/3/2026 --question Gì --dossier A={paper} {end}".split(),
        ["check", "--today", "2026-03-04"],
        ["todo", "--today", "2026-03-04"],
        ["show", "2026-1", "--today", "2026-03-04"],
        ["export", "--output", "../so.xlsx"],
        ["import", "--template", "../nhiem-vu.xlsx"],
        ["log", "2026-1"],
        ["verify"],
        ["site", "build", "--today", "2026-03-04"],
        ["site", "build", "--today", "2026-03-05"],
    ]
    run_as_on("win32", commands, tmp_path)
    assert (tmp_path / "so" / "site" / "tasks" / "2026" / "0001" / "index.html").is_file()


def test_what_is_done_within_bounds_is_done_in_a_process_that_is_no_copy(tmp_path: Path) -> None:
    commands = [
        ["init", "--example", "so"],
        ["cd", "so"],
        ["check", "--jobs", "2"],
        ["draft", "report", "2026-0004", "--output", "../bao-cao.docx"],
        ["import", "tasks", "../so.xlsx", "--dry-run"],
        ["site", "build", "--jobs", "2"],
    ]
    sheet_of(tmp_path, ["title", "lead", "date"], ["Chợ", "kt", date(2026, 5, 20)]).rename(tmp_path / "so.xlsx")
    run_as_on("darwin", commands, tmp_path)
    assert (tmp_path / "bao-cao.docx").read_bytes().startswith(b"PK")
    assert (tmp_path / "so" / "site" / "tasks" / "2026" / "0001" / "index.html").is_file()


def run_as_on(system: str, commands: list[list[str]], tmp_path: Path) -> None:
    program = tmp_path / "elsewhere.py"
    program.write_text(ELSEWHERE.replace("SYSTEM", system), encoding="utf-8")
    known = {"GIT_AUTHOR_NAME": "Văn thư", "GIT_AUTHOR_EMAIL": "vanthu@xa.example"}
    known |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in known.items()}
    ran = subprocess.run(
        [sys.executable, program, json.dumps(commands)],
        cwd=tmp_path,
        env=os.environ | known | {"GIT_CONFIG_GLOBAL": os.devnull, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr
