"""A literal register for a test: the rules' example register, with what the test changes written over it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from phoihop.cases.derive import derive_case
from phoihop.cases.model import Case, Obligation
from phoihop.language import word
from phoihop.records.register import Register, load_register
from phoihop.rules.examples import PAPERS, REGISTER, TASK, path_of
from phoihop.rules.judge import Judgement, judge

LATER = date(2021, 5, 31)


class Story:
    """A register on disk. Records of the example task are named by their id, other files by their path."""

    keeps_papers = False

    def __init__(self, root: Path, until: str = "9999") -> None:
        self.root = root
        for path, text in REGISTER.items():
            name = Path(path).name
            if not name.startswith("2021-") or name[:10] <= until:
                self.write(path, text)

    def write(self, name: str, text: str) -> "Story":
        """Writes a file; with a new record come the example's papers that it names."""
        is_new = not (self.root / path_of(name)).exists()
        for paper in PAPERS if is_new and path_of(name).startswith(f"{TASK}/") else ():
            if f"files/{paper}" in text and not (self.root / TASK / "files" / paper).exists():
                self.write_bytes(f"{TASK}/files/{paper}", b"%PDF-1.4\n")
        return self.write_bytes(path_of(name), text.encode())

    def write_bytes(self, path: str, content: bytes) -> "Story":
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_bytes(content)
        return self

    def edit(self, name: str, replacements: Mapping[str, str]) -> "Story":
        text = (self.root / path_of(name)).read_text(encoding="utf-8")
        for old, new in replacements.items():
            assert old in text, f"{name} does not say {old!r}"
            text = text.replace(old, new)
        return self.write(name, text)

    def delete(self, *names: str) -> "Story":
        """Deletes records; with them, unless it `keeps_papers`, the example's papers that none names any more."""
        for name in names:
            (self.root / path_of(name)).unlink()
        for paper in () if self.keeps_papers else PAPERS:
            if not self._names(paper):
                (self.root / TASK / "files" / paper).unlink(missing_ok=True)
        return self

    def _names(self, paper: str) -> bool:
        """Whether a record of the example task names a paper."""
        return any(paper in file.read_text(encoding="utf-8") for file in (self.root / TASK).glob("*.yml"))

    def rename(self, old: str, new: str) -> "Story":
        (self.root / path_of(old)).rename(self.root / path_of(new))
        return self

    def register(self) -> Register:
        return load_register(self.root)

    def judge(self, today: date = LATER) -> Judgement:
        return judge(self.register(), today)

    def case(self, today: date = LATER) -> Case:
        register = self.register()
        case = derive_case(register.task("2021-0001"), register, today)
        assert case is not None
        return case

    def owed(self, kind: str, today: date = LATER) -> list[Obligation]:
        return [owed for owed in self.case(today).obligations if owed.kind == kind]

    def rules(self, today: date = LATER) -> list[str]:
        """The rules that are broken, by `severity rule file`, files of the example task by record id."""
        return [
            f"{found.severity} {found.rule} {found.file.removeprefix(TASK + '/').removesuffix('.yml')}"
            for found in self.judge(today).findings
        ]

    def told(self, today: date = LATER) -> list[str]:
        """The findings as people read them, in English."""
        return [
            f"{found.file.removeprefix(TASK + '/')}:{found.line} {word(found.message, 'en')}"
            for found in self.judge(today).findings
        ]
