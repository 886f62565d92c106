"""The data set over all registers: one Parquet file a table, and the tables in DuckDB for questions.

Rows are gathered on disk, one table a file, so that memory does not grow with the number of registers. The Parquet
files are the same bytes for the same registers; a DuckDB database file would not be, and is not published.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import IO

import duckdb
import msgspec

from phoihop.documents.columns import Column, Kind, PublishedForm, columns_of
from phoihop.documents.json_forms import PublishedFinding
from phoihop.documents.published_forms import PublishedAgency
from phoihop.documents.tables import TABLES as PUBLISHED_TABLES
from phoihop.portal.reading import Published
from phoihop.portal.sources import Source


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


def _column_type(column: Column) -> str:
    return "VARCHAR[]" if column.is_list else _COLUMN_TYPES.get(column.kind, "VARCHAR")


TABLES: dict[str, dict[str, str]] = {
    table: {"register": "VARCHAR"} | {column.elsewhere: _column_type(column) for column in columns_of(line)}
    for table, line in _LINES.items()
}
"""Every table with its columns and their types, in order."""


class Rows:
    """Gathers the rows of all tables in a folder, as JSON lines."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[str, IO[bytes]] = {}

    def __enter__(self) -> "Rows":
        self.folder.mkdir(parents=True)
        self._files = {table: (self.folder / f"{table}.jsonl").open("wb") for table in TABLES}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in self._files.values():
            file.close()

    def add(self, source: Source, published: Published, head: str) -> None:
        """One register, with what was found out about its head."""
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
        self._write("registers", source.id, [about])
        self._write("agencies", source.id, index.agencies)
        self._write("tasks", source.id, published.tasks)
        self._write("documents", source.id, published.documents)
        self._write("obligations", source.id, published.obligations)
        self._write("opinions", source.id, published.opinions)
        self._write("findings", source.id, published.findings)

    def _write(self, table: str, register: str, lines: Iterable[PublishedForm]) -> None:
        columns = columns_of(_LINES[table])
        encode = msgspec.json.Encoder().encode
        file = self._files[table]
        for line in lines:
            cells = {"register": register} | {each.elsewhere: getattr(line, each.attribute) for each in columns}
            file.write(encode(cells) + b"\n")


def load_rows(rows: Path) -> duckdb.DuckDBPyConnection:
    """The gathered rows as tables of a DuckDB of their own, in memory."""
    connection = _connect()
    for table, columns in TABLES.items():
        # Names come from this module alone; every value of a register is data in the file.
        connection.execute(
            f"CREATE TABLE {table} AS FROM read_json(?, format = 'newline_delimited', columns = ?)",
            [str(rows / f"{table}.jsonl"), columns],
        )
    return connection


def write_parquet(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Writes `<table>.parquet` for every table, compressed by zstd, in the order of registers and their rows."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        target = str(folder / f"{table}.parquet").replace("'", "''")
        connection.execute(f"COPY {table} TO '{target}' (FORMAT parquet, COMPRESSION zstd)")


def open_dataset(folder: Path) -> duckdb.DuckDBPyConnection:
    """The tables of a portal's `data/` folder, copied into memory and closed off: see `close_off`."""
    connection = _connect()
    for table in TABLES:
        connection.execute(f"CREATE TABLE {table} AS FROM read_parquet(?)", [str(folder / f"{table}.parquet")])
    close_off(connection)
    return connection


def close_off(connection: duckdb.DuckDBPyConnection) -> None:
    """From here on the connection reaches no file, no network and no extension, and nothing can undo that."""
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _connect() -> duckdb.DuckDBPyConnection:
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    connection = duckdb.connect(":memory:", config=settings)
    connection.execute("SET TimeZone = 'UTC'")
    return connection
