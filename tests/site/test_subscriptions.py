"""Calendars and feeds, read by parsers that are not ours."""

import os
import re
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import feedparser
from icalendar import Calendar
from phoihop.rules.examples import REGISTER, path_of
from phoihop.site.build import build_site

from tests.story import Story

DAY = date(2021, 3, 24)
OPINION = REGISTER[path_of("2021-03-17.opinion.tckh")]


def built(story: Story, out: Path, day: date = DAY) -> Path:
    assert build_site(story.root, out, day, jobs=1) == 0
    return out


def events(site: Path, name: str) -> dict[str, tuple[date, str]]:
    """The events of a calendar: day and summary by id."""
    return {str(each["uid"]): (each.start, str(each["summary"])) for each in calendar_of(site, name).events}


def calendar_of(site: Path, name: str) -> Calendar:
    calendar = Calendar.from_ical((site / f"calendars/{name}.ics").read_bytes())
    assert isinstance(calendar, Calendar)
    return calendar


def test_a_calendar_holds_what_is_owed_on_its_day(tmp_path: Path) -> None:
    site = built(Story(tmp_path / "register", until="2021-03-17").delete("2021-03-17.opinion.tckh"), tmp_path / "out")
    dates = sorted(events(site, "all").values())
    assert dates == [
        (
            date(2021, 3, 19),
            "Quá hạn – UBND-AĐ: bước “Rà soát hiện trạng sử dụng đất” của kế hoạch 1/KH-TNMT – "
            "Điều chỉnh quy hoạch sử dụng đất xã An Đổ",
        ),
        (date(2021, 3, 22), "Quá hạn – KTHT: ý kiến về văn bản 2/TNMT – Điều chỉnh quy hoạch sử dụng đất xã An Đổ"),
        (date(2021, 3, 22), "Quá hạn – TCKH: ý kiến về văn bản 2/TNMT – Điều chỉnh quy hoạch sử dụng đất xã An Đổ"),
    ]
    assert [summary[:15] for _, summary in events(site, "ktht").values()] == ["Quá hạn – KTHT:"]
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
        "TCKH: ý kiến tham gia 3/TCKH – Điều chỉnh quy hoạch sử dụng đất xã An Đổ",
        "TNMT: văn bản xin ý kiến 2/TNMT – Điều chỉnh quy hoạch sử dụng đất xã An Đổ",
        "UBND: văn bản giao nhiệm vụ 100/UBND – Điều chỉnh quy hoạch sử dụng đất xã An Đổ",
    ]
    assert feed.entries[0].updated == "2021-03-17T00:00:00+07:00"
    assert len({entry.id for entry in feed.entries}) == 3
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
        "TCKH: ý kiến tham gia 30/TCKH – Sửa quy hoạch sử dụng đất xã An Đổ",
        "TNMT: văn bản xin ý kiến 2/TNMT – Sửa quy hoạch sử dụng đất xã An Đổ",
        "UBND: văn bản giao nhiệm vụ 100/UBND – Sửa quy hoạch sử dụng đất xã An Đổ",
    ]


def test_a_record_breaks_neither(tmp_path: Path) -> None:
    story = Story(tmp_path / "register", until="2021-03-08")
    story.edit("task", {"title: Điều chỉnh quy hoạch sử dụng đất xã An Đổ": 'title: "<b>&]]>\\r\\nEND:VEVENT; x, y"'})
    site = built(story, tmp_path / "out")
    assert not feedparser.parse((site / "feeds/all.xml").read_bytes()).bozo
    assert len(events(site, "all")) == 3


def test_words_of_a_feed_stay_apart_where_a_record_has_no_plain_space(tmp_path: Path) -> None:
    story = Story(tmp_path / "register")
    story.write(
        "tasks/2021/0002/task.yml",
        'title: "Nuôi ong\u00a0lấy mật"\nsummary: |\n  Dòng thứ nhất\n  dòng thứ hai\n'
        "lead: tnmt\ndate: 2021-03-20\nfrom: ubnd\n",
    )
    (entry,) = feedparser.parse((built(story, tmp_path / "out") / "feeds/tasks/2021-0002.xml").read_bytes()).entries
    assert entry.title == "UBND: văn bản giao nhiệm vụ – Nuôi ong lấy mật"
    assert entry.summary == "Dòng thứ nhất dòng thứ hai"


def recorded(story: Story, day: str) -> None:
    """Commits all that the register holds, at noon of a day."""
    moment = {"GIT_AUTHOR_DATE": f"{day}T12:00:00+07:00", "GIT_COMMITTER_DATE": f"{day}T12:00:00+07:00"}
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "Ghi sổ"]):
        identity = ["-c", "user.name=Văn thư", "-c", "user.email=vt@so.example", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *command], cwd=story.root, check=True, env={**os.environ, **moment})


def test_a_register_by_another_name_has_the_same_feeds_and_events(tmp_path: Path) -> None:
    story = Story(tmp_path / "register", until="2021-03-08")
    before = built(story, tmp_path / "before")
    story.edit("register.yml", {"title: ": "title: Tên mới của "})
    after = built(story, tmp_path / "after")
    assert events(before, "all").keys() == events(after, "all").keys()
    feeds = [feedparser.parse((site / "feeds/all.xml").read_bytes()) for site in (before, after)]
    assert feeds[0].feed.id == feeds[1].feed.id
    assert [entry.id for entry in feeds[0].entries] == [entry.id for entry in feeds[1].entries]


