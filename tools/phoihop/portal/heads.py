"""What a portal can tell of a register's head: against its own data, and against the heads seen at earlier builds.

Without the register's Git, nobody can prove that a new state descends from an older one, nor recompute the digest from
what is published. So a verdict says what was compared, and warns where something that only grows has shrunk. A warning
stays for as long as the register falls short of any head that was ever seen.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from phoihop.documents.published_forms import Digest, HeadCounts, PublishedHead
from phoihop.language import Explained, Message, Text, say
from phoihop.portal.reading import Published
from phoihop.writing import write_whole

HEADS_FILE = "heads.json"
MOST_KEPT = 500
_MOST_NAMED = 5

Standing = Literal["first", "unchanged", "changed", "warned"]
STANDINGS: dict[Standing, Text] = {
    "first": Text("lần đầu đưa vào cổng", "seen for the first time"),
    "unchanged": Text("không đổi từ lần trước", "unchanged since last time"),
    "changed": Text("có thay đổi, không mất bản ghi", "changed, nothing lost"),
    "warned": Text("cần kiểm tra", "to be looked into"),
}

_COUNTED: dict[str, Text] = {
    "tasks": Text("nhiệm vụ", "tasks"),
    "documents": Text("văn bản", "documents"),
    "agencies": Text("cơ quan", "agencies"),
    "papers": Text("tài liệu", "papers"),
}


class Damaged(Explained):
    """The portal's own state can't be read. `message` says what to do."""


class SeenHead(msgspec.Struct, frozen=True, kw_only=True):
    """A register's head as it was at a build: `on` is the portal's day, `as_of` the register's."""

    on: date
    as_of: date
    commit: str | None
    digest: Digest
    records: HeadCounts
    erased: HeadCounts = HeadCounts(tasks=0, documents=0, agencies=0, papers=0)
    """How many of each kind left every copy by law, and are named: no longer there, and not lost."""

    def ever(self, counted: str) -> int:
        """How many there are of a kind, and were until they were erased by law: a number that only grows."""
        return int(getattr(self.records, counted) + getattr(self.erased, counted))


class Heads(msgspec.Struct, frozen=True, kw_only=True):
    """heads.json: the heads of each register by its id on the portal, oldest first."""

    format: Literal[1] = 1
    registers: dict[str, tuple[SeenHead, ...]]


@dataclass(frozen=True, slots=True)
class HeadVerdict:
    """What was found out about a register's head, in sentences; `warnings` come first where there are any."""

    standing: Standing
    warnings: tuple[Message, ...]
    facts: tuple[Message, ...]


def read_heads(state: Path) -> dict[str, tuple[SeenHead, ...]]:
    """The heads seen so far; none where there is no state yet. Raises `Damaged`: silence would hide a rewriting."""
    file = state / HEADS_FILE
    try:
        return msgspec.json.decode(file.read_bytes(), type=Heads).registers
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.MsgspecError, ValueError) as error:
        raise Damaged(
            say(
                "{file} hỏng ({why}); lấy lại từ bản sao lưu, hoặc xóa để cổng ghi nhớ lại từ đầu",
                "{file} is damaged ({why}); restore it from a copy, or delete it so that the portal starts remembering "
                "anew",
                file=str(file),
                why=str(error),
            )
        ) from None


def write_heads(state: Path, heads: dict[str, tuple[SeenHead, ...]]) -> None:
    state.mkdir(parents=True, exist_ok=True)
    content = msgspec.json.encode(Heads(registers=dict(sorted(heads.items()))))
    write_whole(state / HEADS_FILE, msgspec.json.format(content, indent=1) + b"\n")


def seen_now(published: Published, today: date) -> SeenHead:
    head = published.head
    return SeenHead(
        on=today,
        as_of=published.index.today,
        commit=head.commit,
        digest=head.records_digest,
        records=head.records,
        erased=_erased(head),
    )


def _erased(head: PublishedHead) -> HeadCounts:
    counts: Counter[str | None] = Counter(each.counted for each in head.erasures)
    return HeadCounts(**{name: counts[name] for name in _COUNTED})


def with_head(seen: tuple[SeenHead, ...], now: SeenHead) -> tuple[SeenHead, ...]:
    """The heads with the newest added, where it is another one. The first and the largest are never let go."""
    if seen and msgspec.structs.replace(seen[-1], on=now.on) == now:
        return seen
    kept = (*seen, now)
    return kept if len(kept) <= MOST_KEPT else (_most(kept), *kept[-MOST_KEPT + 1 :])


def _most(seen: tuple[SeenHead, ...]) -> SeenHead:
    """A head of the largest counts and the latest day seen so far, to measure later ones by."""
    counts = {name: max(head.ever(name) for head in seen) for name in _COUNTED}
    latest = max(seen, key=lambda head: head.as_of)
    none = dict.fromkeys(_COUNTED, 0)
    return msgspec.structs.replace(latest, records=HeadCounts(**counts), erased=HeadCounts(**none))


