"""Letters drafted from the record: what each must name, as Markdown."""

from datetime import date
from pathlib import Path

import pytest
from phoihop.documents.letters.drafting import LETTERS, draft
from phoihop.documents.letters.frame import signature_block
from phoihop.documents.letters.letter import Choices, Letter, NothingToDraft
from phoihop.documents.letters.markdown import letter_as_markdown
from phoihop.language import Language, word
from phoihop.rules.examples import path_of

from tests.letters import ALL_OF_ONE_TASK, story_of
from tests.letters import drafted as on_its_occasion
from tests.story import Story

CONSULTING = date(2021, 3, 25)
REPORTED = date(2021, 4, 21)
NONE = Choices()


def drafted(story: Story, kind: str, day: date, choices: Choices = NONE, language: Language = "vi") -> Letter:
    return draft(kind, story.case(day), language, choices)


def text(story: Story, kind: str, day: date, choices: Choices = NONE, language: Language = "vi") -> str:
    return letter_as_markdown(drafted(story, kind, day, choices, language))


def blanks(letter: Letter) -> list[str]:
    told = [word(blank, "en", str.upper) for blank in letter.blanks]
    return [each for each in told if not each.startswith("the signer's role")]


def why_not(story: Story, kind: str, day: date, choices: Choices = NONE) -> str:
    with pytest.raises(NothingToDraft) as caught:
        drafted(story, kind, day, choices)
    return word(caught.value.message, "en", story.register().agency_name)


def test_the_report_has_each_agencys_view_and_each_point_with_the_response_on_record(tmp_path: Path) -> None:
    report = text(Story(tmp_path), "report", REPORTED)
    assert "### 1. Phòng Tài chính - Kế hoạch" in report
    assert "Văn bản số 03/TCKH ngày 17/3/2021, trả lời Văn bản số 02/TNMT ngày 08/3/2021: nhất trí, có góp ý." in report
    assert ("| Cần nêu rõ nguồn vốn | Luật Ngân sách nhà nước 2015, Điều 8 | Tiếp thu: Đã ghi rõ nguồn vốn |") in report
    assert "Tiếp thu một phần: Giảm 2 ha tại khu số 3<br>Đã trao đổi ngày 16/4/2021: Thống nhất giảm 2 ha" in report
    assert "Phòng Kinh tế và Hạ tầng giải trình (Văn bản số 08/KTHT ngày 13/4/2021): Đấu nối theo đường huyện" in report
    assert "Các cơ quan, đơn vị được xin ý kiến đều đã trả lời bằng văn bản." in report


def test_a_point_without_a_response_has_room_for_one(tmp_path: Path) -> None:
    letter = drafted(Story(tmp_path), "report", date(2021, 4, 19))
    assert "| … (tiếp thu, tiếp thu một phần hoặc không tiếp thu; nêu lý do)" in letter_as_markdown(letter)
    assert blanks(letter) == ["5 points have no response yet"]


def test_the_report_lists_who_is_silent_and_who_was_late_as_facts(tmp_path: Path) -> None:
    story = Story(tmp_path).delete("2021-03-19.opinion.ktht")
    story.edit("2021-03-17.opinion.tckh", {"date: 2021-03-17": "date: 2021-03-17\nreceived: 2021-03-24"})
    report = text(story, "report", CONSULTING)
    assert "Gửi ngày 24/3/2021, chậm 2 ngày làm việc so với hạn 22/3/2021." in report
    assert (
        "- Phòng Kinh tế và Hạ tầng: Văn bản số 02/TNMT ngày 08/3/2021, hạn trả lời 22/3/2021; đến ngày 25/3/2021 "
        "quá hạn 3 ngày làm việc, chưa có văn bản đôn đốc."
    ) in report
    assert (
        "Sở Tài nguyên và Môi trường: Văn bản số 110/UBND ngày 19/3/2021, hạn trả lời 05/4/2021, chưa đến hạn" in report
    )
    assert "1 lượt có ý kiến bằng văn bản, trong đó 1 lượt chậm hạn; 1 lượt quá hạn chưa trả lời" in report


def test_a_task_in_which_nobody_was_asked_has_nothing_to_report(tmp_path: Path) -> None:
    assert why_not(Story(tmp_path), "report", date(2021, 3, 5)).startswith("no agency was asked about 2021-0001 yet")


