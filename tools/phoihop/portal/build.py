"""Builds a portal: fetches, checks and compares every register, and puts the new site in place whole.

A register that can't be used is left out and named, and the others go on. Where none can be used, or anything else
fails, the portal that was there stays.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from phoihop.language import Explained, Language, Message, say
from phoihop.portal import heads, pages
from phoihop.portal.dataset import Shares, open_dataset
from phoihop.portal.fetching import FileNotFetched, fetch_all, read_fetched
from phoihop.portal.pages import Figures, LeftOut, Shown, figures, shown
from phoihop.portal.questions import QUESTIONS, answer_as_csv, ask
from phoihop.portal.reading import FILES, Published, UnfitData, read_published
from phoihop.portal.search import SearchIndex
from phoihop.portal.shells import FAMILY, render_shells
from phoihop.portal.sources import PortalPlan, RegisterSource
from phoihop.site import policy
from phoihop.site.indexing import IndexingFailed
from phoihop.site.output import Output
from phoihop.site.replacing import Replacing, may_be_replaced
from phoihop.site.shell import CONTENT_ID
from phoihop.writing import write_whole

MARK_OF_A_PORTAL = Path("data") / "portal.json"
"""By this file a folder shows that it holds a portal, and may be replaced by a newer one."""

_WHERE = "built-into"

DEFAULT_TITLES = {"vi": "Cổng các sổ theo dõi phối hợp", "en": "Portal of coordination registers"}
PAGE_DEPTHS = range(2, 4)


class NotBuilt(Explained):
    """There is no new portal; what was there stays. `message` says why, `left_out` what is wrong with each register."""

    def __init__(self, message: Message, left_out: tuple[LeftOut, ...] = ()) -> None:
        super().__init__(message)
        self.left_out = left_out


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: the registers shown and left out, and the figures over all that are shown."""

    out: Path
    registers: tuple[Shown, ...]
    left_out: tuple[LeftOut, ...]
    totals: Figures

    @property
    def needs_a_look(self) -> bool:
        return bool(self.left_out) or any(register.verdict.standing == "warned" for register in self.registers)


def build_portal(plan: PortalPlan, out: Path, state: Path, today: date) -> Built:
    """Builds the portal of a plan into `out`. `state` keeps heads and fetched files from build to build.

    Raises `NotBuilt`, and `heads.Damaged` where the state can't be read.
    """
    if out.exists() and not may_be_replaced(out, MARK_OF_A_PORTAL):
        raise NotBuilt(
            say(
                "{out} không trống và không phải cổng; chọn thư mục khác bằng --out",
                "{out} is not empty, and not a portal; name another folder with --out",
                out=str(out),
            )
        )
    replacing = Replacing(out)
    with replacing.opened():
        # Read within: a build that was waited for has seen heads, too.
        seen = heads.read_heads(state)
        failures = fetch_all(plan.sources, FILES, state / "fetched")
        replacing.aside.mkdir()
        try:
            built = _Build(plan, out, state, today, replacing).run(seen, failures)
        except IndexingFailed as error:
            raise NotBuilt(say("không lập được chỉ mục: {why}", "no search index: {why}", why=str(error))) from None
        replacing.put_in_place()
        heads.write_heads(state, seen)
        write_whole(state / _WHERE, f"{out}\n".encode())
    return built


def last_built(state: Path) -> Path | None:
    """Where the last build with this state went; None where there was none."""
    try:
        return Path((state / _WHERE).read_text(encoding="utf-8").rstrip("\n"))
    except (OSError, ValueError):
        return None


