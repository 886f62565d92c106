"""An English register has an English site, by looking."""

import re
from pathlib import Path

from phoihop.plain_letters import slug
from phoihop.records.fields import FIELDS, field_name
from phoihop.site.build import build_site

from tests.site.test_pages import page, text_of
from tests.story import LATER, Story


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
