"""Runs the jobs of a ready file as a forge does: started by a hook of the repository that receives a push.

    python -m tests.forges.jobs SETTINGS

SETTINGS is a JSON file: `file` (the ready file), `work` (a folder for the jobs), `tools` (where the tool is installed,
in place of what pip would install), `variables` (what the forge sets). What each job ended with goes into `ended.json`.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml
from phoihop.forges import FOLDER

INSTALLS = re.compile(r"^.*(?: -m venv | install --quiet ).*\n", re.MULTILINE)
EXPRESSION = re.compile(r"\$\{\{ (.+?) \}\}")


def main(settings: Path) -> None:
    told = json.loads(settings.read_text(encoding="utf-8"))
    file: dict[str, Any] = yaml.load((FOLDER / told["file"]).read_text(encoding="utf-8"), yaml.BaseLoader)
    work = Path(told["work"])
    ended = (_gitlab if "stages" in file else _workflow)(file, work, told["tools"], told["variables"])
    (work / "ended.json").write_text(json.dumps(ended), encoding="utf-8")


def _workflow(file: dict[str, Any], work: Path, tools: str, variables: dict[str, str]) -> dict[str, int]:
    ended: dict[str, int] = {}
    said: dict[str, str] = {}
    for job in (name for name in ("review", "comment", "publish") if name in file["jobs"]):
        folder = _machine(work, job, tools)
        output = folder / "output"
        for step in file["jobs"][job]["steps"]:
            env = {
                name: _value(text, variables | said) for name, text in {**file["env"], **step.get("env", {})}.items()
            }
            env |= {name: variables[name] for name in variables if name.isupper()}
            env |= {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(folder / "summary")}
            ended[job] = _run(step["run"], folder, env)
            said |= _outputs(output, job)
            if ended[job]:
                break
    return ended


def _gitlab(file: dict[str, Any], work: Path, tools: str, variables: dict[str, str]) -> dict[str, int]:
    ended = {}
    for job in ("review", "comment"):
        folder = _machine(work, job, tools)
        if (work / "review/comment.md").exists() and job == "comment":
            shutil.copy(work / "review/comment.md", folder)
        lines = [*file[job].get("before_script", file["default"]["before_script"]), *file[job]["script"]]
        ended[job] = _run("".join(f"{line}\n" for line in lines), folder, {**file["variables"], **variables})
    return ended


def _machine(work: Path, job: str, tools: str) -> Path:
    """A job's own machine: a folder in place of its folder for temporary files, with the tool installed."""
    folder = work / job
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "phoihop").mkdir(parents=True)
    (folder / "phoihop/bin").symlink_to(tools)
    return folder


def _value(text: str, known: dict[str, str]) -> str:
    return EXPRESSION.sub(lambda match: known.get(match[1], ""), text)


def _outputs(file: Path, job: str) -> dict[str, str]:
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    several = dict(re.findall(r"^(\w+)<<\w+\n(.*?)^[0-9a-f]{32}\n", text, re.MULTILINE | re.DOTALL))
    single = dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))
    found = {**single, **several}
    return {f"steps.{job}.outputs.{name}": value for name, value in found.items()} | {
        f"needs.{job}.outputs.{name}": value for name, value in found.items()
    }


def _run(script: str, folder: Path, env: dict[str, str]) -> int:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GIT", "CI"))}
    clean["PATH"] = f"{Path(sys.executable).parent}:{clean['PATH']}"
    ran = subprocess.run(
        [
            "bash",
            "--noprofile",
            "--norc",
            "-eo",
            "pipefail",
            "-c",
            INSTALLS.sub("", script).replace("/tmp/", f"{folder}/"),
        ],
        cwd=folder,
        env=clean | env | {"RUNNER_TEMP": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    with (folder / "log").open("a", encoding="utf-8") as log:
        log.write(ran.stdout + ran.stderr)
    return ran.returncode


if __name__ == "__main__":
    main(Path(sys.argv[1]))
