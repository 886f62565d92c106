"""What each address of the desk shows, from what was asked and what the desk says.

No path, revision or remote comes from the browser: tasks, kinds and drafts are looked up among those that there are.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, request

from phoihop.cases.model import Case
from phoihop.desk.desk import Desk, NotRecorded, digest
from phoihop.desk.drafts import LETTER, KeptDraft
from phoihop.desk.filled_in import answers_of, name_paper, rearranged
from phoihop.desk.forms import DraftForm, in_words, refusals
from phoihop.desk.identity import people, say_who_records, who_records
from phoihop.desk.letters import Letters
from phoihop.desk.pages import rendered
from phoihop.desk.work import kinds_for
from phoihop.incoming.letter import NotALetter
from phoihop.kinds.registry import record_kinds
from phoihop.language import LANGUAGES, Language, word
from phoihop.plain_letters import plain
from phoihop.recording.choices import Occasion
from phoihop.recording.draft import Draft
from phoihop.recording.keys import key_named
from phoihop.recording.preparing import Prepared, RefusedAnswers, prepare
from phoihop.records.types import DOCUMENT_TYPES

LANGUAGE_COOKIE = "phoihop-language"
_MOST_OF_OTHERS = 20
_MOST_TASKS = 400
"""Tasks that are offered to choose from, the newest; any other is found by its number."""


class Refusal(Exception):
    """A request that is answered with a page that says why not."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


def redirect(place: str) -> Response:
    return Response("", 303, headers={"Location": place})


def _titled(words: str, titles: Mapping[str, str], read: Callable[[str], str]) -> list[str]:
    """The tasks in whose titles, as they are read, each of some words begins a word."""
    begun = [re.compile(rf"\b{re.escape(word)}") for word in words.split()]
    return [task for task, title in titles.items() if begun and all(each.search(read(title)) for each in begun)]


