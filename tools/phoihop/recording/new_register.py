"""A new register: every file that it starts with, and putting them into a folder that holds nothing else."""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp

from phoihop.forges import ready_files
from phoihop.language import Language, Text
from phoihop.origin import manual
from phoihop.recording.choices import Unfit
from phoihop.recording.yaml_style import as_value, written
from phoihop.records.json_schema import SCHEMA_NAMES, schema_file, schema_text
from phoihop.records.settings import AgencyRecord
from phoihop.records.types import DOCUMENT_TYPES
from phoihop.records.yaml_door import Tree

_FOLDER = Path(__file__).parent / "starting"
_EXAMPLE = _FOLDER / "example"
_TEXTS = {
    "README.md": "README.md",
    "about.md": "docs/about.md",
    "gitignore": ".gitignore",
    "gitattributes": ".gitattributes",
    "pre-commit-config.yaml": ".pre-commit-config.yaml",
}
_MANUAL = Text("[Hướng dẫn sử dụng phoihop]({0})", "[Manual of phoihop]({0})")
_MANUAL_IN_SOURCE = Text(
    "Hướng dẫn sử dụng: thư mục `docs/manual` trong mã nguồn của phoihop",
    "The manual: folder `docs/manual/en` in the source of phoihop",
)
_CLERK = Text("Văn thư", "Clerk")
_NO_REGISTRAR = Text("# registrars:\n#   - vanthu@xa.example", "# registrars:\n#   - registry@commune.example")
_MAY_LIE_THERE = frozenset((".git",))
"""What a folder may hold already: it may be a repository in which nothing is recorded."""


def register_files(
    *, title: str, authority: str, name: str, short: str, registrar: str, language: Language, ci: str | None
) -> dict[str, str]:
    """The files of a new register by path.

    `authority` is its id, `registrar` the address of the clerk, if one is known, `ci` the forge whose ready files
    come along.
    """
    clerk: dict[str, Tree] = {"role": _CLERK.in_language(language), "email": registrar}
    members: dict[str, Tree] = {"members": [clerk]} if registrar else {}
    agency, _record, _misfits = written({"name": name, "short": short, "kind": "authority", **members}, AgencyRecord)
    settings = _text(language, "register.yml").replace("{title}", as_value(title)).replace("{authority}", authority)
    registrars = f"registrars:\n  - {as_value(registrar)}" if registrar else _NO_REGISTRAR.in_language(language)
    own = {"register.yml": settings.replace("{registrars}", registrars), f"agencies/{authority}.yml": agency}
    return _beside(title, language, ci) | own


def example_files(*, registrar: str, language: Language, ci: str | None) -> dict[str, str | bytes]:
    """The files of the example by path: a commune of 2026 with its tasks and papers, in a register like any other.

    `registrar` is the address of whoever tries it, who may record in it; `language` that of its site.
    """
    found = {path.relative_to(_EXAMPLE).as_posix(): path.read_bytes() for path in _EXAMPLE.rglob("*") if path.is_file()}
    settings = found.pop("register.yml").decode()
    title = settings.partition("title: ")[2].partition("\n")[0]
    settings = settings.replace("language: vi\n", f"language: {language}\n")
    if registrar:
        settings = settings.replace("registrars:\n", f"registrars:\n  - {as_value(registrar)}\n")
    return {**_beside(title, language, ci), **found, "register.yml": settings}


def _beside(title: str, language: Language, ci: str | None) -> dict[str, str]:
    """What stands beside the records of any register: for its readers, its clerks, editors, Git and forge."""
    files = {
        ".editorconfig": (_FOLDER / "editorconfig").read_text(encoding="utf-8"),
        ".vscode/settings.json": _as_json(editor_settings()),
        ".vscode/extensions.json": _as_json({"recommendations": ["redhat.vscode-yaml", "editorconfig.editorconfig"]}),
    }
    guide = (_MANUAL if manual(language) else _MANUAL_IN_SOURCE).in_language(language).format(manual(language))
    for source, place in _TEXTS.items():
        files[place] = _text(language, source).replace("{title}", title).replace("{manual}", guide)
    files |= {f"schema/{schema_file(each)}": schema_text(each, language) for each in SCHEMA_NAMES}
    return files | (ready_files(ci) if ci else {})


def editor_settings() -> Mapping[str, object]:
    """Settings of a workspace: the schema of each record by the name of its file."""
    globs = {"register": ["register.yml"], "agency": ["agencies/*.yml"], "task": ["tasks/*/*/task.yml"]}
    # The second of a day and kind is `extension-2`, which is not the kind `extension-request`.
    globs |= {kind: [f"tasks/*/*/*.{kind}.*.yml", f"tasks/*/*/*.{kind}-[1-9]*.*.yml"] for kind in DOCUMENT_TYPES}
    return {
        "yaml.schemas": {f"./schema/{schema_file(name)}": places for name, places in globs.items()},
        "yaml.schemaStore.enable": False,
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2},
        "files.encoding": "utf8",
        "files.eol": "\n",
    }


def see_that_it_is_free(folder: Path) -> None:
    """Sees that a register may start in a folder: there is none yet, or nothing lies in it. Raises `Unfit`."""
    if os.path.lexists(folder) and not folder.is_dir():
        raise Unfit.because("“{folder}” không phải thư mục", "“{folder}” is no folder", folder=str(folder))
    there = sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else []
    if others := [name for name in there if name not in _MAY_LIE_THERE]:
        raise Unfit.because(
            "thư mục “{folder}” đã có {files}; chọn thư mục trống hoặc chưa có",
            "the folder “{folder}” holds {files}; choose one that is empty or not there yet",
            folder=str(folder),
            files=tuple(others[:3]) if len(others) < 4 else (*others[:3], "…"),
        )


def start(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Writes the files of a new register into a folder, all or none. Raises `Unfit` and OSError."""
    see_that_it_is_free(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        ready = aside / "register"
        for path, content in files.items():
            (ready / path).parent.mkdir(parents=True, exist_ok=True)
            (ready / path).write_bytes(content.encode() if isinstance(content, str) else content)
        if not folder.is_dir():
            ready.rename(folder)
            return
        # The folder may be the one that somebody works in: what comes goes into it. Until register.yml,
        # which comes last, there is no register.
        for entry in sorted(ready.iterdir(), key=lambda entry: entry.name == "register.yml"):
            entry.rename(folder / entry.name)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _text(language: Language, name: str) -> str:
    return (_FOLDER / language / name).read_text(encoding="utf-8")


def _as_json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
