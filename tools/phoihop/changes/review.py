"""Reviews a change: reads it as data from Git's objects, judges it by the base's policy, and tells what it does.

Nothing of the change is checked out, run, or asked for settings. The one place where its bytes become files is a
temporary folder outside the repository, into which its records are laid out to be read like any register's.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from msgspec import structs

from phoihop.changes.branch import Branch, Tree, read_branch
from phoihop.changes.change import Change
from phoihop.changes.commits import path_text
from phoihop.changes.contents import Contents
from phoihop.changes.finality import Finality, to_be_compared
from phoihop.changes.findings import ChangeFinding
from phoihop.changes.git import NoHistory
from phoihop.changes.moves import is_copy, is_settings
from phoihop.changes.past import Past, read_past
from phoihop.changes.places import place_of
from phoihop.changes.repository import Repository, seen_by
from phoihop.changes.rules.registry import change_rules
from phoihop.changes.rules.rule import SECTION
from phoihop.changes.signatures import Signatures, holders_in, newest_moment, verify
from phoihop.changes.steps import Steps
from phoihop.changes.telling import ToldFile, tell_files, tell_limits, tell_outcomes
from phoihop.changes.unpacking import is_of_register, load_with_settings_of, refusal_of, units_to_judge, unpack
from phoihop.language import Language, Message, say, word
from phoihop.records.register import SETTINGS_FILE, Register, load_register
from phoihop.records.settings import PolicyChange
from phoihop.records.task_folder import ASSIGNMENT, folder_of
from phoihop.records.yaml_door import line_of
from phoihop.rules.finding import Finding, new_among
from phoihop.rules.judge import judge
from phoihop.scratch import scratch_folder


@dataclass(frozen=True, slots=True)
class Review:
    """What a change is, in words and findings.

    `files` are its changes one by one; `outcomes` what follows from them, by task; `limits` what the review can't
    know. `agency_name` and `title` put ids into words.
    """

    base: str
    head: str
    today: date
    language: Language
    commits: int
    files: tuple[ToldFile, ...]
    outcomes: dict[str, tuple[Message, ...]]
    limits: tuple[Message, ...]
    findings: tuple[ChangeFinding, ...]
    titles: dict[str, str]
    agency_name: Callable[[str], str]

    def count(self, severity: str, effect: str = "new") -> int:
        return sum(each.severity == severity and each.effect == effect for each in self.findings)

    def said(self, message: Message) -> str:
        """A message in the review's language, with agencies called as they are there."""
        return word(message, self.language, self.agency_name)

    @property
    def brings_errors(self) -> bool:
        return self.count("error") > 0


def _policy_of(repository: Repository, commit: str, tree: Tree, folder: Path) -> Register:
    """Settings and agencies of the register in a commit's tree, without its tasks, laid out in `folder`.

    Raises `NoHistory` where there is no register there, or none to judge by.
    """
    if SETTINGS_FILE not in tree:
        raise NoHistory(
            say(
                "lần ghi gốc {commit} không có sổ ở đây (thiếu {file})",
                "the base commit {commit} has no register here (no {file})",
                commit=commit[:12],
                file=f"{repository.place}{SETTINGS_FILE}",
            )
        )
    unpack(repository, tree, folder, units=())
    policy = load_register(folder) if tree[SETTINGS_FILE].is_file else None
    if policy is None or not policy.is_readable:
        raise NoHistory(
            say(
                "lần ghi gốc {commit} có register.yml, hoặc tệp của cơ quan giao nhiệm vụ, không đọc được nên "
                "không biết ai được ghi; sửa ở nhánh chính trước",
                "register.yml, or the authority's file, can't be read in the base commit {commit}, so nobody "
                "knows who may write; mend it on the main branch first",
                commit=commit[:12],
            )
        )
    return policy


