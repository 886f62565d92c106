"""A register as read from a folder: its settings, its agencies, and one task folder after another.

Nothing here judges: a file that can't be read or does not fit the format is kept as a `RecordFile` with its
`problems`, and everything else is read all the same.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, tzinfo
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from phoihop.language import Language, Text, say
from phoihop.records.calendar import WorkingDays
from phoihop.records.erasures import Erasures, look_into
from phoihop.records.fields import field_text
from phoihop.records.policy import PolicyByDay
from phoihop.records.reading import NoRegister, RecordFile, read_record, read_settings, stray
from phoihop.records.record import FORMAT
from phoihop.records.settings import AgencyRecord, Settings
from phoihop.records.succession import Succession
from phoihop.records.task_folder import TaskFolder, entries_of, read_task

SETTINGS_FILE = "register.yml"
RESERVED_ID = "all"

_AGENCY_FILE = re.compile(r"([a-z0-9][a-z0-9-]*)\.yml")
_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")
_TASK_NUMBER = re.compile(r"[0-9]{4}|[1-9][0-9]{4,5}")
_TASK_ID = re.compile(rf"({_YEAR.pattern})-({_TASK_NUMBER.pattern})")


def find_register(start: Path) -> Path:
    """The root of the register that `start` is, or lies in. Raises `NoRegister`."""
    for folder in (start, *start.absolute().parents):
        if (folder / SETTINGS_FILE).is_file():
            return folder
    raise NoRegister.because(
        "không thấy sổ theo dõi: không có register.yml trong {folder} và các thư mục chứa nó; "
        "chạy lệnh trong thư mục của sổ, hoặc chỉ ra bằng -C THƯ_MỤC",
        "no register found: there is no register.yml in {folder} nor in the folders above it; "
        "run the command inside a register, or name one with -C DIR",
        folder=str(start),
    )


class Register:
    """A register on disk. Task folders are read when asked for; settings and agencies at once."""

    def __init__(
        self,
        root: Path,
        settings_file: RecordFile | None = None,
        judged_by: Settings | None = None,
        agency_file: RecordFile | None = None,
    ) -> None:
        """Reads the register at `root`.

        `settings_file` and `agency_file` stand in the place of its register.yml, and of an agency's file or beside
        them all, where they are given. `judged_by` are other settings that it is judged by, whatever its own say.
        """
        self.root = root
        self.settings_file = settings_file or read_settings(root, SETTINGS_FILE)
        settings = self.settings_file.record
        own = settings if isinstance(settings, Settings) else Settings(title="", authority="")
        self.settings = judged_by or own
        # Where register.yml can't be read nothing is held against the records for their format.
        self._format = self.settings.format if settings is not None else FORMAT
        self.agency_files, self.agencies = _read_agencies(root, self._format, agency_file)
        self.unreadable_agencies = frozenset(
            Path(file.path).stem for file in self.agency_files if file.record is None and file.agency
        )
        self.strays: tuple[RecordFile, ...] = ()
        self._folders: dict[str, str] = {}
        self._list_tasks()

    @property
    def language(self) -> Language:
        return self.settings.language

    @property
    def is_readable(self) -> bool:
        """Whether there are settings, and an authority, to judge by."""
        return self.settings_file.record is not None and self.settings.authority in self.agencies

    @cached_property
    def unreadable(self) -> frozenset[str]:
        """The files without which tasks can't be judged, of those that can't be read, by their paths."""
        agencies = frozenset(f"agencies/{each}.yml" for each in self.unreadable_agencies)
        return agencies if self.is_readable else agencies | {SETTINGS_FILE}

    @cached_property
    def zone(self) -> tzinfo:
        """The time zone; UTC where the one that register.yml names is not known, of which `check` tells."""
        return zone_named(self.settings.timezone) or UTC

    @cached_property
    def erased(self) -> frozenset[str]:
        """The paths of what was erased by law: what names it is no gap."""
        record = self.erasures_file.record if self.erasures_file else None
        return frozenset(each.path for each in record.erasures) if isinstance(record, Erasures) else frozenset()

    @cached_property
    def erasures_file(self) -> RecordFile | None:
        """erasures.yml, where there is one."""
        return look_into(self.root)

    def day_of(self, moment: datetime) -> date:
        """The day of a moment in the register's time zone."""
        return moment.astimezone(self.zone).date()

    @cached_property
    def calendar(self) -> WorkingDays:
        return WorkingDays(self.settings.holidays)

    @cached_property
    def policies(self) -> PolicyByDay:
        """What was in force, day by day."""
        return PolicyByDay(self.settings)

    def active_on(self, day: date) -> list[str]:
        """The ids of the agencies that are active on a day."""
        return sorted(
            id_
            for id_, agency in self.agencies.items()
            if (agency.since is None or agency.since <= day) and (agency.until is None or day <= agency.until)
        )

    def agency_name(self, agency: str) -> str:
        """What people call an agency: its short name, or the id where that is all there is."""
        record = self.agencies.get(agency)
        return record.short if record else agency

    def field_text(self, slug: str) -> Text:
        """What a field of work is called: as register.yml names it, else by the usual name."""
        return field_text(slug, self.settings.fields)

    def holder(self, agency: str, day: date) -> str:
        """The agency that stands in the place of `agency` on a day: itself, or who succeeded it by then.

        A succession takes effect when the successor exists and the predecessor has ended.
        """
        record = self.agencies.get(agency)
        return self._succession.holder(agency, day) if record and record.succeeded_by else agency

    @cached_property
    def _succession(self) -> Succession:
        return Succession(self.agencies)

    def task_ids(self) -> list[str]:
        """The ids of all task folders, sorted by year and number."""
        return list(self._folders)

    def task_location(self, task_id: str) -> str:
        """The task's folder on disk. KeyError where there is none."""
        return f"{self.root}/{self._folders[task_id]}"

    def task(self, task_id: str) -> TaskFolder:
        """Reads one task folder. KeyError where there is none."""
        return read_task(self.root, task_id, self._folders[task_id], self._format)

    def tasks(self) -> Iterator[TaskFolder]:
        for task_id in self.task_ids():
            yield self.task(task_id)

    def _list_tasks(self) -> None:
        strays: list[RecordFile] = []
        for year in entries_of(self.root, "tasks", strays):
            if not year.is_dir(follow_symlinks=False) or not _YEAR.fullmatch(year.name):
                strays.append(stray(f"tasks/{year.name}", say(*_NO_YEAR, name=year.name)))
                continue
            for number in entries_of(self.root, f"tasks/{year.name}", strays):
                path = f"tasks/{year.name}/{number.name}"
                if number.is_dir(follow_symlinks=False) and _TASK_NUMBER.fullmatch(number.name):
                    self._folders[f"{year.name}-{number.name}"] = path
                else:
                    strays.append(stray(path, say(*_NO_TASK, name=number.name)))
        self._folders = dict(sorted(self._folders.items(), key=lambda item: (item[0][:4], int(item[0][5:]))))
        self.strays = tuple(strays)