def judge_head(published: Published, seen: tuple[SeenHead, ...]) -> HeadVerdict:
    """The verdict on a register's head, given the heads seen at earlier builds, oldest first."""
    warnings = tuple(_warnings(published, seen)) if seen else ()
    standing: Standing = "changed"
    if warnings:
        standing = "warned"
    elif not seen:
        standing = "first"
    elif seen[-1].digest == published.head.records_digest:
        standing = "unchanged"
    return HeadVerdict(standing, warnings, tuple(_facts(published, seen)))


def _warnings(published: Published, seen: tuple[SeenHead, ...]) -> Iterator[Message]:
    head, as_of, most, last = published.head, published.index.today, _most(seen), seen[-1]
    now = seen_now(published, as_of)
    for key, name in _COUNTED.items():
        if now.ever(key) < most.ever(key):
            yield say(
                "mất bản ghi: {what} từ {before} còn {now}",
                "records lost: {what} went from {before} to {now}",
                what=name,
                before=most.ever(key) - getattr(now.erased, key),
                now=getattr(now.records, key),
            )
    if as_of < most.as_of:
        yield say(
            "lùi thời gian: số liệu tính đến {now}, trước đây đã tính đến {before}",
            "went back in time: as of {now}, and was as of {before} before",
            now=as_of,
            before=most.as_of,
        )
    older = _older(head, seen)
    if older and not _restored(seen):
        yield say(
            "trở lại đúng trạng thái đã thấy ngày {day}, không phải trạng thái gần nhất",
            "back at the very state of {day}, which is not the latest one",
            day=older.on,
        )
    if head.commit and any(each.commit == head.commit and each.digest != head.records_digest for each in seen):
        yield say(
            "cùng một commit nhưng bản ghi khác trước: công bố cả thay đổi chưa ghi vào Git",
            "the same commit with other records: changes were published that are not in Git",
        )
    if last.commit and not head.commit:
        yield say("trước có Git, nay không còn", "was kept in Git before, and is no longer")


def _older(head: PublishedHead, seen: tuple[SeenHead, ...]) -> SeenHead | None:
    """The head seen before the last one that a register is back at."""
    if head.records_digest == seen[-1].digest:
        return None
    erased = _erased(head)
    same = (each for each in reversed(seen[:-1]) if each.digest == head.records_digest and each.erased == erased)
    return next(same, None)


def _restored(seen: tuple[SeenHead, ...]) -> bool:
    """Whether the last head fell short of earlier ones: leaving such a state is to be wished for."""
    last, most = seen[-1], _most(seen)
    return last.as_of < most.as_of or any(last.ever(name) < most.ever(name) for name in _COUNTED)


def _facts(published: Published, seen: tuple[SeenHead, ...]) -> Iterator[Message]:
    head = published.head
    # Records that can't be read, and those of a later day, are counted in the head and not in the data.
    yield say(
        "theo head.json có {tasks} nhiệm vụ, {documents} văn bản; số liệu công bố có {t} và {d}",
        "by head.json there are {tasks} tasks and {documents} documents; the published data has {t} and {d}",
        tasks=head.records.tasks,
        documents=head.records.documents,
        t=len(published.tasks),
        d=len(published.documents),
    )
    yield _since(head, seen)
    if head.unrecorded:
        yield say(
            "trang được dựng khi còn {n} tệp chưa ghi vào Git",
            "the site was built with {n} files that were not in Git",
            n=head.unrecorded,
        )
    # What was erased by law: by name as far as its task is published, the newest first.
    named = [each for each in reversed(head.erasures) if each.path][:_MOST_NAMED]
    for each in named:
        yield say(
            "đã xóa theo luật ngày {day}: {path} ({reason})",
            "erased by law on {day}: {path} ({reason})",
            day=each.date,
            path=each.path or "",
            reason=each.reason or "",
        )
    if further := len(head.erasures) - len(named):
        yield say(
            "còn {n} nội dung khác đã xóa theo luật, sổ có ghi",
            "{n} more erased by law, as the register records",
            n=further,
        )
    if head.commit is None:
        yield say(
            "sổ không có Git nên không ai chứng minh được gì", "the register is not in Git: nothing can be proved"
        )
    else:
        yield say(
            "chưa chứng minh: bản ghi đã ban hành không bị sửa (cần Git của sổ: phoihop verify --since với head.json "
            "cũ)",
            "not proven: that nothing issued was rewritten (needs the register's Git: phoihop verify --since an older "
            "head.json)",
        )


def _since(head: PublishedHead, seen: tuple[SeenHead, ...]) -> Message:
    if not seen:
        return say("chưa có lần trước để so sánh", "there is no earlier build to compare with")
    last = seen[-1]
    if last.digest == head.records_digest:
        return say("mã băm các bản ghi không đổi từ {day}", "the records' digest is unchanged since {day}", day=last.on)
    if (older := _older(head, seen)) and _restored(seen):
        return say("đã trở lại đầy đủ như ngày {day}", "whole again, as it was on {day}", day=older.on)
    return say(
        "mã băm các bản ghi đã đổi từ {day}; {before} → {now} văn bản",
        "the records' digest has changed since {day}; {before} → {now} documents",
        day=last.on,
        before=last.records.documents,
        now=head.records.documents,
    )
