"""Brings a work tree up to the newest reviewed state, where that takes nothing away that is only here.

Git itself refuses to, where a record that was written here comes back from review: it lies there already, untracked.
"""

from phoihop.changes.git import GitFailed, OwnGit
from phoihop.changes.repository import Repository
from phoihop.recording.writing import desk
from phoihop.sending.remote import Remote
from phoihop.sending.topics import blobs_at
from phoihop.sending.unsent import changed_here, hashed


def bring_up(repository: Repository, remote: Remote) -> bool:
    """Moves the branch that follows the remote's on to the newest state; whether the work tree stands there now."""
    git = OwnGit(repository.root)
    if not repository.has_commits or not _follows(git, remote):
        return False
    newest = repository.resolve(remote.newest)
    if repository.resolve("HEAD") == newest:
        return True
    with desk(repository.root):
        try:
            _stage_what_came_back(repository, git, newest)
            if repository.is_ancestor("HEAD", newest):
                git.read("merge", "--quiet", "--ff-only", newest)
            elif _all_came_back(repository, newest):
                git.read("reset", "--quiet", "--keep", newest)
            else:
                return False
        except GitFailed:
            # What is here and only here is in the way: it stays, and is told about when it is sent.
            return False
    return True


def _follows(git: OwnGit, remote: Remote) -> bool:
    """Whether the branch that is checked out is the one of what is reviewed."""
    upstream = (git.answer("rev-parse", "--symbolic-full-name", "--verify", "--quiet", "@{upstream}") or b"").decode()
    return upstream.strip() == remote.newest


def _stage_what_came_back(repository: Repository, git: OwnGit, newest: str) -> None:
    """Has Git know the files that are here as they are in the newest state: then it does not mind them."""
    here = sorted(path for path, is_there in changed_here(repository, newest).items() if is_there)
    there = blobs_at(repository, newest, here)
    same = [path for path, blob in hashed(repository, here).items() if there[path] == blob]
    if same:
        git.read("add", "--", *same)


def _all_came_back(repository: Repository, newest: str) -> bool:
    """Whether everything that was committed here stands in the newest state, word for word."""
    commits = reversed(list(repository.log(f"{newest}..HEAD")))
    files = {change.path: change.after for commit in commits for change in commit.changes}
    there = blobs_at(repository, newest, files)
    return all(there[path] == (after.blob if after else None) for path, after in files.items())
