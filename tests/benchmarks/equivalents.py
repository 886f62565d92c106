"""The generated register as other tools would have it: Doorstop items, and Markdown pages for MkDocs and Zensical."""

import subprocess
from pathlib import Path

import yaml

_MKDOCS = """site_name: Register
theme:
  name: material
  font: false
use_directory_urls: true
nav:
  - index.md
not_in_nav: /tasks/
"""


def doorstop_items(register: Path, folder: Path) -> None:
    """One item a record, with its text; Doorstop wants them in a repository of its own."""
    folder.mkdir(parents=True)
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    settings = {"settings": {"digits": 6, "prefix": "REC", "sep": ""}}
    (folder / ".doorstop.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    for n, record in enumerate(sorted(register.glob("tasks/*/*/*.yml")), 1):
        item = {
            "active": True,
            "derived": False,
            "header": "",
            "level": f"1.{n}",
            "links": [],
            "normative": True,
            "ref": "",
            "reviewed": None,
            "text": record.read_text(encoding="utf-8"),
        }
        text = yaml.safe_dump(item, allow_unicode=True)
        (folder / f"REC{n:06}.yml").write_text(text, encoding="utf-8")


def markdown_pages(register: Path, folder: Path) -> None:
    """One page a task: its title, and each record under a heading, as tables and lists."""
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(_MKDOCS, encoding="utf-8")
    (folder / "docs/index.md").write_text("# Register\n", encoding="utf-8")
    for task in sorted(register.glob("tasks/*/*")):
        records = {file.stem: _record(file) for file in sorted(task.glob("*.yml"))}
        title = records["task"].get("title", task.name)
        parts = [f"# {title}\n", *(_section(name, says) for name, says in records.items())]
        page = folder / "docs/tasks" / task.parent.name / f"{task.name}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text("\n".join(parts), encoding="utf-8")


def _record(file: Path) -> dict[str, object]:
    says: dict[str, object] = yaml.load(file.read_bytes(), Loader=yaml.CBaseLoader)
    return says


def _section(name: str, says: dict[str, object]) -> str:
    rows = "".join(f"| {key} | {_cell(value)} |\n" for key, value in says.items())
    return f"## {name}\n\n| | |\n|---|---|\n{rows}"


def _cell(value: object) -> str:
    match value:
        case dict():
            return "; ".join(f"{key}: {_cell(each)}" for key, each in value.items())
        case list():
            return "<br>".join(_cell(each) for each in value)
    return str(value).replace("|", "\\|")
