"""What a record says stays text in everything that the tool prints or writes: on a terminal, in a log, file or page."""

import csv
import io
import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest
from click.testing import CliRunner
from icalendar import Calendar
from phoihop.cli.program import phoihop
from phoihop.rules.examples import path_of
from phoihop.site.build import build_site

from tests.hostile import hostile_register
from tests.story import LATER, Story

HOSTILE = (
    "\x1b[31m\x1b]0;x\x07 ::error file=x::canary ##[error]canary ##vso[x]canary "
    "<script>canary()</script> ]]> &x; =1+1 DTSTART:x \\n @all `x` [x](javascript:canary)"
)
VISIBLE = re.sub(r"[\x1b\x07]", "", HOSTILE)
LINES = "x\n::error ::canary\n  ::set-output name=x::canary\n##[error]canary\n##vso[task.x]canary\n"
COMMAND = re.compile(r"^\s*::|##\[|##vso\[", re.MULTILINE)


def with_errors(root: Path, text: str) -> Story:
    """A register whose every text is hostile, and with errors that quote it."""
    story = hostile_register(root, text)
    meeting = path_of("2021-04-16.meeting.tnmt")
    said = (root / meeting).read_text(encoding="utf-8")
    story.write(meeting, said.replace("form: direct", f"form: {quoted(text)}\nkey: {quoted(text)}"))
    return story.write(
        "2021-05-06.decision.ubnd",
        f"kind: decision\nfrom: ubnd\ndate: 2021-05-06\nanswers: {quoted(text)}\noutcome: approved\n",
    )


def quoted(text: str) -> str:
    """A text as YAML in double quotes."""
    return json.dumps(text, ensure_ascii=True)


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """By their text; tests only read them."""
    return {text: with_errors(tmp_path_factory.mktemp("register"), text).root for text in (HOSTILE, VISIBLE, LINES)}


@pytest.mark.parametrize("text", [HOSTILE, VISIBLE, LINES], ids=["with control characters", "without", "in lines"])
@pytest.mark.parametrize("columns", ["40", "80", "400"])
@pytest.mark.parametrize(
    "command",
    [
        ("check", "--format", "text"),
        ("check", "--format", "json"),
        ("check", "--format", "sarif"),
        ("check", "--format", "junit"),
        ("list",),
        ("list", "--format", "json"),
        ("show", "2021-0001"),
        ("show", "2021-0001", "--format", "json"),
        ("todo", "tnmt"),
        ("todo", "--format", "json"),
        ("export", "tasks", "--format", "json"),
        ("export", "tasks", "--format", "csv"),
        ("export", "documents", "--format", "csv"),
        ("digest",),
        ("digest", "--format", "markdown"),
        ("draft", "report", "2021-0001", "--format", "markdown"),
        ("export", "--profile", "nd30", "--format", "json"),
    ],
)
def test_no_text_acts_on_a_terminal_or_a_runner(
    registers: Mapping[str, Path], command: tuple[str, ...], columns: str, text: str
) -> None:
    environment = {"COLUMNS": columns, "GITHUB_ACTIONS": "true", "CI": "true", "NO_COLOR": "1"}
    printed = CliRunner().invoke(phoihop, ["-C", str(registers[text]), *command], env=environment).output
    assert printed
    assert not COMMAND.search(printed), COMMAND.search(printed)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", printed)


def test_a_log_gets_only_the_tools_own_commands(registers: Mapping[str, Path]) -> None:
    printed = CliRunner().invoke(phoihop, ["-C", str(registers[HOSTILE]), "check", "--format", "github"]).output
    for line in printed.splitlines():
        assert "##[" not in line
        assert line.count("::error") <= 1
        assert re.match(r"::(error|warning|notice) file=[^:]+::", line) or not line.lstrip().startswith("::")


class Scripts(HTMLParser):
    """What of a page runs: its scripts by their address, scripts in the page itself, and handlers on elements."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.sources: set[str] = set()
        self.inside: list[str] = []
        self.handlers: list[str] = []
        self._in_script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.handlers += [f"{tag} {name}" for name in said if name.startswith("on")]
        self.handlers += [
            f"{tag} {value}" for value in said.values() if (value or "").strip().startswith("javascript:")
        ]
        self._in_script = tag == "script" and "src" not in said and said.get("type") != "application/json"
        if tag == "script" and said.get("src"):
            self.sources.add(str(said["src"]).rpartition("/")[2])

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.inside.append(data)
            self._in_script = False


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    story = hostile_register(folder / "register", VISIBLE)
    assert build_site(story.root, folder / "site", LATER, jobs=1) == 0
    return folder / "site"


def test_only_the_themes_the_searchs_and_our_own_scripts_run(site: Path) -> None:
    pages = [Scripts(page.read_text(encoding="utf-8")) for page in sorted(site.rglob("*.html"))]
    sources = {source for page in pages for source in page.sources}
    ours = {script.name for script in files("phoihop.site").joinpath("assets").iterdir() if script.name.endswith(".js")}
    others = sorted(sources - ours)
    assert all(re.fullmatch(r"bundle\.[0-9a-f]+\.min\.js|pagefind[\w-]*\.js", each) for each in others), others
    assert [handler for page in pages for handler in page.handlers] == []
    assert not [script for page in pages for script in page.inside if "canary" in script]


def test_tables_calendars_and_feeds_hold_it_as_text(site: Path) -> None:
    for table in site.rglob("*.csv"):
        for row in csv.reader(io.StringIO(table.read_text(encoding="utf-8-sig"))):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row)
    for file in site.rglob("*.ics"):
        calendar = Calendar.from_ical(file.read_bytes())
        assert isinstance(calendar, Calendar)
        assert all("canary" not in str(event.get("dtstart").to_ical()) for event in calendar.events)
    for file in site.rglob("*.xml"):
        ElementTree.parse(file)  # our own file; that it is well-formed is the point
        assert not feedparser.parse(file.read_bytes()).bozo or file.name == "sitemap.xml"
