"""What holds of every case, whatever documents a task has: drawn by hypothesis over small, often broken, tasks."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from phoihop.cases.derive import derive_case
from phoihop.cases.model import Case, Obligation
from phoihop.records.register import Register, load_register
from phoihop.records.settings import Deadlines, PolicyChange
from phoihop.records.task_folder import TaskFolder
from phoihop.records.types import DOCUMENT_TYPES, Document, Opinion, TaskAssignment
from phoihop.words.codes import STAGES, STATUSES

from tests.story import Story

START = date(2021, 3, 1)
AGENCIES = ("ubnd", "tnmt", "tckh", "ktht", "an-do", "so-tnmt", "dien-luc")
PAPER = {"title": "Bản đồ", "path": "files/ban-do.pdf"}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return load_register(Story(tmp_path_factory.mktemp("register")).root)


days = st.integers(0, 60).map(lambda count: START + timedelta(days=count))
days_end = START + timedelta(days=90)
agency = st.sampled_from(AGENCIES)
agencies = st.lists(agency, min_size=1, max_size=3, unique=True)
deadlines = st.sampled_from(sorted(Deadlines.__struct_fields__))
flag = st.sampled_from(["true", "false"])


@st.composite
def documents(draw: st.DrawFn, earlier: list[str]) -> tuple[str, dict[str, object]]:
    """A document of any kind; what it names is drawn from the earlier ones, so that chains come about."""
    kind = draw(st.sampled_from(sorted(DOCUMENT_TYPES)))
    day, sender = draw(days), draw(agency)

    def named(*kinds: str) -> str:
        fitting = [id_ for id_ in earlier if any(id_.split(".")[1].startswith(each) for each in kinds)]
        return draw(st.sampled_from(fitting or ["2021-03-01.plan.nobody"]))

    due = draw(days).isoformat()
    # Only what the kind has is drawn: to draw is what takes time here.
    own: dict[str, Callable[[], dict[str, object]]] = {
        "objection": lambda: {"reason": "x"},
        "extension-request": lambda: {"reason": "x", "due": due},
        "adjustment": lambda: {
            "outcome": draw(st.sampled_from(["accepted", "declined", "own-motion"])),
            "answers": named("objection", "extension-request"),
        },
        "plan": lambda: {"steps": [{"id": "a", "what": "x", "agency": draw(agency), "due": due}]},
        "progress": lambda: {"text": "x", "step": named("plan") + "#a", "done": draw(flag)},
        "instruction": lambda: {"text": "x", "to": draw(agencies), "due": due},
        "request": lambda: {"to": draw(agencies), "due": due, "questions": ["x"], "dossier": [PAPER]},
        "extension": lambda: {"answers": named("request", "forward"), "to": draw(agencies), "due": due},
        "dossier-request": lambda: {"answers": named("request", "forward"), "needs": ["x", "y"]},
        "dossier-supply": lambda: {"answers": named("dossier-request"), "dossier": [PAPER]},
        "opinion": lambda: {"answers": named("request"), "position": "agree", "points": [{"id": "p", "text": "x"}]},
        "reminder": lambda: {"to": draw(agencies), "about": [named("request", "forward", "plan")]},
        "forward": lambda: {"forwards": named("opinion"), "to": draw(agencies), "due": due},
        "explanation": lambda: {
            "answers": named("forward", "opinion"),
            "points": [{"point": named("opinion") + "#p", "text": "x"}],
        },
        "meeting": lambda: {"attended": draw(agencies), "outcome": "x"},
        "report": lambda: {"views": [], "silent": draw(agencies)},
        "submission": lambda: {"report": named("report"), "draft": "files/du-thao.pdf", "dossier": [PAPER]},
        "decision": lambda: {
            "answers": named("submission"),
            "outcome": draw(st.sampled_from(["approved", "returned"])),
        },
        "completion": lambda: {"text": "x", "report": named("report")},
        "acceptance": lambda: {
            "answers": named("completion"),
            "outcome": draw(st.sampled_from(["accepted", "returned"])),
        },
        "suspension": lambda: {"reason": "x"},
        "resumption": lambda: {"answers": named("suspension")},
        "withdrawal": lambda: {"reason": "x"},
        "correction": lambda: {"corrects": "task", "reason": "x"},
    }
    tree: dict[str, object] = {"kind": kind, "from": sender, "date": day.isoformat(), **own[kind]()}
    if kind == "adjustment" and draw(st.booleans()):
        tree["lead"] = sender
    if kind == "adjustment" and draw(st.booleans()):
        tree["due"] = due
    if kind == "extension-request" and draw(st.booleans()):
        tree["step"] = named("plan") + "#a"
    if kind == "dossier-supply" and draw(st.booleans()):
        tree |= {"dossier": [{**PAPER, "need": 1}], "lacking": [{"need": 2, "reason": "x"}]}
    if kind == "progress" and draw(st.booleans()):
        tree |= {"about": [named("instruction")], "period": draw(st.sampled_from(["2021-03", "2021-04"]))}
    if kind == "opinion" and draw(st.booleans()):
        tree["points"] = draw(st.sampled_from([[], [{"id": "p", "text": "x", "explain": "true"}]]))
        tree["position"] = "disagree"
    if kind == "opinion" and draw(st.booleans()):
        tree["supplements"] = named("opinion")
    if kind in ("opinion", "explanation", "dossier-supply") and draw(st.booleans()):
        tree["received"] = (day + timedelta(days=draw(st.integers(0, 9)))).isoformat()
    return f"{day}.{kind}-{len(earlier) + 2}.{sender}", tree


@st.composite
def folders(draw: st.DrawFn) -> TaskFolder:
    trees: dict[str, dict[str, object]] = {}
    for _ in range(draw(st.integers(0, 12))):
        id_, tree = draw(documents(list(trees)))
        trees[id_] = tree
    assignment: dict[str, object] = {
        "title": "Nhiệm vụ",
        "lead": draw(st.sampled_from(["tnmt", "ktht"])),
        "coordinating": ["tckh", "an-do"],
        "due": draw(days).isoformat(),
        "date": START.isoformat(),
        "from": "ubnd",
    }
    if draw(st.booleans()):
        recurs = {"every": draw(st.sampled_from(["week", "month"]))}
        assignment |= {"recurs": recurs, "product": "action"}
    typed = {id_: msgspec.convert(tree, DOCUMENT_TYPES[str(tree["kind"])], strict=False) for id_, tree in trees.items()}
    return _folder(msgspec.convert(assignment, TaskAssignment), typed)


def _folder(assignment: TaskAssignment, typed: Mapping[str, Document]) -> TaskFolder:
    return TaskFolder("2021-0001", "tasks/2021/0001", "nowhere", assignment, typed, ())


def derived(folder: TaskFolder, register: Register, today: date) -> Case:
    case = derive_case(folder, register, today)
    assert case is not None
    return case


def shown(case: Case) -> tuple[object, ...]:
    return case.stage, case.timeliness, case.awaiting, case.lead, case.coordinating, case.due, case.obligations


quick = settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quick
@given(folder=folders(), today=days)
def test_later_documents_never_change_what_was_true_on_an_earlier_day(
    register: Register, folder: TaskFolder, today: date
) -> None:
    assert folder.assignment
    cut = {id_: document for id_, document in folder.documents.items() if document.date <= today}
    assert shown(derived(folder, register, today)) == shown(derived(_folder(folder.assignment, cut), register, today))


@quick
@given(folder=folders(), today=days, since=days, changed=st.dictionaries(deadlines, st.integers(0, 20), min_size=1))
def test_a_change_of_deadlines_leaves_every_earlier_debt_as_it_was(
    register: Register, folder: TaskFolder, today: date, since: date, changed: dict[str, int]
) -> None:
    change = PolicyChange(from_=since, deadlines=changed)
    later = Register(
        register.root, register.settings_file, msgspec.structs.replace(register.settings, changes=(change,))
    )

    def earlier(register: Register) -> list[Obligation]:
        case = derived(folder, register, today)
        return [replace(owed, near=False, urges=None) for owed in case.obligations if owed.since < since]

    assert earlier(later) == earlier(register)


@quick
@given(folder=folders(), today=days, seed=st.randoms(use_true_random=False))
def test_the_order_in_which_files_are_read_changes_nothing(
    register: Register, folder: TaskFolder, today: date, seed: object
) -> None:
    ids = list(folder.documents)
    seed.shuffle(ids)  # type: ignore[attr-defined]  # hypothesis hands out a Random
    assert folder.assignment
    shuffled = _folder(folder.assignment, {id_: folder.documents[id_] for id_ in ids})
    assert shown(derived(folder, register, today)) == shown(derived(shuffled, register, today))


@quick
@given(folder=folders(), today=days)
def test_opinions_in_force_are_known_by_their_day(register: Register, folder: TaskFolder, today: date) -> None:
    assert folder.assignment
    cut = {id_: document for id_, document in folder.documents.items() if document.date <= today}
    later = derived(folder, register, days_end).course
    then = derived(_folder(folder.assignment, cut), register, today).course
    in_force = [each.id for each, _ in then.opinions_in_force(today)]
    assert [each.id for each, _ in later.opinions_in_force(today)] == in_force
    newest = {each.id for each, _ in then.each(Opinion) if each.counts_on <= today and not then.replaced_on(each)}
    assert set(in_force) == newest


@quick
@given(folder=folders(), today=days)
def test_every_obligation_ends_in_exactly_one_status(register: Register, folder: TaskFolder, today: date) -> None:
    case = derived(folder, register, today)
    for owed in case.obligations:
        _check_status(owed, today, suspended=case.is_suspended)
        assert owed.debtor in AGENCIES
        assert owed.source == "task" or owed.source in folder.documents
    if case.ended_on:
        assert not any(owed.outstanding for owed in case.obligations)
    if case.is_suspended:
        assert case.awaiting == ()
        assert not any(owed.near or (owed.status == "overdue" and owed.outstanding) for owed in case.obligations)
    keys = [(owed.kind, owed.source, owed.asked, owed.creditor, owed.item, owed.urges) for owed in case.obligations]
    assert len(keys) == len(set(keys))


def _check_status(owed: Obligation, today: date, *, suspended: bool) -> None:
    assert owed.status in STATUSES
    assert owed.outstanding or not owed.near
    discharged = owed.status in ("met", "late")
    assert discharged == (owed.discharged_on is not None) == (owed.discharged_by is not None)
    if discharged:
        assert owed.discharged_on is not None
        assert owed.discharged_on <= today
        assert (owed.status == "late") == (owed.due is not None and owed.discharged_on > owed.due)
    elif owed.status == "open":
        assert owed.due is None or today <= owed.due or suspended
        assert owed.ended_on is None
    elif owed.status == "overdue":
        assert owed.due is not None
        assert owed.due < (owed.ended_on or today)
    else:
        assert owed.ended_on is not None


@quick
@given(folder=folders(), today=days)
def test_stage_says_what_the_documents_say(register: Register, folder: TaskFolder, today: date) -> None:
    case = derived(folder, register, today)
    kinds = {entry.kind for entry in case.documents}
    awaited = any(owed.kind == "opinion" and owed.outstanding for owed in case.obligations)
    assert case.stage in STAGES
    assert (case.stage in ("decided", "completed", "withdrawn")) == (case.ended_on is not None)
    assert (case.stage == "suspended") == case.is_suspended
    if case.stage == "assigned":
        assert "request" not in kinds
    if case.stage == "consulting":
        assert awaited
    if case.stage == "reconciling":
        assert not awaited
    if case.stage == "submitted":
        assert kinds & {"submission", "completion"}


def settled(case: Case) -> dict[tuple[object, ...], tuple[object, ...]]:
    """What was met or late, by what was owed: it is known for good."""
    return {
        (owed.kind, owed.source, owed.asked, owed.item): (owed.status, owed.due, owed.discharged_on, owed.days_late)
        for owed in case.obligations
        if owed.kind != "urging" and owed.discharged_on
    }


@quick
@given(folder=folders(), today=days, later=days)
def test_what_was_done_in_time_stays_so_whatever_is_extended_or_suspended_later(
    register: Register, folder: TaskFolder, today: date, later: date
) -> None:
    today, later = min(today, later), max(today, later)
    known = settled(derived(folder, register, later))
    for thing, what in settled(derived(folder, register, today)).items():
        assert known[thing] == what
