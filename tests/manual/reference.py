"""`make reference`: writes the manual's reference from the code, in both languages; a test finds it stale.

Commands come from Click as the program declares them, records from the types that read them, rules from their
declarations. Nothing is said here that the code says.
"""

from collections.abc import Iterator
from pathlib import Path

from phoihop.language import LANGUAGES, Language

from tests.manual.commands import commands_page
from tests.manual.formats import format_page

MANUAL = Path(__file__).parents[2] / "docs/manual"
PAGES = {"commands": commands_page, "format": format_page}


def pages() -> Iterator[tuple[Path, str]]:
    """Every page of the reference: its file, and what it shall say."""
    for language in LANGUAGES:
        for name, page in PAGES.items():
            folder = MANUAL if language == "vi" else MANUAL / language
            yield folder / f"reference/{name}.md", _as_page("\n".join(page(language)), language)


def _as_page(text: str, language: Language) -> str:
    """The pages of the site are Vietnamese; another language says so, for who has pages read aloud."""
    if language == "vi":
        return text + "\n"
    title = text.splitlines()[0].removeprefix("# ")
    return f'---\ntitle: {title}\n---\n\n<div lang="{language}" markdown>\n\n{text}\n\n</div>\n'


if __name__ == "__main__":
    for file, text in pages():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
