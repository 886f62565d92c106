"""A folder imports only what stands above it in the table of docs/development/architecture.md, which has them all."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "tools/phoihop"
OF_NO_FOLDER = {"__init__", "__version__", "locale"}


def ranks() -> dict[str, int]:
    """Each folder or module with its row in the page's first table."""
    text = (ROOT / "docs/development/architecture.md").read_text(encoding="utf-8").partition("\n## ")[0]
    cells = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    return {name: row for row, cell in enumerate(cells) for name in re.findall(r"`(\w+)(?:\.py|/)`", cell)}


def imports() -> Iterator[tuple[Path, str, str]]:
    """Every import within the package: the file, its folder or module, and that of what it imports."""
    for file in sorted(PACKAGE.rglob("*.py")):
        own = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "phoihop":
                yield from ((file, own, name.name) for name in node.names)
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("phoihop."):
                yield file, own, str(node.module).split(".")[1]
            elif isinstance(node, ast.Import):
                names = (name.name for name in node.names if name.name.startswith("phoihop."))
                yield from ((file, own, name.split(".")[1]) for name in names)


def test_nothing_is_imported_from_below() -> None:
    rank = ranks()
    upward = [
        f"{file.relative_to(ROOT)} imports {other}"
        for file, own, other in imports()
        if not {own, other} & OF_NO_FOLDER and rank[other] > rank[own]
    ]
    assert upward == []


def test_every_folder_stands_in_the_table() -> None:
    there = {each.stem for each in PACKAGE.iterdir() if each.suffix == ".py" or (each / "__init__.py").exists()}
    assert there - OF_NO_FOLDER == set(ranks())


def test_a_class_has_a_name_of_its_own() -> None:
    named: dict[str, list[str]] = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                named.setdefault(node.name, []).append(file.relative_to(PACKAGE).as_posix())
    assert {name: files for name, files in named.items() if len(files) > 1} == {}