def review(
    repository: Repository, base: str, head: str, *, today: date | None = None, require_signatures: bool = False
) -> Review:
    """What `head` adds to `base` (revisions of any form), judged as of `today`, or the day of the base's register.

    Raises `NoHistory` where Git can't tell what was asked.
    """
    base, head = repository.resolve(base), repository.resolve(head)
    before, after = repository.files_of(base), repository.files_of(head)
    past, place = _what_head_adds(repository, f"{base}..{head}", before, after)
    base_tree, head_tree = seen_by(place, before), seen_by(past.place_at(head), after)
    with scratch_folder() as folder:
        policy = _policy_of(repository, base, base_tree, folder / "policy")
        branch = read_branch(repository, {head: head_tree, base: base_tree}, base, head, past)
        contents = _contents(repository, branch)
        units = units_to_judge(repository, branch, contents)
        without, with_it = folder / "before", folder / "after"
        unpack(repository, branch.base_tree, without, units)
        unpack(repository, branch.merged_tree, with_it, units)
        # A change that takes the register's settings away is judged by those of the base, and told so by a rule.
        proposed = _with_rules_of(load_with_settings_of(policy, with_it), policy)
        change = Change(
            branch=branch,
            policy=policy,
            register=lambda with_change: proposed if with_change else load_register(without),
            # The base's `as_of`, else today in its time zone: never what the change says.
            today=today or policy.settings.as_of or policy.day_of(datetime.now(UTC)),
            contents=contents,
            used=lambda tasks: _reused(repository, change, place, tasks, folder / "history"),
            signatures=_signatures(repository, branch, policy) if require_signatures else None,
            place_at_base=place,
        )
        return Review(
            base=base,
            head=head,
            today=change.today,
            language=policy.language,
            commits=len(branch.commits),
            files=tuple(tell_files(change)),
            outcomes=dict(tell_outcomes(change)),
            limits=tuple(tell_limits(change, is_shallow=repository.is_shallow)),
            findings=_findings_of(change),
            titles={task: case.title for task, case in (change.cases_before | change.cases_after).items()},
            # By the base, so that no change renames who acts; new agencies by the change.
            agency_name=lambda id_: (policy if id_ in policy.agencies else change.after).agency_name(id_),
        )


def _what_head_adds(repository: Repository, added: str, before: Tree, after: Tree) -> tuple[Past, str]:
    """The commits that were added, wherever they put the register, and the folder in which it lay before.

    `before` and `after` are the files of the whole repository.
    """
    now = here = repository.place
    if f"{here}{SETTINGS_FILE}" not in after:
        places = (path.removesuffix(SETTINGS_FILE) for path in after if is_settings(path) and path not in before)
        now = next((place for place in places if is_copy(before, here, after, place)), here)
    past = read_past(repository, added, place=now)
    is_here = f"{here}{SETTINGS_FILE}" in before or not past.moves
    return past, here if is_here else past.moves[-1][1]


def _signatures(repository: Repository, branch: Branch, policy: Register) -> Signatures:
    of_commits = verify(repository.git, [commit.id for commit in branch.commits], policy)
    return Signatures(of_commits, holders_in(policy), newest_moment(repository.git, branch.base))


def _contents(repository: Repository, branch: Branch) -> Contents:
    """The contents that rules and summary compare, ready to be read in bulk: records, settings, replaced papers."""
    contents = Contents(repository)
    pairs = [(each.path, each.sealed, each.left) for each in branch.written]
    pairs += [(path, net.before, net.after) for path, net in branch.net.items()]
    papers: set[str] = set()
    for path, *entries in pairs:
        role = place_of(path).role
        there = [entry for entry in entries if entry]
        if role in ("record", "policy"):
            contents.want(there)
        elif role == "paper" and len(there) == 2:
            papers.update(entry.blob for entry in there if entry.is_file)
    contents.want_papers(papers)
    return contents


def _reused(repository: Repository, change: Change, place: str, tasks: Collection[str], folder: Path) -> frozenset[str]:
    """Those of the tasks whose numbers were used before, but for those that are put back: a deletion is made good so.

    What must come back stands in the history, which is judged as `verify` does: it is seldom asked for.
    """
    base = change.branch.base
    used = _numbers_used(repository, base, place, tasks)
    if not used:
        return used
    past, contents = read_past(repository, base, place=place), Contents(repository)
    contents.want(entry for step in past.main_line for entry in to_be_compared(step))
    folder.mkdir()
    finality = Finality(past, Steps(repository, past, change.policy, contents, folder), change.policy, ())
    back = set(finality.put_back_by(change))
    return frozenset(task for task in used if f"{folder_of(task)}/{ASSIGNMENT}" not in back)


