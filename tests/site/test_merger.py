"""The sample's merger: the health office became part of the office of the council and committee on 23/11/2021."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from phoihop.records.register import load_register
from phoihop.site.publication import Publication
from phoihop.site.views import statistics

from tests.cli.run import output_of
from tests.site.conftest import build
from tests.story import Story

SAMPLE = Path(__file__).parents[2]
THE_DAY_BEFORE, THE_DAY_AFTER = date(2021, 11, 22), date(2021, 11, 24)
TASK = "2021-0033"


def obligations(day: date) -> set[tuple[str, str, str, str, str]]:
    text = output_of(SAMPLE, "export", "obligations", "--format", "csv", "--today", str(day)).removeprefix("\ufeff")
    return {
        (row["task"], row["kind"], row["debtor"], row["creditor"], row["status"])
        for row in csv.DictReader(io.StringIO(text))
    }


def test_the_successor_owes_and_is_owed_what_was_open() -> None:
    before, after = obligations(THE_DAY_BEFORE), obligations(THE_DAY_AFTER)
    open_before = {
        (TASK, "submission", "y-te", "ubnd", "open"),
        (TASK, "step", "y-te", "y-te", "open"),
        (TASK, "opinion", "vhtt", "y-te", "open"),
    }
    assert open_before <= before
    assert {
        (TASK, "submission", "vp", "ubnd", "open"),
        (TASK, "step", "vp", "vp", "open"),
        (TASK, "opinion", "vhtt", "vp", "overdue"),
    } <= after
    assert not [row for row in after if "y-te" in row[2:4] and row[4] in ("open", "overdue")]


def test_what_was_done_stays_with_who_did_it() -> None:
    done = {row for row in obligations(THE_DAY_BEFORE) if row[4] == "met" and "y-te" in row[2:4]}
    assert (TASK, "plan", "y-te", "ubnd", "met") in done
    assert done <= obligations(THE_DAY_AFTER)


def publication(day: date) -> Publication:
    return Publication(load_register(SAMPLE), day)


@pytest.mark.parametrize("who", ["y-te", "vp"])
def test_statistics_count_opinions_for_who_gave_them(who: str) -> None:
    before, after = (
        {tally.name: tally for tally in statistics.view(publication(day))["bound"]}[who]
        for day in (THE_DAY_BEFORE, THE_DAY_AFTER)
    )
    assert before.asked > 0
    opinions, later = before.punctual, after.punctual
    assert (before.asked, opinions.settled, opinions.met) == (after.asked, later.settled, later.met)


def test_the_page_of_an_agency_that_ceased_leads_to_its_successor(tmp_path: Path) -> None:
    story = Story(tmp_path / "register")
    story.edit(
        "agencies/ktht.yml", {"kind: department\n": "kind: department\nuntil: 2021-04-30\nsucceeded_by: ha-tang\n"}
    )
    story.write("agencies/ha-tang.yml", "name: Phòng Hạ tầng\nshort: HT\nkind: department\nsince: 2021-05-01\n")
    site = build(story, tmp_path / "site")
    ended = (site / "agencies/ktht/index.html").read_text(encoding="utf-8")
    successor = (site / "agencies/ha-tang/index.html").read_text(encoding="utf-8")
    assert "30/4/2021" in ended
    assert 'href="../../agencies/ha-tang/"' in ended
    assert 'href="../../agencies/ktht/"' in successor
