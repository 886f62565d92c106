"""The theme's part of a site: hand-written pages and assets as MkDocs made them, and the shells for our own pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from phoihop.site.output import Output
from phoihop.site.pages import SHELLS, Page
from phoihop.site.shell import Shell

OWN_FOLDERS = ("data/", "schema/", "calendars/", "feeds/", "pagefind/")


@dataclass(frozen=True)
class Theme:
    """`folder` is where MkDocs wrote; `searched` are the hand-written pages below it, by their addresses."""

    folder: Path
    site_url: str
    shells: Mapping[str, Shell]
    searched: tuple[str, ...]

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
            yield address, (self.folder / address / "index.html").read_text(encoding="utf-8")

    def write(self, output: Output, taken: frozenset[str]) -> None:
        """Puts the theme's files into a site, but for those in the place of a page of ours."""
        for file in sorted(each for each in self.folder.rglob("*") if each.is_file()):
            path = file.relative_to(self.folder).as_posix()
            if path not in taken and not path.startswith(OWN_FOLDERS):
                output.write(path, file.read_bytes())
