"""The search index: Pagefind over the pages that were written, and its reader, which the site serves itself."""

import subprocess
import sys
from pathlib import Path

FOLDER = "pagefind"


class IndexingFailed(Exception):
    """Pagefind ended with an error; the message is its own."""


def write(site: Path) -> None:
    """Indexes the pages under `site` into `pagefind/`. Raises `IndexingFailed`.

    Only what carries `data-pagefind-body` is indexed. Words are kept together with / and -, so that document numbers
    such as 45/TNMT are found as they are written.
    """
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--output-subdir", FOLDER, "--silent"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise IndexingFailed(done.stderr.strip() or done.stdout.strip())