def _numbers_used(repository: Repository, base: str, place: str, tasks: Collection[str]) -> frozenset[str]:
    """Those of the tasks whose assignment was there in some commit of the base's history."""
    files = {f"{folder_of(task)}/{ASSIGNMENT}": task for task in tasks}
    anywhere = [f":(top,glob)**/{file}" for file in files]
    # Without --full-history Git would leave out what a merged branch added and deleted again.
    options = ("--full-history", "-m", "-z", "--no-renames", "--name-only", "--format=", base, "--")
    names = (piece.lstrip(b"\n") for piece in repository.git.pieces("log", *options, *anywhere)) if tasks else ()
    found = {path_text(name) for name in names}
    places = {path.removesuffix(file) for path in found for file in files if path.endswith(file)}
    if places - {place}:
        # Whether the register itself, or another one of the repository, was there.
        places &= {place, *(left for _, left in read_past(repository, base, place=place).moves)}
    return frozenset(files[file] for file in files if any(f"{each}{file}" in found for each in places))


def _with_rules_of(register: Register, policy: Register) -> Register:
    """The register, judged by the rule settings of another: those that a change proposes do not count for itself."""
    own = {each.from_: each for each in register.settings.changes}
    known = {each.from_: each.rules for each in policy.settings.changes}
    changes = tuple(
        structs.replace(own.get(day) or PolicyChange(from_=day), rules=known.get(day, {}))
        for day in sorted({*own, *known})
    )
    settings = structs.replace(register.settings, rules=policy.settings.rules, changes=changes)
    return Register(register.root, register.settings_file, settings)


def _findings_of(change: Change) -> tuple[ChangeFinding, ...]:
    """All that the change brings and resolves, by task, file, line and rule, change rules first within a task."""
    before = [*judge(change.before, change.today).findings, *_refused(change, after=False)]
    after = [*judge(change.after, change.today).findings, *_refused(change, after=True)]
    new = [ChangeFinding(*structs.astuple(each)) for each in new_among(after, before)]
    old = [ChangeFinding(*structs.astuple(each)) for each in new_among(before, after)]
    found = [*_by_change_rules(change), *new, *(structs.replace(each, effect="resolved") for each in old)]
    return tuple(sorted(found, key=lambda each: (each.task or "", each.effect, each.order)))


def _refused(change: Change, *, after: bool) -> Iterator[Finding]:
    """Links, submodules and impossible names in the register: never looked at, and always an error."""
    net = change.branch.net
    if after and SETTINGS_FILE in net and net[SETTINGS_FILE].after is None:
        lacking = say("sổ phải có {file}; trả lại tệp này", "a register needs {file}; put it back", file=SETTINGS_FILE)
        yield Finding("record-name", "error", "record", None, None, SETTINGS_FILE, None, lacking)
    for path, each in net.items():
        entry, place = each.after if after else each.before, place_of(path)
        if entry and is_of_register(path) and (message := refusal_of(path, entry)):
            yield Finding("record-name", "error", "record", place.task, place.agency, path, None, message)


def _by_change_rules(change: Change) -> Iterator[ChangeFinding]:
    settings = change.policy.policies.on(change.today).rules
    for rule in change_rules().values():
        setting = settings.get(rule.id)
        if setting == "off":
            continue
        for found in rule.check(change):
            place, net = found.place, change.branch.net.get(found.place.path)
            entry = net.after if net else change.branch.base_tree.get(place.path)
            line = line_of(change.contents.content(entry) or b"", found.key) or 1 if entry else None
            told = (SECTION, place.task, found.agency, place.name, line, found.message)
            yield ChangeFinding(rule.id, setting or rule.kind, *told)