class _Build:
    """One build: `replacing.next` becomes the portal at `out`."""

    def __init__(self, plan: PortalPlan, out: Path, state: Path, today: date, replacing: Replacing) -> None:
        self.plan, self.out, self.state, self.today = plan, out, state, today
        language: Language = plan.language or "vi"
        self.portal = pages.Portal(plan.title or DEFAULT_TITLES[language], language, today)
        self.env = pages.environment(language)
        self.titles = pages.section_titles(language)
        new, work = replacing.next, replacing.aside
        self.shells = render_shells(self.titles, PAGE_DEPTHS, self.portal.title, language, work / "theme", new)
        self.output = Output(new, earlier=out)
        self.index = SearchIndex(self.output, language)
        self.shares = Shares(Output(new / "data", earlier=out / "data"), work)

    def run(
        self, seen: dict[str, tuple[heads.SeenHead, ...]], failures: dict[tuple[str, str], FileNotFetched]
    ) -> Built:
        """Writes the whole portal; adds the heads to `seen`."""
        portal = self.portal
        for source in self.plan.sources:
            try:
                published = read_published(self._reader(source, failures))
            except (FileNotFetched, UnfitData) as refusal:
                portal.left_out.append(LeftOut(source.id, source.name, source.place, refusal.message))
                continue
            before = seen.get(source.id, ())
            verdict = heads.judge_head(published, before)
            seen[source.id] = heads.with_head(before, heads.seen_now(published, self.today))
            register = shown(source, published, verdict, PurePosixPath(self.out))
            portal.registers.append(register)
            self.shares.add(source, published, verdict.standing)
            self.index.add(register, published)
            self._write_register(register, published)
        if not portal.registers:
            raise NotBuilt(
                say(
                    "không dùng được sổ nào; cổng cũ giữ nguyên",
                    "no register can be used; the portal stays as it was",
                ),
                tuple(portal.left_out),
            )
        self.index.close_part()
        portal.parts = tuple(self.index.parts[1:])
        counts = self._write_answers()
        self._write_about(seen)
        return Built(self.out, tuple(portal.registers), tuple(portal.left_out), counts)

    def _reader(
        self, source: RegisterSource, failures: dict[tuple[str, str], FileNotFetched]
    ) -> Callable[[str], bytes]:
        def read(name: str) -> bytes:
            if failure := failures.get((source.id, name)):
                raise failure
            return read_fetched(source, name, self.state / "fetched")

        return read

    def _write_register(self, register: Shown, published: Published) -> None:
        self.portal.take_in(published)
        # A script: pages opened from a disk may load those, but no JSON.
        rows = f'phoihopTasks("{register.id}",{_json(pages.task_rows(published))});\n'
        self.output.write(f"data/task-lists/{register.id}.js", rows)
        for address, content in pages.register_pages(self.env, register, published):
            self._page(address, register.title, content)

    def _write_answers(self) -> Figures:
        portal = self.portal
        with open_dataset(self.output.folder / "data") as connection:
            by_register = figures(connection)
            answers = {name: ask(connection, question.sql) for name, question in QUESTIONS.items()}
        for name, answer in answers.items():
            self.output.write(f"data/questions/{name}.csv", "\ufeff" + answer_as_csv(answer))
            self.output.write(f"data/questions/{name}.sql", QUESTIONS[name].sql + ";\n")
        for address, content in pages.section_pages(self.env, portal, by_register, answers):
            self._page(address, self.titles[address], content)
        for address, title, content in pages.question_pages(self.env, portal, answers):
            self._page(address, title, content)
        return pages.totals(by_register, portal.registers)

    def _write_about(self, seen: dict[str, tuple[heads.SeenHead, ...]]) -> None:
        """The policy for web servers; and portal.json: the registers with the head seen of each, and those left out."""
        self.output.write(policy.FILE, f"{policy.POLICY}\n")
        told = {
            "format": 2,
            "title": self.portal.title,
            "today": self.today.isoformat(),
            "registers": [
                {
                    "id": register.id,
                    "title": register.title,
                    "as_of": register.as_of.isoformat(),
                    "head": register.verdict.standing,
                    "commit": seen[register.id][-1].commit,
                    "records_digest": seen[register.id][-1].digest,
                }
                for register in self.portal.registers
            ],
            "left_out": [register.id for register in self.portal.left_out],
        }
        self.output.write(MARK_OF_A_PORTAL.as_posix(), _json(told) + "\n")

    def _page(self, address: str, title: str, content: str) -> None:
        # A page that is no section's has the shell of one of the same depth.
        shell = self.shells.get(address) or self.shells[FAMILY + "shell/" * (address.count("/") - 1)]
        page = shell.fill(address, title, title, f'<div id="{CONTENT_ID}">{content}</div>')
        self.output.write(f"{address}index.html", page)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
