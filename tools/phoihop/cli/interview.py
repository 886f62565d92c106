"""The dialogue of `phoihop new`: asks for what a draft leaves open, in its kind's order, and tells what is settled."""

from collections.abc import Callable
from datetime import date

from phoihop.cli.dialogue import Dialogue
from phoihop.cli.part_questions import PART_QUESTIONS, question_of
from phoihop.cli.speaking import _
from phoihop.language import say, short_date
from phoihop.recording.choices import Choice, choices_for
from phoihop.recording.drafting import Draft
from phoihop.recording.keys import Key, key_named
from phoihop.recording.numbers import symbols
from phoihop.recording.questions import ASKED, WITHOUT_POINTS
from phoihop.records.yaml_door import Tree

Part = dict[str, Tree]


class Interview:
    """Fills one draft by asking."""

    def __init__(self, draft: Draft, dialogue: Dialogue) -> None:
        self.draft = draft
        self.dialogue = dialogue
        paths = {".".join(key.path): key for key in draft.keys}
        self.keys = [paths[path] for path in ASKED[draft.kind]]
        self._asked: set[Key] = set()
        self._told: set[Key] = set()

    def fill(self) -> None:
        """Asks for every key of the kind that has no answer and that the case does not settle; nothing twice."""
        for key in self.keys:
            if not self._makes_sense(key):
                self.draft.put(key, None)
            elif self.draft.value(key) is None and key not in self._asked:
                self.ask(key)

    def ask(self, key: Key, *, anew: bool = False) -> None:
        draft = self.draft
        if not anew and key.name != "date" and (known := draft.fill(key)) is not None:
            if key not in self._told:
                self.dialogue.tell(f"{question_of(self.draft, key)}: {self.shown(key, known)}")
                self._told.add(key)
            return
        self._asked.add(key)
        ask = PART_QUESTIONS.get((draft.kind, key.name)) or PART_QUESTIONS.get(("", key.name))
        draft.put(key, ask(draft, self.dialogue) if ask else self._plain(key))

    def change(self) -> None:
        """Asks which answer shall be another, and asks for it anew."""
        choices = []
        for key in self.keys:
            value = self.draft.value(key)
            shown = self.shown(key, value) if value is not None else "–"
            label = say("{key}: {value}", "{key}: {value}", key=key.meaning, value=shown)
            choices.append(Choice(".".join(key.path), label, (key.meaning.vi, key.meaning.en)))
        chosen = self.dialogue.choose(_("Which answer?"), choices)
        key = next(key for key in self.keys if ".".join(key.path) == chosen)
        self.draft.unsettle()
        self.draft.put(key, None)
        self.ask(key, anew=True)
        self.fill()

    def shown(self, key: Key, value: Tree) -> str:
        """A value as people read it: days and codes in words, agencies by their symbols, parts by how many."""
        if isinstance(value, list):
            if all(isinstance(item, str) for item in value):
                return ", ".join(self.shown(key, item) for item in value)
            return str(len(value))
        if not isinstance(value, str):
            return ""
        if key.nature == "day":
            return short_date(date.fromisoformat(value))
        if key.nature == "agency":
            return self.draft.occasion.register.agency_name(value)
        known = choices_for(key, self.draft.occasion) or ()
        return next((self.dialogue.word(choice.label) for choice in known if choice.value == value), value)

    # --- plain keys ------------------------------------------------------------------------------------------------

    def _plain(self, key: Key) -> Tree | None:
        question, optional = question_of(self.draft, key), not (key.is_required or key.is_asked_by_rule)
        choices = self.draft.choices(key)
        if key.nature == "flag":
            return "true" if self.dialogue.agree(question, default=True) else None
        if choices and key.is_list:
            return list(self.dialogue.choose_several(question, choices, optional=optional))
        if choices:
            return self.dialogue.choose(question, choices, optional=optional)
        if key.is_list:
            return list(self.dialogue.ask_several(f"{question} {{n}}", self._reader(key), optional=optional))
        if key.nature == "day":
            today = short_date(self.draft.occasion.today) if key.name == "date" else ""
            return self.dialogue.ask(question, self._reader(key), default=today, optional=optional)
        if key.name == "number" and self.draft.kind != "agency":
            question += f" ({self._number_hint()})" if self._number_hint() else ""
        return self.dialogue.ask(question, self._reader(key), optional=optional and not self._is_wanted(key))

    def _reader(self, key: Key) -> Callable[[str], Tree]:
        return lambda words: self.draft.read(key, words)

    def _is_wanted(self, key: Key) -> bool:
        """Whether the directive wants a key that the format lets be absent: an opinion is in writing (§4)."""
        return self.draft.kind == "opinion" and key.name == "number"

    def _number_hint(self) -> str:
        draft = self.draft
        issuer = draft.word("from")
        if not issuer and (known := draft.settled(key_named(draft.type, "from"))):
            issuer = str(known)
        return "…" + symbols(draft.occasion.register, issuer, draft.kind, draft.day) if issuer else ""

    def _makes_sense(self, key: Key) -> bool:
        """Whether a question is still open after the answers so far."""
        draft = self.draft
        match draft.kind, key.name:
            case "opinion", "points":
                return draft.word("position") not in WITHOUT_POINTS
            case "adjustment", "lead" | "coordinating" | "due":
                return draft.word("outcome") != "declined"
            case "adjustment", "answers":
                return bool(draft.fitting(key))
            case "progress", "done":
                return bool(draft.word("step"))
            case "request" | "explanation", "drafted_by":
                return draft.settled(key) is not None
            case "report", "silent":
                return draft.settled(key) is not None
            case "meeting", "discusses":
                return bool(draft.choices(key))
            case _, "received":
                return True
        return True
