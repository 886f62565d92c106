"""Over generated histories: what `review` refuses, `verify` names, and what `verify` refuses, `review` refused."""

import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from phoihop.changes.audit import Proof, audit
from phoihop.changes.repository import Repository
from phoihop.changes.review import review
from phoihop.records.register import load_register
from phoihop.rules.examples import PAPERS, REGISTER, TASK, path_of

RULES = {"issued-is-final", "correction-by-issuer", "id-not-reused", "author-may-write", "policy-by-authority"}
DENYING = {"issued-is-final", "correction-by-issuer", "id-not-reused"}
RECORDS = ("task", "2021-03-08.request.tnmt", "2021-03-17.opinion.tckh", "2021-04-02.opinion.so-tnmt")
AGENCIES = ("ubnd", "tnmt", "tckh", "ktht", "nobody")

Files = dict[str, bytes]
Work = tuple[str, str, str]
"""What is done, to which record, and the agency that does or corrects it."""

work = st.tuples(
    st.sampled_from(
        ["edit", "correct", "edit and correct", "delete", "undelete", "rename", "rename and correct", "put back"]
    ),
    st.sampled_from(RECORDS),
    st.sampled_from(AGENCIES),
) | st.tuples(st.sampled_from(["paper", "add", "policy", "task anew"]), st.just("task"), st.sampled_from(AGENCIES))
step = st.tuples(
    st.sampled_from(["fast-forward", "merge", "ours", "theirs", "evil", "behind", "move", "move back"]),
    st.lists(st.lists(work, min_size=1, max_size=2), min_size=1, max_size=3),
)


def one(*works: str) -> tuple[str, list[list[Work]]]:
    """A step in which the authority does something to the assignment."""
    return "fast-forward", [[(what, "task", "ubnd")] for what in works]


@dataclass
class Generated:
    """A bare repository, written by one `git fast-import`. `line` are the main line's commits with their files."""

    root: Path
    stream: list[bytes] = field(default_factory=list)
    trees: list[Files] = field(default_factory=list)
    line: list[int] = field(default_factory=list)
    place: str = ""
    count: int = 0
    deleted: Files = field(default_factory=dict)

    def commit(self, files: Files, parents: list[int], agency: str = "ubnd") -> int:
        number = len(self.trees) + 1
        who = f"A <{agency}@example.vn> {1_616_000_000 + 3600 * number} +0700".encode()
        lines = [b"commit refs/heads/c%d" % number, b"mark :%d" % number, b"author " + who, b"committer " + who]
        lines += [b"data 1\nx", *(b"from :%d" % each for each in parents[:1])]
        lines += [*(b"merge :%d" % each for each in parents[1:]), b"deleteall"]
        for path, content in files.items():
            lines += [b"M 100644 inline " + (self.place + path).encode(), b"data %d\n" % len(content) + content]
        self.stream += [*lines, b""]
        self.trees.append(files)
        return number

    def do(self, works: list[Work], files: Files, first: Files) -> Files:
        files = dict(files)
        for what, record, agency in works:
            self.count += 1
            path = path_of(record)
            match what:
                case "edit" | "edit and correct" if path in files:
                    files[path] += b"note: x%d\n" % self.count if b"\nnote:" not in files[path] else b"# x\n"
                case "delete" if path in files:
                    self.deleted[path] = files.pop(path)
                case "undelete" if path in self.deleted and path not in files:
                    files[path] = self.deleted[path]
                case "rename" | "rename and correct" if path in files and record != "task":
                    new = record.replace("2021-0", "2021-1").replace("-11.", "-01.")
                    files[path_of(new)] = files.pop(path).replace(record[:10].encode(), new[:10].encode())
                    record = new
                case "put back":
                    files[path] = first[path]
                case "paper":
                    files[f"{TASK}/files/ban-do.pdf"] = b"%%PDF-1.4 %d\n" % self.count
                case "add":
                    text = f"kind: progress\nfrom: {agency}\ndate: 2021-03-20\ntext: x\n"
                    files[path_of(f"2021-03-20.progress-{self.count + 1}.{agency}")] = text.encode()
                case "policy":
                    files["agencies/dien-luc.yml"] += b"# x\n"
                case "task anew":
                    files[path] = first[path].replace(b"100/UBND", b"%d/UBND" % self.count)
            if what.endswith("correct"):
                text = f"kind: correction\nfrom: {agency}\ndate: 2021-03-24\ncorrects: {record}\nreason: x\n"
                files[path_of(f"2021-03-24.correction-{self.count + 1}.{agency}")] = text.encode()
        return files

    def play(self, steps: list[tuple[str, list[list[Work]]]]) -> None:
        first = {path: text.encode() for path, text in REGISTER.items()}
        first |= {f"{TASK}/files/{name}": b"%PDF-1.4\n" for name in PAPERS}
        for agency in AGENCIES[:-1]:
            kind = b"kind: authority\n" if agency == "ubnd" else b"kind: department\n"
            members = b"members:\n  - role: V\n    email: %s@example.vn\n" % agency.encode()
            first[f"agencies/{agency}.yml"] = first[f"agencies/{agency}.yml"].replace(kind, kind + members)
        self.line.append(self.commit(first, []))
        for how, commits in steps:
            tip = self.line[-1]
            if how in ("move", "move back"):
                place = "so/" if how == "move" else ""
                if place != self.place:
                    self.place = place
                    self.line.append(self.commit(self.trees[tip - 1], [tip]))
                continue
            parent = self.line[-2] if how == "behind" and len(self.line) > 1 and not self.place else tip
            fork, files, branch = parent, self.trees[parent - 1], []
            for works in commits:
                files = self.do(works, files, first)
                parent = self.commit(files, [parent], works[0][2])
                branch.append(parent)
            if how == "fast-forward":
                self.line += branch
                continue
            main, forked = self.trees[tip - 1], self.trees[fork - 1]
            changed = {path for path in {*files, *forked} if files.get(path) != forked.get(path)}
            merged = {path: text for path, text in main.items() if path not in changed}
            merged |= {path: files[path] for path in changed if path in files}
            if how == "evil":
                merged = self.do([("edit", RECORDS[1], "ubnd")], merged, first)
            tree = {"ours": main, "theirs": files}.get(how, merged)
            self.line.append(self.commit(tree, [tip, parent]))

    def write(self) -> list[str]:
        """Writes the repository; the ids of the main line's commits, oldest first."""
        self.stream += [b"reset refs/heads/main", b"from :%d" % self.line[-1], b""]
        for command in (["init", "-q", "--bare", "-b", "main"], ["fast-import", "--quiet", "--export-marks=marks"]):
            subprocess.run(["git", *command], cwd=self.root, input=b"\n".join(self.stream), check=True)
        marks = dict(line.split(" ") for line in (self.root / "marks").read_text().splitlines())
        return [marks[f":{number}"] for number in self.line]


