"""Makes of a register's site what is not there as it should be: the units that changed, over all cores."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mkdocs.exceptions import MkDocsException

from phoihop.changes.head import unrecorded_told
from phoihop.checking.cores import COPIES_ITSELF, cores, spread
from phoihop.language import Message
from phoihop.records.register import Register
from phoihop.site.environment import environment
from phoihop.site.indexing import IndexingFailed
from phoihop.site.inputs import Inputs
from phoihop.site.judging import Judged, judged
from phoihop.site.keys import Keys
from phoihop.site.output import Output
from phoihop.site.publication import Publication, errors_told, papers_not_fetched, warn_of_errors
from phoihop.site.theme import Theme, kept_theme, packed_theme
from phoihop.site.units import Unit, register_units, task_units
from phoihop.site.workspace import BuildRecord, Files, Made, MadeUnit, NotMade, packed, unpacked

CHUNK = 25
"""How many tasks a process makes at a time: few enough that none waits long for another at the end."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The site that is to be made: of what, and how; see `build.build_site`. `sources` are the theme's, where known."""

    register: Register
    today: date
    inputs: Inputs
    keys: Keys
    sources: bytes | None
    jobs: int | None
    cache: Path | None
    internal: bool


def published(wanted: Wanted, before: BuildRecord) -> tuple[Publication, BuildRecord]:
    """What is to be published, and a record of it that has what there is to tell, but no files yet."""
    tasks = judged(wanted.register, wanted.today, wanted.jobs, wanted.keys.tasks, unpacked(before.tasks, Judged))
    publication = Publication(
        wanted.register, wanted.today, tasks, wanted.cache, wanted.inputs.records, internal=wanted.internal
    )
    told = (publication.histories, unrecorded_told(publication.head), papers_not_fetched(publication))
    return publication, BuildRecord(
        seen=wanted.inputs.seen,
        # Packed before any process is copied: what lies in one piece is never copied with it.
        tasks=packed(tasks),
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
    units = [
        *register_units(publication, theme, env),
        *task_units(publication, theme, env),
    ]
    theme.write(output, frozenset(f"{unit.address}index.html" for unit in units if unit.address is not None))
    files = output.take()
    record.theme = packed_theme(theme, wanted.sources, files)
    made_before = unpacked(before.units, Made)
    made = {unit.name: known for unit in units if (known := _stands(unit, keys, made_before, output))}
    files |= {path: output.known[path] for unit in made.values() for path in unit.paths}
    left = [unit for unit in units if unit.name not in made]
    if len(left) > CHUNK:
        # Before any process starts, and so only once.
        for name in env.list_templates():
            env.get_template(name)
    for unit, of_unit in _made(left, output, wanted.jobs):
        made[unit.name] = MadeUnit(keys.of(unit), tuple(of_unit))
        files |= of_unit
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


def _made(units: Sequence[Unit], output: Output, jobs: int | None) -> Iterator[tuple[Unit, Files]]:
    """Makes the units, large ones each by itself and others in chunks, in processes that find them in their memory."""
    large = [unit for unit in units if unit.is_large]
    small = [unit for unit in units if not unit.is_large]
    shares = [*([unit] for unit in large), *(small[start : start + CHUNK] for start in range(0, len(small), CHUNK))]
    known = {unit.name: unit for unit in units}

    def made(places: Sequence[int]) -> list[tuple[str, Files]]:
        found = []
        for unit in (unit for place in places for unit in shares[place]):
            output.take()
            unit.make(output)
            found.append((unit.name, output.take()))
        return found

    processes = min(jobs or cores(), len(shares)) if COPIES_ITSELF else 1
    try:
        for _, found in spread(made, [[place] for place in range(len(shares))], processes):
            yield from ((known[name], files) for name, files in found)
    except IndexingFailed as error:
        raise NotMade(str(error)) from error
