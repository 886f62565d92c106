"""The digest: what it tells whom, in each form, the same every time."""

import email
import re
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from phoihop.cases.derive import derive_case
from phoihop.documents.digest.contents import Digest, digest, end_of_week
from phoihop.documents.digest.forms import digest_as_html, digest_as_markdown, digest_as_text
from phoihop.documents.digest.message import NoAddress, digest_as_message
from phoihop.language import Language, word

from tests.story import Story

MONDAY = date(2021, 3, 22)
HOSTILE = '"<script>alert(1)</script> [x](http://e.example) @all & **b**"'


def late(folder: Path) -> Story:
    return Story(folder).delete("2021-03-19.opinion.ktht", "2021-03-18.progress.an-do")


def addressed(story: Story) -> Story:
    for agency, contact in {"ubnd": "ubnd@example.org", "ktht": "ktht@example.org"}.items():
        path = story.root / f"agencies/{agency}.yml"
        path.write_text(f"{path.read_text(encoding='utf-8')}contact: {contact}\n", encoding="utf-8")
    return story


def told(
    story: Story,
    day: date = MONDAY,
    agency: str | None = None,
    since: date | None = None,
    language: Language = "vi",
) -> Digest:
    register = story.register()
    cases = [case for folder in register.tasks() if (case := derive_case(folder, register, day))]
    return digest(cases, register, day, agency=agency, since=since, language=language)


def message(story: Story, agency: str | None = None) -> EmailMessage:
    raw = digest_as_message(told(story, agency=agency), story.register())
    parsed = email.message_from_bytes(raw, policy=SMTP)
    assert isinstance(parsed, EmailMessage)
    return parsed


def body(parsed: EmailMessage, kind: str) -> str:
    part = parsed.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_the_whole_registers_digest_says_who_owes_what(tmp_path: Path) -> None:
    assert (
        digest_as_text(told(late(tmp_path)))
        == """\
Việc cần làm tuần này
Sổ theo dõi mẫu, thứ Hai 22/3/2021

QUÁ HẠN (1)
- UBND-AĐ: bước “Rà soát hiện trạng sử dụng đất” của kế hoạch 1/KH-TNMT, gửi TNMT
  hạn thứ Sáu 19/3/2021, quá hạn 1 ngày làm việc
  2021-0001 Điều chỉnh quy hoạch sử dụng đất xã An Đổ

ĐẾN HẠN TỪ NAY ĐẾN CHỦ NHẬT 28/3/2021 (2)
- KTHT: ý kiến về văn bản 2/TNMT, gửi TNMT
  hạn thứ Hai 22/3/2021, đến hạn hôm nay
  2021-0001 Điều chỉnh quy hoạch sử dụng đất xã An Đổ
- TNMT: đôn đốc thực hiện bước “Rà soát hiện trạng sử dụng đất” của kế hoạch 1/KH-TNMT, gửi UBND-AĐ
  hạn thứ Sáu 26/3/2021, còn 4 ngày làm việc
  2021-0001 Điều chỉnh quy hoạch sử dụng đất xã An Đổ

VĂN BẢN MỚI TỪ 16/3/2021 (2)
- UBND: văn bản xin ý kiến 110/UBND
  ngày 19/3/2021
  2021-0001 Điều chỉnh quy hoạch sử dụng đất xã An Đổ
- TCKH: ý kiến tham gia 3/TCKH
  ngày 17/3/2021
  2021-0001 Điều chỉnh quy hoạch sử dụng đất xã An Đổ
"""
    )


def test_an_agencys_digest_is_what_it_owes_and_what_was_sent_to_it(tmp_path: Path) -> None:
    assert (
        digest_as_text(told(late(tmp_path), agency="ktht", since=date(2021, 3, 1), language="en"))
        == """\
What is to be done this week: Phòng Kinh tế và Hạ tầng
Sổ theo dõi mẫu, Monday 22/3/2021

OVERDUE (0)
Nothing.

DUE BY SUNDAY 28/3/2021 (1)
- Opinion on 2/TNMT, to TNMT
  due Monday 22/3/2021, due today
  2021-0001 Điều chỉnh quy hoạch sử dụng đất xã An Đổ

DOCUMENTS SINCE 1/3/2021 (2)
- TNMT: request for opinion 2/TNMT
  8/3/2021
  2021-0001 Điều chỉnh quy hoạch sử dụng đất xã An Đổ
- UBND: assignment 100/UBND
  1/3/2021
  2021-0001 Điều chỉnh quy hoạch sử dụng đất xã An Đổ
"""
    )


