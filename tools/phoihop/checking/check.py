"""The judgement of a whole register, as `phoihop.rules.judge` would give it, from summaries of its tasks.

A summary that was kept holds as long as its folder looks the same; only the others are read and judged anew.
"""

import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

import msgspec

from phoihop.checking.cores import shares_of, spread
from phoihop.checking.signature import UNSETTLED, signature
from phoihop.checking.summary import Summaries, TaskSummary, configuration, summary_of
from phoihop.keeping import KeptFile, digest_of, folder_for
from phoihop.records.register import Register
from phoihop.rules.judge import Judgement, judge_settings, judge_task, judge_whole
from phoihop.rules.rule import NumberUse, RegisterFacts

FILES_KEPT = 4
"""For how many days or configurations of a register results are kept, the newest used."""
_MARK = b"phoihop kept 1\n"

WORTH_A_PROCESS = 200
"""Tasks to be read and judged for which it pays to start another process."""
WORTH_A_PROCESS_TO_LOOK = 2_000
"""The same of tasks that need only be looked at."""

Progress = Callable[[int, int], None]


def summaries(
    register: Register,
    today: date,
    *,
    cache: Path | None,
    jobs: int = 1,
    tasks: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> Summaries:
    """A summary of every task, or of those named, as of a day, by id and in the order of ids.

    `cache` is the user's folder for what is kept between runs, None to neither read nor write it; `jobs` is in how
    many processes to work at most. `progress` is told how many tasks of how many are done.
    """
    ids = register.task_ids() if tasks is None else list(tasks)
    kept: KeptFile[Summaries] | None = None
    if cache:
        # One file for each register, day, configuration and version of the tool.
        topic = digest_of((configuration(register), today.isoformat()))
        kept = KeptFile(folder_for(register.root, cache) / f"{topic.hex()}.kept", _MARK, Summaries)
    known = (kept.load() if kept else None) or {}
    signatures = {id_: summary.signature for id_, summary in known.items() if summary.signature != UNSETTLED}
    unknown = sum(id_ not in signatures for id_ in ids)
    processes = max(1, min(jobs, unknown // WORTH_A_PROCESS + (len(ids) - unknown) // WORTH_A_PROCESS_TO_LOOK))
    if unknown:
        # Loaded before any process starts, and so only once.
        register.calendar.is_working(today)
    found: Summaries = {}
    done = 0
    work = partial(look, register, today, signatures if kept else None)
    for count, packed in spread(work, shares_of(ids, processes), processes):
        found |= msgspec.msgpack.decode(packed, type=Summaries)
        done += count
        if progress:
            progress(done, len(ids))
    every = {id_: found[id_] if id_ in found else known[id_] for id_ in ids}
    if kept and tasks is None and (found or len(known) != len(every)):
        kept.save(every, FILES_KEPT)
    return every


def look(register: Register, today: date, signatures: Mapping[str, bytes] | None, ids: Sequence[str]) -> bytes:
    """Judges those of some tasks that don't look as they did; gives their summaries, by id, as MessagePack.

    `signatures` are of the tasks that are known, None where nothing is kept and looks don't count.
    """
    judged: Summaries = {}
    for id_ in ids:
        seen_as = UNSETTLED
        if signatures is not None:
            seen_as = signature(register.task_location(id_), time.time_ns())
            if seen_as != UNSETTLED and signatures.get(id_) == seen_as:
                continue
        folder = register.task(id_)
        report = judge_task(folder, register, today)
        judged[id_] = summary_of(report, folder.assignment is not None, seen_as)
    return msgspec.msgpack.encode(judged)


def judgement_of(
    register: Register,
    today: date,
    found: Mapping[str, TaskSummary],
    *,
    tasks: Collection[str] | None = None,
    rules: Collection[str] | None = None,
    looks_back: bool = False,
) -> Judgement:
    """The judgement from the summaries of all tasks, of all or of those named, by all rules or by those named.

    Where it `looks_back`, records of later days are not there yet: neither counted nor judged. It holds no cases.
    """
    wanted = {id_: summary for id_, summary in found.items() if tasks is None or id_ in tasks}
    if looks_back:
        wanted = {id_: summary for id_, summary in wanted.items() if not summary.is_to_come}
    findings = [*judge_settings(register, today), *judge_whole(_facts(register, found))]
    if tasks is not None:
        findings = [each for each in findings if each.task in wanted or each.file in register.unreadable]
    elif looks_back:
        findings = [each for each in findings if each.task is None or each.task in wanted]
    findings += chain.from_iterable(summary.told() for summary in wanted.values())
    if rules is not None:
        findings = [each for each in findings if each.rule in rules]
    later = frozenset(chain.from_iterable(summary.later for summary in wanted.values()))
    if looks_back:
        findings = [each for each in findings if each.file not in later]
    return Judgement(
        today=today,
        cases=(),
        titles={id_: summary.title for id_, summary in wanted.items() if summary.title is not None},
        findings=tuple(sorted(findings, key=lambda each: each.order)),
        tasks=len(wanted),
        documents=sum(summary.documents for summary in wanted.values()) - (len(later) if looks_back else 0),
        agencies=len(register.agencies) + len(register.unreadable_agencies),
        later=later,
    )


def _facts(register: Register, found: Mapping[str, TaskSummary]) -> RegisterFacts:
    """What all tasks report; of numbers only those claimed more than once, for nothing else can be wrong."""
    claims = Counter(chain.from_iterable(summary.claims for summary in found.values()))
    contested = {claim for claim, count in claims.items() if count > 1}
    numbers: list[NumberUse] = []
    for id_, summary in found.items() if contested else ():
        if not contested.isdisjoint(summary.claims):
            numbers += summary.numbers_of(id_, contested)
    return RegisterFacts(
        register=register,
        numbers=tuple(numbers),
        related=tuple((id_, named, key) for id_, summary in found.items() for named, key in summary.related),
        tasks=frozenset(register.task_ids()),
    )
