"""The dialogue of `phoihop new`: asks for what a draft leaves open, in its kind's order, and tells what is settled."""

from collections.abc import Callable
from datetime import date

from phoihop.cases.course import Entry
from phoihop.cli.dialogue import Dialogue
from phoihop.cli.speaking import _, spoken
from phoihop.history.labels import VALUES
from phoihop.language import say, short_date
from phoihop.recording.answers import read_paper, read_word
from phoihop.recording.choices import Choice, choices_for
from phoihop.recording.correcting import CorrectionDraft, said_in
from phoihop.recording.drafting import Draft
from phoihop.recording.keys import Key, key_named
from phoihop.recording.new_records import DocumentDraft
from phoihop.recording.numbers import symbols
from phoihop.recording.openings import points_to_answer
from phoihop.recording.parts import read_evidence
from phoihop.recording.questions import ASKED, NEEDS_REASON, WITHOUT_POINTS, WORDED
from phoihop.records.types import Forward, Member, Opinion, Paper, Point, Step, View
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
                self.dialogue.tell(f"{self._question(key)}: {self.shown(key, known)}")
                self._told.add(key)
            return
        self._asked.add(key)
        ask = self._PARTS.get((draft.kind, key.name)) or self._PARTS.get(("", key.name))
        draft.put(key, ask(self) if ask else self._plain(key))

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
        known = choices_for(self.draft.type, key, self.draft.occasion) or ()
        return next((self.dialogue.word(choice.label) for choice in known if choice.value == value), value)

    # --- plain keys ------------------------------------------------------------------------------------------------

    def _question(self, key: Key) -> str:
        return WORDED.get((self.draft.kind, key.name), key.meaning).in_language(spoken())

    def _plain(self, key: Key) -> Tree | None:
        question, optional = self._question(key), not (key.is_required or key.is_asked_by_rule)
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

    # --- parts -----------------------------------------------------------------------------------------------------

    def _part_word(
        self, part: type[Point | Step | View | Member | Paper], name: str, *, optional: bool = False
    ) -> str | None:
        key = key_named(part, name)
        choices = choices_for(part, key, self.draft.occasion)
        question = "  " + self._question(key)
        if choices:
            return self.dialogue.choose(question, choices, optional=optional)
        return self.dialogue.ask(
            question, lambda words: read_word(part, key, words, self.draft.occasion), optional=optional
        )

    def _files(self) -> list[Tree]:
        """The document's own files; an opinion has at least one (§4)."""
        question = _("File {n} (PDF, DOCX …): its path")
        paths = self.dialogue.ask_several(
            question,
            lambda words: read_paper(_unquoted(words), self.draft.papers),
            optional=self.draft.kind != "opinion",
        )
        return [{"path": path} for path in paths]

    def _dossier(self) -> list[Tree]:
        papers: list[Tree] = []
        while True:
            title = self.dialogue.ask(
                _("Title of paper {n}").format(n=len(papers) + 1),
                lambda words: read_word(Paper, key_named(Paper, "title"), words, self.draft.occasion),
                optional=bool(papers),
            )
            if title is None:
                return papers
            path = self.dialogue.ask(
                "  " + _("its file"), lambda words: read_paper(_unquoted(words), self.draft.papers)
            )
            papers.append({"title": title, "path": path or ""})

    def _points(self) -> list[Tree]:
        points: list[Tree] = []
        while True:
            self.dialogue.tell(_("Point {n}").format(n=len(points) + 1))
            text = self._part_word(Point, "text", optional=bool(points))
            if text is None:
                return points
            evidence = self.dialogue.ask_several(
                "  " + _("Evidence {n}: words or the path of a file"),
                lambda words: read_evidence(_unquoted(words), self.draft.papers),
            )
            point: Part = {"text": text}
            if field := self._part_word(Point, "field", optional=True):
                point["field"] = field
            point["evidence"] = list(evidence)
            if self.dialogue.agree("  " + _("To be discussed before the submission?"), default=False):
                point["discuss"] = "true"
            points.append(point)

    def _steps(self) -> list[Tree]:
        steps: list[Tree] = []
        while True:
            self.dialogue.tell(_("Step {n}").format(n=len(steps) + 1))
            what = self._part_word(Step, "what", optional=bool(steps))
            if what is None:
                return steps
            step: Part = {"what": what, "agency": self._part_word(Step, "agency") or ""}
            if due := self._part_word(Step, "due", optional=True):
                step["due"] = due
            steps.append(step)

    def _members(self) -> list[Tree]:
        members: list[Tree] = []
        while True:
            self.dialogue.tell(_("Who may record for it, {n}").format(n=len(members) + 1))
            role = self._part_word(Member, "role", optional=True)
            if role is None:
                return members
            members.append({"role": role, "email": self._part_word(Member, "email") or ""})

    def _views(self) -> list[Tree]:
        """A response to every point of every opinion in force (§2, §5)."""
        views: list[Tree] = []
        opening = self.draft.opening if isinstance(self.draft, DocumentDraft) else None
        for opinion, point in points_to_answer(opening) if opening else ():
            entry = opening.case.course.by_id[opinion] if opening else None
            if entry:
                self.dialogue.tell(self._opinion_shown(entry, point))
            view: Part = {"opinion": opinion}
            if point:
                view["point"] = point
            response = self._part_word(View, "response") or ""
            view["response"] = response
            if explanation := self._part_word(View, "explanation", optional=response not in NEEDS_REASON):
                view["explanation"] = explanation
            views.append(view)
        return views

    def _opinion_shown(self, entry: Entry, point: str | None) -> str:
        opinion = entry.document
        assert isinstance(opinion, Opinion)
        name = self.draft.occasion.register.agency_name(opinion.from_)
        position = VALUES["position"][opinion.position].in_language(spoken())
        text = next((each.text for each in opinion.points if each.id == point), position)
        return f"{name} {point or ''}".strip() + f": {' '.join(text.split())}"

    def _explained(self) -> list[Tree]:
        """An explanation of each point that was forwarded, or of those of the opinion that are chosen."""
        case = self.draft.occasion.case
        answered = case.course.by_id.get(self.draft.word("answers")) if case else None
        if case is None or answered is None:
            return []
        document = answered.document
        opinion_id, wanted = (
            (document.forwards, document.points) if isinstance(document, Forward) else (answered.id, ())
        )
        opinion = case.course.named(opinion_id, Opinion)
        points = [each for each in opinion.points if not wanted or each.id in wanted] if opinion else []
        explained: list[Tree] = []
        for place, point in enumerate(points, 1):
            entry = case.course.by_id[opinion_id]
            self.dialogue.tell(self._opinion_shown(entry, point.id))
            may_skip = not isinstance(document, Forward) and (bool(explained) or place < len(points))
            text = self.dialogue.ask("  " + _("Explanation"), self._text, optional=may_skip)
            if text:
                explained.append({"point": f"{opinion_id}#{point.id}", "text": text})
        return explained

    def _text(self, words: str) -> str:
        return read_word(Point, key_named(Point, "text"), words, self.draft.occasion)

    def _corrected(self) -> Tree | None:
        """Which record is corrected, and what shall stand in it instead."""
        draft = self.draft
        assert isinstance(draft, CorrectionDraft)
        key = key_named(draft.type, "corrects")
        named = self.dialogue.choose(self._question(key), draft.choices(key))
        draft.put(key, named)
        if draft.sets:
            return named
        sets: dict[str, str] = {}
        said = said_in(draft)
        choices = [
            Choice(name, say("{name}: {value}", "{name}: {value}", name=name, value=said[name])) for name in said
        ]
        while (name := self.dialogue.choose(_("What shall be changed in it?"), choices, optional=True)) is not None:
            sets[name] = self.dialogue.ask("  " + _("What it shall say"), lambda words: words) or ""
        draft.sets = sets
        return named

    def _whole(self) -> Tree | None:
        """Which points are forwarded: those chosen, or all."""
        key = key_named(self.draft.type, "points")
        question = self._question(key)
        return list(self.dialogue.choose_several(question, self.draft.choices(key), optional=True))

    _PARTS: dict[tuple[str, str], Callable[["Interview"], Tree | None]] = {
        ("", "files"): _files,
        ("", "dossier"): _dossier,
        ("", "steps"): _steps,
        ("", "members"): _members,
        ("", "views"): _views,
        ("opinion", "points"): _points,
        ("explanation", "points"): _explained,
        ("forward", "points"): _whole,
        ("correction", "corrects"): _corrected,
    }


def _unquoted(words: str) -> str:
    """A path as a file manager drops it on a terminal, without the quotes around it."""
    if len(words) > 1 and words[0] == words[-1] and words[0] in "'\"":
        return words[1:-1]
    return words
