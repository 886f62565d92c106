"""The catalogues: every sentence of the commands has its Vietnamese, and nothing else is in there."""

import re
import string
from collections.abc import Iterable
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from phoihop.wording import LOCALE, gettext_for

PACKAGE = LOCALE.parent
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
KEYWORDS: dict[str, tuple[int, ...] | None] = dict.fromkeys(("_", "mark", "translate", "gettext"))
KEYWORDS["ngettext"] = (1, 2)
SPOKEN = {
    "cli": (PACKAGE / "cli", PACKAGE / "reporters"),
    "click": (Path(click.__file__).parent,),
    "desk": (PACKAGE / "desk",),
    "portal": (PACKAGE / "portal",),
    "site": (PACKAGE / "site",),
}
"""Each domain, and the code and pages whose sentences it translates."""

Sentence = str | tuple[str, ...]


def said_in(folder: Path) -> set[Sentence]:
    found = extract_from_dir(folder, METHODS, {"**.html": {"trimmed": "true"}}, KEYWORDS)
    return {tuple(each) if isinstance(each, list | tuple) else str(each) for _file, _line, each, *_rest in found}


def catalogue(domain: str) -> Catalog:
    with (LOCALE / "vi" / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        return read_po(file, locale="vi")


def places_in(sentence: str) -> set[str]:
    named = set(re.findall(r"%\((\w+)\)s", sentence))
    return named or {name for _text, name, _form, _conversion in string.Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("domain", SPOKEN)
def test_every_sentence_is_translated_and_every_translation_is_used(domain: str) -> None:
    messages = catalogue(domain)
    translated = {tuple(each.id) if isinstance(each.id, list | tuple) else each.id for each in messages if each.id}
    assert translated == {each for folder in SPOKEN[domain] for each in said_in(folder)}
    assert all(all(each.string) if isinstance(each.string, tuple) else each.string for each in messages if each.id)


@pytest.mark.parametrize("domain", SPOKEN)
def test_nothing_is_fuzzy_or_left_over(domain: str) -> None:
    messages = catalogue(domain)
    assert not [each.id for each in messages if each.fuzzy]
    assert not messages.obsolete


def texts(sentence: str | Iterable[str] | None) -> tuple[str, ...]:
    """A message's one text, or those for one and many."""
    return (sentence,) if isinstance(sentence, str) else tuple(sentence or ())


@pytest.mark.parametrize("domain", SPOKEN)
def test_a_translation_has_the_places_of_its_sentence_and_no_others(domain: str) -> None:
    for message in catalogue(domain):
        originals, translations = texts(message.id), texts(message.string)
        if originals == ("",):
            continue
        if len(originals) == 1:
            assert places_in(translations[0]) == places_in(originals[0])
        else:
            # All places are filled in, whichever of the two sentences is said.
            allowed = {place for each in originals for place in places_in(each)}
            assert all(places_in(each) <= allowed for each in translations)


def test_a_catalogue_speaks_vietnamese_and_the_code_english() -> None:
    assert gettext_for("cli", "vi").gettext("no errors") == "không có lỗi"
    assert gettext_for("cli", "vi").ngettext("{n} task", "{n} tasks", 2) == "{n} nhiệm vụ"
    assert gettext_for("cli", "en").ngettext("{n} task", "{n} tasks", 1) == "{n} task"
    assert gettext_for("cli", "en").ngettext("{n} task", "{n} tasks", 2) == "{n} tasks"


def test_a_domain_without_a_catalogue_leaves_the_sentence_as_it_is() -> None:
    assert gettext_for("no-such-domain", "vi").gettext("no errors") == "no errors"


@pytest.mark.parametrize(
    ("word", "better"),
    [
        (r"[Bb]ản ghi Git", "lần ghi: a commit"),
        (r"[Nn]ơi lưu mã", "máy chủ Git"),
        (r"(?<!rà )soát xét", "duyệt: what a reviewer does"),
    ],
)
def test_a_word_that_was_given_up_is_nowhere(word: str, better: str) -> None:
    pages = [*PACKAGE.parents[1].glob("docs/manual/**/*.md"), PACKAGE.parents[1] / "README.vi.md"]
    texts = [*pages, *PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.po"), *PACKAGE.rglob("starting/vi/*")]
    assert [str(file) for file in texts if re.search(word, file.read_text(encoding="utf-8"))] == [], better