class Views:
    """What each address shows."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @property
    def language(self) -> Language:
        wish = request.cookies.get(LANGUAGE_COOKIE)
        return next((each for each in LANGUAGES if each == wish), self.desk.clone.register.language)

    def page(self, template: str, status: int = 200, **facts: Any) -> Response:
        # What a form sent is looked at again at the address of its draft.
        was_sent = template == "form.html" and request.method == "POST"
        path = f"/drafts/{facts['kept'].id}/edit" if was_sent else request.path
        text = rendered(self.desk.clone, template, self.language, path, request.args.items(multi=True), **facts)
        return Response(text, status, content_type="text/html; charset=utf-8")

    def refusal(self, refusal: Refusal) -> Response:
        return self.page("refusal.html", refusal.status, reason=refusal.reason)

    # --- the first screen ------------------------------------------------------------------------------------------

    def first(self) -> Response:
        self.desk.look()
        with self.desk.clone.lock:
            person = who_records(self.desk.clone)
            if person is None:
                return self.page("who.html", people=list(people(self.desk.clone.register)))
            # One's own, or another that is asked for.
            wished, agencies = request.args.get("agency", ""), self.desk.clone.register.agencies.keys()
            agency = wished if wished in agencies else person.agency
            return self.page(
                "first.html",
                person=person,
                agency=agency,
                duties=self.desk.duties((agency,)),
                others=self.desk.duties(agencies - {agency}, most=_MOST_OF_OTHERS) if person.for_all else (),
                drafts=self.desk.drafts.all(),
                sent=list(self.desk.sent())[:5],
                tasks=self._tasks(),
            )

    def _tasks(self) -> list[tuple[str, str]]:
        known = [(stands.task.id, stands.task.title) for stands in self.desk.standings()]
        return known[::-1][:_MOST_TASKS]

    def who(self) -> Response:
        try:
            say_who_records(self.desk.clone, request.form.get("email", ""))
        except ValueError:
            raise Refusal(400, "failed") from None
        return redirect("/")

    def choose(self) -> Response:
        """Which kinds of document a task may get; with a kind, its form."""
        with self.desk.clone.lock:
            words, kind = request.args.get("task", "").strip(), request.args.get("kind", "")
            meant = self._tasks_meant(words)
            if len(meant) != 1:
                facts = {"words": words, "meant": meant, "tasks": self._tasks()}
                return self.page("choose.html", 422 if words and not meant else 200, task=None, **facts)
            ((task, _title),) = meant
            if kind in DOCUMENT_TYPES:
                return redirect(f"/record/{task}/{kind}")
            case = self._case(task)
            return self.page(
                "choose.html",
                task=task,
                case=case,
                kinds=kinds_for(case),
                duties=self.desk.duties(self.desk.clone.register.agencies, task),
            )

    def _tasks_meant(self, words: str) -> list[tuple[str, str]]:
        """The tasks that may be meant by a number, or by words of a title with marks or without; the newest first."""
        titles = {stands.task.id: stands.task.title for stands in self.desk.standings()}
        if match := re.match(r"(\d{4})[-/](\d{1,6})", words):
            task = f"{match[1]}-{int(match[2]):04}"
            return [(task, titles.get(task, ""))] if task in self.desk.clone.register.task_ids() else []
        numbered = [each for each in titles if words.isdecimal() and each.endswith(f"-{int(words):04}")]
        # Whoever types marks means them: “chợ” is not “cho”.
        found = numbered or _titled(words.casefold(), titles, str.casefold) or _titled(plain(words), titles, plain)
        return [(each, titles[each]) for each in reversed(found)]

    def _case(self, task: str) -> Case:
        register = self.desk.clone.register
        if task not in register.task_ids() or not (case := Occasion.of_task(register, task, self.desk.today).case):
            raise Refusal(404, "not-found")
        return case

    # --- forms -----------------------------------------------------------------------------------------------------

    def record_without_task(self, kind: str) -> Response:
        if kind in DOCUMENT_TYPES or kind not in record_kinds():
            raise Refusal(404, "not-found")
        return self._record("", kind)

    def record(self, task: str, kind: str) -> Response:
        with self.desk.clone.lock:
            if kind not in DOCUMENT_TYPES:
                raise Refusal(404, "not-found")
            self._case(task)
        return self._record(task, kind)

    def _record(self, task: str, kind: str) -> Response:
        kept = self.desk.drafts.get(request.values.get("draft", "")) or self.desk.drafts.new(kind, task, {})
        if (kept.kind, kept.task) != (kind, task):
            raise Refusal(404, "not-found")
        with self.desk.clone.lock:
            if request.method == "GET":
                self._propose(kept)
                return self._form(kept, {})
            self._fill(kept)
            action = request.form.get("action", "judge")
            if action == "judge":
                return self._judged(kept)
            kept.blank = []
            anchor = rearranged(kept, action)
            self.desk.drafts.keep(kept)
            return redirect("/" if action == "keep" else f"/drafts/{kept.id}/edit{anchor}")

    def _propose(self, kept: KeptDraft) -> None:
        """Takes over what the link that led here says: who issues it, what it answers."""
        draft = self._draft(kept)
        fields = {name: request.args.getlist(name) for name in request.args}
        kept.answers |= answers_of(draft, fields)
        kept.proposed = list(kept.answers)
        person = who_records(self.desk.clone)
        issuer = key_named(draft.type, "from") if kept.kind in DOCUMENT_TYPES else None
        if issuer is None or person is None or "from" in kept.answers or draft.settles(issuer):
            return
        fitting = [each.value for each in draft.fitting(issuer)]
        if person.for_all and fitting:
            kept.answers["from"] = fitting[0]
        elif person.agency in fitting:
            # Of several who may issue it, the one at the keyboard.
            kept.answers["from"] = person.agency

    def _fill(self, kept: KeptDraft) -> None:
        """Puts what the form sent into the draft, and keeps the papers that came along."""
        fields = {name: request.form.getlist(name) for name in request.form}
        draft = self._draft(kept)
        keys = {key.id: key for key in draft.keys}
        for number, (name, file) in enumerate(request.files.items(multi=True), 1):
            if file.filename:
                answer = self.desk.drafts.take(kept, file.filename, file.stream)
                name_paper(fields, keys, name, answer, kept.papers[answer], number)
        kept.answers = answers_of(draft, fields)
        kept.proposed = fields.get("_proposed", [])

    def _judged(self, kept: KeptDraft) -> Response:
        kept.failure, kept.blank = "", []
        self.desk.drafts.keep(kept)
        errors, prepared = self._look_at(kept)
        return redirect(f"/drafts/{kept.id}") if prepared else self._form(kept, errors, 422)

    def _look_at(self, kept: KeptDraft) -> tuple[dict[str, str], Prepared | None]:
        """What is wrong with a draft, by key; or the record as it would be written."""
        draft = self._draft(kept)
        errors = refusals(draft, self.language)
        if errors:
            return errors, None
        try:
            return {}, prepare(draft)
        except RefusedAnswers as refused:
            return in_words(refused.messages, self.desk.clone.register, self.language), None

    def _draft(self, kept: KeptDraft) -> Draft:
        try:
            return self.desk.draft(kept)
        except KeyError:
            raise Refusal(404, "not-found") from None

    def _form(self, kept: KeptDraft, errors: Mapping[str, str], status: int = 200) -> Response:
        draft = self._draft(kept)
        form = DraftForm(draft, kept, self.language, errors)
        return self.page("form.html", status, kept=kept, form=form, case=draft.occasion.case, errors=errors)

    # --- letters that were dropped ---------------------------------------------------------------------------------

    def letters(self) -> Response:
        """Keeps what was dropped; one letter is shown at once."""
        files = [(each.filename, each.stream) for each in request.files.getlist("letter") if each.filename]
        taken = Letters(self.desk).take(files)
        return redirect(f"/letters/{taken[0].id}" if len(taken) == 1 else "/")

    def letter(self, draft: str) -> Response:
        """What a letter says, and what it would become; then a draft of that."""
        with self.desk.clone.lock:
            kept = self._known(draft)
            if kept.kind != LETTER:
                raise Refusal(404, "not-found")
            letters, said = (
                Letters(self.desk),
                {name: request.form.get(name, "").strip() for name in ("place", "task", "kind")},
            )
            meant = self._tasks_meant(said["task"])
            try:
                if len(meant) == 1 and said["kind"] in DOCUMENT_TYPES and said["place"].isdecimal():
                    return self._record_letter(letters, kept, int(said["place"]), meant[0][0], said["kind"])
                found, why = letters.meanings(kept), None
            except NotALetter as reason:
                found, why = [], reason.message
            tasks, name = self._tasks(), next(iter(kept.papers.values()))
            facts = {
                "kept": kept,
                "name": name,
                "meanings": found,
                "why": why,
                "tasks": tasks,
                "said": said,
                "meant": meant,
            }
            return self.page("letter.html", 422 if request.method == "POST" else 200, **facts)

    def _record_letter(self, letters: Letters, kept: KeptDraft, place: int, task: str, kind: str) -> Response:
        self._case(task)
        try:
            made = letters.record(kept, place, task, kind, self.language)
        except IndexError:
            raise Refusal(404, "not-found") from None
        if "several" not in request.form:
            self.desk.drafts.forget(kept)
        return redirect(f"/drafts/{made.id}/edit")

    # --- drafts ----------------------------------------------------------------------------------------------------

    def _known(self, id_: str) -> KeptDraft:
        kept = self.desk.drafts.get(id_)
        if kept is None:
            raise Refusal(404, "not-found")
        return kept

    def edit(self, draft: str) -> Response:
        with self.desk.clone.lock:
            kept = self._known(draft)
            return self._form(kept, refusals(self._draft(kept), self.language))

    def judgement(self, draft: str) -> Response:
        with self.desk.clone.lock:
            kept = self._known(draft)
            errors, prepared = self._look_at(kept)
            if prepared is None:
                return self._form(kept, errors, 422)
            case = self._draft(kept).occasion.case
            return self.page("judgement.html", kept=kept, prepared=prepared, shown=digest(prepared), case=case)

    def send(self, draft: str) -> Response:
        kept = self._known(draft)
        try:
            topic = self.desk.send(kept, request.form.get("shown", ""))
        except NotRecorded as failure:
            kept.failure = word(failure.message, self.language, self.desk.clone.register.agency_name)
            self.desk.drafts.keep(kept)
            return redirect(f"/drafts/{kept.id}")
        return redirect(f"/sent/{topic.name}?now=1")

    def forget(self, draft: str) -> Response:
        self.desk.drafts.forget(self._known(draft))
        return redirect("/")

    # --- what was sent ---------------------------------------------------------------------------------------------

    def all_sent(self) -> Response:
        self.desk.look()
        return self.page("sent.html", sent=list(self.desk.sent()), now=None, failure="")

    def sent(self, topic: str, failure: str = "") -> Response:
        known = [(each, state) for each, state in self.desk.sent() if each.name == topic]
        if not known:
            raise Refusal(404, "not-found")
        return self.page("sent.html", 422 if failure else 200, sent=known, now="now" in request.args, failure=failure)

    def take_in(self, topic: str) -> Response:
        return self._settled(topic, self.desk.take_in)

    def withdraw(self, topic: str) -> Response:
        return self._settled(topic, self.desk.withdraw)

    def _settled(self, topic: str, settle: Callable[[str], list[KeptDraft] | None]) -> Response:
        try:
            drafts = settle(topic) or []
        except KeyError:
            raise Refusal(404, "not-found") from None
        except NotRecorded as failure:
            return self.sent(topic, word(failure.message, self.language))
        if not drafts:
            return redirect(f"/sent/{topic}")
        return redirect(f"/drafts/{drafts[0].id}/edit" if len(drafts) == 1 else "/")
