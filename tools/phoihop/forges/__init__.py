"""Ready files for the forges, and what their jobs need beside the commands: posting on a change or an issue.

`github/`, `gitlab/` and `forgejo/` hold files to be copied into a repository, by the paths that `READY_FILES` says.
"""

from pathlib import Path

FOLDER = Path(__file__).parent

READY_FILES: dict[str, dict[str, str]] = {
    "github": {
        "github/review.yml": ".github/workflows/phoihop-review.yml",
        "github/publish.yml": ".github/workflows/phoihop-publish.yml",
        "github/due.yml": ".github/workflows/phoihop-due.yml",
    },
    "gitlab": {"gitlab/.gitlab-ci.yml": ".gitlab-ci.yml"},
    "forgejo": {
        "forgejo/review.yml": ".forgejo/workflows/phoihop-review.yml",
        "forgejo/publish.yml": ".forgejo/workflows/phoihop-publish.yml",
        "forgejo/due.yml": ".forgejo/workflows/phoihop-due.yml",
    },
}
"""By forge: each ready file, and where it goes in a repository."""