def test_what_is_recorded_late_arrives_as_new(tmp_path: Path) -> None:
    story = Story(tmp_path / "register", until="2021-03-19").delete("2021-03-17.opinion.tckh")
    recorded(story, "2021-03-20")
    story.write("2021-03-17.opinion.tckh", OPINION)
    recorded(story, "2021-03-24")
    feed = feedparser.parse((built(story, tmp_path / "out") / "feeds/all.xml").read_bytes())
    assert feed.entries[0].title.startswith("TCKH: ý kiến tham gia")
    assert feed.entries[0].updated == feed.feed.updated == "2021-03-24T12:00:00+07:00"
    assert feed.entries[1].updated == "2021-03-20T12:00:00+07:00"


def test_an_event_that_changes_says_so_on_the_same_day_too(tmp_path: Path) -> None:
    story = Story(tmp_path / "register", until="2021-03-08")
    recorded(story, "2021-03-09")
    (before,) = calendar_of(built(story, tmp_path / "before"), "ktht").events
    story.write(
        "2021-03-15.extension.tnmt",
        "kind: extension\nfrom: tnmt\ndate: 2021-03-15\n"
        "answers: 2021-03-08.request.tnmt\nto: [ktht]\ndue: 2021-03-30\n",
    )
    recorded(story, "2021-03-24")
    (after,) = calendar_of(built(story, tmp_path / "after"), "ktht").events
    assert after["uid"] == before["uid"]
    assert after.sequence > before.sequence
    assert after.LAST_MODIFIED == after.DTSTAMP == datetime(2021, 3, 24, 5, tzinfo=UTC)
    assert datetime(2021, 3, 22, 17, tzinfo=UTC) == before.DTSTAMP, "the midnight after its deadline"


def test_one_task_is_followed_by_its_own_feed_and_calendar(tmp_path: Path) -> None:
    site = built(Story(tmp_path / "register", until="2021-03-17"), tmp_path / "out")
    feed = feedparser.parse((site / "feeds/tasks/2021-0001.xml").read_bytes())
    assert not feed.bozo
    assert feed.feed.title == "2021-0001 Điều chỉnh quy hoạch sử dụng đất xã An Đổ"
    assert [(entry.tags[0].term, entry.updated[:10]) for entry in feed.entries][:3] == [
        ("overdue", "2021-03-23"),
        ("overdue", "2021-03-20"),
        ("opinion", "2021-03-17"),
    ]
    assert feed.entries[-1].tags[0].term == "task"
    for entry in feed.entries:
        address, _, anchor = entry.link.partition("#")
        page = (site / "feeds/tasks" / address / "index.html").read_text(encoding="utf-8")
        assert f'id="{anchor}"' in page
    days = sorted(events(site, "tasks/2021-0001").values())
    assert [day for day, _ in days] == [date(2021, 3, 19), date(2021, 3, 22), date(2021, 5, 28)]
    assert days[-1][1].startswith("TNMT: tờ trình – "), "its own deadline, though opinions are awaited first"


def test_a_decided_task_says_so_and_loses_its_calendar_in_time(tmp_path: Path) -> None:
    story = Story(tmp_path / "register")
    site = built(story, tmp_path / "out", date(2021, 6, 1))
    told = [summary for _, summary in events(site, "tasks/2021-0001").values()]
    assert [summary.partition(" – ")[0] for summary in told] == [
        "TNMT: tờ trình 10/TTr-TNMT",
        "UBND: quyết định 150/QĐ-UBND",
    ]
    feed = feedparser.parse((site / "feeds/tasks/2021-0001.xml").read_bytes())
    assert {"submission", "decision"} < {entry.tags[0].term for entry in feed.entries}
    built(story, tmp_path / "out", date(2021, 12, 1))
    assert not (site / "calendars/tasks/2021-0001.ics").exists()
    assert (site / "feeds/tasks/2021-0001.xml").exists()
    assert "calendars/tasks" not in (site / "tasks/2021/0001/index.html").read_text(encoding="utf-8")


def test_what_becomes_public_arrives_on_that_day(tmp_path: Path) -> None:
    story = Story(tmp_path / "register").edit("task", {"title: ": "publish: after-decision\ntitle: "})
    site = built(story, tmp_path / "out", date(2021, 6, 1))
    feed = feedparser.parse((site / "feeds/all.xml").read_bytes())
    assert {entry.updated for entry in feed.entries} == {"2021-05-06T00:00:00+07:00"}


def test_no_two_events_or_entries_have_one_id(site: Path) -> None:
    for file in (*site.glob("calendars/**/*.ics"), *site.glob("feeds/**/*.xml")):
        told = file.read_text(encoding="utf-8")
        ids = re.findall(r"(?m)^UID:(.*)$|<id>(.*)</id>", told)
        assert len(ids) == len(set(ids)), file.name


def test_a_deadline_that_is_put_off_day_by_day_is_a_new_revision_each_day(tmp_path: Path) -> None:
    story = Story(tmp_path / "register", until="2021-03-08")
    story.write(
        "2021-03-10.dossier-request.ktht",
        "kind: dossier-request\nfrom: ktht\ndate: 2021-03-10\nanswers: 2021-03-08.request.tnmt\nneeds: [Bản đồ]\n",
    )
    recorded(story, "2021-03-10")
    (before,) = calendar_of(built(story, tmp_path / "one", date(2021, 3, 15)), "ktht").events
    (after,) = calendar_of(built(story, tmp_path / "two", date(2021, 3, 16)), "ktht").events
    assert (after["uid"], after.start > before.start, after.sequence > before.sequence) == (before["uid"], True, True)
