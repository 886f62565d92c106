"""This very repository is a register, too: its rules let developers work beside the sample, and guard the sample.

Both hold whatever of the history is here: a branch is made of the files as they lie there, and of the last commits
those are reviewed that a shallow clone has, or none.
"""

import shutil
from itertools import pairwise
from pathlib import Path

from phoihop.changes.git import NoHistory
from phoihop.changes.repository import Repository
from phoihop.changes.review import review

from tests.review.branches import AUTHORITY, STRANGER, branch_story

ROOT = Path(__file__).parents[2]
GUARDED = ("agencies/", "mkdocs.yml", "register.yml", "tasks/")
MOST_REVIEWED = 5


def files() -> list[str]:
    """What belongs to the repository: as Git has it, or else, in an unpacked archive, as it lies there."""
    try:
        return sorted(path for path in Repository(ROOT).tree("HEAD") if not path.startswith("/"))
    except NoHistory:
        hidden = (".venv", ".git", ".hypothesis", "site")
        every = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
        return sorted(path.as_posix() for path in every if path.parts[0] not in hidden and path.suffix != ".mo")


def test_developers_change_whatever_is_not_the_sample_s_and_nobody_else_s_what_is(tmp_path: Path) -> None:
    story = branch_story(tmp_path)
    for name in ("agencies", "tasks"):
        shutil.rmtree(tmp_path / name)
    (tmp_path / "tasks").mkdir()
    (tmp_path / "register.yml").write_bytes((ROOT / "register.yml").read_bytes())
    shutil.copytree(ROOT / "agencies", tmp_path / "agencies")
    story.switch("main").commit(AUTHORITY)
    story.switch("next", new=True)
    changed = [path for path in files() if not path.startswith("tasks/")]
    for path in changed:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        with (tmp_path / path).open("ab") as file:
            file.write(b"\n# x\n")
    story.commit(STRANGER)
    told = [each for each in story.broken(head="next") if each.startswith("policy-by-authority")]
    refused = {f"policy-by-authority {path}" for path in changed if path.startswith(GUARDED)}
    assert {each.removesuffix(".yml") for each in told} == {each.removesuffix(".yml") for each in refused}
    for path in ("overrides/main.html", "hooks.py", ".gitattributes", ".github/workflows/x.yml", "Tools/x"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x", encoding="utf-8")
        story.commit(STRANGER)
        assert f"policy-by-authority {path.removesuffix('.yml')}" in story.broken(head="next")


def test_what_its_last_commits_did_is_refused_only_where_the_sample_is_guarded() -> None:
    for base, head in pairwise(reversed(last_commits())):
        found = review(Repository(ROOT), base, head).findings
        policy = [each.file for each in found if each.rule == "policy-by-authority" and each.effect == "new"]
        assert [file for file in policy if not file.startswith(GUARDED)] == [], head


def last_commits() -> list[str]:
    """The last commits of the main line that are here and had the register's settings as they are now, newest first."""
    found: list[str] = []
    try:
        repository = Repository(ROOT)
        settings = repository.tree("HEAD")["register.yml"]
        for back in range(MOST_REVIEWED + 1):
            commit = repository.resolve(f"HEAD~{back}")
            if repository.tree(commit).get("register.yml") != settings:
                break
            found.append(commit)
    except NoHistory:
        pass  # A clone is as deep as it is, and an unpacked archive has none.
    return found
