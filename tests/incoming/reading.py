"""A letter against the example register: what would be recorded of it, on its own day."""

from datetime import date

from phoihop.checking.check import summaries
from phoihop.incoming.letter import IncomingLetter
from phoihop.incoming.meaning import Meaning, meanings

from tests.story import LATER, Story


def meant(letter: IncomingLetter, story: Story, today: date | None = None) -> list[Meaning]:
    """What a letter means on its own day, or on another."""
    day = today or (date.fromisoformat(letter.day.value) if letter.day else date(2021, 3, 15))
    register = story.register()
    return meanings(letter, register, day, summaries(register, LATER, cache=None))
