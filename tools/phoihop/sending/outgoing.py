"""From a work tree to a change under review: what goes out together, judged before it leaves, noted, and pushed.

What waits for review already and speaks of the same task is sent again together with what is new, as the same request:
made anew on the newest reviewed state, so that nothing of it rests on what is not yet there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path

from phoihop.changes.git import GitFailed, OwnGit
from phoihop.changes.places import place_of
from phoihop.changes.repository import Repository
from phoihop.changes.review import Review, review
from phoihop.language import Text, say, sentence
from phoihop.recording.committing import UNKNOWN_PERSON
from phoihop.recording.writing import desk
from phoihop.records.register import Register, load_register
from phoihop.scratch import scratch_folder
from phoihop.sending.failing import NotSent
from phoihop.sending.pushing import push
from phoihop.sending.remote import Remote, topic_branches
from phoihop.sending.topics import State, Topic, changed_by, forget, new_name, note, state_of, topics
from phoihop.sending.unsent import Unsent, recorded_here, see_that_places_are_free

Files = Mapping[str, str | None]

SEVERAL = Text("{about}{n} bản ghi", "{about}{n} records")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A change for review: `topic` names its last commit, `review` is what judges it, `old` what lies there of it."""

    topic: Topic
    records: tuple[Unsent, ...]
    review: Review
    old: str | None

    @property
    def description(self) -> str:
        """What the change is and what follows, in sentences of one line."""
        told = chain((each.summary for each in self.review.files), *self.review.outcomes.values())
        return " ".join(sentence(" ".join(self.review.said(each).split())) for each in told)


def sent_topics(root: Path, remote: Remote) -> tuple[tuple[Topic, State], ...]:
    """Everything that was sent, and what became of it by what was last fetched."""
    repository, branches = Repository(root), topic_branches(root, remote)
    return tuple((each, state_of(repository, remote, each, branches)) for each in topics(root, remote))


def outgoing(
    root: Path, remote: Remote, *, title: str | None = None, today: date | None = None
) -> tuple[Outgoing, ...]:
    """What goes out: nothing is changed by asking. Raises `NotSent`, and `NoHistory` where Git can't tell."""
    repository, branches = Repository(root), topic_branches(root, remote)
    with desk(root):
        # Nobody else is half-way through writing.
        register = load_register(root)
        here = recorded_here(repository, register, remote.newest)
    see_that_places_are_free(repository, remote.newest, here)
    waiting = [
        (topic, changed_by(repository, remote, topic.commit))
        for topic, state in sent_topics(root, remote)
        if state in ("waiting", "unsent")
    ]
    return tuple(
        _judged(repository, remote, _topic(register, remote, topic, title, records), records, branches, today)
        for topic, records in _together(here, waiting)
    )


def send(root: Path, remote: Remote, change: Outgoing) -> Topic:
    """Sends a change; the topic as it lies there now. Raises `NotSent`, and then what is recorded stays unsent."""
    note(root, change.topic)
    topic = push(root, remote, change.topic, change.description, change.old)
    note(root, topic)
    return topic


def _together(
    here: Iterable[Unsent], waiting: Iterable[tuple[Topic, Files]]
) -> Iterable[tuple[Topic | None, tuple[Unsent, ...]]]:
    """The records that go out together, each time with the topic that they renew, if they do."""
    records = list(here)
    topics_ = list(waiting)
    paths = {path for record in records for path in record.files}
    left = [each for each in records if not any(topic.arrived and holds(files, each) for topic, files in topics_)]
    for topic, files in topics_:
        tasks = {task for path in files if (task := place_of(path).task)}
        joining = [each for each in left if each.task in tasks or each.files.keys() & files.keys()]
        if joining and files.keys() <= paths:
            left = [each for each in left if each not in joining]
            yield topic, tuple(each for each in records if each in joining or each.files.keys() & files.keys())
    if left:
        yield None, tuple(left)


def holds(files: Files, record: Unsent) -> bool:
    return all(path in files and files[path] == blob for path, blob in record.files.items())


def _topic(
    register: Register, remote: Remote, topic: Topic | None, title: str | None, records: tuple[Unsent, ...]
) -> Topic:
    """The topic of a change: the one that it renews, or a new one, under a title in the register's language."""
    tasks = {each.task for each in records}
    about = next(iter(tasks)) if len(tasks) == 1 else None
    if title is None:
        several = SEVERAL.in_language(register.language).format(about=f"{about}: " if about else "", n=len(records))
        title = records[0].message if len(records) == 1 else several
    if topic is None:
        topic = Topic(new_name(about or "so"), "", title, remote.name, remote.base)
    return replace(topic, commit="", title=title, remote=remote.name, base=remote.base, arrived=False)


def _judged(
    repository: Repository,
    remote: Remote,
    topic: Topic,
    records: tuple[Unsent, ...],
    branches: Mapping[str, str],
    today: date | None,
) -> Outgoing:
    commit = _committed(repository, remote.newest, records)
    judged = review(repository, remote.newest, commit, today=today)
    return Outgoing(replace(topic, commit=commit), records, judged, branches.get(topic.name))


def _committed(repository: Repository, base: str, records: Iterable[Unsent]) -> str:
    """The last of the commits that say these records, one each, the first of them upon `base`.

    No work tree is touched. Raises `NotSent`.
    """
    git = OwnGit(repository.root)
    if git.answer("var", "GIT_AUTHOR_IDENT") is None or git.answer("var", "GIT_COMMITTER_IDENT") is None:
        raise NotSent(UNKNOWN_PERSON)
    signed = ("-S",) if (git.answer("config", "--type=bool", "commit.gpgSign") or b"").strip() == b"true" else ()
    parent = repository.resolve(base)
    with scratch_folder() as folder:
        index = {"GIT_INDEX_FILE": f"{folder}/index"}
        git.read("read-tree", parent, variables=index)
        for record in records:
            gone = f"0 {'0' * len(parent)}"
            files = record.files.items()
            entries = [f"{f'100644 {blob}' if blob else gone}\t{repository.place}{path}" for path, blob in files]
            git.told("update-index", "--index-info", lines=entries, variables=index)
            tree = git.read("write-tree", variables=index).decode().strip()
            author = asdict(record.author) if record.author else {}
            by = {f"GIT_AUTHOR_{name.upper()}": said for name, said in author.items()}
            try:
                made = git.read("commit-tree", tree, "-p", parent, "-m", record.message, *signed, variables=by)
            except GitFailed as failure:
                why = say("Git không ký được: {why}", "Git could not sign: {why}", why=failure.complaint)
                raise NotSent(why, failure.complaint) from None
            parent = made.decode().strip()
    return parent


def forget_what_never_left(root: Path, remote: Remote) -> None:
    """Forgets topics that never arrived and of whose records nothing is here any more."""
    repository = Repository(root)
    for topic, state in sent_topics(root, remote):
        files = changed_by(repository, remote, topic.commit)
        if state == "unsent" and not any((root / path).exists() for path in files):
            forget(root, topic)
