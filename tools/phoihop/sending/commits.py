"""Makes the commits of a change for review: one a record, on the newest reviewed state. No work tree is touched."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from phoihop.changes.git import NONE, GitFailed, OwnGit
from phoihop.changes.repository import Repository
from phoihop.language import say
from phoihop.sending.failing import NotSent
from phoihop.sending.unsent import Author, Unsent


def commit_each(repository: Repository, base: str, records: Iterable[Unsent]) -> str:
    """The last of the commits that say these records one after another, the first of them upon `base`."""
    git = OwnGit(repository.root)
    see_who_records(git)
    signed = ("-S",) if (git.answer("config", "--type=bool", "commit.gpgSign") or b"").strip() == b"true" else ()
    parent = repository.resolve(base)
    with _index(git, parent) as index:
        for record in records:
            told = git.told("update-index", "--index-info", lines=_entries(repository, record), variables=index)
            assert not told
            tree = git.read("write-tree", variables=index).decode().strip()
            try:
                made = git.read(
                    *("commit-tree", tree, "-p", parent, "-m", record.message, *signed),
                    variables=_person(record.author),
                )
            except GitFailed as failure:
                raise NotSent(
                    say("Git không ký được: {why}", "Git could not sign: {why}", why=failure.complaint),
                    failure.complaint,
                ) from None
            parent = made.decode().strip()
    return parent


def see_who_records(git: OwnGit) -> None:
    """Sees that Git knows by whom commits are made. Raises `NotSent`."""
    if git.answer("var", "GIT_AUTHOR_IDENT") is None or git.answer("var", "GIT_COMMITTER_IDENT") is None:
        raise NotSent(
            say(
                "Git chưa biết ai ghi; đặt bằng git config user.name và git config user.email",
                "Git does not know who records; tell it with git config user.name and git config user.email",
            )
        )


def _entries(repository: Repository, record: Unsent) -> Iterator[str]:
    """What the index is told: each file with its blob, or that it is gone."""
    for path, blob in record.files.items():
        mode, blob = ("100644", blob) if blob else ("0", "0" * 40)
        yield f"{mode} {blob}\t{repository.place}{path}"


def _person(author: Author | None) -> Mapping[str, str]:
    if author is None:
        return NONE
    return {"GIT_AUTHOR_NAME": author.name, "GIT_AUTHOR_EMAIL": author.email, "GIT_AUTHOR_DATE": author.date}


@contextmanager
def _index(git: OwnGit, commit: str) -> Iterator[Mapping[str, str]]:
    """An index of its own that holds what stands at a commit: the environment that has Git use it."""
    with TemporaryDirectory(prefix="phoihop-") as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
        git.read("read-tree", commit, variables=index)
        yield index