def named(proof: Proof, *severities: str) -> Iterator[set[tuple[str, str]]]:
    """Each flaw as its rule with the paths that it speaks of."""
    for flaw in proof.findings:
        if flaw.rule in RULES and flaw.file and flaw.severity in severities:
            olds = {change.before for change in flaw.changes if change.path == ("path",) and change.before}
            yield {(flaw.rule, path) for path in {flaw.file, *olds}}


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(step, min_size=2, max_size=4))
@example([one("edit"), one("delete"), one("put back")])
@example([one("edit"), one("delete"), one("undelete")])
@example([one("edit", "edit"), one("delete"), ("behind", [[("edit", "task", "ubnd")]])])
def test_what_one_refuses_the_other_names(steps: list[tuple[str, list[list[Work]]]]) -> None:
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        generated = Generated(Path(folder))
        generated.play([each for each in steps if each[0] != "move"])
        ids = generated.write()
        repository = Repository(Path(folder))
        for path, content in generated.trees[0].items():
            (Path(other) / path).parent.mkdir(parents=True, exist_ok=True)
            (Path(other) / path).write_bytes(content)
        proof = audit(repository, load_register(Path(other)))
        refused = {
            (each.rule, each.file)
            for base, head in pairwise(ids)
            for each in review(repository, base, head).findings
            if each.effect == "new" and each.severity == "error" and each.rule in RULES
        }
        told = set().union(*named(proof, "error", "breach"))
        assert refused <= told
        assert all(each & refused for each in named(proof, "error"))
        assert proof.is_proven == (not list(named(proof, "error")))
        assert proof.is_proven or {rule for rule, _ in refused} & DENYING


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(step, min_size=2, max_size=6), st.integers(0, 5))
def test_moving_the_register_and_back_changes_no_verdict(steps: list[tuple[str, list[list[Work]]]], where: int) -> None:
    still = [each for each in steps if not each[0].startswith("move")]
    moved = [*still[:where], ("move", []), *still[where:], ("move back", [])]
    found = []
    for play in (still, moved):
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
            generated = Generated(Path(folder))
            generated.play([each if each[0] != "behind" else ("merge", each[1]) for each in play])
            generated.write()
            for path, content in generated.trees[0].items():
                (Path(other) / path).parent.mkdir(parents=True, exist_ok=True)
                (Path(other) / path).write_bytes(content)
            proof = audit(Repository(Path(folder)), load_register(Path(other)))
            found.append({(flaw.rule, flaw.severity, flaw.file) for flaw in proof.findings})
    assert found[0] == found[1]
