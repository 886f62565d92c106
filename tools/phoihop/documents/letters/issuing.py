"""Who issues a letter to whom, and in answer to what: as its kind declares it for what is recorded, and as was chosen.

To agencies the lead writes; to superior agencies the authority, on the lead's draft (§3).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from phoihop.cases.course import Entry
from phoihop.cases.model import Case
from phoihop.documents.letters.letter import Choices, NothingToDraft
from phoihop.kinds.opening import Opening, unique
from phoihop.kinds.registry import kinds
from phoihop.language import Agency, Message, Text, say
from phoihop.records.types import Document, kind_of

D = TypeVar("D", bound=Document)

DOCUMENT = Text("văn bản", "document")


def lead_of(case: Case) -> str:
    """The task's lead today, who drafts. Raises `NothingToDraft` where no single agency leads."""
    if case.lead is None:
        raise NothingToDraft.because(
            "nhiệm vụ {task} chưa rõ cơ quan chủ trì; xem: phoihop check --task {task}",
            "{task} has no single lead agency; see: phoihop check --task {task}",
            task=case.id,
        )
    return case.lead


def is_no(case: Case, id_: str, what: Text) -> NothingToDraft:
    """The refusal of a record that was named, and is nothing that the letter could be about."""
    return NothingToDraft.because(
        "“{id}” không phải {what} của {task}", "“{id}” is no {what} of {task}", id=id_, what=what, task=case.id
    )


@dataclass(frozen=True, slots=True)
class Opened(Generic[D]):
    """A letter about to be written. `record` is the one of its kind to be drafted anew; `others` wait for theirs."""

    issuer: str
    to: tuple[str, ...]
    record: D | None
    answered: Entry | None
    others: tuple[Message, ...] = ()


def opened(case: Case, choices: Choices, kind: type[D]) -> Opened[D]:
    """Who writes a letter of a kind to whom, and what it answers. Raises `NothingToDraft`.

    `choices.about` names what is answered, or a record of the kind itself, whose words are taken over.
    """
    name = kind_of(kind)
    about = choices.about[0] if choices.about else ""
    entry = case.course.by_id.get(about.partition("#")[0])
    if about and entry is None:
        raise is_no(case, about, DOCUMENT)
    record = case.course.named(about, kind)
    if record is not None:
        answered = case.course.by_id.get(getattr(record, "answers", None) or "")
        to = choices.to or record.to or _addressees(case, name, record.from_, answered)
        return Opened(choices.by or record.from_, to, record, answered)
    issuer = _issuer(case, choices, name)
    answered, others = _answered(case, name, issuer, entry)
    return Opened(issuer, choices.to or _addressees(case, name, issuer, answered), None, answered, others)


def _opening(case: Case, name: str, issuer: str | None = None, answered: Entry | None = None) -> Opening:
    said = {"date": case.today.isoformat(), "from": issuer, "answers": answered.id if answered else None}
    return Opening(name, case, {key: value for key, value in said.items() if value})


def _issuer(case: Case, choices: Choices, name: str) -> str:
    """Who writes it: the one that was named, if the kind lets it, else the only one that the case leaves."""
    kind, opening = kinds()[name], _opening(case, name)
    may = kind.issuers(opening)
    if choices.by:
        # Who answers something is known by that: an opinion may replace the one that was given.
        if choices.by not in may and not hasattr(kind.type, "answers"):
            raise NothingToDraft.because(
                "{agency} không ban hành {kind} trong {task}; có thể là: {others}",
                "{agency} issues no {kind} in {task}; it may be: {others}",
                agency=Agency(choices.by),
                kind=kind.title,
                task=case.id,
                others=tuple(Agency(each) for each in may),
            )
        return choices.by
    if issuer := kind.the_issuer(opening):
        return issuer
    if not may:
        raise NothingToDraft.because(
            "{task} chưa có gì để soạn {kind}", "{task} gives no ground for: {kind}", task=case.id, kind=kind.title
        )
    raise NothingToDraft.because(
        "cơ quan nào soạn {kind}? Chỉ ra bằng --from: {others}",
        "who writes the {kind}? Name it with --from: {others}",
        kind=kind.title,
        others=tuple(Agency(each) for each in may),
    )


def _answered(case: Case, name: str, issuer: str, chosen: Entry | None) -> tuple[Entry | None, tuple[Message, ...]]:
    """The document that it answers, where its kind answers one; and what is said of the others that wait."""
    kind, opening = kinds()[name], _opening(case, name, issuer)
    if not hasattr(kind.type, "answers"):
        return None, ()
    waiting = unique(kind.fits["answers"](opening) if "answers" in kind.fits else kind.to_be_answered(opening))
    if chosen is not None:
        if chosen.id not in waiting:
            raise NothingToDraft.because(
                "{document} không phải là văn bản mà {kind} của {agency} trả lời",
                "{document} is nothing that the {kind} of {agency} answers",
                document=chosen.id,
                kind=kind.title,
                agency=Agency(issuer),
            )
        return chosen, ()
    if not waiting:
        raise NothingToDraft.because(
            "{task}: không có văn bản nào chờ {kind} của {agency}; soạn lại văn bản cũ thì chỉ ra bằng --about",
            "{task}: nothing waits for the {kind} of {agency}; to draft one again, name it with --about",
            task=case.id,
            kind=kind.title,
            agency=Agency(issuer),
        )
    told = [
        say(
            "{documents} cũng đang chờ trả lời: soạn riêng bằng --about",
            "{documents} wait for an answer too: draft those with --about",
            documents=tuple(waiting[1:]),
        )
    ]
    return case.course.by_id[waiting[0]], tuple(told if waiting[1:] else ())


def _addressees(case: Case, name: str, issuer: str, answered: Entry | None) -> tuple[str, ...]:
    return tuple(kinds()[name].addressees(_opening(case, name, issuer, answered)))


def without_words(what: Text, said: object, option: str = "--text") -> list[Message]:
    """What is told where nobody has said what a letter is to say."""
    return [] if said else [say("{what} ({option})", "{what} ({option})", what=what, option=option)]


def is_superior(case: Case, agency: str) -> bool:
    return case.course.kind_of_agency(agency) == "superior"


def issuer_and_drafter(case: Case, to: Sequence[str]) -> tuple[str, str | None]:
    """The issuer of a letter, and who drafts it where that is another.

    Raises `NothingToDraft` where the addressees are superior agencies and others: that takes two letters.
    """
    lead = lead_of(case)
    superior = [agency for agency in to if is_superior(case, agency)]
    if not superior:
        return lead, None
    others = [agency for agency in to if agency not in superior]
    if others:
        raise NothingToDraft.because(
            "cơ quan cấp trên ({superior}) nhận văn bản của cơ quan giao nhiệm vụ, các cơ quan khác ({others}) "
            "nhận văn bản của cơ quan chủ trì (mục 3); soạn thành hai văn bản bằng --to",
            "superior agencies ({superior}) are written to by the authority, the others ({others}) by the lead "
            "(§3); draft two letters, by --to",
            superior=tuple(Agency(agency) for agency in superior),
            others=tuple(Agency(agency) for agency in others),
        )
    return case.course.authority, lead
