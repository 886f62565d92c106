"""The data set over all registers: Parquet files by register and year, and the tables in DuckDB for questions.

A table is a folder that is partitioned as Hive does it: `tasks/register=an-do/year=2021/data_0.parquet`. The year is
that of the task's id, so that a closed year stays the same bytes, and a register's share can be replaced, copied or
left away by itself. Every engine that knows Hive's partitions reads a folder as one table; so do the questions here,
without loading it. Files are the same bytes for the same rows; a DuckDB database file would not be, and is not
published.
"""

import glob
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
import msgspec

from phoihop.documents.columns import Kind, PublishedForm, columns_of
from phoihop.documents.json_forms import PublishedFinding
from phoihop.documents.published_forms import PublishedAgency
from phoihop.documents.tables import TABLES as PUBLISHED_TABLES
from phoihop.language import Explained, say
from phoihop.portal.reading import Published
from phoihop.portal.sources import RegisterSource
from phoihop.site.output import Output


class NoDataSet(Explained):
    """A folder holds no data set. `message` says what to do."""


class RegisterLine(PublishedForm, frozen=True, kw_only=True):
    """A register, as the portal knows it. `head` is what was found out about its head."""

    title: str
    authority: str
    language: str
    address: str | None
    as_of: date
    tasks: int
    documents: int
    agencies: int
    papers: int
    commit: str | None
    records_digest: str
    head: str
    data_format: int


_LINES: dict[str, type[PublishedForm]] = {
    "registers": RegisterLine,
    "agencies": PublishedAgency,
    **{name: table.form for name, table in PUBLISHED_TABLES.items()},
    "findings": PublishedFinding,
}
_COLUMN_TYPES: dict[Kind, str] = {"day": "DATE", "count": "INTEGER"}


_OF_TASKS = frozenset(
    table for table, line in _LINES.items() if "task" in {each.elsewhere for each in columns_of(line)}
)
"""The tables whose rows belong to a task, and so to a year."""

_STORED: dict[str, dict[str, str]] = {
    table: {
        column.elsewhere: "VARCHAR[]" if column.is_list else _COLUMN_TYPES.get(column.kind, "VARCHAR")
        for column in columns_of(line)
    }
    for table, line in _LINES.items()
}
"""Every table with the columns that its files hold."""

TABLES: dict[str, dict[str, str]] = {
    table: {"register": "VARCHAR"} | stored | ({"year": "INTEGER"} if table in _OF_TASKS else {})
    for table, stored in _STORED.items()
}
"""Every table with its columns and their types, in order: those of its files, and those that folders tell."""


class Shares:
    """Writes the shares of registers, one register after another. `work` is for what is needed only on the way."""

    def __init__(self, data: Output, work: Path) -> None:
        self._data, self._work = data, work
        self._rows = work / "rows.jsonl"
        self._connection = _connect()
        # With several, the rows of a file come in any order.
        self._connection.execute("SET threads = 1")

    def add(self, source: RegisterSource, published: Published, head: str) -> None:
        """One register, with what was found out about its head."""
        for table, lines in _lines(source, published, head).items():
            if not lines:
                continue
            share = self._work / table / f"register={source.id}"
            share.parent.mkdir(parents=True, exist_ok=True)
            self._write_rows(table, lines)
            # Names come from this module alone, or have a checked form; every value of a register is data in the file.
            if table in _OF_TASKS:
                rows, into, options = "*, left(task, 4)::INTEGER AS year", share, ", PARTITION_BY (year)"
            else:
                share.mkdir()
                rows, into, options = "*", share / "data_0.parquet", ""
            self._connection.execute(
                f"COPY (SELECT {rows} FROM read_json(?, format = 'newline_delimited', columns = ?)) "
                f"TO {_quoted(into)} (FORMAT parquet, COMPRESSION zstd{options})",
                [str(self._rows), _STORED[table]],
            )
            for file in sorted(share.rglob("*.parquet")):
                self._data.copy(file.relative_to(self._work).as_posix(), file)
            shutil.rmtree(share)

    def _write_rows(self, table: str, lines: Sequence[PublishedForm]) -> None:
        columns = columns_of(_LINES[table])
        encode = msgspec.json.Encoder().encode
        with self._rows.open("wb") as file:
            for line in lines:
                file.write(encode({each.elsewhere: getattr(line, each.attribute) for each in columns}) + b"\n")


