"""A digest as plain text, as Markdown for a forge or a chat, and as HTML that mail clients show."""

from collections.abc import Iterator

from jinja2 import Environment, PackageLoader, StrictUndefined

from phoihop.documents.digest.contents import Digest, DigestLine
from phoihop.documents.inert import inert
from phoihop.language import excerpt


def digest_as_text(digest: Digest, site: str = "") -> str:
    """Plain text; with the address of a `site`, each task has its page's."""
    return "\n".join(_text_lines(digest, site)) + "\n"


def digest_as_markdown(digest: Digest, site: str = "") -> str:
    """Markdown in which a record's text is taken for nothing else."""
    return "\n".join(_markdown_lines(digest, site)) + "\n"


def digest_as_html(digest: Digest, site: str = "") -> str:
    """One page of HTML with its styles inline, without script, image or request to anywhere."""
    environment = Environment(
        loader=PackageLoader("phoihop.documents.digest", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("digest.html").render(digest=digest, site=_with_slash(site)) + "\n"


def _text_lines(digest: Digest, site: str) -> Iterator[str]:
    yield from (_whole(digest.title), f"{_whole(digest.register)}, {digest.day}")
    for section in digest.sections:
        yield from ("", f"{section.title.upper()} ({len(section.items)})")
        if not section.items:
            yield section.nothing
        for item in section.items:
            yield f"- {_whole(item.what)}"
            yield f"  {_whole(item.standing)}"
            yield f"  {item.task} {_whole(item.title)}"
            if site:
                yield f"  {_page(site, item)}"


def _markdown_lines(digest: Digest, site: str) -> Iterator[str]:
    yield from (f"# {inert(digest.title)}", "", f"{inert(digest.register)}, {digest.day}")
    for section in digest.sections:
        yield from ("", f"## {section.title} ({len(section.items)})", "")
        if not section.items:
            yield section.nothing
        for item in section.items:
            task = f"[{item.task}]({_page(site, item)})" if site else item.task
            standing = f"**{inert(item.standing)}**" if item.late else inert(item.standing)
            yield f"- {inert(item.what)}; {standing}  "
            yield f"  {task} {inert(item.title)}"


def _page(site: str, item: DigestLine) -> str:
    return _with_slash(site) + item.page


def _with_slash(site: str) -> str:
    return site if not site or site.endswith("/") else f"{site}/"


def _whole(text: str) -> str:
    """A text whole, without what acts on a terminal."""
    return excerpt(text, len(text) + 1)
