"""The data set over all registers: one Parquet file a table, and the tables in DuckDB for questions.

Rows are gathered on disk, one table a file, so that memory does not grow with the number of registers. The Parquet
files are the same bytes for the same registers; a DuckDB database file would not be, and is not published.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import duckdb
import msgspec

from phoihop.portal.reading import Published
from phoihop.portal.sources import Source

_TEXT, _DAY, _LIST, _COUNT = "VARCHAR", "DATE", "VARCHAR[]", "INTEGER"

TABLES: dict[str, dict[str, str]] = {
    "registers": {
        "register": _TEXT,
        "title": _TEXT,
        "authority": _TEXT,
        "language": _TEXT,
        "address": _TEXT,
        "as_of": _DAY,
        "tasks": _COUNT,
        "documents": _COUNT,
        "agencies": _COUNT,
        "papers": _COUNT,
        "commit": _TEXT,
        "records_digest": _TEXT,
        "head": _TEXT,
    },
    "agencies": {"register": _TEXT, "agency": _TEXT, "name": _TEXT, "short": _TEXT, "kind": _TEXT},
    "tasks": {
        "register": _TEXT,
        "task": _TEXT,
        "title": _TEXT,
        "field": _TEXT,
        "lead": _TEXT,
        "coordinating": _LIST,
        "assigned": _DAY,
        "due": _DAY,
        "stage": _TEXT,
        "timeliness": _TEXT,
        "awaiting": _LIST,
        "ended": _DAY,
    },
    "documents": {
        "register": _TEXT,
        "task": _TEXT,
        "document": _TEXT,
        "kind": _TEXT,
        "sender": _TEXT,
        "recipients": _LIST,
        "date": _DAY,
        "number": _TEXT,
        "subject": _TEXT,
    },
    "obligations": {
        "register": _TEXT,
        "task": _TEXT,
        "kind": _TEXT,
        "debtor": _TEXT,
        "creditor": _TEXT,
        "since": _DAY,
        "due": _DAY,
        "status": _TEXT,
        "source": _TEXT,
        "discharged_by": _TEXT,
        "discharged_on": _DAY,
    },
    "opinions": {
        "register": _TEXT,
        "task": _TEXT,
        "request": _TEXT,
        "agency": _TEXT,
        "due": _DAY,
        "status": _TEXT,
        "opinion": _TEXT,
        "date": _DAY,
        "position": _TEXT,
        "point": _TEXT,
        "text": _TEXT,
        "field": _TEXT,
        "response": _TEXT,
        "explanation": _TEXT,
    },
    "findings": {
        "register": _TEXT,
        "rule": _TEXT,
        "severity": _TEXT,
        "section": _TEXT,
        "task": _TEXT,
        "agency": _TEXT,
        "file": _TEXT,
        "line": _COUNT,
        "message": _TEXT,
    },
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
        index, counts = published.index, published.head.records
        about: dict[str, Any] = {
            "title": source.name or index.title,
            "authority": index.authority,
            "language": index.language,
            "address": source.address or None,
            "as_of": index.today,
            "tasks": counts.tasks,
            "documents": counts.documents,
            "agencies": counts.agencies,
            "papers": counts.papers,
            "commit": published.head.commit,
            "records_digest": published.head.records_digest,
            "head": head,
        }
        self._write("registers", source.id, [about])
        self._write("agencies", source.id, (_plain(each, {"id": "agency"}) for each in index.agencies))
        self._write("tasks", source.id, (_plain(each, {"id": "task", "date": "assigned"}) for each in published.tasks))
        renamed = {"id": "document", "from": "sender", "to": "recipients"}
        self._write("documents", source.id, (_plain(each, renamed) for each in published.documents))
        self._write("obligations", source.id, (_plain(each, {}) for each in published.obligations))
        self._write("opinions", source.id, (_plain(each, {}) for each in published.opinions))
        self._write("findings", source.id, (_plain(each, {}) for each in published.findings))

    def _write(self, table: str, register: str, rows: Iterable[Mapping[str, Any]]) -> None:
        columns = TABLES[table]
        encode = msgspec.json.Encoder().encode
        file = self._files[table]
        for row in rows:
            cells: dict[str, Any] = {"register": register}
            for column, form in columns.items():
                if column in row:
                    value = row[column]
                    cells[column] = value.split() if form == _LIST else value
            file.write(encode(cells) + b"\n")


def _plain(line: msgspec.Struct, renamed: Mapping[str, str]) -> dict[str, Any]:
    return {
        renamed.get(field.encode_name, field.encode_name): getattr(line, field.name)
        for field in msgspec.structs.fields(line)
    }


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
