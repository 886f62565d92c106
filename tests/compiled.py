"""Templates, the theme's above all, compiled once for all tests: a site's build spends half its time on that."""

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket


class Compiled(FileSystemBytecodeCache):
    """Keeps them apart by what, beside their text, makes them what they are: language, extensions and settings."""

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        settings = (environment.trim_blocks, environment.lstrip_blocks, environment.autoescape, environment.sandboxed)
        made_by = (environment.globals.get("language"), *settings, *sorted(environment.extensions))
        return super().get_bucket(environment, f"{name}|{made_by}", filename, source)


def keep_compiled(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """From here on every environment of Jinja takes templates from the folder that were compiled before."""
    folder.mkdir(exist_ok=True)
    cache, as_it_is = Compiled(str(folder)), Environment.__init__

    def with_cache(self: Environment, *arguments: object, **settings: object) -> None:
        as_it_is(self, *arguments, **{"bytecode_cache": cache} | settings)  # type: ignore[arg-type]  # what it was given

    patch.setattr(Environment, "__init__", with_cache)
