"""Templates, the theme's above all, compiled once for all tests: a site's build spends half its time on that."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import CodeType

import pytest
from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket


class Compiled(FileSystemBytecodeCache):
    """Keeps them apart by what, beside their text, makes them what they are: language, extensions and settings."""

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        settings = (environment.trim_blocks, environment.lstrip_blocks, environment.autoescape, environment.sandboxed)
        shown_by = getattr(environment.finalize, "__qualname__", environment.finalize)
        made_by = (environment.globals.get("language"), shown_by, *settings, *sorted(environment.extensions))
        return super().get_bucket(environment, f"{name}|{made_by}", filename, source)


def keep_compiled(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """From here on every environment of Jinja takes templates from the folder that were compiled before."""
    folder.mkdir(exist_ok=True)
    cache, as_it_is = Compiled(str(folder)), Environment.__init__
    compiled: Callable[..., CodeType] = Environment.compile

    def with_cache(self: Environment, *arguments: object, **settings: object) -> None:
        as_it_is(self, *arguments, **{"bytecode_cache": cache} | settings)  # type: ignore[arg-type]  # what it was given

    def kept(self: Environment, source: str, *named: str) -> CodeType:
        """Of a text that no loader brought, and which has no name: a letter's."""
        if named:
            return compiled(self, source, *named)
        bucket = cache.get_bucket(self, sha256(source.encode()).hexdigest(), None, source)
        if bucket.code is None:
            bucket.code = compiled(self, source)
            cache.set_bucket(bucket)
        return bucket.code

    patch.setattr(Environment, "__init__", with_cache)
    patch.setattr(Environment, "compile", kept)
