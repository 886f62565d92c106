"""Takes a register up to the newest record format: what register.yml says afterwards."""

from dataclasses import dataclass
from datetime import date

from phoihop.language import Explained
from phoihop.recording.editing import edited
from phoihop.records.fit import fit
from phoihop.records.record import FORMAT
from phoihop.records.settings import Settings
from phoihop.records.yaml_door import Refused, Tree, read_yaml


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
    except Refused as refusal:
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
