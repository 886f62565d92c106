"""What a desk does, whoever asks: keeps drafts, shows what they mean, records and sends them, one at a time."""

from collections.abc import Container, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillAtIt
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Lock

from phoihop.changes.git import NoHistory
from phoihop.checking.check import summaries
from phoihop.checking.summary import Summaries, TaskStanding
from phoihop.desk.clone import Clone
from phoihop.desk.drafts import Drafts, KeptDraft
from phoihop.desk.work import Duty, duties
from phoihop.language import Explained, Message, say
from phoihop.operating_system import refusal
from phoihop.recording.choices import Occasion
from phoihop.recording.draft import Draft
from phoihop.recording.preparing import OnRecord, Prepared, RefusedAnswers, WouldBeWrong, prepare, record
from phoihop.records.register import Register
from phoihop.records.types import DOCUMENT_TYPES
from phoihop.sending.outgoing import outgoing, send
from phoihop.sending.topics import CLONE_OF_THE_DESK, State, Topic, forget

_FRESH_FOR = timedelta(seconds=15)
_PATIENCE = 4.0
"""Seconds that a page waits for the newest state: what is here already is shown after that, and told to be so."""


class NotRecorded(Explained):
    """A draft was not sent, and stays. `message` says why."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How all tasks stood, with the register and on the day that this was found out for."""

    register: Register
    day: date
    standings: list[TaskStanding]
    summaries: Summaries


