"""Questions in SQL: answered from the portal's tables, and reaching nothing else."""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import duckdb
import pytest
from phoihop.language import word
from phoihop.portal.dataset import Shares, open_dataset
from phoihop.portal.fetching import read_in
from phoihop.portal.questions import QUESTIONS, NoAnswer, ask, told
from phoihop.portal.reading import read_published
from phoihop.portal.sources import plan_of
from phoihop.site.output import Output

Connection = duckdb.DuckDBPyConnection
FOUR = ("ended_in_time", "ended_late", "open_in_time", "open_overdue")


@pytest.fixture(scope="module")
def dataset(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    # Folders may be called anything: these are signs to a pattern of names, and to SQL.
    folder = tmp_path_factory.mktemp("the 'data' [1]*")
    write_shares(published, folder)
    return folder / "data"


def write_shares(published: Path, folder: Path) -> None:
    shares = Shares(Output(folder / "data"), folder)
    for source in plan_of(["an-do", "boi-cau"], published).sources:
        shares.add(source, read_published(partial(read_in, Path(source.place))), "first")


@pytest.fixture
def tables(dataset: Path) -> Iterator[Connection]:
    with open_dataset(dataset) as connection:
        yield connection


def refused(tables: Connection, sql: str, seconds: float = 5) -> str:
    with pytest.raises(NoAnswer) as refusal:
        ask(tables, sql, seconds)
    return word(refusal.value.message, "en")


def test_a_question_is_answered_across_registers(tables: Connection) -> None:
    answer = ask(tables, "SELECT register, count(*) AS n FROM tasks GROUP BY register ORDER BY register")
    assert answer.columns == ("register", "n")
    assert answer.rows == (("an-do", 1), ("boi-cau", 3))


@pytest.mark.parametrize("name", QUESTIONS)
def test_ready_questions_name_every_column_of_their_answer(tables: Connection, name: str) -> None:
    answer = ask(tables, QUESTIONS[name].sql)
    assert list(QUESTIONS[name].columns) == list(answer.columns)


def test_opinions_on_time_are_those_of_the_obligations(tables: Connection) -> None:
    rows = {row[0]: row[1:4] for row in ask(tables, QUESTIONS["opinions"].sql).rows}
    counted = ask(
        tables, "SELECT count(*) FROM obligations WHERE kind = 'opinion' AND status IN ('met', 'late', 'overdue')"
    )
    assert sum(of_all for _, _, of_all in rows.values()) == counted.rows[0][0] > 0


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM read_text('{file}')",
        "SELECT * FROM '{file}'",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM read_parquet('https://a.example/x.parquet')",
        "COPY tasks TO '{file}'",
        "ATTACH '{file}'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "DROP TABLE tasks",
        "SELECT 1; DROP TABLE tasks",
        "PRAGMA database_list; SELECT 1",
        "nonsense",
        "",
    ],
)
def test_a_question_reads_the_tables_and_nothing_else(tables: Connection, tmp_path: Path, sql: str) -> None:
    file = tmp_path / "secret.csv"
    file.write_text("secret,1\n")
    assert "secret,1" not in refused(tables, sql.format(file=file))
    assert file.read_text() == "secret,1\n"
    assert ask(tables, "SELECT count(*) FROM tasks").rows == ((4,),)


def test_an_endless_question_is_broken_off(tables: Connection) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    assert refused(tables, endless, 0.5) == "no answer in 0 s; ask for less"


def test_parquet_is_the_same_bytes_each_time(dataset: Path, published: Path, tmp_path: Path) -> None:
    write_shares(published, tmp_path)
    files = sorted(dataset.rglob("*.parquet"))
    assert len(files) == len(list(tmp_path.rglob("*.parquet")))
    for file in files:
        assert file.read_bytes() == (tmp_path / "data" / file.relative_to(dataset)).read_bytes(), file


def test_only_the_tables_that_are_asked_are_opened(dataset: Path) -> None:
    with open_dataset(dataset, "SELECT count(*) FROM Tasks") as connection:
        assert ask(connection, "SELECT count(*) FROM Tasks").rows == ((4,),)
        assert refused(connection, "SELECT * FROM opinions").startswith("there is no table “opinions”")


