"""What is made when the package is built: its message catalogues (.po → .mo), and from which commit it comes."""

import json
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.builders.utils import get_reproducible_timestamp


class Made(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's hook class is generic over its config
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for source in sorted(Path(self.root, "tools", "phoihop", "locale").glob("*/LC_MESSAGES/*.po")):
            with source.open("rb") as po, source.with_suffix(".mo").open("wb") as mo:
                catalogue = read_po(po, locale=source.parent.parent.name)
                # Else the minute of building would stand in it, and no wheel could be made a second time.
                catalogue.creation_date = datetime.fromtimestamp(get_reproducible_timestamp(), UTC)
                write_mo(mo, catalogue)
        self.aside = Path(tempfile.mkdtemp())
        if self.target_name == "wheel" and version == "standard" and (source := self._source()):
            told = self.aside / "built-from.json"
            told.write_text(json.dumps(source), encoding="utf-8")
            build_data["force_include"][str(told)] = "phoihop/built-from.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        shutil.rmtree(self.aside, ignore_errors=True)

    def _source(self) -> dict[str, str] | None:
        """The commit of the clone that is built, and where it was cloned from; None where files differ from it."""
        if self._git("rev-parse", "--show-prefix") != "" or self._git("status", "--porcelain") != "":
            return None
        commit = self._git("rev-parse", "--verify", "--quiet", "HEAD")
        return {"repository": self._git("remote", "get-url", "origin") or "", "commit": commit} if commit else None

    def _git(self, *arguments: str) -> str | None:
        """What Git says in the sources' folder; None where it is not there, or refuses."""
        try:
            ran = subprocess.run(["git", "-C", self.root, *arguments], capture_output=True, text=True, check=False)
        except OSError:
            return None
        return None if ran.returncode else ran.stdout.strip()
