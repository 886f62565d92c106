"""The markup of every kind of page is sound: an HTML parser has nothing to mend, and what is named is there."""

import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from tests.browser.test_pages import PAGES

OTHERS = ["404.html", "agencies/tckh/", "news/", "overseers/", "manual/", "manual/en/", "manual/upgrading/", "about/"]
NEWER = re.compile(r"Tag \w+ invalid")
"""What libxml2 complains of as HTML 4 did not have it yet."""
INTERACTIVE = "(self::a or self::button or self::select or self::input[not(@type='hidden')] or self::summary)"


def parsed(site: Path, address: str) -> tuple[etree._Element, list[str]]:
    """A page as a parser reads it, and what it had to mend."""
    path = address.partition("#")[0].partition("?")[0]
    file = site / path / "index.html" if not path.endswith(".html") else site / path
    parser = etree.HTMLParser(encoding="utf-8")
    root = etree.fromstring(file.read_bytes(), parser)
    return root, [f"line {each.line}: {each.message}" for each in parser.error_log if not NEWER.search(each.message)]


@pytest.fixture(params=[*dict.fromkeys(address.partition("#")[0].partition("?")[0] for address in PAGES), *OTHERS])
def page(request: pytest.FixtureRequest, sample_site: Path) -> tuple[etree._Element, list[str]]:
    return parsed(sample_site, request.param)


def test_a_parser_has_nothing_to_mend(page: tuple[etree._Element, list[str]]) -> None:
    assert page[1] == []


def test_an_id_stands_once_and_what_is_named_by_it_is_there(page: tuple[etree._Element, list[str]]) -> None:
    root, _ = page
    ids = Counter(root.xpath("//@id"))
    assert [id_ for id_, times in ids.items() if times > 1 or re.search(r"\s", id_)] == []
    named = root.xpath("//@for | //@aria-labelledby | //@aria-describedby | //@aria-controls")
    inside = [href[1:] for href in root.xpath("//a/@href[starts-with(., '#') and string-length(.) > 1]")]
    assert {each for names in named for each in names.split()} | set(inside) <= set(ids)


def test_controls_stand_in_no_other_and_have_names(page: tuple[etree._Element, list[str]]) -> None:
    root, _ = page
    inner = root.xpath(f"//*[{INTERACTIVE}][ancestor::*[self::a or self::button]]")
    assert [etree.tostring(each) for each in inner] == []
    named = "normalize-space() or @aria-label or .//img[@alt] or .//@title"
    empty = root.xpath(f"//a[@href][not({named})]")
    assert [etree.tostring(each) for each in empty] == []
    assert root.xpath("//form[@action='']") == []


def test_only_what_a_reader_can_land_on_is_named(page: tuple[etree._Element, list[str]]) -> None:
    root, _ = page
    landed_on = "self::form or self::nav or self::section or self::table or @role or @tabindex"
    named = root.xpath(f"//*[@id='ph-content']//*[@aria-label][not({INTERACTIVE} or {landed_on})]")
    assert [etree.tostring(each)[:200] for each in named] == []


def test_tables_have_names_and_headings(page: tuple[etree._Element, list[str]]) -> None:
    root, _ = page
    for table in root.xpath("//*[@id='ph-content']//table"):
        named = table.xpath("caption[normalize-space()] | @aria-label | @aria-labelledby")
        titled = table.xpath("ancestor::section[1]/*[self::h2 or self::h3] | ancestor::figure/figcaption")
        assert named or titled, etree.tostring(table)[:300]
        assert table.xpath("not(.//th[not(@scope)])"), etree.tostring(table)[:300]
