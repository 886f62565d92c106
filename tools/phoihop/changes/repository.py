"""Git as this project reads it: commits, trees and blobs in bulk, never a call per file.

`place` is the register's folder in the repository ("" or "folder/"); see `places` for how paths are then written.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from phoihop.changes.commits import (
    LOG_FORMAT,
    Changes,
    Commit,
    TreeEntry,
    commits,
    differences,
    path_text,
    tree_changes,
    two_of_one_name,
)
from phoihop.changes.git import Git, GitFailed, IncompleteClone, NoHistory, NotOurs
from phoihop.changes.places import in_repository, seen_from
from phoihop.language import say
from phoihop.scratch import scratch_folder

_OBJECT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_AS_WRITTEN = {"GIT_LITERAL_PATHSPECS": "1"}
"""A path may start with a colon, by which Git would take it for more than a path."""
_RAW = (
    "-r",
    "-z",
    "--raw",
    "--no-abbrev",
    "--no-renames",
    "--ignore-submodules=none",
    "--no-ext-diff",
    "--no-textconv",
)
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
        self.place = path_text(prefix[:-1])

    @cached_property
    def has_commits(self) -> bool:
        """Whether anything was recorded yet on the branch, or at the commit, that is checked out."""
        return self.git.answer("rev-parse", "--verify", "--quiet", "HEAD") is not None

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
                    "kho Git không có lần ghi “{revision}”; kiểm tra tên nhánh hoặc mã, và lấy đủ lịch sử (git fetch)",
                    "Git knows no commit “{revision}”; check the name, and fetch enough of the history (git fetch)",
                    revision=revision,
                )
            )
        return named.decode().strip()

    def is_ancestor(self, earlier: str, later: str) -> bool:
        """Whether `later` is `earlier` or follows from it, as far as the history is here."""
        return self.git.answer("merge-base", "--is-ancestor", self.resolve(earlier), self.resolve(later)) is not None

    def log(self, *revisions: str) -> Iterator[Commit]:
        """Commits reachable as `git log` says it (`("base..head",)`; none: HEAD), no parent before its children.

        Among commits of which none follows from the other, the newest comes first. Paths start at the repository's top.
        """
        if not revisions and not self.has_commits:
            # A repository without a first commit has an empty history, not a broken one.
            return
        found = list(self._commits("--date-order", *(revisions or ("HEAD",))))
        pairs = [
            f"{commit.id} {parent}".rstrip()
            for commit in found
            if not commit.is_cut
            for parent in commit.parents or ("",)
        ]
        # With --always every pair is answered, so that the answers come in the order of the pairs.
        options = ("diff-tree", "--stdin", "--root", "--always", *_RAW)
        answers = differences(self.git.pieces(*options, lines=pairs)) if pairs else iter(())
        for commit in found:
            count = 0 if commit.is_cut else max(1, len(commit.parents))
            yield replace(commit, differences=tuple(next(answers) for _ in range(count)))

    def commits(self, *ids: str) -> Iterator[Commit]:
        """These commits, without what they changed."""
        return self._commits("--no-walk=unsorted", *ids) if ids else iter(())

    def _commits(self, *revisions: str) -> Iterator[Commit]:
        form = ("-z", "--date=raw", "--encoding=none", f"--format={LOG_FORMAT}")
        plain = ("--no-patch", "--no-color", "--no-notes", "--no-show-signature")
        return commits(self.git.pieces("log", *form, *plain, *revisions, "--"), self.cut)

    def moved(self, before: str, old_place: str, after: str, new_place: str) -> Changes:
        """What changed in the register between two commits, wherever it lay in each."""
        trees = (self._tree_at(before, old_place), self._tree_at(after, new_place))
        return {change.path: change for change in tree_changes(self.git.pieces("diff-tree", *_RAW, *trees))}

    def tree(self, revision: str, place: str | None = None, within: str | None = None) -> dict[str, TreeEntry]:
        """Every file at a revision, or `within` a folder of it, by path as the register in `place` sees it."""
        seen = self.place if place is None else place
        paths = () if within is None else (in_repository(seen, within),)
        return seen_by(seen, self.files_of(self.resolve(revision), *paths))

    def has(self, commit: str, path: str) -> bool:
        """Whether a commit has a file, or folder, of that path in the repository."""
        return self.git.answer("rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}:{path}") is not None

    def staged(self) -> str:
        """The tree that the next commit of the repository would have, as the index stands. Raises `NoHistory`.

        Git names another index where it commits only some files (`GIT_INDEX_FILE`, as hooks are given it).
        """
        index = os.environ.get("GIT_INDEX_FILE")
        variables = {"GIT_INDEX_FILE": str(Path(index).absolute())} if index else {}
        return self.git.read("write-tree", variables=variables).decode().strip()

    def touched_by(self, tree: str) -> list[str]:
        """The paths in the repository at which a tree says something else than the commit that is checked out."""
        before = self._tree_at("HEAD", "") if self.has_commits else self._empty_tree()
        names = self.git.read("diff-tree", "-r", "-z", "--name-only", "--no-renames", before, tree)
        return [path_text(name) for name in names.split(b"\0") if name]

    def files_of(self, tree: str, *paths: str) -> dict[str, TreeEntry]:
        """Every file of a tree, by path; or those at these paths and in these folders alone."""
        entries: dict[str, TreeEntry] = {}
        for piece in self.git.pieces("ls-tree", "-r", "-z", "--full-tree", tree, "--", *paths, variables=_AS_WRITTEN):
            head, _, name = piece.partition(b"\t")
            mode, _kind, blob = head.decode().split(" ")
            path = path_text(name)
            if path in entries:
                raise two_of_one_name(path)
            entries[path] = TreeEntry(mode, blob)
        return entries

    def blobs(self, names: Iterable[str], largest: int | None = None) -> Iterator[tuple[str, bytes]]:
        """The bytes of blobs, in bulk by one process.

        Of a blob larger than `largest`, one byte more than that comes: enough to see that it is too large. Raises
        `NoHistory` where one is not here: nothing may pass unseen.
        """
        for name, _size, content, _digest in self._objects(names, None if largest is None else largest + 1):
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
        for name, size, start, digest in self._objects(names, first, digests=True):
            yield name, size, digest, start

    def hold_to_names(self, revision: str) -> None:
        """Looks whether the commits and trees of a history are what their names say; blobs are, whenever they are read.

        Git does so itself only where they were fetched. Raises `NoHistory`.
        """
        listed = self.git.read("rev-list", "--objects", "--no-object-names", "--filter=blob:none", revision, "--")
        for _ in self._objects(listed.decode().split()):
            pass

    def _objects(
        self, names: Iterable[str], first: int | None = None, *, digests: bool = False
    ) -> Iterator[tuple[str, int, bytes, str]]:
        """Each object with its size, its `first` bytes or all, and the sha256 of all of them where `digests` are asked.

        Git does not look whether the bytes of an object fit its name: somebody may have put others there.
        """
        wanted = [name for name in dict.fromkeys(names) if _OBJECT.fullmatch(name)]
        if not wanted:
            return
        with self.git.process("cat-file", "--batch", takes_input=True) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            for at in range(0, len(wanted), _BLOBS_AT_ONCE):
                batch = wanted[at : at + _BLOBS_AT_ONCE]
                process.stdin.write("".join(f"{name}\n" for name in batch).encode())
                process.stdin.flush()
                for name in batch:
                    header = process.stdout.readline().split()
                    if len(header) != 3:
                        raise IncompleteClone
                    size = int(header[2])
                    start = process.stdout.read(size if first is None else min(size, first))
                    hashes = [hash_of_object(name, size, header[1]), *([hashlib.sha256()] if digests else ())]
                    chunk, left = start, size - len(start)
                    while chunk:
                        for each in hashes:
                            each.update(chunk)
                        chunk = process.stdout.read(min(left, _CHUNK))
                        left -= len(chunk)
                    if hashes[0].hexdigest() != name:
                        raise _unlike_its_name(name)
                    yield name, size, start, hashes[-1].hexdigest()
                    process.stdout.read(1)
            process.stdin.close()

    def _tree_at(self, commit: str, place: str) -> str:
        """The tree of a folder at a commit; the empty tree where there is no such folder."""
        found = self.git.answer("rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}:{place.rstrip('/')}")
        return found.decode().strip() if found is not None else self._empty_tree()

    def _empty_tree(self) -> str:
        return self.git.read("hash-object", "-t", "tree", "--stdin").decode().strip()


def seen_by(place: str, files: Mapping[str, TreeEntry]) -> dict[str, TreeEntry]:
    """Files of a repository, by path as the register in its folder `place` sees them."""
    return {seen_from(place, path): entry for path, entry in files.items()}


def hash_of_object(name: str, size: int, kind: bytes = b"blob") -> "hashlib._Hash":
    """The hash of which an object's name is made, begun with what stands before its bytes."""
    start = b"%s %d\0" % (kind, size)
    if len(name) == _SHA1_LENGTH:
        return hashlib.sha1(start, usedforsecurity=False)
    return hashlib.sha256(start)


def _unlike_its_name(name: str) -> NoHistory:
    return NoHistory(
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
