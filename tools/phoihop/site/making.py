"""Makes of a register's site what is not there as it should be: the units that changed, over all cores."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import msgspec
from jinja2 import Environment
from mkdocs.exceptions import MkDocsException

from phoihop.changes.head import unrecorded_told
from phoihop.checking.cores import COPIES_ITSELF, cores, spread
from phoihop.language import Message
from phoihop.records.register import Register
from phoihop.site.environment import environment
from phoihop.site.histories import KeptHistories, kept_histories, packed_histories
from phoihop.site.indexing import IndexingFailed
from phoihop.site.inputs import Lying, Seen
from phoihop.site.judging import Judged, judged_beside
from phoihop.site.keys import Keys
from phoihop.site.output import Output
from phoihop.site.packed import packed, unpacked
from phoihop.site.publication import Publication, errors_told, papers_not_fetched, warn_of_errors
from phoihop.site.theme import Theme, kept_theme, packed_theme
from phoihop.site.units import Unit, register_units, task_units
from phoihop.site.workspace import BuildRecord, Files, Made, MadeUnit, NotMade

CHUNK = 25
"""How many tasks a process makes at a time: few enough that none waits long for another at the end."""

_THEME = ""
"""The name of what is no unit: the files of the theme."""

_Part = tuple[str, MadeUnit, Files]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The site that is to be made: of what, and how; see `build.build_site`. `sources` are the theme's, where known."""

    register: Register
    today: date
    seen: Seen
    keys: Keys
    past: str
    sources: bytes | None
    jobs: int | None
    cache: Path | None
    internal: bool


def published(wanted: Wanted, before: BuildRecord) -> tuple[Publication, BuildRecord]:
    """What is to be published, and a record of it that has what there is to tell, but no files yet."""
    register, today, jobs, past = wanted.register, wanted.today, wanted.jobs, wanted.keys.of_past(wanted.past)
    known = kept_histories(before.histories, past)
    # The whole of the history fills much memory: it is worked out where judging is, and only what it tells comes back.
    read = None if known else partial(packed_histories, register.root, wanted.cache, past)
    tasks, histories = judged_beside(read, register, today, jobs, wanted.keys.tasks, unpacked(before.tasks, Judged))
    known = known or msgspec.msgpack.decode(histories, type=KeptHistories)
    publication = Publication(
        register,
        today,
        # As views of what is packed: in one piece it is never copied with a process.
        unpacked(tasks, Judged),
        wanted.cache,
        Lying(wanted.seen),
        known.histories(),
        internal=wanted.internal,
    )
    told = (publication.histories, unrecorded_told(publication.head), papers_not_fetched(publication))
    return publication, BuildRecord(
        seen=wanted.seen,
        tasks=tasks,
        histories=packed(known),
        notices=tuple(each for each in told if isinstance(each, Message)),
        errors=errors_told(publication),
    )


def make(
    wanted: Wanted, publication: Publication, folder: Path, before: BuildRecord, record: BuildRecord, output: Output
) -> Files:
    """Makes what is not there as it should be; gives the files of the site. Completes the `record`.

    `folder` is for what is needed only on the way. Raises `NotMade`.
    """
    env = environment(publication)
    theme = kept_theme(before.theme, wanted.sources, output)
    if theme:
        # MkDocs would let the plugin do so.
        warn_of_errors(publication)
    else:
        theme = _theme_by_mkdocs(publication, folder)
    keys = wanted.keys
    keys.take_in(publication, theme)
    made_before = unpacked(before.units, Made)
    of_tasks = {unit.name: unit for unit in task_units(publication, theme, env)}
    made = {name: known for name, unit in of_tasks.items() if (known := _stands(unit, keys, made_before, output))}
    left = [unit for name, unit in of_tasks.items() if name not in made]

    def of_register() -> Iterator[tuple[str, MadeUnit, Files]]:
        units = list(register_units(publication, theme, env))
        addresses = (unit.address for unit in (*units, *of_tasks.values()))
        output.take()
        theme.write(output, frozenset(f"{address}index.html" for address in addresses if address is not None))
        yield _THEME, MadeUnit(b"", ()), output.take()
        for unit in units:
            known = _stands(unit, keys, made_before, output)
            yield (unit.name, known, {}) if known else _made(unit, keys, output)

    files: Files = {}
    for name, unit, new in _spread(of_register, left, keys, output, env, wanted.jobs):
        if name == _THEME:
            record.theme = packed_theme(theme, wanted.sources, new)
        else:
            made[name] = unit
        files |= new
    files |= {path: output.known[path] for unit in made.values() for path in unit.paths if path not in files}
    record.units = packed(made)
    return files


def _theme_by_mkdocs(publication: Publication, folder: Path) -> Theme:
    # Imported here because MkDocs takes long to load, and most builds after a change do without.
    from phoihop.site.theming import theme_for

    try:
        return theme_for(publication, folder)
    except MkDocsException as error:
        raise NotMade(str(error)) from error


def _stands(unit: Unit, keys: Keys, before: Made, output: Output) -> MadeUnit | None:
    """The unit as it was made, where it lies there as it would be made."""
    made = before.get(unit.name)
    if made is None or made.key != keys.of(unit) or not all(path in output.known for path in made.paths):
        return None
    return made


def _made(unit: Unit, keys: Keys, output: Output) -> tuple[str, MadeUnit, Files]:
    output.take()
    unit.make(output)
    files = output.take()
    return unit.name, MadeUnit(keys.of(unit), tuple(files)), files


def _spread(
    of_register: Callable[[], Iterable[_Part]],
    of_tasks: Sequence[Unit],
    keys: Keys,
    output: Output,
    env: Environment,
    jobs: int | None,
) -> Iterator[_Part]:
    """Makes what is of the register, in one process, and what is of tasks, in chunks, in all others.

    Only that one process unpacks the rows of all tasks. All find what they work with in their memory.
    """
    chunks = [of_tasks[start : start + CHUNK] for start in range(0, len(of_tasks), CHUNK)]
    processes = min(jobs or cores(), len(chunks)) if COPIES_ITSELF else 1
    if processes > 1:
        # Before any process starts, and so only once.
        for name in env.list_templates():
            env.get_template(name)

    def parts(places: Sequence[int]) -> bytes:
        every = (
            part
            for place in places
            for part in ((_made(unit, keys, output) for unit in chunks[place]) if place >= 0 else of_register())
        )
        return msgspec.msgpack.encode(list(every))

    try:
        for _, found in spread(parts, [[place] for place in range(-1, len(chunks))], processes):
            yield from msgspec.msgpack.decode(found, type=list[_Part])
    except IndexingFailed as error:
        raise NotMade(str(error)) from error
