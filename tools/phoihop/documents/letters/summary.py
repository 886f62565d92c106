"""The report on a period: the four counts beside those of the period before, what is overdue, the register's digest.

Signed on paper, the digest holds the register to what it was on that day: whoever has a copy can work it out again.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from phoihop.cases.model import Case
from phoihop.cases.periods import Period
from phoihop.documents.letters.frame import framed
from phoihop.documents.letters.issuing import without_words
from phoihop.documents.letters.letter import BLANK, Choices, Content, Letter, LetterForm
from phoihop.documents.letters.phrasing import Wording, as_sentence, one_line
from phoihop.documents.summary import COUNTS, GROUPS, Tally, judged_on, standing_in, summarized, work_of
from phoihop.language import Text, capitalized, say
from phoihop.records.register import Register
from phoihop.words.codes import SUMMARY
from phoihop.words.days import period_named

_SUBJECT = Text("Tình hình thực hiện nhiệm vụ {period}", "Carrying out of tasks, {period}")
_ALL = Text("Tổng số", "In all")
_NOBODY = Text("Chưa xác định", "Not said")
_ADDRESSEE = Text("nơi nhận báo cáo", "whom it goes to")
_REMARKS = Text("nhận xét, kiến nghị", "remarks and proposals")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


@dataclass(frozen=True, slots=True)
class Anchor:
    """What the figures are held to: the sha256 over so many records, and the commit that has them.

    `unrecorded` files lie in the folder otherwise than in the commit; the figures are of the folder.
    """

    digest: str
    records: int
    commit: str | None
    unrecorded: int = 0


def draft_summary(
    register: Register,
    cases: Sequence[Case],
    period: Period,
    before: Period,
    anchor: Anchor,
    choices: Choices,
    today: date,
) -> Letter:
    """The report as of a day, in the register's language."""
    wording = Wording(register, register.language, today)
    authority = register.settings.authority
    issuer = choices.by or authority
    above = register.agencies[authority].parent if authority in register.agencies else None
    to = choices.to or ((authority,) if issuer != authority else (above,) if above else ())
    named = period_named(period.code).in_language(wording.language)
    works = [(case, work_of(case)) for case in cases]
    until = min(period.end, today)
    tallies = summarized([work for _, work in works], GROUPS, period, before, today, register.calendar.between)
    whole = next(iter(tallies[""]), Tally("", Counter(), Counter()))
    # A grouping that knows no names says no more than the whole does.
    named_groups = [group for group in GROUPS if group and any(each.name for each in tallies[group])]
    overdue = [
        {
            "id": case.id,
            "title": one_line(case.title),
            "lead": wording.agency(case.lead),
            "due": wording.day(work.due),
            "late": wording.working_days(register.calendar.between(work.due, judged_on(work, until))),
        }
        for case, work in sorted(works, key=lambda each: (each[1].due or date.max, each[0].id))
        if work.due and standing_in(work, period.start, until) == "overdue"
    ]
    numerals = iter(_ROMAN)
    facts: dict[str, Any] = {
        "register": one_line(register.settings.title),
        "period": named,
        "before": period_named(before.code).in_language(wording.language),
        "start": wording.day(period.start),
        "end": wording.day(until),
        "total": whole.now.total(),
        "counts": _counts(wording, whole),
        "returned": whole.returned,
        "days_late": {
            "median": wording.working_days(round(whole.median_late or 0)),
            "most": wording.working_days(whole.most_late or 0),
        }
        if whole.days_late
        else {},
        "overdue": overdue,
        "remarks": [as_sentence(each) for each in choices.text] or [BLANK],
        "digest": anchor.digest,
        "records": anchor.records,
        "commit": anchor.commit or "",
        "repository": register.settings.repository,
        "headings": {"whole": next(numerals)},
        "columns": [capitalized(SUMMARY[code].in_language(wording.language)) for code in COUNTS],
        "groups": [{**_group(wording, group, tallies[group]), "numeral": next(numerals)} for group in named_groups],
    }
    facts["headings"] |= {name: next(numerals) for name in ("overdue", "remarks", "figures")}
    blanks = [*without_words(_ADDRESSEE, to, "--to"), *without_words(_REMARKS, choices.text)]
    if anchor.unrecorded:
        blanks.append(
            say(
                "{count} tệp trong thư mục khác với lần ghi Git: số liệu tính cả các tệp này, mã băm thì không; ghi "
                "vào Git rồi soạn lại",
                "{count} files of the folder are not as in the commit: the figures count them, the digest does not; "
                "commit them, then draft again",
                count=anchor.unrecorded,
            )
        )
    if period.end > today:
        blanks.append(
            say(
                "kỳ báo cáo chưa kết thúc: số liệu đến ngày {day}",
                "the period is running: figures as of {day}",
                day=today,
            )
        )
    subject = Text(_SUBJECT.vi.format(period=named), _SUBJECT.en.format(period=named))
    content = Content(issuer=issuer, to=to, subject=subject, facts=facts, blanks=blanks)
    return framed(
        LETTER, wording, choices, content, {"task": {"id": period.code, "title": "", "summary": "", "due": ""}}
    )


def _counts(wording: Wording, whole: Tally) -> list[dict[str, Any]]:
    """A line for each of the four counts, and for all: now, before, and the difference with its sign."""
    lines = []
    for code in (*COUNTS, ""):
        name = SUMMARY[code].in_language(wording.language) if code else wording.say(_ALL)
        now, before = (each[code] if code else each.total() for each in (whole.now, whole.before))
        lines.append(
            {
                "name": capitalized(name),
                "now": now,
                "before": before,
                "change": f"{now - before:+d}" if now != before else "0",
            }
        )
    return lines


def _group(wording: Wording, group: str, tallies: Sequence[Tally]) -> dict[str, Any]:
    """A grouping as a table: of each name the four counts, those of the period before in brackets, and all."""
    return {
        "heading": GROUPS[group].in_language(wording.language).upper(),
        "rows": [
            {
                "name": _name(wording, group, each.name),
                "counts": [f"{each.now[code]} ({each.before[code]})" for code in COUNTS],
                "all": f"{each.now.total()} ({each.before.total()})",
            }
            for each in tallies
        ],
    }


def _name(wording: Wording, group: str, name: str) -> str:
    if not name:
        return wording.say(_NOBODY)
    if group == "lead":
        return wording.agency(name)
    return wording.register.field_text(name).in_language(wording.language) if group == "field" else one_line(name)


LETTER = LetterForm(name="summary", code="BC", chosen=frozenset(("by", "to", "text")))
