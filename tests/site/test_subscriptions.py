"""Calendars and feeds, read by parsers that are not ours."""

from datetime import date
from pathlib import Path

import feedparser
from icalendar import Calendar
from phoihop.site.build import build_site

from tests.story import Story

DAY = date(2021, 3, 24)


def built(story: Story, out: Path, day: date = DAY) -> Path:
    assert build_site(story.root, out, day) == 0
    return out


def events(site: Path, name: str) -> dict[str, tuple[date, str]]:
    """The events of a calendar: day and summary by id."""
    calendar = Calendar.from_ical((site / f"calendars/{name}.ics").read_bytes())
    assert isinstance(calendar, Calendar)
    return {str(event["uid"]): (event.start, str(event["summary"])) for event in calendar.events}


def test_a_calendar_holds_what_is_owed_on_its_day(tmp_path: Path) -> None:
    site = built(Story(tmp_path / "register", until="2021-03-17").delete("2021-03-17.opinion.tckh"), tmp_path / "out")
    dates = sorted(events(site, "all").values())
    assert dates == [
        (
            date(2021, 3, 19),
            "UBND-AĐ: bước “Rà soát hiện trạng sử dụng đất” của kế hoạch 1/KH-TNMT – "
            "Điều chỉnh quy hoạch sử dụng đất xã An Đổ",
        ),
        (date(2021, 3, 22), "KTHT: ý kiến về văn bản 2/TNMT – Điều chỉnh quy hoạch sử dụng đất xã An Đổ"),
        (date(2021, 3, 22), "TCKH: ý kiến về văn bản 2/TNMT – Điều chỉnh quy hoạch sử dụng đất xã An Đổ"),
    ]
    assert [summary[:5] for _, summary in events(site, "ktht").values()] == ["KTHT:"]
    assert events(site, "dien-luc") == {}


def test_lines_of_a_calendar_are_folded_within_75_octets(tmp_path: Path) -> None:
    site = built(Story(tmp_path / "register", until="2021-03-17"), tmp_path / "out")
    content = (site / "calendars/all.ics").read_bytes()
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_a_moved_deadline_is_the_same_event(tmp_path: Path) -> None:
    story = Story(tmp_path / "register", until="2021-03-08")
    before = events(built(story, tmp_path / "before"), "ktht")
    story.write(
        "2021-03-15.extension.tnmt",
        "kind: extension\nfrom: tnmt\ndate: 2021-03-15\n"
        "answers: 2021-03-08.request.tnmt\nto: [ktht]\ndue: 2021-03-30\n",
    )
    after = events(built(story, tmp_path / "after"), "ktht")
    assert before.keys() == after.keys()
    assert [day for day, _ in before.values()] == [date(2021, 3, 22)]
    assert [day for day, _ in after.values()] == [date(2021, 3, 30)]


def test_a_feed_holds_an_agencys_documents_newest_first(tmp_path: Path) -> None:
    site = built(Story(tmp_path / "register", until="2021-03-19"), tmp_path / "out")
    feed = feedparser.parse((site / "feeds/tckh.xml").read_bytes())
    assert not feed.bozo
    assert feed.version == "atom10"
    assert [entry.title for entry in feed.entries] == [
        "TCKH ý kiến tham gia 3/TCKH: Điều chỉnh quy hoạch sử dụng đất xã An Đổ",
        "TNMT văn bản xin ý kiến 2/TNMT: Điều chỉnh quy hoạch sử dụng đất xã An Đổ",
    ]
    assert feed.entries[0].updated == "2021-03-17T00:00:00+07:00"
    assert len({entry.id for entry in feed.entries}) == 2
    assert (site / "feeds" / feed.entries[0].link.partition("#")[0]).resolve().is_dir()


def test_a_document_that_changes_is_the_same_entry(tmp_path: Path) -> None:
    story = Story(tmp_path / "register", until="2021-03-19")
    before = feedparser.parse((built(story, tmp_path / "before") / "feeds/tckh.xml").read_bytes())
    story.edit("2021-03-17.opinion.tckh", {"number: 3/TCKH": "number: 30/TCKH"})
    story.edit("task", {"title: Điều chỉnh": "title: Sửa"})
    after = feedparser.parse((built(story, tmp_path / "after") / "feeds/all.xml").read_bytes())
    told = {entry.id: entry.title for entry in after.entries}
    assert before.feed.id != after.feed.id
    assert [told[entry.id] for entry in before.entries] == [
        "TCKH ý kiến tham gia 30/TCKH: Sửa quy hoạch sử dụng đất xã An Đổ",
        "TNMT văn bản xin ý kiến 2/TNMT: Sửa quy hoạch sử dụng đất xã An Đổ",
    ]


def test_a_record_breaks_neither(tmp_path: Path) -> None:
    story = Story(tmp_path / "register", until="2021-03-08")
    story.edit("task", {"title: Điều chỉnh quy hoạch sử dụng đất xã An Đổ": 'title: "<b>&]]>\\r\\nEND:VEVENT; x, y"'})
    site = built(story, tmp_path / "out")
    assert not feedparser.parse((site / "feeds/all.xml").read_bytes()).bozo
    assert len(events(site, "all")) == 3
