"""What a desk records of every kind is what `phoihop new` writes, byte for byte, from its form to the branch.

The kinds are those that there are: one that is added is held to this with the sample's document of it.
"""

import shutil
from datetime import date
from pathlib import Path

import pytest
from phoihop.kinds.registry import record_kinds
from phoihop.recording.choices import Occasion
from phoihop.recording.draft import Draft, flat
from phoihop.recording.incoming import papers_below
from phoihop.recording.preparing import prepare
from phoihop.records.papers import FOLDER, paths_in
from phoihop.records.reading import document_name
from phoihop.records.register import load_register
from phoihop.records.types import DOCUMENT_TYPES
from phoihop.records.yaml_door import Tree, read_yaml

from tests.desk.browserless import Sitter, fields_of, record_in
from tests.sending.servers import Server, git

SAMPLE = Path(__file__).parents[2]
REGISTRAR = "tonghop.vp@binhluc.example"


class Letter:
    """The sample's document of a kind, taken out of its register with its papers, as it was on the document's day."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind = kind
        self.root = folder / "seed"
        shutil.copytree(SAMPLE / "agencies", self.root / "agencies")
        shutil.copy(SAMPLE / "register.yml", self.root)
        path = self._chosen()
        self.task = "-".join(path.parts[-3:-1]) if kind in DOCUMENT_TYPES else ""
        content = (SAMPLE / path).read_bytes()
        tree = read_yaml(content)[0]
        assert isinstance(tree, dict)
        self.tree: dict[str, Tree] = {key: value for key, value in tree.items() if key != "kind" or not self.task}
        self.day = date.fromisoformat(str(tree.get("date", "2021-03-01")))
        self.papers: dict[str, bytes] = {}
        if kind == "agency":
            (self.root / path).unlink()
        elif kind in DOCUMENT_TYPES:
            self._leave_what_came_before(path)
        else:
            self.papers = self._papers(path.parent, {path.stem})

    def _chosen(self) -> Path:
        if self.kind == "agency":
            return Path("agencies/dien-luc.yml")
        files = sorted((SAMPLE / "tasks").rglob("*.yml"))
        kept = [file for file in files if file.stem == self.kind or _kind_of(file) == self.kind]
        assert kept, f"the sample has no {self.kind}"
        return kept[0].relative_to(SAMPLE)

    def _leave_what_came_before(self, path: Path) -> None:
        folder = self.root / path.parent
        shutil.copytree(SAMPLE / path.parent, folder)
        later = {
            file.stem for file in folder.glob("2*.yml") if file.name[:10] > path.name[:10] or file.name == path.name
        }
        self.papers = self._papers(path.parent, {path.stem})
        others = self._papers(path.parent, {file.stem for file in folder.glob("*.yml")} - later)
        for name in later:
            (folder / f"{name}.yml").unlink()
        for paper in (folder / FOLDER).glob("*") if (folder / FOLDER).exists() else ():
            if f"{FOLDER}/{paper.name}" not in others:
                paper.unlink()
        self.papers = {name: content for name, content in self.papers.items() if name not in others}

    def _papers(self, folder: Path, ids: set[str]) -> dict[str, bytes]:
        """The papers that records of the sample name."""
        known = load_register(SAMPLE).task("-".join(folder.parts[-2:]))
        named = {each.path for id_, record in known.records.items() if id_ in ids for each in paths_in(record)}
        return {name: (SAMPLE / folder / name).read_bytes() for name in named}

    def as_new_writes_it(self, root: Path, desk: Path) -> tuple[str, str]:
        """Path and text of what `phoihop new` writes, with papers from a folder of the clerk's."""
        desk.mkdir()
        for name, content in self.papers.items():
            (desk / Path(name).name).write_bytes(content)
        register = load_register(root)
        occasion = Occasion.of_task(register, self.task, self.day) if self.task else Occasion(register, self.day)

        def local(value: Tree) -> Tree:
            match value:
                case dict():
                    return {key: local(each) for key, each in value.items() if key != "id"}
                case list():
                    return [local(each) for each in value]
                case str() if value in self.papers:
                    return str(desk / Path(value).name)
            return value

        answers = {key: local(value) for key, value in self.tree.items()}
        draft = Draft(self.kind, occasion, {}, papers_below([desk]))
        prepared = prepare(draft.answered(flat(answers, draft.keys)))
        return prepared.path, prepared.text


def _kind_of(file: Path) -> str:
    name = document_name(file.name)
    return name.kind if name else ""


@pytest.mark.parametrize("kind", record_kinds())
def test_a_desk_writes_what_new_writes_and_sends_it(kind: str, tmp_path: Path) -> None:
    letter = Letter(kind, tmp_path)
    server = Server.of(tmp_path / "server", letter.root)
    clerk = server.clerk(REGISTRAR)
    path, text = letter.as_new_writes_it(clerk.root, tmp_path / "desk")
    sitter = Sitter(clerk, letter.day)
    assert sitter.get(f"/record/{letter.task}/{kind}" if letter.task else f"/record/{kind}").status_code == 200
    form = fields_of(letter.tree, letter.papers)
    draft = sitter.fill(f"/record/{letter.task}/{kind}" if letter.task else f"/record/{kind}", form)
    page = sitter.get(draft).text
    assert record_in(page) == text
    topic = sitter.send(draft)
    branch = f"refs/heads/phoihop/{topic}"
    assert server.refs() == [branch]
    assert git(server.bare, "show", f"{branch}:{path}", strip=False) == text
    folder = path.rpartition("/")[0]
    sent = {name: git(server.bare, "hash-object", "--stdin", input_=content) for name, content in letter.papers.items()}
    for blob in sent.values():
        assert blob in git(server.bare, "ls-tree", "-r", branch, f"{folder}/{FOLDER}")
    assert sitter.desk.drafts.all() == []
    assert clerk.status() == []
