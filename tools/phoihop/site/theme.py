"""The theme's part of a site: hand-written pages and assets as MkDocs made them, and the shells for our own pages."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from urllib.parse import unquote

import msgspec

from phoihop.site.output import Output, file_digest
from phoihop.site.page import SECTIONS, SHELLS, Page
from phoihop.site.shell import Shell

OWN_FOLDERS = ("data/", "schema/", "calendars/", "feeds/", "pagefind/")

LOG = "mkdocs.plugins.phoihop"
"""MkDocs shows what its plugins log, and counts it where it is told to be strict."""

SETTINGS = "mkdocs.yml"
PAGES = "docs"
"""The folder of hand-written pages of a register without settings of its own."""


@dataclass(frozen=True)
class Theme:
    """`folder` is where MkDocs wrote; `searched` are the hand-written pages below it, by their addresses.

    Of a theme that was kept, `standing` are the files, which lie in the site already.
    """

    folder: Path
    site_url: str
    shells: Mapping[str, Shell]
    searched: tuple[str, ...]
    standing: tuple[str, ...] | None = None

    def shell(self, page: Page) -> Shell:
        """The shell for a page: that of its section, or of its family."""
        return self.shells[page.address if page.address == page.section else SHELLS[page.section, page.depth]]

    @property
    def key(self) -> bytes:
        """A digest of what our own pages take from the theme, and of the hand-written pages that are searched."""
        digest = blake2b(self.site_url.encode(), digest_size=16)
        for address, shell in sorted(self.shells.items()):
            digest.update(repr((address, shell)).encode())
        for address, page in self.searched_pages():
            digest.update(f"{address}\0{page}\0".encode())
        return digest.digest()

    def searched_pages(self) -> Iterator[tuple[str, str]]:
        """The hand-written pages: address and HTML."""
        for address in self.searched:
            yield address, (self.folder / unquote(address) / "index.html").read_text(encoding="utf-8")

    def write(self, output: Output, taken: frozenset[str]) -> None:
        """Puts the theme's files into a site, but for those in the place of a page of ours."""
        if self.standing is not None:
            for path in self.standing:
                output.keep(path)
            return
        for file in sorted(each for each in self.folder.rglob("*") if each.is_file()):
            path = file.relative_to(self.folder).as_posix()
            if path not in taken and not path.startswith(OWN_FOLDERS):
                output.write(path, file.read_bytes())


class KeptTheme(msgspec.Struct, frozen=True):
    """What the next build needs of a theme, for which it would let MkDocs render the same once more."""

    made_of: bytes
    site_url: str
    shells: dict[str, Shell]
    searched: tuple[str, ...]
    paths: tuple[str, ...]


def made_of(root: Path, *also: bytes) -> bytes | None:
    """A digest of all that a theme is made of; None where that can't be known.

    Settings of the register's own may name plugins and files of any kind, and a link leads to anything.
    """
    if (root / SETTINGS).exists():
        return None
    digest = blake2b(b"\0".join(also), digest_size=16)
    for file in sorted((root / PAGES).rglob("*"), key=str) if (root / PAGES).exists() else ():
        if file.is_symlink():
            return None
        content = file_digest(file) if file.is_file() else ""
        digest.update(f"{file.relative_to(root)}\0{content}\0".encode("utf-8", "surrogateescape"))
    return None if (root / PAGES).is_symlink() else digest.digest()


def kept_theme(packed: msgspec.Raw, made_of: bytes | None, output: Output) -> Theme | None:
    """The theme of the site that stands, where it was made of the same and lies there whole."""
    try:
        kept = msgspec.msgpack.decode(packed, type=KeptTheme | None)
    except msgspec.DecodeError:
        return None
    if kept is None or kept.made_of != made_of or not all(path in output.known for path in kept.paths):
        return None
    return Theme(output.earlier or output.folder, kept.site_url, kept.shells, kept.searched, standing=kept.paths)


def packed_theme(theme: Theme, made_of: bytes | None, paths: Iterable[str]) -> msgspec.Raw:
    """The theme to be kept; nothing where one of its `paths` could be that of a page of ours some day."""
    listed = tuple(paths)
    ours = tuple(address for address in SECTIONS if address)
    if made_of is None or any(path.startswith(ours) for path in listed):
        return msgspec.Raw(msgspec.msgpack.encode(None))
    kept = KeptTheme(made_of, theme.site_url, dict(theme.shells), theme.searched, listed)
    return msgspec.Raw(msgspec.msgpack.encode(kept))
