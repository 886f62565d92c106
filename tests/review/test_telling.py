"""What a change is in words: as a vice-chair reads it."""

from pathlib import Path

import pytest
from phoihop.language import LANGUAGES, word
from phoihop.rules.examples import REGISTER, TASK, path_of

from tests.review.branches import AUTHORITY, CORRECTION, KTHT, OPINION, TCKH, TNMT, BranchStory, branch_story

REQUEST = "2021-03-08.request.tnmt"


@pytest.fixture
def story(tmp_path: Path) -> BranchStory:
    return branch_story(tmp_path)


def test_a_late_opinion_that_disagrees_and_completes_the_request(story: BranchStory) -> None:
    story.write("2021-03-24.opinion.ktht", OPINION).commit(KTHT)
    assert story.told() == ["KTHT trả lời văn bản 2/TNMT, chậm 2 ngày làm việc; không nhất trí nội dung p1"]
    assert story.follows() == ["đã đủ ý kiến về văn bản 2/TNMT", "không còn chờ: KTHT"]


def test_an_opinion_on_time_with_a_point_to_discuss(story: BranchStory) -> None:
    opinion = OPINION.replace("2021-03-24", "2021-03-22").replace("disagree", "agree-with-comments")
    story.write("2021-03-22.opinion.ktht", opinion + "    discuss: true\n").commit(KTHT)
    assert story.told() == ["KTHT trả lời văn bản 2/TNMT, đúng hạn; nhất trí, có góp ý: p1; đề nghị trao đổi p1"]


def test_documents_of_one_day_are_told_as_the_task_meets_them(story: BranchStory) -> None:
    request = "kind: request\nfrom: tnmt\nto: [tckh]\ndate: 2021-03-24\nnumber: 9/TNMT\ndue: 2021-04-02\n"
    story.write("2021-03-24.opinion.ktht", OPINION).write("2021-03-24.request.tnmt", request).commit(TNMT)
    assert [each.document for each in story.review().files] == ["2021-03-24.request.tnmt", "2021-03-24.opinion.ktht"]


def test_an_extension_moves_the_deadline(story: BranchStory) -> None:
    story.write(
        "2021-03-22.extension.tnmt",
        f"kind: extension\nfrom: tnmt\nto: [ktht]\ndate: 2021-03-22\nanswers: {REQUEST}\ndue: 2021-03-29\n",
    ).commit(TNMT)
    assert story.told() == ["TNMT gia hạn trả lời văn bản 2/TNMT cho KTHT đến 29/3/2021"]
    assert "hạn của KTHT chuyển từ 22/3/2021 sang 29/3/2021: ý kiến về văn bản 2/TNMT" in story.follows()


def test_a_correction_tells_what_was_and_what_is(story: BranchStory) -> None:
    story.edit(REQUEST, {"due: 2021-03-22": "due: 2021-03-29"})
    story.write("2021-03-24.correction.tnmt", CORRECTION.format(agency="tnmt", record=REQUEST)).commit(TNMT)
    assert story.told() == [
        "sửa thông tin của văn bản xin ý kiến 2/TNMT: hạn 22/3/2021 → 29/3/2021",
        "TNMT sửa thông tin trong sổ của văn bản xin ý kiến 2/TNMT: Ghi nhầm",
    ]


def test_a_new_lead_and_a_new_deadline(story: BranchStory) -> None:
    story.write(
        "2021-03-24.adjustment.ubnd",
        "kind: adjustment\nfrom: ubnd\ndate: 2021-03-24\nnumber: 120/UBND\noutcome: own-motion\nlead: ktht\n"
        "due: 2021-06-30\n",
    ).commit(AUTHORITY)
    assert story.told() == ["UBND điều chỉnh phân công"]
    assert "cơ quan chủ trì: TNMT → KTHT" in story.follows()
    assert "hạn của nhiệm vụ chuyển từ 28/5/2021 sang 30/6/2021" in story.follows()


def test_a_withdrawal_ends_the_task(story: BranchStory) -> None:
    story.write(
        "2021-03-24.withdrawal.ubnd", "kind: withdrawal\nfrom: ubnd\ndate: 2021-03-24\nreason: Không còn cần\n"
    ).commit(AUTHORITY)
    assert story.told() == ["UBND dừng nhiệm vụ: Không còn cần"]
    assert "nhiệm vụ chuyển từ “đang lấy ý kiến” sang “đã dừng”" in story.follows()


def test_a_waiver_is_named_with_its_reason(story: BranchStory) -> None:
    story.write(
        "2021-03-24.opinion.ktht", OPINION + "waive:\n  - rule: opinion-evidence\n    reason: Văn bản cũ\n"
    ).commit(KTHT)
    assert story.told()[0].endswith("xin miễn quy tắc opinion-evidence: Văn bản cũ")


def test_a_document_of_later_than_today_is_told_all_the_same(story: BranchStory) -> None:
    story.write("2021-03-30.opinion.ktht", OPINION.replace("2021-03-24", "2021-03-30")).commit(KTHT)
    assert story.told() == ["KTHT ghi 2021-03-30.opinion.ktht"]
    assert story.broken() == ["chronology 2021-03-30.opinion.ktht"]


