"""A letter that was dropped on the desk: what it says is shown, and becomes a draft whose form it has filled in."""

from collections.abc import Iterable
from pathlib import Path
from typing import IO

from phoihop.desk.desk import Desk
from phoihop.desk.drafts import LETTER, KeptDraft
from phoihop.incoming.letter import IncomingLetter
from phoihop.incoming.meaning import Meaning, meanings, meant_as
from phoihop.incoming.reading import read_file
from phoihop.incoming.telling import told
from phoihop.language import Language
from phoihop.records.yaml_door import Tree
from phoihop.scratch import scratch_folder


class Letters:
    """The letters of a desk. Each is kept as a draft of no kind yet, until a record is made of it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def take(self, files: Iterable[tuple[str, IO[bytes]]]) -> list[KeptDraft]:
        """Keeps what was dropped, by the names under which it came."""
        taken = []
        for name, content in files:
            letter = self._desk.drafts.new(LETTER, "", {})
            self._desk.drafts.take(letter, name, content)
            self._desk.drafts.keep(letter)
            taken.append(letter)
        return taken

    def meanings(self, letter: KeptDraft, task: str | None = None, kind: str | None = None) -> list[Meaning]:
        """What a letter would become. Raises `NotALetter`."""
        with scratch_folder() as folder:
            return self._meanings(self._read(letter, folder), task, kind)

    def record(self, letter: KeptDraft, place: int, task: str, kind: str, language: Language) -> KeptDraft:
        """A draft of one thing that a letter means, in a task and of a kind; its papers come along.

        Raises `NotALetter`; IndexError where the letter means no such thing.
        """
        with scratch_folder() as folder:
            meaning = self._meanings(self._read(letter, folder), None, None)[place]
            known = meaning.known.get("task"), meaning.known.get("kind")
            if [each.value if each else "" for each in known] != [task, kind]:
                desk = self._desk
                known_tasks = desk.task_summaries()
                meaning = meant_as(meaning, desk.clone.register, desk.today, known_tasks, task=task, kind=kind)
            draft = self._desk.drafts.new(kind, task, {})
            answers = dict(meaning.draft.answers) if meaning.draft else {}
            papers: list[Tree] = []
            for paper in meaning.letter.papers:
                with paper.open("rb") as content:
                    papers.append({"path": self._desk.drafts.take(draft, paper.name, content)})
        draft.answers = {**answers, **meaning.proposed, **({"files": papers} if papers else {})}
        lines = list(told(meaning, meaning.guessed))
        draft.guessed = {each.key: f"{each.why.in_language(language)}: {each.words}" for each in lines if each.why}
        self._desk.drafts.keep(draft)
        return draft

    def _read(self, letter: KeptDraft, folder: Path) -> IncomingLetter:
        (name,) = letter.papers
        place = self._desk.drafts.finder(letter)(name)
        assert place is not None
        return read_file(place, folder)

    def _meanings(self, letter: IncomingLetter, task: str | None, kind: str | None) -> list[Meaning]:
        desk = self._desk
        return meanings(letter, desk.clone.register, desk.today, desk.task_summaries(), task=task, kind=kind)
