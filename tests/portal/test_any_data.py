"""Whatever one register publishes, a portal takes it or refuses it in a sentence, and shows the others all the same."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from phoihop.documents.published_forms import CSV_LINES, JSON_FILES
from phoihop.language import LANGUAGES, word
from phoihop.portal import heads
from phoihop.portal.build import Built
from phoihop.portal.dataset import Shares, open_dataset
from phoihop.portal.pages import figures
from phoihop.portal.reading import FILES, UnfitData, read_published
from phoihop.portal.sources import RegisterSource
from phoihop.site.output import Output

from tests.portal.conftest import edit_json

TODAY = date(2021, 6, 1)
DEEP = "[" * 5000 + "]" * 5000
ODD: tuple[Any, ...] = (2**31, 2**63, 2**64, 10**400, -1, 1.5, float("inf"), float("nan"), True, None, [], {}, "", "\0")
ODD += ("\ud800", "\u2028", "x" * 100_000, "2021-02-30", "0001-01-01", "9999-12-31", ["x"], {"\0": {"a": 1}}, "other")
ODD_CELLS = (
    "",
    "-1",
    "2147483648",
    "9" * 400,
    "9" * 5000,
    "1.5",
    "\0",
    "\r",
    '"',
    "x" * 100_000,
    "0001-01-01",
    "9999-12-31",
    "other",
)


def places(value: Any, here: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a JSON value."""
    yield here
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inside:
        yield from places(each, (*here, key))


def put(value: Any, place: tuple[str | int, ...], odd: Any) -> Any:
    if not place:
        return odd
    value[place[0]] = put(value[place[0]], place[1:], odd)
    return value


Change = tuple[str, int, int, bool]
"""In which file, at which place, which odd value, and whether something stands in it that is nested without end."""

change = st.tuples(
    st.sampled_from([*JSON_FILES, *CSV_LINES]), st.integers(0, 400), st.integers(0, len(ODD) - 1), st.booleans()
)


def changed(files: dict[str, bytes], changes: list[Change]) -> dict[str, bytes]:
    files = dict(files)
    for name, at, which, deep in changes:
        path = f"data/{name}"
        if name in JSON_FILES:
            try:
                value = json.loads(files[path])
            except (ValueError, RecursionError):
                continue
            every = list(places(value))
            text = json.dumps(put(value, every[at % len(every)], ODD[which]))
            files[path] = (text.replace("[]", DEEP, 1) if deep else text).encode()
        else:
            rows = list(csv.reader(io.StringIO(files[path].decode("utf-8-sig"), newline="")))
            cells = [(row, column) for row, cells in enumerate(rows) for column in range(len(cells))]
            row, column = cells[at % len(cells)]
            rows[row][column] = ODD_CELLS[which % len(ODD_CELLS)]
            written = io.StringIO(newline="")
            csv.writer(written).writerows(rows)
            files[path] = written.getvalue().encode()
    return files


def taken_or_refused(files: dict[str, bytes]) -> str:
    """What a portal makes of a register with these files, beside what it makes of a good one."""
    with TemporaryDirectory() as folder:
        try:
            published = read_published(files.__getitem__)
        except UnfitData as refusal:
            said = [word(refusal.message, language) for language in LANGUAGES]
            assert all(each.encode() and len(each) < 1000 for each in said)
            return said[1]
        verdict = heads.judge_head(published, ())
        for message in (*verdict.warnings, *verdict.facts, *published.notes):
            assert all(word(message, language).encode() for language in LANGUAGES)
        heads.write_heads(Path(folder), {"x": heads.with_head((), heads.seen_now(published, TODAY))})
        heads.read_heads(Path(folder))
        data = Path(folder) / "data"
        Shares(Output(data), Path(folder)).add(RegisterSource("x", "/x"), published, verdict.standing)
        with open_dataset(data) as connection:
            assert figures(connection).keys() <= {"x"}
        return "taken"


@pytest.fixture(scope="module")
def files(published: Path) -> dict[str, bytes]:
    return {name: (published / "boi-cau" / name).read_bytes() for name in FILES}


@given(changes=st.lists(change, min_size=1, max_size=3))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(changes=[])
@example(changes=[("head.json", 4, 1, False)])
def test_any_data_is_taken_or_refused_in_a_sentence(files: dict[str, bytes], changes: list[Change]) -> None:
    said = taken_or_refused(changed(files, changes))
    assert changes or said == "taken"


@pytest.mark.parametrize(
    ("file", "place", "odd"),
    [
        ("head.json", ("records", "tasks"), 2**63),
        ("head.json", ("records", "papers"), "7"),
        ("register.json", ("summary", "tasks"), 2**31),
        ("findings.json", (0, "line"), 10**400),
    ],
)
def test_one_number_out_of_range_leaves_one_register_out(
    build: Callable[..., Built], sites: Path, file: str, place: tuple[str | int, ...], odd: object
) -> None:
    edit_json(sites / "boi-cau/data" / file, lambda value: put(value, place, odd))
    built = build()
    assert [register.id for register in built.registers] == ["an-do"]
    (left,) = built.left_out
    assert word(left.why, "en").startswith(f"data/{file}, ")