def _lines(source: RegisterSource, published: Published, head: str) -> dict[str, Sequence[PublishedForm]]:
    """The lines of one register, by table."""
    index, head_seen = published.index, published.head
    about = RegisterLine(
        title=source.name or index.title,
        authority=index.authority,
        language=index.language,
        address=source.address or None,
        as_of=index.today,
        **msgspec.structs.asdict(head_seen.records),
        commit=head_seen.commit,
        records_digest=head_seen.records_digest,
        head=head,
        data_format=index.format,
    )
    return {
        "registers": [about],
        "agencies": index.agencies,
        "tasks": published.tasks,
        "documents": published.documents,
        "obligations": published.obligations,
        "opinions": published.opinions,
        "findings": published.findings,
    }


def open_dataset(folder: Path, asked: str | None = None) -> duckdb.DuckDBPyConnection:
    """The tables of a portal's `data/` folder, read where they lie, and closed off: see `_close_off`.

    `asked` is the SQL that they are opened for: of tables that it does not name no file is looked at. Raises
    `NoDataSet` where there is none in its form, as in a portal that an earlier version built.
    """
    if not (folder / "registers").is_dir():
        raise NoDataSet(
            say(
                "{folder}: cổng do phoihop cũ dựng, chưa chia dữ liệu theo sổ; dựng lại bằng phoihop portal build",
                "{folder}: a portal of an earlier phoihop, with no data by register; build it anew with phoihop portal "
                "build",
                folder=str(folder),
            )
        )
    connection = _connect()
    for table, columns in TABLES.items():
        if asked is not None and table not in asked.lower():
            continue
        pattern = f"register=*/{'year=*/' if table in _OF_TASKS else ''}*.parquet"
        # What no register has, and what shares written by an earlier version lack, is empty.
        rows = f"SELECT {', '.join(f'NULL::{type_} AS {name}' for name, type_ in columns.items())} WHERE false"
        if next((folder / table).glob(pattern), None):
            files = _quoted(_as_pattern(folder / table) / pattern)
            parts = "{'register': VARCHAR" + (", 'year': INTEGER}" if table in _OF_TASKS else "}")
            read = f"read_parquet({files}, union_by_name = true, hive_partitioning = true, hive_types = {parts})"
            rows = f"FROM {read} UNION ALL BY NAME {rows}"
        connection.execute(f"CREATE VIEW {table} AS SELECT {', '.join(columns)} FROM ({rows})")
    _close_off(connection, folder)
    return connection


def _close_off(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """From here on the connection reads what lies in the folder, and no other file, no network and no extension.

    Nothing can undo that.
    """
    # DuckDB holds a pattern to them as it is written, and what it finds as it lies there.
    allowed = {written(folder / table) for table in TABLES for written in (Path, _as_pattern)}
    connection.execute(f"SET allowed_directories = [{', '.join(map(_quoted, sorted(allowed)))}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _as_pattern(folder: Path) -> Path:
    """A folder as a pattern of names that fits it alone, whatever it is called."""
    return Path(glob.escape(str(folder)))


def _quoted(path: Path) -> str:
    """A path as SQL writes it, where no parameter can stand."""
    return "'" + str(path).replace("'", "''") + "'"


def _connect() -> duckdb.DuckDBPyConnection:
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    connection = duckdb.connect(":memory:", config=settings)
    connection.execute("SET TimeZone = 'UTC'")
    return connection
