"""What a letter means in a register: whose it is, what it answers, in which task; a draft for each answer.

What the letter says itself is told apart from what is guessed, and each has the words that it rests on. The draft has
what was read; what was guessed is for whoever records to confirm.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import log
from pathlib import Path

from phoihop.checking.summary import TaskSummary
from phoihop.incoming.agencies import Agencies
from phoihop.incoming.letter import Cited, IncomingLetter, Known, Told
from phoihop.incoming.subjects import is_invitation, kinds_told, position_told
from phoihop.kinds.opening import Opening
from phoihop.kinds.registry import kinds
from phoihop.language import Message, Text, excerpt, say
from phoihop.plain_letters import plain
from phoihop.recording.asking import is_open, questions
from phoihop.recording.choices import Occasion
from phoihop.recording.draft import Draft
from phoihop.records.reading import document_name
from phoihop.records.references import TASK
from phoihop.records.register import Register
from phoihop.records.yaml_door import Tree
from phoihop.rules.rule import NumberUse

_BY_SUBJECT = Text("theo trích yếu", "by its subject")
_BY_ANSWER = Text("theo văn bản mà nó trả lời", "by what it answers")
_BY_TITLE = Text("trích yếu nhắc tên nhiệm vụ", "its subject names the task")
_BY_CITED = Text("nhiệm vụ của văn bản được viện dẫn", "the task of a letter that it cites")
_COUNTED = Text("tính từ ngày văn bản", "counted from the day of the letter")
_BY_WORDS = Text("theo lời lẽ của văn bản", "by the words of the letter")
_NO_DAY = date(1900, 1, 1)
_ANSWERING = ("answers", "forwards", "about")
"""Keys by which a letter says to what on record it is a reply, likeliest first."""
_LEAST_SAID = 4.0
"""How much the shared words of a subject and a title must weigh: some two or three rare ones."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """A document on record that the letter may answer: by which key of which kinds, likeliest first."""

    cited: Cited
    use: NumberUse
    kinds: tuple[tuple[str, str], ...]

    @property
    def record(self) -> str:
        return _record(self.use)


@dataclass(slots=True)
class Meaning:
    """One record that a letter would make. `draft` is None while its task or its kind is not known.

    `answer` is what it answers, of several things that the letter may.
    """

    letter: IncomingLetter
    known: dict[str, Known] = field(default_factory=dict)
    draft: Draft | None = None
    notices: list[Message] = field(default_factory=list)
    on_record: NumberUse | None = None
    answer: _Answer | None = None

    @property
    def read(self) -> dict[str, Known]:
        return {name: each for name, each in self.known.items() if each.why is None}

    @property
    def guessed(self) -> dict[str, Known]:
        return {name: each for name, each in self.known.items() if each.why is not None}

    @property
    def open(self) -> list[str]:
        """The keys that are needed and that nobody knows."""
        lacking = [name for name in ("task", "kind", "from", "date", "number") if name not in self.known]
        if self.draft is None:
            return lacking
        whole = self.draft.answered(self.proposed)
        asked = [each.key.id for each in questions(whole) if each.is_needed and is_open(whole, each)]
        settled = [name for name in lacking if name != "date" and name in whole.settled]
        return [name for name in dict.fromkeys((*lacking, *asked)) if name not in settled]

    @property
    def proposed(self) -> dict[str, Tree]:
        """Guesses, as answers to be confirmed."""
        return {name: each.value for name, each in self.guessed.items() if name not in ("task", "kind")}


def meanings(
    letter: IncomingLetter,
    register: Register,
    today: date,
    tasks: Mapping[str, TaskSummary],
    *,
    task: str | None = None,
    kind: str | None = None,
) -> list[Meaning]:
    """A meaning for each letter that is answered; at least one. `task` and `kind` are what is known from elsewhere."""
    return _Matching(letter, register, today, tasks, task, kind).meanings()


def meant_as(
    meaning: Meaning,
    register: Register,
    today: date,
    tasks: Mapping[str, TaskSummary],
    *,
    task: str | None,
    kind: str | None,
) -> Meaning:
    """The same thing that a letter means, with another task or kind: it answers what it answered, or nothing."""
    answer = meaning.answer
    letter = replace(meaning.letter, cited=(answer.cited,)) if answer else meaning.letter
    found = meanings(letter, register, today, tasks, task=task, kind=kind)
    return next((each for each in found if answer and each.answer and each.answer.use == answer.use), found[0])


@dataclass
class _Matching:
    """One letter beside a register. `tasks` are summaries of all; `task` and `kind` are known from elsewhere."""

    letter: IncomingLetter
    register: Register
    today: date
    tasks: Mapping[str, TaskSummary]
    task: str | None
    kind: str | None

    def __post_init__(self) -> None:
        letter, register, today = self.letter, self.register, self.today
        self.day = date.fromisoformat(letter.day.value) if letter.day else today
        self.agencies = Agencies(register, self.day)
        self.issuer = self.agencies.issuer(letter.issuer, letter.notation)
        self.occasions: dict[str, Occasion] = {}

    def meanings(self) -> list[Meaning]:
        cited = [(each, use) for each in self.letter.cited for use in self._uses(each)]
        answers = [answer for each, use in cited if (answer := self._answer(each, use))]
        certain = [each for each in answers if each.cited.is_answered]
        told = self._kinds_told(kinds())[:1]
        likely = [each for each in answers if not told or told[0] in dict(each.kinds)][:1]
        # A letter may name what it answers twice.
        found = {(each.use.task, each.record): each for each in (certain or likely)}
        made = [self._answering(each) for each in found.values()] or [self._answering_nothing(cited)]
        already = self._on_record()
        for meaning in made:
            meaning.on_record = already
            meaning.notices += self._of_earlier(already)
            if is_invitation(self.letter.notation, self.letter.type_name):
                meaning.notices.append(
                    say(
                        "giấy mời không ghi vào sổ; họp xong, ghi kết luận là văn bản loại “cuộc họp”",
                        "an invitation is not recorded; once the meeting was held, record that as a “meeting”",
                    )
                )
        return made

    def _of_earlier(self, already: NumberUse | None) -> Iterator[Message]:
        """What the package means for letters that are on record: which they are, and how to mend the record."""
        earlier = [use for cited in self.letter.replaced for use in self._uses(cited)]
        if already and self.letter.business in ("revoked", "updated"):
            earlier.append(already)
        for use in earlier:
            yield say(
                "trong sổ là {path}; sửa thông tin đã ghi bằng: phoihop new correction {task} --corrects {record}",
                "on record it is {path}; mend what is recorded by: phoihop new correction {task} --corrects {record}",
                path=use.path,
                task=use.task,
                record=_record(use),
            )

    # --- what is cited --------------------------------------------------------------------------------------------

    def _uses(self, cited: Cited) -> list[NumberUse]:
        """The letters on record that bear a number: of that day and issuer, where they are said."""
        years = {cited.day.year} if cited.day else {self.day.year, self.day.year - 1}
        organ = self.agencies.named(Told(cited.organ, cited.organ)) if cited.organ else None
        who = [organ.value] if organ else list(self.register.agencies)
        claims = {_use(agency, cited.number, year).claim for agency in who for year in years}
        found = self._claiming(claims)
        if cited.day and (same := [each for each in found if each.day == cited.day]):
            return same
        return [each for each in found if each.day <= self.day] if not cited.day else []

    def _claiming(self, claims: set[str]) -> list[NumberUse]:
        """Where the numbers that make one of these claims stand in the register."""
        tasks = ((task, summary) for task, summary in self.tasks.items() if not claims.isdisjoint(summary.claims))
        return [use for task, summary in tasks for use in summary.numbers_of(task, claims)]

    def _answer(self, cited: Cited, use: NumberUse) -> _Answer | None:
        record, occasion = _record(use), self._occasion(use.task)
        if occasion is None or self.issuer is None or record == TASK or self.task not in (None, use.task):
            return None
        named = document_name(f"{record}.yml")
        told = self._kinds_told(kinds())[:1]
        fits = [
            (kind, key.id)
            for kind in ([self.kind] if self.kind else kinds())
            if kind in kinds()
            for draft in [Draft(kind, occasion, {"from": self.issuer.value, "date": self.day.isoformat()})]
            for key in draft.keys
            if key.nature == "document" and key.id in _ANSWERING
            if (key.id != "about" and record in [each.value for each in draft.fitting(key)])
            or (kind in told and named and named.kind in key.kinds)
        ]
        # What the document asks for comes first. What has an answer already may get another, where the subject says so.
        fits.sort(key=lambda each: (_ANSWERING.index(each[1]), each[0] not in kinds()[each[0]].concerns))
        return _Answer(cited, use, tuple(fits)) if fits else None

    def _occasion(self, task: str) -> Occasion | None:
        if task not in self.occasions:
            self.occasions[task] = Occasion.of_task(self.register, task, self.today)
        return self.occasions[task] if self.occasions[task].case else None

    def _on_record(self) -> NumberUse | None:
        """The record that this very letter has already."""
        if self.issuer is None or self.letter.number is None or self.letter.day is None:
            return None
        claim = _use(self.issuer.value, self.letter.number.value, self.day.year).claim
        same_day = [each for each in self._claiming({claim}) if each.day == self.day]
        return same_day[0] if same_day else None

    # --- drafts ---------------------------------------------------------------------------------------------------

    def _answering(self, answer: _Answer) -> Meaning:
        told = self._kinds_told(dict.fromkeys(kind for kind, _key in answer.kinds))
        kind = told[0] if told else answer.kinds[0][0]
        key = next(key for each, key in answer.kinds if each == kind)
        why = answer.cited.why
        # What a package answers tells the kind where only one kind answers that.
        why_kind = None if why is None and told == [answer.kinds[0][0]] else _BY_SUBJECT if told else _BY_ANSWER
        known = {
            "task": Known(answer.use.task, answer.cited.words, why),
            "kind": Known(kind, self._subject_or(answer.cited.words), why_kind),
            key: Known([answer.record] if key == "about" else answer.record, answer.cited.words, why),
        }
        meaning = self._meaning(known)
        meaning.answer = answer
        return meaning

    def _answering_nothing(self, cited: list[tuple[Cited, NumberUse]]) -> Meaning:
        known: dict[str, Known] = {}
        if cited:
            letter, use = cited[0]
            known["task"] = Known(use.task, letter.words, _BY_CITED)
        elif task := self._titled():
            known["task"] = Known(task, self._subject_or(""), _BY_TITLE)
        if told := self._kinds_told(self._possible(known)):
            known["kind"] = Known(told[0], self._subject_or(self.letter.type_name), _BY_SUBJECT)
        return self._meaning(known)

    def _possible(self, known: dict[str, Known]) -> list[str]:
        """The kinds that this agency may issue in that task, as far as both are known."""
        task = known.get("task")
        occasion = self._occasion(str(task.value)) if task else None
        if occasion is None or occasion.case is None or self.issuer is None:
            return list(kinds())
        opening = Opening("", occasion.case, {"from": self.issuer.value, "date": self.day.isoformat()})
        return [name for name, kind in kinds().items() if self.issuer.value in kind.issuers(opening)] or list(kinds())

    def _kinds_told(self, possible: Iterable[str]) -> list[str]:
        subject = self.letter.subject.value if self.letter.subject else ""
        return kinds_told(subject, self.letter.notation, self.letter.type_name, possible)

    def _subject_or(self, words: str) -> str:
        return self.letter.subject.words if self.letter.subject else words

    def _titled(self) -> str | None:
        """The task whose title the subject speaks of, by the words that few titles have; None where it is not clear."""
        if self.letter.subject is None:
            return None
        titles = {task: _words(summary.title) for task, summary in self.tasks.items() if summary.title}
        often = Counter(word for words in titles.values() for word in words)
        weights = {
            word: log(1 + len(titles) / often[word]) for word in _words(self.letter.subject.value) if often[word]
        }
        ranked = sorted(((sum(weights.get(each, 0) for each in words), task) for task, words in titles.items()))[::-1]
        if not ranked or ranked[0][0] < max(0.6 * sum(weights.values()), _LEAST_SAID):
            return None
        return ranked[0][1] if len(ranked) == 1 or ranked[0][0] > 1.25 * ranked[1][0] else None

    def _meaning(self, known: dict[str, Known]) -> Meaning:
        if self.task:
            known["task"] = Known(self.task, f"--task {self.task}")
        if self.kind:
            known["kind"] = Known(self.kind, f"--kind {self.kind}")
        meaning = Meaning(self.letter, known, notices=[*self.letter.notices])
        task, kind = known.get("task"), known.get("kind")
        occasion = self._occasion(str(task.value)) if task else None
        keys = {key.id for key in Draft(str(kind.value), occasion, {}).keys} if kind and occasion else None
        known |= {name: each for name, each in self._said(meaning) if keys is None or name in keys}
        if kind and occasion and str(kind.value) in kinds():
            self._in_words(str(kind.value), known)
            read = {name: each.value for name, each in known.items() if not each.why and name not in ("task", "kind")}
            papers: list[Tree] = [{"path": str(paper)} for paper in self.letter.papers]
            answers = {**read, **({"files": papers} if papers else {})}
            meaning.draft = Draft(str(kind.value), occasion, answers, _given(self.letter.papers))
        return meaning

    def _said(self, meaning: Meaning) -> Iterator[tuple[str, Known]]:
        """What the letter says of itself, as a record has it."""
        letter = self.letter
        told: dict[str, Known | None] = {
            "from": self.issuer,
            "to": self._addressees(meaning),
            "date": letter.day,
            "number": letter.number,
            "received": letter.received if letter.received and letter.received.value > self.day.isoformat() else None,
            "subject": letter.subject,
            "signed_by": self._signer(),
            "urgency": letter.urgency,
            "due": letter.due or self._due_within(),
        }
        return ((name, each) for name, each in told.items() if each)

    def _due_within(self) -> Known | None:
        """The last day of a deadline that is told by its length, counted from the day after the letter's."""
        within = self.letter.due_within
        if within is None:
            return None
        calendar = self.register.calendar
        due = calendar.add(self.day, within.days) if within.are_working else self.day + timedelta(days=within.days)
        return Known(due.isoformat(), within.words, _COUNTED)

    def _signer(self) -> Known | None:
        """The signer's role, as the register writes it for a member of the issuer where it has one of that name."""
        told = self.letter.signed_by
        agency = self.register.agencies.get(self.issuer.value) if self.issuer else None
        for member in agency.members if agency and told else ():
            if told and member.role.casefold() == told.value.casefold():
                return replace(told, value=member.role)
        return told

    def _addressees(self, meaning: Meaning) -> Known | None:
        found = [(told, self.agencies.named(told)) for told in self.letter.to]
        if not found:
            # Where nobody is addressed (a decision), it is for those that get it.
            copies = [(told, self.agencies.named(told)) for told in self.letter.copies]
            issuer = self.issuer.value if self.issuer else None
            found = [(told, agency) for told, agency in copies if agency and agency.value != issuer]
        for told, agency in found:
            if agency is None:
                vi, en = "nơi nhận “{name}” không có trong sổ", "its addressee “{name}” is not in the register"
                meaning.notices.append(say(vi, en, name=told.value))
        agencies = [agency for _, agency in found if agency]
        if not agencies:
            return None
        why = next((each.why for each in agencies if each.why), None)
        return Known(
            list(dict.fromkeys(each.value for each in agencies)), "; ".join(each.words for each in agencies), why
        )

    def _in_words(self, kind: str, known: dict[str, Known]) -> None:
        """What the letter's own sentences come to."""
        if kind == "opinion" and (told := position_told(self.letter.body)):
            known["position"] = Known(told[0], told[1], _BY_WORDS)
        if kind == "progress" and self.letter.body:
            known["text"] = Known(self.letter.body, excerpt(self.letter.body, 160), _BY_WORDS)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", plain(text)))


def _record(use: NumberUse) -> str:
    """The id of the record that a number stands in."""
    return use.path.rpartition("/")[2].removesuffix(".yml")


def _use(agency: str, number: str, year: int) -> NumberUse:
    return NumberUse(agency, number, _NO_DAY.replace(year=year), "", "")


def _given(papers: Iterable[Path]) -> Callable[[str], Path | None]:
    """Finds the papers that came with the letter, and nothing else on this machine."""
    known = {str(each): each for each in papers}
    return known.get
