"""A letter against the example register: what would be recorded of it, on its own day."""

from collections.abc import Iterator
from datetime import date

from phoihop.incoming.letter import IncomingLetter
from phoihop.incoming.meaning import Meaning, meanings
from phoihop.incoming.numbers import Numbers
from phoihop.records.register import Register
from phoihop.rules.judge import judge_task
from phoihop.rules.rule import NumberUse

from tests.story import LATER, Story


def meant(letter: IncomingLetter, story: Story, today: date | None = None) -> list[Meaning]:
    """What a letter means on its own day, or on another."""
    day = today or (date.fromisoformat(letter.day.value) if letter.day else date(2021, 3, 15))
    return meanings(letter, story.register(), day, numbers(story.register()))


def numbers(register: Register) -> Numbers:
    uses = list(_uses(register))
    titles = {task.id: task.assignment.title for task in register.tasks() if task.assignment}
    return Numbers(lambda claims: [use for use in uses if use.claim in claims], titles)


def _uses(register: Register) -> Iterator[NumberUse]:
    for folder in register.tasks():
        yield from judge_task(folder, register, LATER).numbers
