"""What is made to cost much costs little: each of these took minutes, or gigabytes, before it was bounded."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from phoihop.site import signed_papers

from tests.story import Story
from tests.trust.limits import run

MOST_MEMORY = 500
MANY = 33


def _lines(form: str, count: int) -> str:
    return "".join(form.format(n=n) for n in range(count))


def _agencies(story: Story, count: int, more: str = "") -> str:
    """So many departments; as a list for `to`."""
    for n in range(count):
        text = f"name: Phòng {n}\nshort: P{n}\nkind: department\n{more.format(next=n + 1) if n < count - 1 else ''}"
        story.write_bytes(f"agencies/p{n}.yml", text.encode())
    return _lines("  - p{n}\n", count)


def unknown_agencies(story: Story) -> None:
    to = _lines("  - x{n}\n", 20_000)
    story.write("2021-05-03.reminder.tnmt", f"kind: reminder\nfrom: tnmt\ndate: 2021-05-03\nto:\n{to}about: [task]\n")


def missing_papers(story: Story) -> None:
    papers = _lines("  - path: files/x{n}.pdf\n", 9_000)
    story.write("2021-05-03.progress.tnmt", f"kind: progress\nfrom: tnmt\ndate: 2021-05-03\ntext: x\nfiles:\n{papers}")


def ids_without_end(story: Story) -> None:
    points = "".join(f"  - {{id: {'ab' * 4000}{n}, text: x, evidence: [x]}}\n" for n in range(30))
    story.edit("2021-03-19.opinion.ktht", {"position: agree\n": f"position: agree\npoints:\n{points}"})
    named = "".join(f"  - 2021-03-19.opinion.ktht#{'ba' * 4000}{n}\n" for n in range(30))
    head = "kind: meeting\nfrom: tnmt\ndate: 2021-05-04\nattended: [tnmt, ktht]\noutcome: x\n"
    story.write("2021-05-04.meeting.tnmt", f"{head}discusses:\n{named}")


def everybody_asked_and_reminded_of_everything(story: Story) -> None:
    to = _agencies(story, MANY)
    papers = "questions: [x]\ndossier:\n  - title: x\n    path: files/du-thao.pdf\n"
    for n in range(2, 452):
        text = f"kind: request\nfrom: tnmt\ndate: 2021-03-08\nto:\n{to}due: 2021-03-22\n{papers}"
        story.write(f"2021-03-08.request-{n}.tnmt", text)
        day = f"2021-04-{1 + n % 28:02}"
        about = "".join(f"  - 2021-03-08.request-{each}.tnmt\n" for each in range(2, 452))
        text = f"kind: reminder\nfrom: tnmt\ndate: {day}\nto:\n{to}about:\n{about}"
        story.write(f"{day}.reminder-{n}.tnmt", text)


def successions_without_end(story: Story) -> None:
    to = _agencies(story, 3_000, "since: 2010-01-01\nsucceeded_by: p{next}\n")
    story.edit("2021-03-08.request.tnmt", {"to:\n": f"to:\n{to}"})


def _text(text: str) -> Callable[[Story], None]:
    """A register with a document that says something long."""

    def written(story: Story) -> None:
        head = "kind: progress\nfrom: tnmt\ndate: 2021-05-03\ntext: "
        story.write("2021-05-03.progress.tnmt", f"{head}{text}x\n")

    return written


COSTLY: dict[str, Callable[[Story], None]] = {
    "agencies that are not there": unknown_agencies,
    "papers that are not there": missing_papers,
    "ids of 8,000 letters": ids_without_end,
    "450 requests to 33 agencies, each reminded of all": everybody_asked_and_reminded_of_everything,
    "a succession of 3,000": successions_without_end,
    "18,000 identity numbers": _text("001085123456 " * 18_000),
    "25,000 words of secrecy": _text("bí mật " * 25_000),
    "an identity card, and nothing but spaces": _text(f"CMND{' ' * 240_000}"),
    "a broken line of dashes": _text(f"[\n{'-' * 240_000}"),
}


@pytest.mark.parametrize("name", COSTLY)
def test_a_costly_register_is_checked_within_bounds(name: str, tmp_path: Path) -> None:
    story = Story(tmp_path)
    COSTLY[name](story)
    ran = run("-C", story.root, "check", "--format", "json", processor=45)
    assert ran.code in (0, 1), ran.err
    assert json.loads(ran.out)["summary"]["documents"]
    assert ran.peak < MOST_MEMORY


def test_papers_that_take_long_to_look_at_hold_up_no_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []

    class Stuck(signed_papers._Worker):
        """Reads of papers without end, as some PDF makes pypdf do."""

        def _start(self) -> "subprocess.Popen[str]":
            started.append("")
            return subprocess.Popen(["sleep", "600"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    monkeypatch.setattr(signed_papers, "SECONDS_FOR_ONE", 0.1)
    worker = Stuck()
    monkeypatch.setattr(signed_papers, "_worker", lambda: worker)
    for n in range(50):
        (tmp_path / f"{n}.pdf").write_bytes(b"%PDF-1.4\n/ByteRange\n")
        assert not signed_papers.carries_signature(tmp_path / f"{n}.pdf")
    assert len(started) == signed_papers.MOST_UNANSWERED