def test_what_no_register_has_is_an_empty_table(dataset: Path, tmp_path: Path) -> None:
    shutil.copytree(dataset, tmp_path / "data")
    shutil.rmtree(tmp_path / "data/opinions")
    with open_dataset(tmp_path / "data") as connection:
        assert ask(connection, "SELECT count(*) FROM opinions WHERE year = 2021").rows == ((0,),)
        assert ask(connection, "SELECT count(*) FROM tasks WHERE year = 2021").rows == ((4,),)


def test_shares_of_an_earlier_version_go_with_those_of_this_one(dataset: Path, tmp_path: Path) -> None:
    shutil.copytree(dataset, tmp_path / "data")
    share = tmp_path / "data/obligations/register=an-do/year=2021/data_0.parquet"
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE old AS SELECT * EXCLUDE (days_late) FROM read_parquet(?)", [str(share)])
        connection.execute(f"COPY old TO '{share}' (FORMAT parquet)")
    with open_dataset(tmp_path / "data") as connection:
        per_register = "SELECT register, count(*) > 0, count(days_late) FROM obligations GROUP BY ALL ORDER BY ALL"
        (_, has_rows, days), (_, _, of_the_other) = ask(connection, per_register).rows
        assert (has_rows, days) == (True, 0)
        assert of_the_other > 0
    for table in ("opinions", "findings"):
        shutil.rmtree(tmp_path / "data" / table)
    with open_dataset(tmp_path / "data") as connection:
        assert ask(connection, QUESTIONS["declined"].sql).rows == ()


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("SELECT nope FROM tasks", "there is no column “nope”; the tables and their columns: phoihop portal tables"),
        (
            "SELECT t.nope FROM tasks t",
            "there is no column “nope”; the tables and their columns: phoihop portal tables",
        ),
        ("SELECT * FROM nope", "there is no table “nope”; the tables and their columns: phoihop portal tables"),
        ("SELEC", "the SQL is not well-formed at “SELEC”"),
        ("SELECT", "the SQL is not complete"),
        (
            "SELECT register, count(*) FROM tasks",
            "column “register” must stand in GROUP BY, or in an aggregate such as count, max",
        ),
        ("SELECT * FROM '/etc/passwd.csv'", "a question reads the portal's tables alone, no file and no network"),
        ("SELECT 'x'::INTEGER", "“x” can't be made a number or a day"),
        ("SELECT weekdays(due) FROM tasks", "DuckDB has no function “weekdays”"),
        (
            "SELECT task FROM tasks t JOIN opinions o ON t.task = o.task",
            "column “task” is in several tables; write the table's name, too, as in tasks.task",
        ),
        (
            "SELECT sum(title) FROM tasks",
            "this can't be reckoned with columns of these types: sum(VARCHAR); cast first, as in column::INTEGER",
        ),
        ("SELECT task FROM tasks LIMIT -1", "no answer (LIMIT/OFFSET cannot be negative)"),
    ],
)
def test_what_is_wrong_with_a_question_is_told_in_words(tables: Connection, sql: str, told: str) -> None:
    assert refused(tables, sql) == told


def test_an_answer_is_in_the_words_of_its_language(tables: Connection) -> None:
    question = QUESTIONS["opinions"]
    kinds = [told(row[0], question.columns["kind"], "vi") for row in ask(tables, question.sql).rows]
    assert set(kinds) == {"phòng, ban", "cơ quan cấp trên"}
    assert told("something new", question.columns["kind"], "vi") == "khác"
    assert told(97.5, question.columns["percent"], "vi") == "97,5"
    assert told(1244, question.columns["settled"], "vi") == "1.244"
    assert told(1244.5, question.columns["percent"], "vi") == "1.244,5"
    assert told(1244.5, question.columns["percent"], "en") == "1,244.5"
    assert told(2021, None, "vi") == "2021"
    assert told("dat-dai", QUESTIONS["declined"].columns["field"], "en") == "Land"
    assert told(None, None, "en") == "–"


@pytest.mark.parametrize("name", ["counts", "punctuality"])
def test_every_task_is_one_of_four(tables: Connection, name: str) -> None:
    answer = ask(tables, QUESTIONS[name].sql)
    four = [answer.columns.index(column) for column in FOUR]
    counted = ask(tables, "SELECT count(*) FROM tasks WHERE stage <> 'withdrawn'").rows[0][0]
    assert sum(row[place] for row in answer.rows for place in four) == counted > 0
