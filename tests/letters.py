"""Every letter that is declared, each on an occasion at which it can be drafted: whoever tests all of them walks these.

A letter that says nothing else is drafted of the example task, by its lead, on the day on which its report is there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from phoihop.cases.periods import period_before, period_of
from phoihop.documents.letters.drafting import LETTERS, draft
from phoihop.documents.letters.letter import Choices, Letter
from phoihop.documents.letters.summary import Anchor, draft_summary
from phoihop.language import Language

from tests.story import Story

ANCHOR = Anchor("ab" * 32, 24, "cd" * 20)
QUARTER = "2021-Q1"
ALL_OF_ONE_TASK = [name for name, form in LETTERS.items() if form.content]
_OPINION = "2021-04-02.opinion.so-tnmt"


NOTHING_CHOSEN = Choices()


@dataclass(frozen=True)
class Occasion:
    day: date = date(2021, 4, 21)
    choices: Choices = NOTHING_CHOSEN
    issuer: str = "tnmt"


OCCASIONS: Mapping[str, Occasion] = {
    "request": Occasion(date(2021, 3, 25)),
    "reminder": Occasion(date(2021, 3, 25)),
    "opinion": Occasion(
        date(2021, 3, 16), Choices(by="ktht", position="disagree", text=("Tránh hành lang đường",)), "ktht"
    ),
    "forward": Occasion(date(2021, 4, 5)),
    "explanation": Occasion(issuer="ubnd"),
    "objection": Occasion(date(2021, 3, 2), Choices(by="tnmt", text=("Việc thuộc lĩnh vực xây dựng",))),
    "extension-request": Occasion(
        date(2021, 4, 21), Choices(by="tnmt", text=("Chờ quy hoạch của tỉnh",), due=date(2021, 6, 15))
    ),
    "instruction": Occasion(date(2021, 3, 9), Choices(text=("Rà soát lại hiện trạng",), due=date(2021, 3, 18)), "ubnd"),
    "invitation": Occasion(date(2021, 4, 12), Choices(time="8 giờ 30 ngày 16/4/2021", venue="Phòng họp số 1")),
    "meeting": Occasion(date(2021, 4, 19)),
    "completion": Occasion(date(2021, 4, 21), Choices(text=("Đã cắm xong mốc giới",))),
    "acceptance": Occasion(date(2021, 4, 26), issuer="ubnd"),
    "summary": Occasion(date(2021, 4, 21), issuer="ubnd"),
}


def occasion(name: str) -> Occasion:
    return OCCASIONS.get(name, Occasion())


def story_of(name: str, folder: Path) -> Story:
    """The example register as the letter wants it: a step is overdue; an action is completed rather than submitted."""
    story = Story(folder).delete("2021-03-18.progress.an-do")
    if name in ("completion", "acceptance"):
        story.delete("2021-04-22.submission.tnmt", "2021-05-06.decision.ubnd")
        story.edit("task", {"due: ": "product: action\ndue: "})
    if name == "acceptance":
        story.write(
            "2021-04-22.completion.tnmt",
            "kind: completion\nfrom: tnmt\nto: [ubnd]\ndate: 2021-04-22\nnumber: 12/BC-TNMT\n"
            "text: Đã cắm xong mốc giới\nreport: 2021-04-20.report.tnmt\n",
        )
    return story


def drafted(
    name: str, story: Story, language: Language = "vi", issued: Mapping[str, Any] = MappingProxyType({})
) -> Letter:
    """The letter on its occasion, `issued` with a number, a day and a signer."""
    on = occasion(name)
    choices = replace(on.choices, **issued)
    if LETTERS[name].content:
        return draft(name, story.case(on.day), language, choices)
    period = period_of(QUARTER)
    assert period is not None
    story.edit("register.yml", {"title:": f"language: {language}\ntitle:"})
    cases = [story.case(on.day)]
    return draft_summary(story.register(), cases, period, period_before(period), ANCHOR, choices, on.day)
