"""Git as this project reads it: one `git log --raw` pass, trees and blobs in bulk, never a call per file.

Paths are those of the register: its folder's place in the repository is taken off, and what lies outside is left out.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from phoihop.changes.git import Git, GitFailed, NoHistory, NotOurs
from phoihop.changes.raw_log import LOG_FORMAT, Commit, FileChange, TreeEntry, commits, path_text, tree_changes
from phoihop.language import say
from phoihop.scratch import scratch_folder

_OBJECT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_RAW = ("--raw", "-z", "--no-abbrev", "-M100%", "--ignore-submodules=none", "--no-ext-diff", "--no-textconv")
_BLOBS_AT_ONCE = 500  # their names fit the pipe (64 KiB), so that neither side waits for the other
_CHUNK = 1 << 20
_SHA1_LENGTH = 40


class Repository:
    """The Git repository that a register lies in."""

    def __init__(self, root: Path) -> None:
        """`root` is the register's folder. Raises `NoHistory` where it lies in no repository, or there is no Git."""
        self.root = root
        self.git = Git(root)
        try:
            found = self.git.read(
                "rev-parse", "--is-inside-git-dir", "--is-bare-repository", "--is-shallow-repository", "--show-prefix"
            )
        except GitFailed as failure:
            if "not a git repository" in failure.complaint:
                raise _no_repository() from None
            if "dubious ownership" in failure.complaint:
                raise NotOurs(failure.complaint, root) from None
            raise
        inside, bare, shallow, prefix = found.split(b"\n", 3)
        if inside == b"true" and bare == b"false":
            # The folder of Git's own files is no place where records are kept.
            raise _no_repository()
        self.is_bare = bare == b"true"
        self.is_shallow = shallow == b"true"
        self.place = prefix[:-1]

    @property
    def prefix(self) -> str:
        """The register's folder in the repository: "" or "folder/"."""
        return path_text(self.place)

    def at_place(self, place: bytes) -> "Repository":
        """The same repository, with the register looked for in another of its folders (b"" or b"folder/")."""
        other = Repository(self.root)
        other.place = place
        return other

    @cached_property
    def has_commits(self) -> bool:
        """Whether anything was recorded yet on the branch, or at the commit, that is checked out."""
        return self.git.answer("rev-parse", "--verify", "--quiet", "HEAD^{commit}") is not None

    @cached_property
    def cut(self) -> frozenset[str]:
        """The commits at which a shallow clone breaks off: their parents are not here."""
        if not self.is_shallow:
            return frozenset()
        name = self.git.read("rev-parse", "--git-path", "shallow").removesuffix(b"\n")
        try:
            return frozenset((self.root / path_text(name)).read_text("ascii").split())
        except OSError:
            return frozenset()

    def resolve(self, revision: str) -> str:
        """The commit that a revision names. Raises `NoHistory`."""
        named = None
        if not revision.startswith("-") and "\0" not in revision:
            named = self.git.answer("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if named is None:
            raise NoHistory(
                say(
                    "kho Git không có bản ghi “{revision}”; kiểm tra tên nhánh hoặc mã, và lấy đủ lịch sử (git fetch)",
                    "Git knows no commit “{revision}”; check the name, and fetch enough of the history (git fetch)",
                    revision=revision,
                )
            )
        return named.decode().strip()

    def is_ancestor(self, earlier: str, later: str) -> bool:
        """Whether `later` is `earlier` or follows from it, as far as the history is here."""
        return self.git.answer("merge-base", "--is-ancestor", self.resolve(earlier), self.resolve(later)) is not None

    def log(self, *revisions: str, first_parent: bool = False) -> Iterator[Commit]:
        """Commits reachable as `git log` says it (`("base..head",)`; none: HEAD), no parent before its children.

        Among commits of which none follows from the other, the newest comes first. All commits are there, with or
        without changes in the register. Along first parents, a merge lists all that it brought; otherwise what it
        changed against every one of its parents. Exact renames are followed.
        """
        if not revisions and not self.has_commits:
            # A repository without a first commit has an empty history, not a broken one.
            return
        lists = ["--first-parent", "--diff-merges=first-parent"] if first_parent else []
        lists = lists or ["--diff-merges=combined", "--combined-all-paths"]
        # Simplified, a history with a pathspec would leave out branches that a merge dropped.
        limits = ["--full-history", "--sparse", "--", f":(top,literal){self.prefix}"] if self.place else ["--"]
        pieces = self.git.pieces(
            "log",
            "--date-order",
            "--date=raw",
            "--encoding=none",
            f"--format={LOG_FORMAT}",
            "--no-color",
            "--no-notes",
            "--no-show-signature",
            *_RAW,
            *lists,
            *(revisions or ("HEAD",)),
            *limits,
        )
        yield from commits(pieces, self._own, self.cut)

    def moved(self, earlier_place: bytes, before: str, after: str) -> tuple[FileChange, ...]:
        """What changed in the register between two commits, of which the earlier one had it in another folder."""
        trees = [self._tree_at(before, earlier_place), self._tree_at(after, self.place)]
        return tuple(tree_changes(self.git.pieces("diff-tree", "-r", *_RAW, *trees)))

    def tree(self, revision: str) -> dict[str, TreeEntry]:
        """Every file of the register at a revision, by path."""
        return self.files_of(self._tree_at(self.resolve(revision), self.place))

    def staged(self) -> str:
        """The tree that the next commit of the repository would have, as the index stands. Raises `NoHistory`.

        Git names another index where it commits only some files (`GIT_INDEX_FILE`, as hooks are given it).
        """
        index = os.environ.get("GIT_INDEX_FILE")
        variables = {"GIT_INDEX_FILE": str(Path(index).absolute())} if index else {}
        return self.git.read("write-tree", variables=variables).decode().strip()

    def touched_by(self, tree: str) -> list[str]:
        """The paths in the repository at which a tree says something else than the commit that is checked out."""
        before = self._tree_at("HEAD", b"") if self.has_commits else self._empty_tree()
        names = self.git.read("diff-tree", "-r", "-z", "--name-only", "--no-renames", before, tree)
        return [path_text(name) for name in names.split(b"\0") if name]

    def files_of(self, tree: str) -> dict[str, TreeEntry]:
        """Every file of a tree, by path."""
        entries: dict[str, TreeEntry] = {}
        for piece in self.git.pieces("ls-tree", "-r", "-z", "--full-tree", tree):
            head, _, name = piece.partition(b"\t")
            mode, _kind, blob = head.decode().split(" ")
            path = path_text(name)
            if path in entries:
                raise NoHistory(
                    say(
                        "một bản ghi Git có hai mục cùng tên “{path}”: cây thư mục bị làm giả; xem bằng git fsck",
                        "a commit has two entries of one name, “{path}”: its tree is forged; see git fsck",
                        path=path,
                    )
                )
            entries[path] = TreeEntry(mode, blob)
        return entries

    def blobs(self, names: Iterable[str], largest: int | None = None) -> Iterator[tuple[str, bytes]]:
        """The bytes of blobs, in bulk by one process; what is missing is left out.

        Of a blob larger than `largest`, one byte more than that comes: enough to see that it is too large. Raises
        `NoHistory` where a partial clone would have to fetch one.
        """
        for name, size, source in self._opened(names):
            wanted = size if largest is None else min(size, largest + 1)
            whole = _of_object(name, size)
            content = source.read(wanted)
            whole.update(content)
            for chunk in _chunks(source, size - wanted):
                whole.update(chunk)
            _hold_to(name, whole)
            yield name, content

    def attribute(self, name: str, path: str, commit: str) -> str:
        """What the .gitattributes of a commit say of a path (from the top of the repository): `unspecified`, `lfs` …

        Those of the folder, of the user and of the machine say nothing here.
        """
        with scratch_folder() as folder:
            index = {"GIT_INDEX_FILE": f"{folder}/index"}
            self.git.read("read-tree", self.resolve(commit), variables=index)
            top = path_text(self.git.read("rev-parse", "--show-cdup").removesuffix(b"\n")) or "."
            ask = ("-C", top, "check-attr", "--cached", "-z", name, "--", path)
            return path_text(self.git.read(*ask, variables=index).split(b"\0")[2])

    def digests(self, names: Iterable[str], first: int) -> Iterator[tuple[str, int, str, bytes]]:
        """Size and sha256 of blobs, and the `first` bytes of each, read in chunks whatever their size."""
        for name, size, source in self._opened(names):
            start = source.read(min(size, first))
            digest, whole = hashlib.sha256(start), _of_object(name, size)
            whole.update(start)
            for chunk in _chunks(source, size - len(start)):
                digest.update(chunk)
                whole.update(chunk)
            _hold_to(name, whole)
            yield name, size, digest.hexdigest(), start

    def _opened(self, names: Iterable[str]) -> Iterator[tuple[str, int, BinaryIO]]:
        """Each blob with its size, at a stream from which the caller reads exactly its bytes."""
        wanted = [name for name in dict.fromkeys(names) if _OBJECT.fullmatch(name)]
        if not wanted:
            return
        with self.git.process("cat-file", "--batch", takes_input=True) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            source: BinaryIO = process.stdout  # type: ignore[assignment]  # Popen's pipe is one
            for start in range(0, len(wanted), _BLOBS_AT_ONCE):
                batch = wanted[start : start + _BLOBS_AT_ONCE]
                process.stdin.write("".join(f"{name}\n" for name in batch).encode())
                process.stdin.flush()
                for name in batch:
                    header = source.readline().split()
                    if len(header) == 3:
                        yield name, int(header[2]), source
                        source.read(1)
            process.stdin.close()

    def _tree_at(self, commit: str, place: bytes) -> str:
        """The tree of a folder at a commit; the empty tree where there is no such folder."""
        found = self.git.answer(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}:{path_text(place.rstrip(b'/'))}"
        )
        return found.decode().strip() if found is not None else self._empty_tree()

    def _empty_tree(self) -> str:
        return self.git.read("hash-object", "-t", "tree", "--stdin").decode().strip()

    def _own(self, name: bytes) -> str | None:
        """A repository path as a path of the register, or None where it lies outside."""
        return path_text(name[len(self.place) :]) if name.startswith(self.place) else None


def _chunks(source: BinaryIO, count: int) -> Iterator[bytes]:
    while count > 0:
        chunk = source.read(min(count, _CHUNK))
        count -= len(chunk)
        yield chunk


def _of_object(name: str, size: int) -> "hashlib._Hash":
    """The hash of which a blob's name is made, begun with what stands before its bytes."""
    return hashlib.new("sha1" if len(name) == _SHA1_LENGTH else "sha256", b"blob %d\0" % size, usedforsecurity=False)


def _hold_to(name: str, whole: "hashlib._Hash") -> None:
    """Git does not look whether the bytes of an object fit its name: somebody may have put others there."""
    if whole.hexdigest() != name:
        raise NoHistory(
            say(
                "nội dung {name} trong kho Git không khớp với tên của nó: kho hỏng hoặc bị làm giả; xem bằng git fsck",
                "the content {name} in the repository does not fit its name: it is damaged or forged; see git fsck",
                name=name[:12],
            )
        )


def _no_repository() -> NoHistory:
    return NoHistory(
        say(
            "thư mục này không nằm trong kho Git nên không có lịch sử; tạo kho bằng git init và ghi lần đầu",
            "this folder lies in no Git repository, so it has no history; start one with git init and a first commit",
        )
    )
