"""`make reference`: writes the manual's reference, in both languages, and the editor's settings from the code.

Commands come from Click as the program declares them, records from the types that read them, rules from their
declarations, with what each finds in its bad example. Nothing is said here that the code says; a test finds stale what
was not written anew.
"""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from phoihop.language import LANGUAGES, Language, short_date, word
from phoihop.recording.new_register import editor_settings
from phoihop.records.register import load_register
from phoihop.rules.examples import FOUND, lay_out
from phoihop.rules.judge import judge
from phoihop.rules.registry import rules
from phoihop.rules.rule import Example

from tests.manual.commands import commands_page
from tests.manual.formats import format_page

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "docs/manual"
PAGES = {"commands": commands_page, "format": format_page}


def pages() -> Iterator[tuple[Path, str]]:
    """Every page of the reference, and the editor's settings: the file, and what it shall say."""
    for language in LANGUAGES:
        for name, page in PAGES.items():
            folder = MANUAL if language == "vi" else MANUAL / language
            yield folder / f"reference/{name}.md", _as_page("\n".join(page(language)), language)
    yield FOUND, json.dumps(found_in_bad_examples(), ensure_ascii=False, indent=1) + "\n"
    yield ROOT / ".vscode/settings.json", json.dumps(editor_settings(), ensure_ascii=False, indent=2) + "\n"


def found_in_bad_examples() -> dict[str, list[dict[str, str]]]:
    """What each rule finds in its bad example, in both languages, with agencies by their symbols."""
    return {id_: list(_found(rule.bad)) for id_, rule in rules().items()}


def _found(example: Example) -> Iterator[dict[str, str]]:
    with TemporaryDirectory() as folder:
        lay_out(example, Path(folder))
        register = load_register(Path(folder))
        for found in judge(register, example.today).findings:
            yield {
                language: word(found.message, language, register.agency_name, partial(short_date, language=language))
                for language in LANGUAGES
            }


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
