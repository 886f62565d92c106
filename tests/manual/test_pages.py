"""Every block of every page of the manual runs as it stands, and prints what it says; both languages are equal."""

import re
from difflib import unified_diff
from pathlib import Path

import pytest
import yaml
from phoihop.records.fit import fit
from phoihop.records.settings import AgencyRecord, Settings
from phoihop.records.types import DOCUMENT_TYPES
from phoihop.records.yaml_door import read_yaml

from tests.manual.pages import MANUAL, blocks_of, differences, language_of, make_sample, outline, seat

PAGES = sorted((*MANUAL.glob("*.md"), *MANUAL.glob("en/*.md")))
RUN = [page for page in PAGES if {block.kind for block in blocks_of(page.read_text("utf-8"))} & {"sh", "console"}]


def named(page: Path) -> str:
    return page.relative_to(MANUAL).as_posix()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sample(tmp_path_factory.mktemp("sample"))


@pytest.mark.parametrize("page", RUN, ids=named)
def test_what_a_page_tells_to_type_runs_and_prints_what_it_says(page: Path, sample: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    desk = seat(text, language_of(page), tmp_path, sample)
    for block, printed in differences(text, desk):
        told = unified_diff(block.text.splitlines(), printed.splitlines(), "the page", "what is printed", lineterm="")
        pytest.fail("\n".join(told), pytrace=False)


def test_both_languages_have_the_same_pages_headings_and_blocks() -> None:
    vietnamese = {page.name: page for page in MANUAL.glob("*.md")}
    english = {page.name: page for page in MANUAL.glob("en/*.md")}
    assert vietnamese.keys() == english.keys()
    for name, page in vietnamese.items():
        assert outline(page.read_text("utf-8")) == outline(english[name].read_text("utf-8")), name


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_yaml_on_a_page_fits_the_format(page: Path) -> None:
    for block in blocks_of(page.read_text(encoding="utf-8")):
        if block.kind != "yaml":
            continue
        first = block.text.splitlines()[0]
        tree, _places = read_yaml(block.text.encode())
        assert isinstance(tree, dict), block.text
        kind = tree.get("kind")
        if first.startswith("# register.yml"):
            whole = {"title": "Sổ", "authority": "ubnd", **tree}
            assert fit(whole, Settings)[1] == [], block.text
        elif first.startswith("# agencies/"):
            assert fit(tree, AgencyRecord)[1] == [], block.text
        elif isinstance(kind, str):
            assert fit(tree, DOCUMENT_TYPES[kind])[1] == [], block.text
        else:
            assert first.startswith("# "), f"whose keys these are is not said: {block.text}"
            assert yaml.safe_load(block.text)


def test_links_between_pages_lead_to_pages_and_marks_that_are_there() -> None:
    """Marks are written out (`<a id="…">`): so they hold on a forge and on the site, whatever letters a title has."""
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:|mailto:)([^)\s]+)\)", page.read_text(encoding="utf-8")):
            file, _, mark = target.partition("#")
            other = (page.parent / file).resolve() if file else page
            assert other.is_file(), f"{named(page)}: {target}"
            if mark:
                assert f'<a id="{mark}"></a>' in other.read_text(encoding="utf-8"), f"{named(page)}: {target}"