def test_the_frame_names_issuer_number_place_date_signer_and_copies(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.edit("agencies/ubnd.yml", {"huyện": "huyện Bình Lục"})
    story.edit("agencies/tnmt.yml", {"kind: department": "kind: department\nparent: ubnd"})
    story.write(
        "agencies/tnmt.yml",
        (story.root / "agencies/tnmt.yml").read_text(encoding="utf-8")
        + "members:\n  - role: Trưởng phòng\n    email: a@b.example\n",
    )
    report = text(story, "report", REPORTED)
    assert "ỦY BAN NHÂN DÂN HUYỆN BÌNH LỤC\\\n**PHÒNG TÀI NGUYÊN VÀ MÔI TRƯỜNG**\\\nSố:      /BC-TNMT" in report
    assert "*Bình Lục, ngày       tháng       năm 2021*" in report
    assert "**TRƯỞNG PHÒNG**" in report
    assert report.endswith("**Nơi nhận:**\n\n- Như trên\n- Lưu: VT\n")
    issued = text(story, "report", REPORTED, Choices(number="9/BC-TNMT", dated=date(2021, 2, 5), place="An Đổ"))
    assert "Số: 09/BC-TNMT" in issued
    assert "*An Đổ, ngày 05 tháng 02 năm 2021*" in issued


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Ủy ban nhân dân xã An Đổ", "An Đổ"),
        ("Phòng Lao động - Thương binh và Xã hội huyện", "Bình Lục"),
        ("Bảo hiểm xã hội huyện Lý Nhân", "Lý Nhân"),
        ("Ủy ban nhân dân phường Lê Hồng Phong, thành phố Phủ Lý", "Lê Hồng Phong"),
        ("Ủy ban nhân dân Quận 1", "1"),
    ],
)
def test_a_letter_is_dated_at_the_place_that_its_issuer_is_named_after(name: str, place: str, tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.edit("agencies/ubnd.yml", {"huyện": "huyện Bình Lục"})
    story.edit("agencies/tnmt.yml", {"name: Phòng Tài nguyên và Môi trường": f"name: {name}"})
    assert f"*{place}, ngày       tháng       năm 2021*" in text(story, "report", REPORTED)


def test_a_new_request_goes_to_the_coordinating_agencies_not_yet_asked(tmp_path: Path) -> None:
    letter = drafted(Story(tmp_path), "request", CONSULTING)
    request = letter_as_markdown(letter)
    assert "Kính gửi: Ủy ban nhân dân xã An Đổ" in request
    assert "chậm nhất ngày 30/3/2021" in request
    assert [blank.split(" (")[0] for blank in blanks(letter)] == [
        "what is asked",
        "the dossier that goes with it",
        "the deadline is the shortest allowed, 3 working days; change it with --due",
    ]


def test_a_request_lists_questions_dossier_and_deadline(tmp_path: Path) -> None:
    choices = Choices(
        to=("tckh",), due=date(2021, 4, 5), questions=("Nguồn vốn", "Tiến độ"), dossier=("Thuyết minh", "Bản đồ")
    )
    request = text(Story(tmp_path), "request", CONSULTING, choices)
    assert "1. Nguồn vốn\n2. Tiến độ\n" in request
    assert "- Thuyết minh\n- Bản đồ\n" in request
    assert "gửi về Phòng Tài nguyên và Môi trường chậm nhất ngày 05/4/2021" in request


def test_a_request_on_record_is_drafted_anew_with_all_that_it_says(tmp_path: Path) -> None:
    letter = drafted(Story(tmp_path), "request", CONSULTING, Choices(about=("2021-03-08.request.tnmt",)))
    request = letter_as_markdown(letter)
    assert "- Phòng Tài chính - Kế hoạch\n- Phòng Kinh tế và Hạ tầng\n" in request
    assert "1. Diện tích và nguồn vốn dự kiến" in request
    assert "- Bản đồ hiện trạng" in request
    assert "22/3/2021" in request
    assert blanks(letter) == []


def test_a_request_to_a_superior_agency_is_the_authoritys_on_the_leads_draft(tmp_path: Path) -> None:
    request = text(Story(tmp_path), "request", CONSULTING, Choices(to=("so-tnmt",)))
    assert "**ỦY BAN NHÂN DÂN HUYỆN**\\\nSố:      /UBND-TNMT" in request
    assert "giao Phòng Tài nguyên và Môi trường chủ trì" in request
    assert "- Lưu: VT, TNMT\n" in request


def test_superior_agencies_and_others_need_two_letters(tmp_path: Path) -> None:
    reason = why_not(Story(tmp_path), "request", CONSULTING, Choices(to=("so-tnmt", "tckh")))
    assert reason.startswith("superior agencies (STNMT) are written to by the authority, the others (TCKH) by the lead")


def test_who_asks_everybody_again_must_name_them(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("task", {"  - an-do\n": ""})
    assert why_not(story, "request", CONSULTING).endswith("name whom to ask with --to")
    assert why_not(story, "request", CONSULTING, Choices(about=("2021-03-04.plan.tnmt",))).endswith(
        "is no request of 2021-0001"
    )


def test_a_reminder_names_what_is_overdue_since_when_and_how_late(tmp_path: Path) -> None:
    story = Story(tmp_path).delete("2021-03-19.opinion.ktht", "2021-03-18.progress.an-do")
    reminder = text(story, "reminder", CONSULTING)
    assert "- Ủy ban nhân dân xã An Đổ\n- Phòng Kinh tế và Hạ tầng\n" in reminder
    assert (
        "| Phòng Kinh tế và Hạ tầng | Ý kiến về Văn bản số 02/TNMT ngày 08/3/2021 | 22/3/2021 | 3 ngày làm việc |"
    ) in reminder
    assert (
        "| Ủy ban nhân dân xã An Đổ | Bước “Rà soát hiện trạng sử dụng đất” của Kế hoạch số 01/KH-TNMT ngày 04/3/2021 "
        "| 19/3/2021 | 4 ngày làm việc |"
    ) in reminder


def test_a_reminder_can_be_narrowed_and_counts_those_before_it(tmp_path: Path) -> None:
    story = Story(tmp_path).delete("2021-03-19.opinion.ktht", "2021-03-18.progress.an-do")
    story.write(
        "2021-03-24.reminder.tnmt",
        "kind: reminder\nfrom: tnmt\nto: [ktht]\ndate: 2021-03-24\nabout: [2021-03-08.request.tnmt]\n",
    )
    reminder = text(story, "reminder", CONSULTING, Choices(to=("ktht",), due=date(2021, 3, 29)))
    assert "Kính gửi: Phòng Kinh tế và Hạ tầng\n" in reminder
    assert "3 ngày làm việc (đã đôn đốc 1 lần, gần nhất 24/3/2021)" in reminder
    assert "chậm nhất ngày 29/3/2021" in reminder
    assert "An Đổ đề nghị" not in reminder


def test_a_superior_agency_is_reminded_by_the_authority_in_a_letter_of_its_own(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-20").delete("2021-03-19.opinion.ktht")
    letter = drafted(story, "reminder", date(2021, 4, 8))
    assert letter.facts["addressees"] == ["Phòng Kinh tế và Hạ tầng"]
    assert blanks(letter) == [
        "SO-TNMT are overdue too, but for the authority to remind (§3): draft that letter with --to"
    ]
    own = text(story, "reminder", date(2021, 4, 8), Choices(to=("so-tnmt",)))
    assert "/UBND-TNMT" in own
    assert "Kính gửi: Sở Tài nguyên và Môi trường" in own


def test_where_nothing_is_overdue_nobody_is_reminded(tmp_path: Path) -> None:
    assert why_not(Story(tmp_path), "reminder", CONSULTING).startswith("2021-0001: nothing of the kind is overdue")


def test_a_submission_sums_up_the_report_and_lists_the_dossier(tmp_path: Path) -> None:
    letter = drafted(Story(tmp_path), "submission", REPORTED, Choices(draft="Dự thảo quyết định", dossier=("Bản đồ",)))
    submission = letter_as_markdown(letter)
    assert "# TỜ TRÌNH" in submission
    assert "/TTr-TNMT" in submission
    assert (
        "Báo cáo số 09/BC-TNMT ngày 20/4/2021 (số nội dung: 3 tiếp thu, 1 tiếp thu một phần và 1 ghi nhận)"
        in submission
    )
    for paper in (
        "Dự thảo văn bản trình: Dự thảo quyết định",
        "Văn bản số 600/STNMT ngày 02/4/2021 của Sở Tài nguyên và Môi trường",
        "Văn bản số 08/KTHT ngày 13/4/2021 của Phòng Kinh tế và Hạ tầng",
        "Biên bản họp ngày 16/4/2021",
        "Bản đồ",
    ):
        assert f"- {paper}\n" in submission
    assert "kính trình Ủy ban nhân dân huyện xem xét, quyết định./." in submission
    assert blanks(letter) == []


def test_a_submission_may_propose_a_conference(tmp_path: Path) -> None:
    submission = text(Story(tmp_path), "submission", REPORTED, Choices(proposes="conference"))
    assert "tổ chức hội nghị để các cơ quan thảo luận, thông qua dự thảo" in submission


def test_a_submission_before_its_report_says_what_is_missing(tmp_path: Path) -> None:
    assert blanks(drafted(Story(tmp_path), "submission", date(2021, 4, 19))) == [
        "number and date of the explanation report: none is on record yet (phoihop draft report 2021-0001)",
        "the draft that is submitted (--draft)",
    ]


def test_a_returned_submission_is_named_in_the_next(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("2021-05-06.decision.ubnd", {"outcome: approved": "outcome: returned"})
    submission = text(story, "submission", date(2021, 5, 7))
    assert "sau khi Tờ trình số 10/TTr-TNMT ngày 22/4/2021 được trả lại" in submission
    assert "Dự thảo văn bản trình: du-thao.pdf" in submission


def test_a_forward_gives_each_point_to_the_agency_of_its_field(tmp_path: Path) -> None:
    forward = text(Story(tmp_path), "forward", date(2021, 4, 5))
    assert "Kính gửi: Phòng Kinh tế và Hạ tầng\n" in forward
    assert "| Làm rõ đấu nối giao thông | Luật Quy hoạch 2017, Điều 6 | Phòng Kinh tế và Hạ tầng |" in forward
    assert "giải trình các nội dung còn lại:\n\n- Bổ sung căn cứ chuyển mục đích sử dụng đất" in forward
    assert "chậm nhất ngày 12/4/2021" in forward


def test_a_forward_of_a_point_that_nobody_is_charged_with_says_so(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("2021-04-02.opinion.so-tnmt", {"field: xay-dung": "field: di-san"})
    letter = drafted(story, "forward", date(2021, 4, 5))
    assert "| … |" in letter_as_markdown(letter)
    assert blanks(letter) == ["who explains p2: no agency of the register has that field (--to)"]
    named = text(story, "forward", date(2021, 4, 5), Choices(to=("tckh",)))
    assert "Luật Quy hoạch 2017, Điều 6 | Phòng Tài chính - Kế hoạch |" in named


@pytest.mark.parametrize(
    ("gone", "left", "followed"),
    [
        ("2021-04-06.forward.tnmt", "Làm rõ đấu nối giao thông", "Bổ sung căn cứ chuyển mục đích"),
        ("2021-04-06.explanation.tnmt", "Bổ sung căn cứ chuyển mục đích", "Làm rõ đấu nối giao thông"),
    ],
)
def test_a_forward_passes_on_what_earlier_letters_left(tmp_path: Path, gone: str, left: str, followed: str) -> None:
    story = Story(tmp_path, until="2021-04-06").delete(gone)
    rest = text(story, "forward", date(2021, 4, 7), Choices(to=("ktht",)))
    assert left in rest
    assert followed not in rest


def test_an_explanation_says_of_each_point_what_was_explained_and_by_whom(tmp_path: Path) -> None:
    story = Story(tmp_path)
    letter = text(story, "explanation", date(2021, 4, 21))
    assert "Kính gửi: Sở Tài nguyên và Môi trường\n" in letter
    by = "Đấu nối theo đường huyện đã được duyệt (Phòng Kinh tế và Hạ tầng)"
    assert f"| Làm rõ đấu nối giao thông | {by} |" in letter
    assert blanks(drafted(story, "explanation", date(2021, 4, 21))) == []
    early = drafted(story, "explanation", date(2021, 4, 12))
    assert blanks(early) == ["the explanation of p2: none is on record"]


def test_a_report_tells_what_was_explained_of_an_opinion_without_points(tmp_path: Path) -> None:
    opinion = "2021-04-02.opinion.so-tnmt"
    story = Story(tmp_path, until="2021-04-06").delete("2021-04-06.forward.tnmt")
    whole = (story.root / path_of(opinion)).read_text(encoding="utf-8").partition("points:")[0]
    story.write(opinion, whole).edit("2021-04-06.explanation.tnmt", {f"{opinion}#p1": opinion})
    report = text(story, "report", date(2021, 4, 7))
    assert "Phòng Tài nguyên và Môi trường giải trình (Văn bản số 06/TNMT ngày 06/4/2021): Đã bổ sung căn cứ" in report


def test_what_the_authority_has_explained_is_drafted_again_only_by_name(tmp_path: Path) -> None:
    story = Story(tmp_path)
    opinion = "2021-04-02.opinion.so-tnmt"
    said = f"points:\n  - point: {opinion}#p1\n    text: Đã bổ sung\n"
    common = "kind: explanation\nfrom: ubnd\nto: [so-tnmt]\ndate: 2021-04-20\n"
    story.write("2021-04-20.explanation.ubnd", f"{common}answers: {opinion}\ndrafted_by: tnmt\n{said}")
    with pytest.raises(NothingToDraft):
        text(story, "explanation", date(2021, 4, 21))
    assert "Làm rõ đấu nối" in text(story, "explanation", date(2021, 4, 21), Choices(about=(opinion,)))
    with pytest.raises(NothingToDraft):
        text(story, "explanation", date(2021, 4, 21), Choices(about=("2021-03-17.opinion.tckh",)))


def test_once_every_point_is_followed_there_is_nothing_to_forward_but_by_name(tmp_path: Path) -> None:
    story = Story(tmp_path)
    assert "every point of a superior agency was forwarded or explained" in why_not(story, "forward", REPORTED)
    again = text(story, "forward", REPORTED, Choices(about=("2021-04-02.opinion.so-tnmt",)))
    assert "Làm rõ đấu nối giao thông" in again
    wrong = why_not(story, "forward", REPORTED, Choices(about=("2021-03-17.opinion.tckh",)))
    assert "is no superior agency's opinion in force" in wrong


def test_an_opinion_answers_the_request_that_waits_for_it_point_by_point(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08")
    assert why_not(story, "opinion", date(2021, 3, 9)) == "who writes the opinion? Name it with --from: KTHT, TCKH"
    choices = Choices(by="tckh", position="agree-with-comments", text=("Nêu rõ nguồn vốn",))
    letter = drafted(story, "opinion", date(2021, 3, 9), choices)
    opinion = letter_as_markdown(letter)
    assert "Kính gửi: Phòng Tài nguyên và Môi trường\n" in opinion
    assert "Phúc đáp Văn bản số 02/TNMT ngày 08/3/2021 của Phòng Tài nguyên và Môi trường" in opinion
    assert "Phòng Tài chính - Kế hoạch nhất trí, có góp ý." in opinion
    assert "| Nêu rõ nguồn vốn | … |" in opinion
    assert blanks(letter) == ["the evidence for each point"]
    asked = why_not(story, "opinion", date(2021, 3, 9), Choices(by="an-do"))
    assert asked.startswith("2021-0001: nothing waits for the opinion of UBND-AĐ")
    extended = why_not(story, "extension-request", date(2021, 3, 9), Choices(by="tckh"))
    assert extended == "TCKH issues no extension request in 2021-0001; it may be: TNMT, UBND-AĐ"


def test_a_recorded_opinion_is_drafted_anew_and_another_says_what_it_replaces(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-18")
    again = text(story, "opinion", date(2021, 3, 20), Choices(about=("2021-03-17.opinion.tckh",)))
    assert "| Cần nêu rõ nguồn vốn | Luật Ngân sách nhà nước 2015, Điều 8 |" in again
    other = drafted(
        story, "opinion", date(2021, 3, 20), Choices(by="tckh", position="agree", about=("2021-03-08.request.tnmt",))
    )
    assert "## 2. Nội dung góp ý" not in letter_as_markdown(other)
    assert blanks(other) == [
        "3/TCKH is on record: this letter will replace it, unless it is recorded as supplementing it"
    ]


def test_an_objection_says_why_and_what_is_proposed_instead(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-01").write(
        "2021-03-02.objection.tnmt",
        "kind: objection\nfrom: tnmt\ndate: 2021-03-02\nnumber: 1/TNMT\nreason: Việc thuộc lĩnh vực xây dựng\n"
        "proposes:\n  lead: ktht\n  coordinating: [tnmt, an-do]\n  due: 2021-06-15\n",
    )
    letter = drafted(story, "objection", date(2021, 3, 2), Choices(about=("2021-03-02.objection.tnmt",)))
    objection = letter_as_markdown(letter)
    assert "tại Văn bản số 100/UBND ngày 01/3/2021" in objection
    assert "- Giao Phòng Kinh tế và Hạ tầng chủ trì thực hiện nhiệm vụ.\n" in objection
    assert "- Giao Phòng Tài nguyên và Môi trường và Ủy ban nhân dân xã An Đổ phối hợp thực hiện.\n" in objection
    assert "- Hạn hoàn thành: ngày 15/6/2021.\n" in objection
    assert blanks(letter) == []


def test_more_time_is_asked_for_a_step_of_the_plan_too(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08")
    step = Choices(by="an-do", about=("2021-03-04.plan.tnmt#b1",), due=date(2021, 3, 26), text=("Mưa lớn",))
    asked = text(story, "extension-request", date(2021, 3, 15), step)
    assert "thực hiện việc “Rà soát hiện trạng sử dụng đất” theo Kế hoạch số 01/KH-TNMT ngày 04/3/2021" in asked
    assert "hoàn thành trước ngày 19/3/2021" in asked
    assert "đến hết ngày 26/3/2021./." in asked
    whole = drafted(story, "extension-request", date(2021, 3, 15), Choices(by="tnmt"))
    assert "hoàn thành trước ngày 28/5/2021" in letter_as_markdown(whole)
    assert blanks(whole) == ["why more time is needed (--text)", "the new deadline asked for (--due)"]


def test_an_invitation_is_to_those_whose_points_wait_to_be_talked_over(tmp_path: Path) -> None:
    letter = drafted(Story(tmp_path, until="2021-04-13"), "invitation", date(2021, 4, 14))
    invitation = letter_as_markdown(letter)
    assert "# GIẤY MỜI" in invitation
    assert "Trân trọng kính mời: Phòng Tài chính - Kế hoạch\n" in invitation
    assert "| Phòng Tài chính - Kế hoạch | Đề nghị giảm 2 ha đất ở |" in invitation
    assert blanks(letter) == ["when and where (--time, --venue)"]
    later = drafted(Story(tmp_path / "later"), "invitation", REPORTED)
    assert blanks(later)[-1] == "what about: no point waits (--text)"


def test_the_conclusions_of_a_meeting_tell_what_was_agreed_and_what_was_not(tmp_path: Path) -> None:
    story = Story(tmp_path)
    agreed = text(story, "meeting", REPORTED)
    assert "| Phòng Tài chính - Kế hoạch | Đề nghị giảm 2 ha đất ở | Thống nhất |" in agreed
    assert "**Nơi nhận:**\n\n- Phòng Tài chính - Kế hoạch\n" in agreed
    story.edit("2021-04-16.meeting.tnmt", {"outcome:": "unresolved: [2021-03-17.opinion.tckh#p2]\noutcome:"})
    left = text(story, "meeting", REPORTED)
    assert "| Đề nghị giảm 2 ha đất ở | Chưa thống nhất |" in left
    assert "là ý kiến còn khác nhau để Ủy ban nhân dân huyện xem xét, quyết định." in left
    before = drafted(Story(tmp_path / "before", until="2021-04-13"), "meeting", date(2021, 4, 14))
    assert blanks(before) == [
        "the day of the meeting and what came of each point: it is not on record",
        "the conclusions (--text)",
    ]


def test_a_completion_says_which_steps_nobody_reported_done(tmp_path: Path) -> None:
    letter = on_its_occasion("completion", story_of("completion", tmp_path))
    assert "| Rà soát hiện trạng sử dụng đất | Ủy ban nhân dân xã An Đổ | 19/3/2021 | Chưa báo cáo hoàn thành |" in (
        letter_as_markdown(letter)
    )
    assert blanks(letter) == ["steps that nobody has reported done: Rà soát hiện trạng sử dụng đất"]


def test_a_completion_of_a_task_that_ends_by_a_decision_says_so(tmp_path: Path) -> None:
    told = blanks(drafted(Story(tmp_path), "completion", REPORTED, Choices(text=("Xong",))))
    assert told == ["the task ends by a decision: draft a submission (phoihop draft submission 2021-0001)"]


def test_an_acceptance_may_ask_for_more(tmp_path: Path) -> None:
    story = story_of("acceptance", tmp_path)
    day = date(2021, 4, 26)
    assert "Xác nhận Phòng Tài nguyên và Môi trường đã hoàn thành nhiệm vụ" in text(story, "acceptance", day)
    letter = drafted(story, "acceptance", day, Choices(outcome="returned"))
    assert "Yêu cầu Phòng Tài nguyên và Môi trường tiếp tục thực hiện" in letter_as_markdown(letter)
    assert blanks(letter) == ["why, and what is still to be done (--text)"]
    none = Story(tmp_path / "none", until="2021-04-20")
    assert why_not(none, "acceptance", day).startswith("2021-0001: nothing waits for the acceptance of UBND")


def test_what_is_still_in_dispute_stands_in_report_and_submission(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.edit("2021-04-16.meeting.tnmt", {"outcome:": "unresolved: [2021-03-17.opinion.tckh#p2]\noutcome:"})
    for kind, heading in (("report", "## III. Ý KIẾN CÒN KHÁC NHAU"), ("submission", "## II. Ý KIẾN CÒN KHÁC NHAU")):
        letter = text(story, kind, REPORTED)
        assert heading in letter
        assert (
            "| Phòng Tài chính - Kế hoạch (Văn bản số 03/TCKH ngày 17/3/2021) | Đề nghị giảm 2 ha đất ở | Tiếp thu một "
            "phần: Giảm 2 ha tại khu số 3; chưa thống nhất tại cuộc họp ngày 16/4/2021 |"
        ) in letter
    assert "Ý KIẾN CÒN KHÁC NHAU" not in text(Story(tmp_path / "agreed"), "submission", REPORTED)


def test_a_submission_says_when_its_report_is_superseded(tmp_path: Path) -> None:
    story = Story(tmp_path).write(
        "2021-04-21.opinion.tckh",
        "kind: opinion\nfrom: tckh\nto: [tnmt]\ndate: 2021-04-21\nnumber: 30/TCKH\n"
        "answers: 2021-03-08.request.tnmt\nposition: agree\n",
    )
    assert blanks(drafted(story, "submission", REPORTED, Choices(draft="Dự thảo"))) == [
        "report 9/BC-TNMT does not have the opinions 30/TCKH: make a new one (phoihop draft report 2021-0001)"
    ]
    view = "  - opinion: 2021-03-17.opinion.tckh\n    point: p1\n"
    first = view + "    response: accepted\n    explanation: Đã ghi rõ nguồn vốn\n"
    story = Story(tmp_path / "unanswered").edit("2021-04-20.report.tnmt", {first: ""})
    assert blanks(drafted(story, "submission", REPORTED, Choices(draft="Dự thảo"))) == [
        "report 9/BC-TNMT leaves 1 points unanswered"
    ]
    story = Story(tmp_path / "asked", until="2021-04-20").write(
        "2021-04-21.request.tnmt",
        "kind: request\nfrom: tnmt\nto: [an-do]\ndate: 2021-04-21\nnumber: 31/TNMT\ndue: 2021-04-28\n"
        "questions: [Vốn]\ndossier:\n  - title: Bản đồ\n    path: files/ban-do.pdf\n",
    )
    assert blanks(drafted(story, "submission", date(2021, 4, 22), Choices(draft="Dự thảo"))) == [
        "report 9/BC-TNMT says nothing of AN-DO, who have given no opinion"
    ]
    assert blanks(drafted(story, "report", date(2021, 4, 22)))[0].startswith("the opinions of AN-DO are not yet due")


def test_a_letter_in_a_task_that_has_ended_or_is_suspended_says_so(tmp_path: Path) -> None:
    ended = drafted(Story(tmp_path / "ended"), "instruction", date(2021, 5, 10), Choices(text=("Báo cáo",)))
    assert blanks(ended) == ["the task ended on 6/5/2021: such a letter can't be recorded any more"]
    story = Story(tmp_path / "suspended", until="2021-03-08").write(
        "2021-03-10.suspension.ubnd",
        "kind: suspension\nfrom: ubnd\ndate: 2021-03-10\nnumber: 62/UBND\nreason: Chờ quy hoạch\n",
    )
    said = blanks(drafted(story, "opinion", date(2021, 3, 11), Choices(by="tckh", position="agree")))
    assert said == ["the task is suspended: such a letter can be recorded only once it goes on"]
    assert blanks(drafted(story, "instruction", date(2021, 3, 11), Choices(text=("Báo cáo",)))) == []


@pytest.mark.parametrize(
    ("issuer", "role", "block"),
    [
        ("Ủy ban nhân dân huyện", "Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (
            "Ủy ban nhân dân huyện",
            "Phó Chủ tịch phụ trách kinh tế",
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
        ("Ủy ban nhân dân huyện", "Quyền Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH")),
        ("Ủy ban nhân dân huyện", "Chánh Văn phòng", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        (
            "Ủy ban nhân dân huyện",
            "Phó Chánh Văn phòng",
            ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        ),
        ("Phòng Tài nguyên và Môi trường", "Trưởng phòng", ("TRƯỞNG PHÒNG",)),
        ("Phòng Tài nguyên và Môi trường", "Phó Trưởng phòng", ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG")),
        ("Điện lực huyện", "Phó Giám đốc", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        ("Công an huyện", "Trưởng Công an huyện", ("TRƯỞNG CÔNG AN HUYỆN",)),
        ("Phòng Tài nguyên và Môi trường", "Chuyên viên", ()),
        ("Phòng Tài nguyên và Môi trường", "", ()),
    ],
)
def test_who_signs_follows_from_issuer_and_role(issuer: str, role: str, block: tuple[str, ...]) -> None:
    assert signature_block(issuer, role, "vi") == block


def test_a_signature_that_can_not_be_derived_is_left_open(tmp_path: Path) -> None:
    letter = drafted(Story(tmp_path), "report", REPORTED, Choices(signed_by="Chuyên viên"))
    assert letter.facts["signer"] == "CHUYÊN VIÊN"
    assert [word(each, "en") for each in letter.blanks] == [
        "how it is signed (TM., KT., TL.): “Chuyên viên” does not tell; name another role with --signed-by"
    ]


def test_names_at_the_head_are_written_out_and_a_department_stands_below_the_authority(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.edit("agencies/ubnd.yml", {"Ủy ban nhân dân huyện": "UBND huyện Bình Lục"})
    story.edit("agencies/tnmt.yml", {"Môi trường": "Môi trường huyện Bình Lục", "short:": "symbol: PTNMT\nshort:"})
    report = text(story, "report", REPORTED)
    assert "ỦY BAN NHÂN DÂN HUYỆN BÌNH LỤC\\\n**PHÒNG TÀI NGUYÊN VÀ MÔI TRƯỜNG**\\\nSố:      /BC-PTNMT" in report
    assert "Kính gửi: Ủy ban nhân dân huyện Bình Lục" in report


def test_what_superior_bodies_are_called_is_the_registers_to_say(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("register.yml", {"title:": "superior_name: sở, ngành của tỉnh\ntitle:"})
    with pytest.raises(NothingToDraft) as caught:
        drafted(story, "forward", REPORTED)
    assert "không còn nội dung nào của sở, ngành của tỉnh" in word(caught.value.message, "vi")


@pytest.mark.parametrize("kind", ALL_OF_ONE_TASK)
def test_without_a_lead_nothing_is_drafted(tmp_path: Path, kind: str) -> None:
    story = Story(tmp_path).edit("task", {"lead: tnmt\n": ""})
    assert why_not(story, kind, CONSULTING).startswith("2021-0001 has no single lead agency")


@pytest.mark.parametrize("kind", LETTERS)
def test_english_letters_say_nothing_of_their_own_in_vietnamese(tmp_path: Path, kind: str) -> None:
    vietnamese = set(letter_as_markdown(on_its_occasion(kind, story_of(kind, tmp_path / "vi"))).splitlines())
    english = letter_as_markdown(on_its_occasion(kind, story_of(kind, tmp_path / "en"), "en"))
    assert "**SOCIALIST REPUBLIC OF VIET NAM**" in english
    shared = {line for line in english.splitlines() if line in vietnamese and any(char.isalpha() for char in line)}
    # What is the same in both is a name, a number, or a record's own text.
    own = ("- ", "### ", "**", "ỦY BAN", "| ", "1. ", "Việc thuộc", "Thống nhất", "Đã cắm", "abab")
    assert all(line.startswith(own) or "/" in line for line in shared), shared


def test_a_record_is_no_markup_in_a_letter(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.edit("2021-03-17.opinion.tckh", {"text: Cần nêu rõ nguồn vốn": "text: '# [x](//e) | <b> *a* `c` {{ 7*7 }}'"})
    report = text(story, "report", REPORTED)
    assert "| \\# \\[x\\](//e) \\| \\<b\\> \\*a\\* \\`c\\` {{ 7\\*7 }} |" in report


@pytest.mark.parametrize("kind", LETTERS)
def test_the_manual_names_every_variable_that_a_template_may_use(tmp_path: Path, kind: str) -> None:
    manual = (Path(__file__).parents[2] / "docs/manual/documents.md").read_text(encoding="utf-8")
    letter = on_its_occasion(kind, story_of(kind, tmp_path))
    common, own = manual.split("Và riêng từng loại:")
    row = next(line for line in own.splitlines() if line.startswith(f"| `{kind}` |"))
    assert {name for name in letter.facts if f"`{name}`" not in common and f"`{name}`" not in row} == set()
