"""How the dialogue asks for what has parts: papers, points with their evidence, steps, responses to each opinion."""

from collections.abc import Callable

from phoihop.cases.course import Entry
from phoihop.changes.words.labels import VALUES
from phoihop.cli.dialogue import Dialogue
from phoihop.cli.speaking import _, spoken
from phoihop.language import say
from phoihop.recording.answers import read_paper, read_word
from phoihop.recording.choices import Choice, choices_for
from phoihop.recording.correcting import CorrectionDraft, said_in
from phoihop.recording.drafting import Draft
from phoihop.recording.keys import Key, key_named
from phoihop.recording.new_records import DocumentDraft
from phoihop.recording.parts import read_evidence
from phoihop.recording.points import points_to_answer
from phoihop.recording.questions import NEEDS_REASON, WORDED
from phoihop.records.settings import Member
from phoihop.records.types import Forward, Opinion, Paper, Point, Step, View
from phoihop.records.yaml_door import Tree

Part = dict[str, Tree]


def question_of(draft: Draft, key: Key) -> str:
    """How a key is asked for."""
    return WORDED.get((draft.kind, key.name), key.meaning).in_language(spoken())


def _part_word(
    draft: Draft,
    dialogue: Dialogue,
    part: type[Point | Step | View | Member | Paper],
    name: str,
    *,
    optional: bool = False,
) -> str | None:
    key = key_named(part, name)
    choices = choices_for(key, draft.occasion)
    question = "  " + question_of(draft, key)
    if choices:
        return dialogue.choose(question, choices, optional=optional)
    return dialogue.ask(question, lambda words: read_word(part, key, words, draft.occasion), optional=optional)


def _files(draft: Draft, dialogue: Dialogue) -> list[Tree]:
    """The document's own files; an opinion has at least one (§4)."""
    question = _("File {n} (PDF, DOCX …): its path")
    paths = dialogue.ask_several(
        question,
        lambda words: read_paper(_unquoted(words), draft.papers),
        optional=draft.kind != "opinion",
    )
    return [{"path": path} for path in paths]


def _dossier(draft: Draft, dialogue: Dialogue) -> list[Tree]:
    papers: list[Tree] = []
    while True:
        title = dialogue.ask(
            _("Title of paper {n}").format(n=len(papers) + 1),
            lambda words: read_word(Paper, key_named(Paper, "title"), words, draft.occasion),
            optional=bool(papers),
        )
        if title is None:
            return papers
        path = dialogue.ask("  " + _("its file"), lambda words: read_paper(_unquoted(words), draft.papers))
        papers.append({"title": title, "path": path or ""})


def _points(draft: Draft, dialogue: Dialogue) -> list[Tree]:
    points: list[Tree] = []
    while True:
        dialogue.tell(_("Point {n}").format(n=len(points) + 1))
        text = _part_word(draft, dialogue, Point, "text", optional=bool(points))
        if text is None:
            return points
        evidence = dialogue.ask_several(
            "  " + _("Evidence {n}: words or the path of a file"),
            lambda words: read_evidence(_unquoted(words), draft.papers),
        )
        point: Part = {"text": text}
        if field := _part_word(draft, dialogue, Point, "field", optional=True):
            point["field"] = field
        point["evidence"] = list(evidence)
        if dialogue.agree("  " + _("To be discussed before the submission?"), default=False):
            point["discuss"] = "true"
        points.append(point)


def _steps(draft: Draft, dialogue: Dialogue) -> list[Tree]:
    steps: list[Tree] = []
    while True:
        dialogue.tell(_("Step {n}").format(n=len(steps) + 1))
        what = _part_word(draft, dialogue, Step, "what", optional=bool(steps))
        if what is None:
            return steps
        step: Part = {"what": what, "agency": _part_word(draft, dialogue, Step, "agency") or ""}
        if due := _part_word(draft, dialogue, Step, "due", optional=True):
            step["due"] = due
        steps.append(step)


