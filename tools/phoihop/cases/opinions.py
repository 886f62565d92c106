"""Who was asked, what each said, and what became of every point: the rows of the opinions matrix, and differences."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from phoihop.cases.course import Entry
from phoihop.cases.model import Case, Obligation
from phoihop.cases.points import point_name
from phoihop.records.parts import Point, View
from phoihop.records.types import Completion, Meeting, Opinion, Report, Request, Submission


@dataclass(frozen=True, slots=True)
class PointRow:
    """One point of an opinion; or the opinion as a whole, where it has no points (`point` is None)."""

    opinion: Entry | None
    point: Point | None
    view: View | None
    meetings: tuple[Entry, ...]

    @property
    def unresolved_at(self) -> Entry | None:
        """The newest meeting on it, where that came to no agreement."""
        newest = self.meetings[-1] if self.meetings else None
        if self.opinion is None or newest is None or not isinstance(newest.document, Meeting):
            return None
        return newest if point_name(self.opinion.id, self.point) in newest.document.unresolved else None

    @property
    def differs(self) -> bool:
        """Whether it is still in dispute: declined, where the opinion disagrees; or discussed without agreement."""
        opinion = self.opinion.document if self.opinion else None
        response = self.view.response if self.view else None
        if response == "declined" and isinstance(opinion, Opinion) and opinion.position == "disagree":
            return True
        return self.unresolved_at is not None and response != "accepted"


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """One agency asked by one request. `opinion` is the newest in force, its position counts; None while there is none.

    `supplemented` are the earlier ones that are in force beside it, `replaced` those that no longer are; `points` are
    those of every opinion in force.
    """

    request: Entry
    agency: str
    obligation: Obligation
    opinion: Entry | None
    supplemented: tuple[Entry, ...]
    replaced: tuple[Entry, ...]
    points: tuple[PointRow, ...]


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One question of a request, with the points of opinions in force that say they answer it (§4)."""

    request: Entry
    text: str
    points: tuple[PointRow, ...]


def questions_of(rows: tuple[OpinionRow, ...]) -> tuple[AskedQuestion, ...]:
    """The questions of every request, in their order."""
    requests = {row.request.id: row.request for row in rows}
    return tuple(
        AskedQuestion(
            request,
            text,
            tuple(
                each
                for row in rows
                if row.request.id == request.id
                for each in row.points
                if each.point and each.point.question == place
            ),
        )
        for request in requests.values()
        if isinstance(request.document, Request)
        for place, text in enumerate(request.document.questions, 1)
    )


def opinion_rows(case: Case) -> tuple[OpinionRow, ...]:
    """A row for each agency that a request asked, in the order of the requests and of their addressees."""
    course = case.course
    in_force = {entry.id for entry, _ in course.opinions_in_force(case.today)}
    newest_report = newest_report_of(case)
    rows: list[OpinionRow] = []
    for request, document in course.each(Request):
        for agency in document.to:
            obligation = next(
                each
                for each in case.obligations
                if each.kind == "opinion" and each.source == request.id and each.asked == agency
            )
            given = [
                entry
                for entry, opinion in course.each(Opinion)
                if opinion.answers == request.id and course.speaks_for(opinion.from_, agency, opinion.date)
            ]
            given.sort(key=lambda entry: entry.counts_on)
            standing = tuple(entry for entry in given if entry.id in in_force)
            rows.append(
                OpinionRow(
                    request=request,
                    agency=agency,
                    obligation=obligation,
                    opinion=standing[-1] if standing else None,
                    supplemented=standing[:-1],
                    replaced=tuple(each for each in given if (course.replaced_on(each) or date.max) <= case.today),
                    points=tuple(point for entry in standing for point in _points(case, entry, newest_report)),
                )
            )
    return tuple(rows)


def differences(rows: Iterable[OpinionRow]) -> tuple[PointRow, ...]:
    """The points in dispute (“ý kiến còn khác nhau”, §2): what whoever decides has to know of."""
    return tuple(point for row in rows for point in row.points if point.differs)


def points_to_answer(case: Case, day: date) -> tuple[tuple[Entry, str | None], ...]:
    """Every opinion in force with each of its points (None: the opinion as a whole) that a report responds to."""
    return tuple(
        (entry, point)
        for entry, opinion in case.course.opinions_in_force(day)
        for point in tuple(each.id for each in opinion.points) or (None,)
    )


def newest_report_of(case: Case) -> Report | None:
    """The newest explanation report: the one behind the newest submission, or a later one."""
    reports = [report for _, report in case.course.each(Report)]
    return reports[-1] if reports else None


def report_behind(case: Case, submission: Submission | Completion) -> Report | None:
    """The report that a submission names, if it is on record."""
    return case.course.named(submission.report, Report)


def reports_submitted(case: Case) -> Iterator[tuple[Submission | Completion, str, Report]]:
    """Each submission that names a report on record, with the report's id and the report."""
    for _, submission in case.course.submissions:
        report = report_behind(case, submission)
        if report and submission.report:
            yield submission, submission.report, report


def _points(case: Case, opinion: Entry, report: Report | None) -> list[PointRow]:
    document = case.course.named(opinion.id, Opinion)
    points: tuple[Point | None, ...] = (document.points if document else ()) or (None,)
    rows = []
    for point in points:
        name = point.id if point else None
        views = [view for view in report.views if view.opinion == opinion.id] if report else []
        view = next((view for view in views if view.point == name), None)
        meetings = tuple(
            entry for entry, meeting in case.course.each(Meeting) if point_name(opinion.id, point) in meeting.discusses
        )
        rows.append(PointRow(opinion, point, view, meetings))
    return rows