def test_an_unreadable_record_is_named(story: BranchStory) -> None:
    story.write("2021-03-24.opinion.ktht", "kind: [\n").commit(KTHT)
    assert story.told() == ["thêm tasks/2021/0001/2021-03-24.opinion.ktht.yml (không đọc được)"]
    assert story.broken() == ["record-syntax 2021-03-24.opinion.ktht"]


def test_who_recorded_it_is_told_by_role_and_agency(story: BranchStory) -> None:
    story.write("2021-03-24.opinion.ktht", OPINION).commit(TCKH)
    told = story.review().files[0]
    assert (told.author.email, told.author_role, told.author_agency) == (TCKH, "Văn thư", "tckh")


def test_what_is_new_and_what_is_resolved(story: BranchStory) -> None:
    story.write("2021-03-24.opinion.ktht", OPINION).commit(KTHT)
    found = [(each.effect, each.severity, each.rule) for each in story.review().findings]
    assert ("new", "breach", "opinion-on-time") in found
    assert ("resolved", "due", "opinion-on-time") in found


LATER_DOCUMENTS = sorted(
    Path(path).stem for path in REGISTER if path.startswith("tasks/") and Path(path).stem > "2021-03-18"
)


def test_every_later_document_of_the_example_has_its_sentence_in_both_languages(tmp_path: Path) -> None:
    story = branch_story(tmp_path)
    for record in LATER_DOCUMENTS:
        if record != "task":
            story.write(record, REGISTER[path_of(record)])
    story.commit(AUTHORITY)
    for language in LANGUAGES:
        from phoihop.rules.examples import LATER

        found = story.review(today=LATER)
        told = [word(each.summary, language, found.agency_name) for each in found.files]
        told += [word(each, language, found.agency_name) for each in found.outcomes["2021-0001"]]
        assert all(told)
        assert not [each for each in told if "{" in each or "ban hành" in each or "issues" in each]


@pytest.mark.parametrize(
    "written",
    [
        "number: 15/KTHT",
        "number: '15 / ktht'   # số cũ",
        'number: "015/KTHT"',
        "number:\n  15/KTHT",
        '"number": 15/KTHT',
        "urgency: urgent\nnumber: 0015/KTHT\nsubject: number",
    ],
)
def test_a_number_used_in_an_untouched_task_is_seen_however_it_is_written(written: str, story: BranchStory) -> None:
    plan = REGISTER[path_of("2021-03-04.plan.tnmt")]
    story.switch("main").write("tasks/2021/0007/task.yml", REGISTER[path_of("task")].replace("100/UBND", "7/UBND"))
    story.write("tasks/2021/0007/2021-03-04.plan.tnmt.yml", plan.replace("number: 1/KH-TNMT", written)).commit(
        AUTHORITY
    )
    story.switch("next", new=True)
    story.write(
        "tasks/2021/0001/2021-03-12.plan.tnmt.yml",
        plan.replace("2021-03-04", "2021-03-12").replace("1/KH-TNMT", "15/KTHT"),
    )
    story.commit(TNMT)
    # The later task of the two is where the rule speaks.
    assert story.broken(head="next") == ["record-unique tasks/2021/0007/2021-03-04.plan.tnmt"]


def test_a_related_task_that_is_not_touched_is_known(story: BranchStory) -> None:
    story.write(
        "tasks/2021/0008/task.yml",
        REGISTER[path_of("task")].replace("100/UBND", "8/UBND") + "related:\n  - 2021-0001\n",
    )
    story.commit(AUTHORITY)
    assert story.broken() == []
    story.edit("tasks/2021/0008/task.yml", {"- 2021-0001": "- 2021-0099"}).commit(AUTHORITY)
    assert story.broken() == ["reference-resolves tasks/2021/0008/task"]


@pytest.mark.parametrize(
    ("of_the_branch", "of_the_base", "contested"),
    [
        (f"{TASK}/files/phu-luc", f"{TASK}/files/phu-luc/a.pdf", f"{TASK}/files/phu-luc/a.pdf"),
        (f"{TASK}/files/phu-luc/a.pdf", f"{TASK}/files/phu-luc", f"{TASK}/files/phu-luc"),
        ("register.yml", "register.yml", "register.yml"),
    ],
    ids=["a file where the base has a folder", "a folder where the base has a file", "the same file"],
)
def test_what_both_have_changed_is_told(
    story: BranchStory, of_the_branch: str, of_the_base: str, contested: str
) -> None:
    def add(path: str, text: str) -> None:
        file = story.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(file.read_text(encoding="utf-8") + text if file.exists() else text, encoding="utf-8")

    add(of_the_branch, "# nhánh\n")
    story.commit(AUTHORITY)
    story.switch("main")
    add(of_the_base, "# sổ\n")
    story.commit(AUTHORITY)
    told = [word(each, "vi") for each in story.review().limits]
    assert told[-1] == f"Nhánh chính cũng đã đổi các tệp này nên khi gộp phải chọn: {contested}"
