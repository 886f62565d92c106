"""Changes of what nobody issued: an agency's file, and register.yml, which may be taken up to the newest format.

No correction explains them, Git keeps them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from phoihop.language import Explained
from phoihop.recording.choices import Occasion, Unfit
from phoihop.recording.correcting import revised
from phoihop.recording.draft import Draft
from phoihop.recording.editing import edited
from phoihop.recording.incoming import no_papers
from phoihop.recording.judging import judge_agency, judge_looking_back, judge_register, newest_day
from phoihop.recording.preparing import Prepared, RefusedAnswers
from phoihop.recording.writing import Edit
from phoihop.records.fit import fit
from phoihop.records.reading import read_bytes
from phoihop.records.record import FORMAT
from phoihop.records.register import SETTINGS_FILE, Register
from phoihop.records.settings import AgencyRecord, Settings
from phoihop.records.yaml_door import NotYaml, Tree, read_yaml


def revise(register: Register, agency: str | None, changes: Sequence[str], today: date) -> Prepared:
    """An agency, or register.yml, with changes as they are typed, such as `member=Văn thư=vt@…` or `registrars.vt@…=`.

    Raises `RefusedAnswers`.
    """
    path = f"agencies/{agency}.yml" if agency else SETTINGS_FILE
    before = read_bytes(register.root / path)
    known = register.agencies.get(agency) if agency else register.settings_file.record
    if before is None or known is None:
        raise RefusedAnswers.because("không đọc được {path}", "{path} can't be read", path=path)
    try:
        answers = Draft("agency", Occasion(register, today), {}, no_papers)
        after, tree = revised(answers, type(known), before, changes)
    except Unfit as wrong:
        raise RefusedAnswers({"": wrong.message}) from None
    record, misfits = fit(tree, type(known))
    if after == before:
        raise RefusedAnswers.because("{path} đã ghi như vậy", "{path} says so already", path=path)
    match record:
        case AgencyRecord():
            verdict = judge_looking_back(
                lambda day: judge_agency(register, str(agency), record, day), today, newest_day(register)
            )
        case Settings():
            after_it = Register(register.root, replace(register.settings_file, record=record))
            verdict = judge_register(register, after_it, today)
        case _:
            raise RefusedAnswers.misfitting(misfits)
    return Prepared(agency or "register", path, after.decode(), record, None, {}, verdict, (Edit(path, before, after),))


class CannotUpgrade(Explained):
    """register.yml can't be upgraded until something in it is mended."""


@dataclass(frozen=True, slots=True)
class Upgraded:
    """register.yml after an upgrade: its bytes, what they say, the earlier format, and the day of the upgrade."""

    content: bytes
    settings: Settings
    old: int
    since: date


def upgraded(content: bytes, since: date) -> Upgraded | None:
    """register.yml taken up to the newest format from a day on; None where it is there. Raises `CannotUpgrade`.

    Keys of the newest format may stand in it already: they are what asked for the upgrade.
    """
    try:
        tree = read_yaml(content)[0]
    except NotYaml as refusal:
        raise CannotUpgrade(refusal.message) from None
    settings, misfits = fit(tree, Settings)
    if settings is None or not isinstance(tree, dict):
        raise CannotUpgrade.because(
            "register.yml có lỗi, hãy sửa trước khi nâng cấp: {what}",
            "register.yml has an error to be mended before the upgrade: {what}",
            what=misfits[0][1],
        )
    if settings.format == FORMAT:
        return None
    taken_up: list[Tree] = [
        {"format": str(later), "from": since.isoformat()} for later in range(settings.format + 1, FORMAT + 1)
    ]
    earlier = tree.get("upgrades")
    changes: list[tuple[tuple[str | int, ...], Tree | None]] = [
        (("format",), str(FORMAT)),
        (("upgrades",), [*(earlier if isinstance(earlier, list) else []), *taken_up]),
    ]
    new = edited(content, changes, Settings)
    read, _places = read_yaml(new)
    new_settings = fit(read, Settings)[0]
    assert new_settings is not None
    return Upgraded(new, new_settings, settings.format, since)
