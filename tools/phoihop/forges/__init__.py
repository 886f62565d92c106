"""Ready files for the forges, and what their jobs need beside the commands: posting on a change or an issue.

`github/`, `gitlab/` and `forgejo/` hold files to be copied into a repository, by the paths that `READY_FILES` says.
Their jobs take the tool by the commit of its source, which names every byte of it, and its libraries by the hashes that
lie in that source: a name in a registry could be anybody's.
"""

from pathlib import Path

from phoihop.origin import origin

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


def ready_files(forge: str) -> dict[str, str]:
    """A forge's ready files by where they go, with the source of this very tool as far as it is known."""
    return {
        place: (FOLDER / name)
        .read_text(encoding="utf-8")
        .replace('PHOIHOP_SOURCE: ""', f'PHOIHOP_SOURCE: "{origin().repository}"')
        .replace('PHOIHOP_COMMIT: ""', f'PHOIHOP_COMMIT: "{origin().commit}"')
        for name, place in READY_FILES[forge].items()
    }
