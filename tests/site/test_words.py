"""Both languages of the site are complete: the catalogue by extraction, the pages by looking."""

import re
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from phoihop.plain_letters import slug
from phoihop.records.fields import FIELDS, field_name
from phoihop.site.build import build_site
from phoihop.wording import LOCALE

from tests.site.test_pages import page, text_of
from tests.story import LATER, Story

SITE = Path(__file__).parents[2] / "tools" / "phoihop" / "site"


def test_every_sentence_of_the_site_is_translated_and_none_is_left_over() -> None:
    methods = [("**.py", "python"), ("**.html", "jinja2")]
    keywords = {"_": None, "mark": None, "translate": None, "gettext": None, "ngettext": (1, 2)}
    options = {"**.html": {"trimmed": "true"}}
    found = extract_from_dir(SITE, methods, options, keywords)
    used = {message if isinstance(message, str) else message[0] for _, _, message, *_ in found}
    with (LOCALE / "vi" / "LC_MESSAGES" / "site.po").open("rb") as file:
        catalogue = read_po(file, locale="vi")
    translated = {(m.id if isinstance(m.id, str) else m.id[0]): m for m in catalogue if m.id}
    assert used - translated.keys() == set()
    assert translated.keys() - used == set()
    for message in translated.values():
        strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
        assert all(strings)
        assert not message.fuzzy
        places = set(re.findall(r"%\(\w+\)s", str(message.id)))
        assert all(set(re.findall(r"%\(\w+\)s", string)) <= places for string in strings)


def test_an_english_register_has_an_english_site(tmp_path: Path) -> None:
    story = Story(tmp_path / "register", until="2021-03-19").edit(
        "register.yml", {"title: Sổ theo dõi mẫu": "title: Example register\nlanguage: en"}
    )
    for file in (story.root / "agencies").iterdir():
        file.write_text(re.sub(r"(?m)^(name|short): .*", r"\1: X" + file.stem, file.read_text(encoding="utf-8")))
    for file in (story.root / "tasks").rglob("*.yml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"(?m)^(\s*(?:- )?(?:title|text|what|subject): ).*", r"\1some words", text))
    assert build_site(story.root, tmp_path / "out", LATER, jobs=1) == 0
    for address in ("", "tasks/", "tasks/2021/0001/", "agencies/", "agencies/ktht/", "rules/", "search/", "data/"):
        markup = page(tmp_path / "out", address)
        assert '<html lang="en"' in markup
        words = set(
            re.findall(r"\w*[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]\w*", text_of(markup).lower())
        )
        # Texts of the records themselves, which nobody translates.
        own = {
            "diện",
            "tích",
            "vốn",
            "dự",
            "kiến",
            "nguồn",
            "và",
            "sự",
            "phù",
            "hợp",
            "với",
            "quy",
            "hoạch",
            "của",
            "tỉnh",
        }
        own |= {
            "luật",
            "ngân",
            "sách",
            "nhà",
            "nước",
            "điều",
            "ubnd",
            "đã",
            "rà",
            "soát",
            "hiện",
            "trạng",
            "xong",
            "ađ",
        }
        assert words - own == set(), address


def test_a_field_is_shown_by_its_name() -> None:
    assert field_name("dat-dai", "vi") == "Đất đai"
    assert field_name("dat-dai", "en") == "Land"
    assert field_name("nuoi-ong", "vi") == "Nuoi ong"
    assert all(slug(name.vi) == id_ for id_, name in FIELDS.items())