def test_a_document_that_arrived_late_is_new_when_it_arrives(tmp_path: Path) -> None:
    story = Story(tmp_path).edit(
        "2021-03-17.opinion.tckh", {"date: 2021-03-17": "date: 2021-03-17\nreceived: 2021-03-29"}
    )
    assert "3/TCKH" not in digest_as_text(told(story, date(2021, 3, 26)))
    assert "3/TCKH" in digest_as_text(told(story, date(2021, 3, 30)))


@pytest.mark.parametrize(
    ("today", "sunday"),
    [
        (date(2021, 3, 22), date(2021, 3, 28)),
        (date(2021, 3, 25), date(2021, 3, 28)),
        (date(2021, 3, 26), date(2021, 4, 4)),
    ],
)
def test_from_friday_on_this_week_is_the_next(today: date, sunday: date) -> None:
    assert end_of_week(today) == sunday


def test_each_task_is_linked_where_the_sites_address_is_given(tmp_path: Path) -> None:
    made = told(late(tmp_path), agency="ktht")
    page = "https://example.org/so/tasks/2021/0001/"
    for site in ("https://example.org/so", "https://example.org/so/"):
        assert f"  {page}\n" in digest_as_text(made, site)
        assert f"[2021-0001]({page})" in digest_as_markdown(made, site)
        assert f'<a href="{page}"' in digest_as_html(made, site)
    assert "href" not in digest_as_html(made)


def test_a_record_is_no_markup_in_any_form(tmp_path: Path) -> None:
    story = late(tmp_path).edit("task", {"title: Điều chỉnh quy hoạch sử dụng đất xã An Đổ": f"title: {HOSTILE}"})
    made = told(story)
    html = digest_as_html(made)
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    shown = MarkdownIt("commonmark").render(digest_as_markdown(made))
    assert not re.search(r"<script|<a |<strong>b</strong>", shown)


def test_html_asks_nothing_of_anybody(tmp_path: Path) -> None:
    html = digest_as_html(told(late(tmp_path)))
    assert not re.search(r"<(?:script|link|img|iframe|style)|url\(|src=|https?:", html)


def test_a_message_goes_from_the_authority_to_the_agency(tmp_path: Path) -> None:
    parsed = message(addressed(late(tmp_path)), "ktht")
    assert parsed["From"] == "Ủy ban nhân dân huyện <ubnd@example.org>"
    assert parsed["To"] == "Phòng Kinh tế và Hạ tầng <ktht@example.org>"
    assert parsed["Subject"] == (
        "Việc cần làm tuần này: Phòng Kinh tế và Hạ tầng (0 quá hạn, 1 đến hạn, 0 văn bản mới)"
    )
    assert parsed["Date"].datetime.isoformat() == "2021-03-22T07:00:00+07:00"
    assert parsed["Message-ID"].endswith("@example.org>")
    assert "- Ý kiến về văn bản 2/TNMT, gửi TNMT" in body(parsed, "plain")
    assert "<strong>Ý kiến về văn bản 2/TNMT, gửi TNMT</strong>" in body(parsed, "html")


def test_a_message_is_ascii_in_lines_that_mail_servers_take(tmp_path: Path) -> None:
    story = addressed(late(tmp_path))
    raw = digest_as_message(told(story), story.register())
    assert raw.isascii()
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_the_same_day_is_the_same_message_and_another_day_another(tmp_path: Path) -> None:
    story = addressed(late(tmp_path))
    register = story.register()
    monday, again = (digest_as_message(told(story), register) for _ in range(2))
    assert monday == again
    ids = {message(story, agency)["Message-ID"] for agency in (None, "ktht")}
    ids.add(email.message_from_bytes(digest_as_message(told(story, date(2021, 3, 29)), register))["Message-ID"])
    assert len(ids) == 3


def test_where_the_contact_is_no_address_the_members_are_written_to(tmp_path: Path) -> None:
    story = addressed(late(tmp_path))
    (story.root / "agencies/an-do.yml").write_text(
        "name: Ủy ban nhân dân xã An Đổ\nshort: UBND-AĐ\nkind: commune\ncontact: 0226 000 000\nmembers:\n"
        "  - role: Chủ tịch\n    email: ct@example.org\n  - role: Văn thư\n    email: vt@example.org\n",
        encoding="utf-8",
    )
    assert [address.addr_spec for address in message(story, "an-do")["To"].addresses] == [
        "ct@example.org",
        "vt@example.org",
    ]


def test_who_has_no_address_is_named(tmp_path: Path) -> None:
    story = addressed(late(tmp_path))
    with pytest.raises(NoAddress) as caught:
        message(story, "tckh")
    assert word(caught.value.message, "en", story.register().agency_name) == (
        "TCKH has no e-mail address; write it as contact or members in agencies/tckh.yml"
    )
