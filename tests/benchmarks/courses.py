"""One generated task: a course of coordination from its assignment to its end, as it happens in a district.

A course is written as if it had run to its end; whoever writes the register leaves out what is later than its day.
Most courses keep the directive; a share is late in one thing or another.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import TypeAlias

from phoihop.records.calendar import WorkingDays
from phoihop.records.settings import AgencyRecord

from tests.benchmarks import phrases

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"
LATE = 0.12
"""Share of answers that come after their deadline."""
HAS_DUE = 0.41
"""Share of tasks with a deadline: those are consulted on and submitted, the others go on all the year."""
STUCK = 0.02
"""Share of consultations after which nothing more happens, though it should."""


@dataclass(frozen=True)
class Written:
    """A document or an assignment: when it was issued, its file's name, what it says, and its papers' paths."""

    day: date
    name: str
    says: dict[str, Value]
    papers: tuple[str, ...] = ()


@dataclass
class District:
    """What all courses share: the agencies, the calendar, chance, and the numbers that each agency has used."""

    agencies: Mapping[str, AgencyRecord]
    calendar: WorkingDays
    chance: Random
    numbers: Counter[tuple[str, int]] = field(default_factory=Counter)

    def number(self, agency: str, day: date, kind: str) -> str:
        self.numbers[agency, day.year] += 1
        series = phrases.SERIES.get(kind, "")
        return f"{self.numbers[agency, day.year]:02}/{series}{self.agencies[agency].short}"

    def of_kind(self, kind: str) -> list[str]:
        return sorted(id_ for id_, agency in self.agencies.items() if agency.kind == kind)

    def with_field(self, wanted: str, kind: str) -> str | None:
        found = (id_ for id_ in self.of_kind(kind) if wanted in self.agencies[id_].fields)
        return next(found, None)


class Course:
    """The documents of one task, one after another; `day` is where its story stands."""

    def __init__(self, district: District, assigned: date) -> None:
        self.district, self.chance = district, district.chance
        self.day = assigned
        self.lead = self.chance.choice(sorted(phrases.WORKS))
        self.commune = self.chance.choice(district.of_kind("commune"))
        place = district.agencies[self.commune].name.removeprefix("Ủy ban nhân dân ").replace("huyện", "").strip()
        title = self.chance.choice(phrases.WORKS[self.lead]).format(place=place)
        self.work = title[0].lower() + title[1:]
        others = [each for each in sorted(phrases.WORKS) if each != self.lead]
        self.asked = [*self.chance.sample(others, self.chance.choice((1, 1, 2, 3))), self.commune]
        self.written: list[Written] = []
        self.views: list[Value] = []
        self.ids: Counter[str] = Counter()
        self.has_due = self.chance.random() < HAS_DUE
        says: dict[str, Value] = {
            "title": title,
            "summary": self.chance.choice(phrases.SUMMARIES).format(work=self.work),
            "field": district.agencies[self.lead].fields[0],
            "lead": self.lead,
            "coordinating": self.asked,
        }
        if self.has_due:
            says["due"] = str(self.later(self.chance.choice((60, 70, 80, 110))))
        says |= {
            "number": district.number("ubnd", assigned, "assignment"),
            "date": str(assigned),
            "from": "ubnd",
            "signed_by": "Phó Chủ tịch",
        }
        self.written.append(Written(assigned, "task", says))

    def later(self, working_days: int) -> date:
        return self.district.calendar.add(self.day, working_days)

    def wait(self, least: int, most: int) -> "Course":
        self.day = self.later(self.chance.randint(least, most))
        return self

    def say(self, sentences: Sequence[str]) -> str:
        chance = self.chance
        million, n = chance.randint(12, 980), chance.randint(2, 9)
        hectare = f"{chance.randint(1, 9)},{chance.randint(1, 9)}"
        return chance.choice(sentences).format(million=million, hectare=hectare, n=n)

    def write(self, kind: str, sender: str, to: Sequence[str], *papers: str, **says: Value) -> str:
        """Issues a document today; its own papers go into `files`. Returns its id."""
        day, district = self.day, self.district
        self.ids[f"{day} {kind} {sender}"] += 1
        n = self.ids[f"{day} {kind} {sender}"]
        id_ = f"{day}.{kind}{f'-{n}' if n > 1 else ''}.{sender}"
        keys: dict[str, Value] = {
            "kind": kind,
            "from": sender,
            "to": list(to),
            "date": str(day),
            "number": district.number(sender, day, kind),
            "subject": phrases.SUBJECTS[kind].format(work=self.work),
            "signed_by": "Phó Chủ tịch" if sender == "ubnd" else "Trưởng phòng",
            **says,
        }
        paths = tuple(f"files/{paper}-{id_.replace('.', '-')}.pdf" for paper in papers)
        if kind in ("opinion", "decision"):
            keys["files"] = [{"path": path} for path in paths]
        elif kind == "submission":
            keys |= {"draft": paths[0], "dossier": [{"title": f"Hồ sơ {self.work}", "path": paths[1]}]}
        elif paths:
            keys["dossier"] = [
                {"title": f"Hồ sơ {self.work}, tập {n}", "path": path} for n, path in enumerate(paths, 1)
            ]
        self.written.append(Written(day, id_, keys, paths))
        return id_

    # --- what happens in a course ----------------------------------------------------------------------------------

    def object_and_adjust(self) -> None:
        objector = self.asked[0]
        self.wait(1, 3)
        objection = self.write("objection", objector, ["ubnd"], reason=self.say(phrases.REASONS))
        self.wait(2, 6)
        self.asked = self.asked[1:] or [self.commune]
        change: dict[str, Value] = {"answers": objection, "outcome": "accepted", "coordinating": self.asked}
        self.write("adjustment", "ubnd", [self.lead, objector], **change)

    def plan(self) -> None:
        self.wait(1, 5 if self.chance.random() > LATE else 9)
        steps: list[Value] = [
            {"id": f"b{n}", "what": what, "agency": self.lead}
            for n, what in enumerate(self.chance.sample(phrases.STEPS, self.chance.choice((2, 3))), 1)
        ]
        self.plan_id = self.write("plan", self.lead, ["ubnd"], steps=steps)

    def progress(self, times: int) -> None:
        for n in range(1, times + 1):
            self.wait(15, 60)
            done: dict[str, Value] = {"step": f"{self.plan_id}#b{n}", "done": "true"} if n < 3 else {}
            reported = self.write("progress", self.lead, ["ubnd"], text=self.say(phrases.PROGRESS), **done)
        if self.chance.random() < 0.1:
            self.wait(1, 3)
            self.write("correction", self.lead, ["ubnd"], corrects=reported, reason=self.say(phrases.CORRECTIONS))

    def consult(self) -> None:
        """The lead asks, and the agencies answer: most in time, some late, one in a while not before a reminder."""
        self.wait(4, 12)
        due = self.later(8)
        asked = self.asked
        questions = self.chance.sample(phrases.QUESTIONS, 2)
        papers = ("ho-so", "thuyet-minh")[: self.chance.choice((1, 1, 2))]
        request = self.write("request", self.lead, asked, *papers, due=str(due), questions=questions)
        start, latest = self.day, self.day
        chance = self.chance.random()
        if chance < 0.1:
            self.wait(1, 2)
            needs = ["Bản đồ hiện trạng tỷ lệ 1/2.000"]
            asking = self.write("dossier-request", asked[0], [self.lead], answers=request, needs=needs)
            self.wait(1, 3)
            self.write("dossier-supply", self.lead, [asked[0]], "bo-sung", answers=asking)
        elif chance < 0.2:
            self.wait(3, 6)
            due = self.later(10)
            self.write("extension", self.lead, asked, answers=request, due=str(due))
        for agency in asked:
            self.day = start
            if self.chance.random() > LATE:
                self.wait(5, 8)
            else:
                self.wait(13, 17)
                answered, self.day = self.day, start
                self.wait(12, 12)
                self.write("reminder", self.lead, [agency], about=[request])
                self.day = answered
            self.opinion(agency, self.lead, request)
            latest = max(latest, self.day)
        self.day = latest

    def opinion(self, agency: str, to: str, request: str, least_points: int = 0) -> list[str]:
        """The ids of its points. What the report shall say of each is noted."""
        count = max(least_points, self.chance.choice((0, 0, 1, 2)))
        fields = self.district.agencies[agency].fields
        points: list[Value] = [
            {
                "id": f"p{n}",
                "text": self.say(phrases.POINTS),
                "field": fields[min(n, len(fields)) - 1],
                "evidence": [self.chance.choice(phrases.EVIDENCE)],
            }
            for n in range(1, count + 1)
        ]
        position: dict[str, Value] = {"position": "agree-with-comments", "points": points} if count else {}
        says: dict[str, Value] = {"answers": request, "position": "agree", **position}
        id_ = self.write("opinion", agency, [to], "y-kien", **says)
        references = [f"{id_}#p{n}" for n in range(1, count + 1)]
        for n in range(1, count + 1):
            partly = self.chance.random() < 0.3
            answer: dict[str, Value] = {
                "opinion": id_,
                "point": f"p{n}",
                "response": "partly" if partly else "accepted",
            }
            self.views.append(answer | ({"explanation": self.say(phrases.EXPLANATIONS)} if partly else {}))
        if not count:
            self.views.append({"opinion": id_, "response": "noted"})
        elif to == self.lead and self.chance.random() < 0.15:
            attended = [self.lead, agency]
            self.wait(1, 3)
            self.write("meeting", self.lead, attended, attended=attended, discusses=references[:1],
                       outcome=self.say(phrases.OUTCOMES))  # fmt: skip
        return references

    def ask_superior(self) -> None:
        """Through the authority; the lead explains or forwards each point, and the authority answers (§3)."""
        district = self.district
        superiors = [
            each for each in district.of_kind("superior") if self._department_for(each) not in (None, self.lead)
        ]
        superior = self.chance.choice(superiors)
        self.wait(3, 8)
        questions = self.chance.sample(phrases.QUESTIONS, 2)
        due = str(self.later(12))
        says: dict[str, Value] = {"due": due, "questions": questions, "drafted_by": self.lead}
        request = self.write("request", "ubnd", [superior], "ho-so-gui-so", **says)
        self.wait(8, 12 if self.chance.random() > LATE else 15)
        points = self.opinion(superior, "ubnd", request, least_points=1)
        opinion = points[0].partition("#")[0]
        self.wait(2, 5)
        explainer = self._department_for(superior) or self.lead
        due = str(self.later(6))
        forward = self.write("forward", self.lead, [explainer], forwards=opinion, due=due)
        self.wait(3, 6)
        explained: list[Value] = [{"point": point, "text": self.say(phrases.EXPLANATIONS)} for point in points]
        self.write("explanation", explainer, [self.lead], answers=forward, points=explained)
        self.wait(1, 3)
        self.write("explanation", "ubnd", [superior], answers=opinion, points=explained, drafted_by=self.lead)

    def _department_for(self, superior: str) -> str | None:
        """A department that has every field of a superior agency's first two."""
        fields = self.district.agencies[superior].fields[:2]
        found = {self.district.with_field(each, "department") for each in fields}
        return found.pop() if len(found) == 1 else None

    def submit_and_decide(self, outcome: str = "approved") -> None:
        self.wait(2, 6)
        report = self.write("report", self.lead, ["ubnd"], views=list(self.views))
        self.wait(1, 2)
        submission = self.write("submission", self.lead, ["ubnd"], "du-thao", "ho-so-trinh", report=report)
        self.wait(3, 10 if self.chance.random() > LATE else 16)
        self.write("decision", "ubnd", [self.lead], "quyet-dinh", answers=submission, outcome=outcome, form="decision")

    def withdraw(self) -> None:
        self.wait(10, 40)
        self.write("withdrawal", "ubnd", [self.lead], reason=self.say(phrases.WITHDRAWALS))


def course(district: District, assigned: date) -> list[Written]:
    """A task assigned on a day, to its end: five documents on average."""
    task = Course(district, assigned)
    if not task.has_due:
        # What goes on all the year is reported, and never submitted.
        task.plan()
        task.progress(district.chance.choice((1, 1, 2)))
        return task.written
    turn = district.chance.random()
    if turn < 0.12:
        task.object_and_adjust()
    task.plan()
    if turn > 0.9:
        task.withdraw()
        return task.written
    task.consult()
    if district.chance.random() < STUCK:
        return task.written
    if 0.12 < turn < 0.3:
        task.ask_superior()
    if turn > 0.86:
        task.submit_and_decide("returned")
    task.submit_and_decide()
    return task.written
