"""Posting on a forge, against a small forge of our own that answers like GitHub, GitLab or Forgejo."""

from collections.abc import Iterator
from typing import Any

import pytest
from phoihop.changes.formats import MARK
from phoihop.forges.posting import BROKEN_OFF, DUE_MARK, LONGEST, as_code, cut, main

from tests.forges.small_forge import SmallForge, served


@pytest.fixture(params=["github", "gitlab", "forgejo"])
def forge(request: pytest.FixtureRequest) -> Iterator[SmallForge]:
    with served(request.param) as small:
        yield small


def environment(forge: SmallForge, **more: str) -> dict[str, str]:
    repository = "7" if forge.kind == "gitlab" else "binhluc/so"
    return {"API_URL": forge.address, "REPOSITORY": repository, "TOKEN": "s3cret", "NUMBER": "12"} | more


def change_comments(forge: SmallForge) -> list[dict[str, Any]]:
    place = "/projects/7/merge_requests/12/notes" if forge.kind == "gitlab" else "/repos/binhluc/so/issues/12/comments"
    return forge.comments.setdefault(place, [])


def test_a_review_is_posted_once_and_then_replaced_in_place(forge: SmallForge) -> None:
    comments = change_comments(forge)
    comments.append(forge.post("Xin xem giúp", by="chuyenvien"))
    assert main([forge.kind, "review"], f"{MARK}\nmột", environment(forge)) == 0
    assert main([forge.kind, "review"], f"{MARK}\nhai", environment(forge)) == 0
    assert [each["body"] for each in comments] == ["Xin xem giúp", f"{MARK}\nhai"]


def test_a_comment_of_somebody_else_with_the_mark_is_left_alone(forge: SmallForge) -> None:
    comments = change_comments(forge)
    comments.append(forge.post(f"{MARK}\n✅ giả", by="ke-la"))
    assert main([forge.kind, "review"], f"{MARK}\nthật", environment(forge)) == 0
    assert [each["body"] for each in comments] == [f"{MARK}\n✅ giả", f"{MARK}\nthật"]


def test_the_own_comment_is_found_behind_hundreds_of_others(forge: SmallForge) -> None:
    comments = change_comments(forge)
    comments += (forge.post(f"{n}", by="chuyenvien") for n in range(250))
    comments.append(forge.post(f"{MARK}\ncũ"))
    assert main([forge.kind, "review"], f"{MARK}\nmới", environment(forge)) == 0
    assert len(comments) == 251
    assert comments[-1]["body"] == f"{MARK}\nmới"


def test_what_is_due_goes_as_code_to_a_standing_issue(forge: SmallForge) -> None:
    for text in ("TCKH\n  @ai trễ 2 ngày\n", "hôm sau\n"):
        assert main([forge.kind, "due"], text, environment(forge)) == 0
    assert len(forge.issues) == 1
    assert forge.issues[0]["body"].startswith(DUE_MARK)
    posted = [each["body"] for known in forge.comments.values() for each in known]
    assert posted == ["    TCKH\n      @ai trễ 2 ngày\n", "    hôm sau\n"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"TOKEN": "wrong"}, "401"),
        ({"REPOSITORY": "other/repo"}, ""),
        ({"NUMBER": "12/../13"}, "NUMBER"),
        ({"API_URL": "http://forge.example"}, "https"),
        ({"API_URL": "file:///etc"}, "https"),
    ],
)
def test_what_can_not_be_posted_is_told(
    change: dict[str, str], why: str, forge: SmallForge, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([forge.kind, "review"], f"{MARK}\nmột", environment(forge, **change))
    told = capsys.readouterr().err
    assert code == (0 if not why else 2)
    assert why in told
    assert "s3cret" not in told


@pytest.mark.parametrize("text", ["", "\n", "phoihop: command not found"])
def test_a_review_that_broke_off_leaves_no_earlier_one_standing(text: str, forge: SmallForge) -> None:
    comments = change_comments(forge)
    assert main([forge.kind, "review"], f"{MARK}\n✅ trước", environment(forge)) == 0
    assert main([forge.kind, "review"], text, environment(forge)) == 2
    assert [each["body"] for each in comments] == [BROKEN_OFF]
    assert "❌" in BROKEN_OFF
    assert BROKEN_OFF.startswith(MARK)


@pytest.mark.parametrize("arguments", [[], ["github"], ["sourcehut", "review"], ["github", "delete"]])
def test_a_wrong_call_says_how(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments, "", {}) == 2
    assert "usage" in capsys.readouterr().err


def test_a_post_is_cut_at_the_end_of_a_line() -> None:
    assert cut("ngắn") == "ngắn"
    text = cut("đường dây dài\n" * 10_000)
    assert len(text.encode()) <= LONGEST + 5
    assert text.endswith("đường dây dài\n…\n")


def test_code_is_code_in_every_line() -> None:
    assert as_code("a\n\n/close") == "    a\n    \n    /close\n"