def load_register(root: Path) -> Register:
    """Reads settings and agencies, and lists the tasks. Raises `NoRegister`, `NewerFormat` among them."""
    if not (root / SETTINGS_FILE).exists():
        find_register(root)
    return Register(root)


def zone_named(name: str) -> tzinfo | None:
    """The time zone of a name such as Asia/Ho_Chi_Minh; None where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def is_task_id(text: str) -> bool:
    """Whether a text has the form of a task's id: 2021-0012."""
    return _TASK_ID.fullmatch(text) is not None


def _read_agencies(
    root: Path, known: int, given: RecordFile | None
) -> tuple[tuple[RecordFile, ...], dict[str, AgencyRecord]]:
    files: list[RecordFile] = []
    agencies: dict[str, AgencyRecord] = {}
    for entry in entries_of(root, "agencies", files):
        path = f"agencies/{entry.name}"
        match = _AGENCY_FILE.fullmatch(entry.name)
        if match is None or entry.is_dir(follow_symlinks=False):
            files.append(stray(path, say(*_NO_AGENCY, name=entry.name)))
        elif match[1] == RESERVED_ID:
            files.append(stray(path, say(*_RESERVED, name=match[1])))
        else:
            file = read_record(root, path, AgencyRecord, match[1], known)
            files.append(file)
            if isinstance(file.record, AgencyRecord):
                agencies[match[1]] = file.record
    if given and given.agency and isinstance(given.record, AgencyRecord):
        files = [*(file for file in files if file.path != given.path), given]
        agencies[given.agency] = given.record
    return tuple(files), agencies


_NO_YEAR = (
    "trong tasks/ chỉ có thư mục năm (ví dụ 2021); chuyển “{name}” đi nơi khác hoặc xóa",
    "tasks/ holds only folders of years, such as 2021; move “{name}” elsewhere or delete it",
)
_NO_TASK = (
    "thư mục năm chỉ có thư mục nhiệm vụ bốn chữ số (ví dụ 0012); đổi tên “{name}”, chuyển đi nơi khác hoặc xóa",
    "a year's folder holds only task folders of four digits, such as 0012; rename “{name}”, move it elsewhere or "
    "delete it",
)
_NO_AGENCY = (
    "tệp cơ quan phải có tên dạng <mã>.yml, mã gồm chữ thường không dấu, số và dấu gạch nối; đổi tên “{name}” hoặc "
    "chuyển đi nơi khác",
    "an agency's file is named <id>.yml, the id made of a-z, 0-9 and hyphens; rename “{name}” or move it elsewhere",
)
_RESERVED = (
    "“{name}” là tên dành riêng cho lịch và bản tin của cả sổ; đặt mã khác cho cơ quan",
    "“{name}” is kept for the calendar and feed of the whole register; give the agency another id",
)
