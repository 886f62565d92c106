"""Who drafts: the lead agency of the task; without one, nobody can."""

from phoihop.cases.model import Case
from phoihop.documents.letters.letter import NothingToDraft
from phoihop.language import say


def lead_of(case: Case) -> str:
    """The task's lead today. Raises `NothingToDraft` where no single agency leads."""
    if case.lead is None:
        raise NothingToDraft(
            say(
                "nhiệm vụ {task} chưa rõ cơ quan chủ trì; xem: phoihop check --task {task}",
                "{task} has no single lead agency; see: phoihop check --task {task}",
                task=case.id,
            )
        )
    return case.lead
