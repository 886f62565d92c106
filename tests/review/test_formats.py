"""A review as it is printed. A comment on a forge shows records' text, and does nothing that the text says."""

import json
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from phoihop.changes.formats import FORMATS, MARK, renderer
from phoihop.changes.formats.markdown import LONGEST
from phoihop.documents.inert import inert, inert_word
from phoihop.language import say
from phoihop.rules.examples import REGISTER, path_of

from tests.review.branches import AUTHORITY, KTHT, OPINION, STRANGER, BranchStory, branch_story

HOSTILE = (
    "@giam-doc xem #12 và !34 ~nhãn $5 %mốc",
    "<script>alert(1)</script>",
    "![x](http://evil.example/x.png)",
    "[bấm](javascript:alert(1))",
    "www.evil.example và https://evil.example",
    "a@evil.example",
    "`` ` ```",
    "**đậm** _nghiêng_ ~~gạch~~ | cột |",
    "deadbeefcafe1234",
    ":rocket: GH-12 org/repo#1",
    "&lt;b&gt; &#64;ai",
    "\\@ai \\<b>",
    "<!-- phoihop-review -->",
    "{agency} {0}",
    "/close",
    "- mục",
    "1. mục",
    "# đầu đề",
    "    lùi bốn ô",
)
ACTIVE = re.compile(r"@|#\d|!\d|<(?!/?(?:code|p|ul|li|h3|h4|strong)\b|!-- phoihop-review -->)|https?:|www\.|:\w+:")


def markdown(text: str) -> str:
    """The text as a forge renders it, before it looks for mentions and links of its own."""
    return str(MarkdownIt("commonmark").render(text)).strip()


@pytest.fixture
def story(tmp_path: Path) -> BranchStory:
    return branch_story(tmp_path)


@pytest.mark.parametrize(
    "text",
    ["Điều chỉnh quy hoạch sử dụng đất xã An Đổ", "45/TNMT", "Luật Đất đai 2013, Điều 52; khoản 1: (a)", "giảm 2%"],
)
def test_plain_text_stays_plain(text: str) -> None:
    assert inert(text) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_could_mean_more_stands_as_code(text: str) -> None:
    shown = inert(text)
    outside = re.sub(r"<code>.*?</code>", "", markdown(f"- mục {shown} hết"))
    assert not ACTIVE.search(outside)
    assert outside == "<ul>\n<li>mục  hết</li>\n</ul>" or shown == " ".join(text.split())


@pytest.mark.parametrize("text", HOSTILE)
def test_no_record_breaks_out_of_the_comment(text: str, tmp_path: Path) -> None:
    story = branch_story(tmp_path)
    quoted = json.dumps(text, ensure_ascii=False)
    task = REGISTER[path_of("task")].replace("title: Điều chỉnh quy hoạch sử dụng đất xã An Đổ", f"title: {quoted}")
    story.write("tasks/2021/0002/task.yml", task.replace("100/UBND", quoted))
    story.write(
        "2021-03-24.opinion.ktht",
        OPINION.replace("15/KTHT", quoted).replace(
            "- id: p1", f"- id: {json.dumps(text.replace(' ', '').replace('#', ''))}"
        ),
    )
    story.write(
        "2021-03-24.withdrawal.ubnd",
        f"kind: withdrawal\nfrom: ubnd\ndate: 2021-03-24\nreason: {quoted}\nnote: {quoted}\n",
    )
    story.edit("agencies/ktht.yml", {"short: KTHT": f"short: {quoted}"}).commit(AUTHORITY)
    comment = renderer("markdown")(story.review())
    assert comment.count(MARK + "\n") == 1
    assert comment.startswith(MARK + "\n")
    outside = re.sub(r"<code>.*?</code>", "", markdown(comment))
    assert not ACTIVE.search(outside.replace(MARK, "")), ACTIVE.search(outside.replace(MARK, ""))
    for line in comment.splitlines()[1:]:
        assert line == "" or line.startswith(("- ", "#", "**", "❌", "✅", "… ")), line


def test_a_message_within_a_message_is_as_inert() -> None:
    within = say("{who} báo", "{who} reports", who="@giam-doc")
    said = say("{what}; {each}", "{what}; {each}", what=within, each=(within,))
    assert inert_word(said, "en", str) == "`@giam-doc` reports; `@giam-doc` reports"


def test_file_names_and_addresses_are_as_inert_as_texts(story: BranchStory) -> None:
    (story.root / "docs").mkdir()
    (story.root / "docs" / "@all `x` <img src=x>.md").write_text("x", encoding="utf-8")
    story.commit("`@all`<b>@evil.example")
    outside = re.sub(r"<code>.*?</code>", "", markdown(renderer("markdown")(story.review())))
    assert not ACTIVE.search(outside.replace(MARK, ""))


def test_a_comment_is_never_longer_than_a_forge_takes(story: BranchStory) -> None:
    for number in range(2, 120):
        text = REGISTER[path_of("task")].replace("100/UBND", f"{number}/UBND-X").replace("An Đổ", "An Đổ " * 60)
        for day in range(10, 20):
            plan = REGISTER[path_of("2021-03-04.plan.tnmt")].replace("2021-03-04", f"2021-03-{day}")
            story.write(
                f"tasks/2021/{number:04}/2021-03-{day}.plan.tnmt.yml", plan.replace("1/KH", f"{number}-{day}/KH")
            )
        story.write(f"tasks/2021/{number:04}/task.yml", text)
    story.commit(STRANGER)
    comment = renderer("markdown")(story.review())
    assert len(comment.encode()) < LONGEST + 200
    assert "author-may-write" in comment
    assert "nữa" in comment


def test_the_json_is_that_of_the_contract(story: BranchStory) -> None:
    story.write("2021-03-24.opinion.ktht", OPINION).commit(KTHT)
    form = json.loads(renderer("json")(story.review()))
    assert list(form) == ["base", "head", "today", "changes", "findings", "summary"]
    assert form["base"] == story.git("rev-parse", "main")
    assert form["head"] == story.git("rev-parse", "proposal")
    assert form["changes"] == [
        {
            "task": "2021-0001",
            "document": "2021-03-24.opinion.ktht",
            "action": "added",
            "author": KTHT,
            "summary": "KTHT trả lời văn bản 2/TNMT, chậm 2 ngày làm việc; không nhất trí nội dung p1",
        }
    ]
    keys = {"rule", "severity", "section", "task", "agency", "file", "line", "message", "effect"}
    assert all(set(each) == keys for each in form["findings"])
    assert {each["effect"] for each in form["findings"]} == {"new", "resolved"}
    assert form["summary"]["error"] == 0
    assert form["summary"]["breach"] == 1


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_claimed_is_called_so(form: str, story: BranchStory) -> None:
    story.write("2021-03-24.opinion.ktht", OPINION).commit(KTHT)
    assert "theo lời khai" in renderer(form)(story.review())


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_changed_is_said(form: str, story: BranchStory) -> None:
    printed = renderer(form)(story.review())
    if form != "json":
        assert "Không có thay đổi nào" in printed