def _members(draft: Draft, dialogue: Dialogue) -> list[Tree]:
    members: list[Tree] = []
    while True:
        dialogue.tell(_("Who may record for it, {n}").format(n=len(members) + 1))
        role = _part_word(draft, dialogue, Member, "role", optional=True)
        if role is None:
            return members
        members.append({"role": role, "email": _part_word(draft, dialogue, Member, "email") or ""})


def _views(draft: Draft, dialogue: Dialogue) -> list[Tree]:
    """A response to every point of every opinion in force (§2, §5)."""
    views: list[Tree] = []
    opening = draft.opening if isinstance(draft, DocumentDraft) else None
    for opinion, point in points_to_answer(opening) if opening else ():
        entry = opening.case.course.by_id[opinion] if opening else None
        if entry:
            dialogue.tell(_opinion_shown(draft, entry, point))
        view: Part = {"opinion": opinion}
        if point:
            view["point"] = point
        response = _part_word(draft, dialogue, View, "response") or ""
        view["response"] = response
        if explanation := _part_word(draft, dialogue, View, "explanation", optional=response not in NEEDS_REASON):
            view["explanation"] = explanation
        views.append(view)
    return views


def _opinion_shown(draft: Draft, entry: Entry, point: str | None) -> str:
    opinion = entry.document
    assert isinstance(opinion, Opinion)
    name = draft.occasion.register.agency_name(opinion.from_)
    position = VALUES["position"][opinion.position].in_language(spoken())
    text = next((each.text for each in opinion.points if each.id == point), position)
    return f"{name} {point or ''}".strip() + f": {' '.join(text.split())}"


def _explained(draft: Draft, dialogue: Dialogue) -> list[Tree]:
    """An explanation of each point that was forwarded, or of those of the opinion that are chosen."""
    case = draft.occasion.case
    answered = case.course.by_id.get(draft.word("answers")) if case else None
    if case is None or answered is None:
        return []
    document = answered.document
    opinion_id, wanted = (document.forwards, document.points) if isinstance(document, Forward) else (answered.id, ())
    opinion = case.course.named(opinion_id, Opinion)
    points = [each for each in opinion.points if not wanted or each.id in wanted] if opinion else []
    explained: list[Tree] = []
    for place, point in enumerate(points, 1):
        entry = case.course.by_id[opinion_id]
        dialogue.tell(_opinion_shown(draft, entry, point.id))
        may_skip = not isinstance(document, Forward) and (bool(explained) or place < len(points))
        text = dialogue.ask("  " + _("Explanation"), lambda words: _text(draft, words), optional=may_skip)
        if text:
            explained.append({"point": f"{opinion_id}#{point.id}", "text": text})
    return explained


def _text(draft: Draft, words: str) -> str:
    return read_word(Point, key_named(Point, "text"), words, draft.occasion)


def _corrected(draft: Draft, dialogue: Dialogue) -> Tree | None:
    """Which record is corrected, and what shall stand in it instead."""
    draft = draft
    assert isinstance(draft, CorrectionDraft)
    key = key_named(draft.type, "corrects")
    named = dialogue.choose(question_of(draft, key), draft.choices(key))
    draft.put(key, named)
    if draft.sets:
        return named
    sets: dict[str, str] = {}
    said = said_in(draft)
    choices = [Choice(name, say("{name}: {value}", "{name}: {value}", name=name, value=said[name])) for name in said]
    while (name := dialogue.choose(_("What shall be changed in it?"), choices, optional=True)) is not None:
        sets[name] = dialogue.ask("  " + _("What it shall say"), lambda words: words) or ""
    draft.sets = sets
    return named


def _whole(draft: Draft, dialogue: Dialogue) -> Tree | None:
    """Which points are forwarded: those chosen, or all."""
    key = key_named(draft.type, "points")
    question = question_of(draft, key)
    return list(dialogue.choose_several(question, draft.choices(key), optional=True))


def _unquoted(words: str) -> str:
    """A path as a file manager drops it on a terminal, without the quotes around it."""
    if len(words) > 1 and words[0] == words[-1] and words[0] in "'\"":
        return words[1:-1]
    return words


PART_QUESTIONS: dict[tuple[str, str], Callable[[Draft, Dialogue], Tree | None]] = {
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
"""By kind and key; of whatever kind where none is named."""
