"""The sentences of commands and pages, by gettext: English in the code, Vietnamese in `locale/`.

There is a domain for each place where they are shown (`cli`, `site`), and `click` for what the Click library itself
says. What belongs to a record or a rule is declared there in both languages (`phoihop.language`), not here.
"""

from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

from phoihop.language import Language

LOCALE = Path(__file__).parent / "locale"
"""`<language>/LC_MESSAGES/<domain>.po`; the `.mo` files beside them are made when the package is built."""


@cache
def gettext_for(domain: str, language: Language) -> NullTranslations:
    """The catalogue of one domain in one language, read when first asked for; English stands in the code itself."""
    return translation(domain, LOCALE, languages=[language], fallback=True)


def mark(sentence: str) -> str:
    """Marks a sentence for the catalogue where it is declared; it is translated where it is shown."""
    return sentence