class Desk:
    """The desk of a register: its clone and its drafts lie in `home`. `today` is a day that stands still, if any."""

    def __init__(self, source: Path, home: Path, today: date | None = None) -> None:
        self.home = home
        self.clone = Clone(source, home / CLONE_OF_THE_DESK.name)
        self.drafts = Drafts(home / "drafts")
        self._today = today
        self._fetching = ThreadPoolExecutor(max_workers=1, thread_name_prefix="fetch")
        self._sending = Lock()
        self._renewal: Future[None] | None = None
        self._seen: Seen | None = None
        if self.clone.has_newest:
            self.clone.lay()
        else:
            self.clone.renew()
        self._settle_drafts()

    @property
    def today(self) -> date:
        settings = self.clone.register.settings
        return self._today or settings.as_of or datetime.now(self.clone.register.zone).date()

    # --- the newest state ------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Sees to the newest state, as far as that can be had in a moment; what is here already is good, too."""
        fetched = self.clone.freshness.fetched
        if self._sending.locked() or (fetched and datetime.now(UTC) - fetched < _FRESH_FOR):
            return
        if self._renewal is None or self._renewal.done():
            self._renewal = self._fetching.submit(self._renew)
        with suppress(StillAtIt):
            self._renewal.result(_PATIENCE)

    def _renew(self) -> None:
        with suppress(NoHistory, Explained, OSError), self._sending:
            self.clone.renew()
            self._settle_drafts()

    def standings(self) -> list[TaskStanding]:
        """How every task stands."""
        return self._look().standings

    def task_summaries(self) -> Summaries:
        """What is known of every task, by id."""
        return self._look().summaries

    def _look(self) -> Seen:
        with self.clone.lock:
            register, today = self.clone.register, self.today
            if self._seen is None or self._seen.register is not register or self._seen.day != today:
                found = summaries(register, today, cache=self.home / "cache")
                stand = [stands for summary in found.values() if (stands := summary.task_standing())]
                self._seen = Seen(register, today, stand, found)
            return self._seen

    def duties(self, agencies: Container[str], task: str = "", most: int | None = None) -> list[Duty]:
        """What these agencies owe, in one task or in all, the most urgent first; `most` of it."""
        with self.clone.lock:
            stands = [each for each in self.standings() if task in ("", each.task.id)]
            return duties(self.clone.register, stands, agencies, self.today, most)

    # --- drafts ----------------------------------------------------------------------------------------------------

    def draft(self, kept: KeptDraft) -> Draft:
        """A draft beside the register as it is now. KeyError where its task is not there any more."""
        with self.clone.lock:
            register = self.clone.register
            if kept.kind in DOCUMENT_TYPES:
                if kept.task not in register.task_ids():
                    raise KeyError(kept.task)
                occasion = Occasion.of_task(register, kept.task, self.today)
                if occasion.case is None:
                    raise KeyError(kept.task)
            else:
                occasion = Occasion(register, self.today)
            return Draft(kept.kind, occasion, kept.answers, self.drafts.finder(kept))

    # --- sending ---------------------------------------------------------------------------------------------------

    def send(self, kept: KeptDraft, shown: str = "") -> Topic:
        """Records a draft on the newest state and sends it for review; then it is no draft any more.

        `shown` is the `digest` of the record that somebody saw and agreed to: any other is not sent.

        On a register of this machine alone it is kept out of sight, until what was sent is taken in or withdrawn.

        Raises `NotRecorded`: the draft stays, with the reason, and the clone is as it was.
        """
        with self._sending, self.clone.lock:
            try:
                topic = self._send(kept, shown)
            except (Explained, OSError) as failure:
                with suppress(Explained, OSError):
                    self.clone.lay()
                raise NotRecorded(_why(failure)) from failure
            if self.clone.is_of_this_machine:
                # It can still be withdrawn.
                kept.sent, kept.failure = topic.name, ""
                self.drafts.keep(kept)
            else:
                self.drafts.forget(kept)
            self.clone.lay()
            return topic

    def _send(self, kept: KeptDraft, shown: str) -> Topic:
        clone = self.clone
        clone.renew()
        try:
            draft = self.draft(kept)
            if shown and digest(prepare(draft)) != shown:
                raise NotRecorded(
                    say(
                        "bản ghi đã khác với lúc bạn xem (bản nháp vừa được sửa ở nơi khác, hoặc sổ có văn bản mới); "
                        "xem lại rồi gửi",
                        "the record is not what you saw (its draft was changed elsewhere, or something new was "
                        "recorded); look at it again, then send",
                    )
                )
            recorded = record(draft, clone.root)
        except OnRecord as twice:
            # A run that was broken off had sent it already.
            if waiting := next((topic for topic, state in clone.sent if state == "waiting"), None):
                return waiting
            raise NotRecorded(_first(twice)) from None
        except RefusedAnswers as refused:
            raise NotRecorded(_first(refused)) from None
        except WouldBeWrong as wrong:
            raise NotRecorded(wrong.prepared.verdict.errors[0].message) from None
        except KeyError:
            raise NotRecorded(say("nhiệm vụ không còn trong sổ", "the task is not in the register any more")) from None
        changes = outgoing(clone.root, clone.remote, today=self.today)
        change = next(each for each in changes if any(one.path in recorded.paths for one in each.records))
        errors = [each for each in change.review.findings if each.severity == "error" and each.effect == "new"]
        if errors:
            raise NotRecorded(errors[0].message)
        return send(clone.root, clone.remote, change)

    def take_in(self, name: str) -> None:
        """Takes what waits under this name into the register, where it is on this machine alone. Raises `NotRecorded`.

        KeyError where nothing waits under it, or another machine reviews.
        """
        with self._waiting(name) as topic:
            self.clone.take_in(topic)
            self._settle_drafts()

    def withdraw(self, name: str) -> list[KeptDraft]:
        """Takes back what waits under this name, where `take_in` would take it in; the drafts that it is again.

        Raises as `take_in` does.
        """
        with self._waiting(name) as topic:
            self.clone.withdraw(topic)
            drafts = self._settle_drafts()
            if drafts:
                forget(self.clone.top, topic)
                self.clone.lay()
            return drafts

    def _settle_drafts(self) -> list[KeptDraft]:
        """Forgets the drafts of what is on record by now; those of what is there no more are drafts again."""
        states = {topic.name: state for topic, state in self.clone.sent}
        again = []
        for kept in self.drafts.sent():
            state = states.get(kept.sent, "returned")
            if state == "recorded":
                self.drafts.forget(kept)
            elif state == "returned":
                kept.sent = ""
                self.drafts.keep(kept)
                again.append(kept)
        return again

    @contextmanager
    def _waiting(self, name: str) -> Iterator[Topic]:
        with self._sending, self.clone.lock:
            waiting = {topic.name: topic for topic, state in self.clone.sent if state == "waiting"}
            if not self.clone.is_of_this_machine:
                raise KeyError(name)
            topic = waiting[name]
            try:
                yield topic
            except (Explained, OSError) as failure:
                raise NotRecorded(_why(failure)) from failure

    def sent(self) -> Iterable[tuple[Topic, State]]:
        """What was sent, the newest first."""
        return reversed(self.clone.sent)


def digest(prepared: Prepared) -> str:
    """A digest of what a record says, whatever names its papers will get."""
    text = prepared.text
    for name, source in prepared.papers.items():
        text = text.replace(name, source.name)
    return sha256(text.encode()).hexdigest()


def _first(refused: RefusedAnswers) -> Message:
    return next(iter(refused.messages.values()))


def _why(failure: Exception) -> Message:
    if isinstance(failure, Explained):
        return failure.message
    why = refusal(failure) if isinstance(failure, OSError) else str(failure)
    return say("không ghi được: {why}", "it could not be written: {why}", why=why)
