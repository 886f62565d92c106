"""Questions across all registers: the ready ones, and anybody's own in SQL that can only read."""

import csv
import io
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb

from phoihop.documents.columns import OTHER_WORD
from phoihop.documents.published_forms import csv_cell
from phoihop.language import Explained, Language, Message, Text, say, short_date
from phoihop.records.fields import FIELDS
from phoihop.records.words import AGENCY_KINDS
from phoihop.words.codes import OBLIGATIONS, SUMMARY

SECONDS_TO_ANSWER = 60
MOST_ROWS = 10_000


class NoAnswer(Explained):
    """A question can't be answered. `message` says why."""


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """What a column of an answer is called, and what people call its codes; `is_field` where it holds fields."""

    text: Text
    words: Mapping[Any, Text] | None = None
    is_field: bool = False


@dataclass(frozen=True, slots=True)
class ReadyQuestion:
    """A ready question: what it asks, the SQL, and its columns. `register` and `task` are ids, which pages link."""

    title: Text
    sql: str
    columns: Mapping[str, AnswerColumn]


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows under their columns; `cut` where there were more than `MOST_ROWS`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    cut: bool = False


_REGISTER = AnswerColumn(Text("sổ", "register"))
_LEAD = AnswerColumn(Text("cơ quan chủ trì", "lead agency"))
_PERCENT = AnswerColumn(Text("tỷ lệ đúng hạn (%)", "in time (%)"))
_REGISTERS = AnswerColumn(Text("số sổ", "registers"))
_OBLIGATION = AnswerColumn(Text("việc phải làm", "what is owed"), OBLIGATIONS)
_OVERDUE = AnswerColumn(Text("quá hạn", "overdue"))

# One of four, as offices count: a task submitted late stays overdue until it ends, and one that was stopped is none.
_FOUR = """count(*) FILTER (t.ended IS NOT NULL AND t.timeliness IS DISTINCT FROM 'late') AS ended_in_time,
       count(*) FILTER (t.ended IS NOT NULL AND t.timeliness = 'late') AS ended_late,
       count(*) FILTER (t.ended IS NULL AND coalesce(t.timeliness, '') NOT IN ('overdue', 'late')) AS open_in_time,
       count(*) FILTER (t.ended IS NULL AND t.timeliness IN ('overdue', 'late')) AS open_overdue"""
_FOUR_HEADS = {
    "ended_in_time": AnswerColumn(SUMMARY["done"]),
    "ended_late": AnswerColumn(SUMMARY["done-late"]),
    "open_in_time": AnswerColumn(SUMMARY["open"]),
    "open_overdue": AnswerColumn(SUMMARY["overdue"]),
}

QUESTIONS: dict[str, ReadyQuestion] = {
    "counts": ReadyQuestion(
        Text("Bốn con số của từng sổ", "The four counts of each register"),
        f"""SELECT t.register, count(*) AS tasks,
       {_FOUR},
       round(100.0 * (ended_in_time + open_in_time) / tasks, 1) AS percent
FROM tasks t WHERE t.stage <> 'withdrawn'
GROUP BY t.register ORDER BY percent, t.register""",
        {
            "register": _REGISTER,
            "tasks": AnswerColumn(Text("nhiệm vụ", "tasks")),
            **_FOUR_HEADS,
            "percent": _PERCENT,
        },
    ),
    "punctuality": ReadyQuestion(
        Text("Đúng hạn theo sổ và cơ quan chủ trì", "Punctuality by register and lead"),
        f"""WITH late AS (
  SELECT register, debtor, median(days_late) AS middle, max(days_late) AS most
  FROM obligations WHERE days_late > 0 AND kind IN ('submission', 'completion') GROUP BY ALL)
SELECT t.register, coalesce(any_value(a.name), t.lead) AS agency,
       {_FOUR},
       round(100.0 * (ended_in_time + open_in_time) / count(*), 1) AS percent,
       any_value(l.middle) AS days_late_median, any_value(l.most) AS days_late_most
FROM tasks t LEFT JOIN agencies a ON a.register = t.register AND a.agency = t.lead
LEFT JOIN late l ON l.register = t.register AND l.debtor = t.lead
WHERE t.stage <> 'withdrawn'
GROUP BY t.register, t.lead ORDER BY percent, open_overdue DESC, t.register, agency""",
        {
            "register": _REGISTER,
            "agency": _LEAD,
            **_FOUR_HEADS,
            "percent": _PERCENT,
            "days_late_median": AnswerColumn(Text("ngày làm việc chậm, trung vị", "working days late, median")),
            "days_late_most": AnswerColumn(Text("nhiều nhất", "at most")),
        },
    ),
    "overdue": ReadyQuestion(
        Text("Những việc quá hạn lâu nhất", "What has been overdue the longest"),
        """SELECT o.register, o.task, t.title, coalesce(a.name, o.debtor) AS agency, o.kind AS obligation, o.due,
       o.days_late
FROM obligations o JOIN tasks t USING (register, task)
LEFT JOIN agencies a ON a.register = o.register AND a.agency = o.debtor
WHERE o.status = 'overdue' AND o.kind <> 'urging' AND t.ended IS NULL
ORDER BY o.days_late DESC, o.due, o.register, o.task, o.kind, o.debtor, o.source""",
        {
            "register": _REGISTER,
            "task": AnswerColumn(Text("số", "number")),
            "title": AnswerColumn(Text("nhiệm vụ", "task")),
            "agency": AnswerColumn(Text("chờ cơ quan", "awaited of")),
            "obligation": _OBLIGATION,
            "due": AnswerColumn(Text("hạn", "deadline")),
            "days_late": AnswerColumn(Text("quá hạn (ngày làm việc)", "overdue (working days)")),
        },
    ),
    "waiting": ReadyQuestion(
        Text("Ai đang chờ ai, trên mọi sổ", "Who waits for whom, across registers"),
        # A superior body is one and the same in all registers; other bodies are each register's own.
        """SELECT d.name AS debtor, CASE WHEN d.kind = 'superior' THEN NULL ELSE o.register END AS register,
       CASE WHEN d.kind = 'superior' THEN NULL ELSE c.name END AS creditor, count(DISTINCT o.register) AS registers,
       count(*) AS open, count(*) FILTER (o.status = 'overdue') AS overdue, max(o.days_late) AS days_late
FROM obligations o JOIN tasks t USING (register, task)
JOIN agencies d ON d.register = o.register AND d.agency = o.debtor
JOIN agencies c ON c.register = o.register AND c.agency = o.creditor
WHERE o.status IN ('open', 'overdue') AND o.kind <> 'urging' AND t.ended IS NULL
GROUP BY ALL ORDER BY overdue DESC, open DESC, debtor, register, creditor""",
        {
            "debtor": AnswerColumn(Text("chờ cơ quan", "awaited of")),
            "register": AnswerColumn(Text("của sổ", "of register")),
            "creditor": AnswerColumn(Text("cơ quan chờ", "who waits")),
            "registers": _REGISTERS,
            "open": AnswerColumn(Text("số việc", "owed")),
            "overdue": _OVERDUE,
            "days_late": AnswerColumn(Text("quá hạn nhiều nhất (ngày làm việc)", "most overdue (working days)")),
        },
    ),
    "quarters": ReadyQuestion(
        Text("Quý này so với quý trước", "This quarter against the last"),
        # Of each register up to its own day. What ended, and the opinions that were due.
        """WITH q AS (
  SELECT register, as_of, date_trunc('quarter', as_of)::DATE AS this,
         (date_trunc('quarter', as_of) - INTERVAL 3 MONTH)::DATE AS last FROM registers
), ended AS (
  SELECT register, count(*) FILTER (ended >= this) AS ended,
         count(*) FILTER (ended >= this AND timeliness = 'late') AS ended_late,
         count(*) FILTER (ended < this) AS ended_before,
         count(*) FILTER (ended < this AND timeliness = 'late') AS ended_late_before
  FROM tasks JOIN q USING (register) WHERE ended BETWEEN last AND as_of AND stage <> 'withdrawn' GROUP BY register
), asked AS (
  SELECT register, round(100.0 * count(*) FILTER (due >= this AND status = 'met')
                         / nullif(count(*) FILTER (due >= this), 0), 1) AS percent,
         round(100.0 * count(*) FILTER (due < this AND status = 'met')
               / nullif(count(*) FILTER (due < this), 0), 1) AS percent_before
  FROM obligations JOIN q USING (register)
  WHERE kind = 'opinion' AND status IN ('met', 'late', 'overdue') AND due BETWEEN last AND as_of GROUP BY register
)
SELECT register, as_of, coalesce(ended, 0) AS ended, coalesce(ended_late, 0) AS ended_late,
       coalesce(ended_before, 0) AS ended_before, coalesce(ended_late_before, 0) AS ended_late_before,
       percent, percent_before
FROM q LEFT JOIN ended USING (register) LEFT JOIN asked USING (register) ORDER BY register""",
        {
            "register": _REGISTER,
            "as_of": AnswerColumn(Text("tính đến", "as of")),
            "ended": AnswerColumn(Text("quý này: nhiệm vụ kết thúc", "this quarter: tasks ended")),
            "ended_late": AnswerColumn(Text("trong đó quá hạn", "of these late")),
            "ended_before": AnswerColumn(Text("quý trước: nhiệm vụ kết thúc", "last quarter: tasks ended")),
            "ended_late_before": AnswerColumn(Text("trong đó quá hạn", "of these late")),
            "percent": AnswerColumn(Text("quý này: ý kiến đúng hạn (%)", "this quarter: opinions on time (%)")),
            "percent_before": AnswerColumn(
                Text("quý trước: ý kiến đúng hạn (%)", "last quarter: opinions on time (%)")
            ),
        },
    ),
    "opinions": ReadyQuestion(
        Text("Ý kiến đúng hạn theo loại cơ quan", "Opinions on time by kind of agency"),
        """SELECT a.kind, count(DISTINCT o.register) AS registers,
       count(*) FILTER (o.status = 'met') AS on_time, count(*) AS settled,
       round(100.0 * on_time / settled, 1) AS percent
FROM obligations o JOIN agencies a ON a.register = o.register AND a.agency = o.debtor
WHERE o.kind = 'opinion' AND o.status IN ('met', 'late', 'overdue')
GROUP BY a.kind ORDER BY percent DESC, a.kind""",
        {
            "kind": AnswerColumn(Text("loại cơ quan", "kind of agency"), AGENCY_KINDS),
            "registers": _REGISTERS,
            "on_time": AnswerColumn(Text("đúng hạn", "on time")),
            "settled": AnswerColumn(Text("tổng số", "of all")),
            "percent": _PERCENT,
        },
    ),
    "declined": ReadyQuestion(
        Text("Nội dung góp ý không được tiếp thu, theo lĩnh vực", "Points that were declined, by field"),
        """SELECT coalesce(max(t.field_name), t.field) AS field, count(*) FILTER (p.response = 'declined') AS declined,
       count(*) FILTER (p.response = 'partly') AS partly, count(*) FILTER (p.response = 'accepted') AS accepted,
       count(*) AS answered
FROM opinions p JOIN tasks t USING (register, task)
WHERE p.point IS NOT NULL AND p.response IS NOT NULL
GROUP BY t.field ORDER BY declined DESC, t.field""",
        {
            "field": AnswerColumn(Text("lĩnh vực", "field"), is_field=True),
            "declined": AnswerColumn(Text("không tiếp thu", "declined")),
            "partly": AnswerColumn(Text("tiếp thu một phần", "partly accepted")),
            "accepted": AnswerColumn(Text("tiếp thu", "accepted")),
            "answered": AnswerColumn(Text("đã trả lời", "answered")),
        },
    ),
}


def told(value: object, head: AnswerColumn | None, language: Language) -> str:
    """A value of an answer as people read it; `head` where the column is of a ready question."""
    match value:
        case None:
            return "–"
        case date():
            return short_date(value)
        case int() | float() | Decimal() if head or not isinstance(value, int):
            written = f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"
            return written.translate(str.maketrans(",.", ".,")) if language == "vi" else written
        case str() if head and head.words:
            return head.words.get(value, OTHER_WORD).in_language(language)
        case str() if head and head.is_field:
            return FIELDS[value].in_language(language) if value in FIELDS else value
    return str(value)


def ask(connection: duckdb.DuckDBPyConnection, sql: str, seconds: float = SECONDS_TO_ANSWER) -> Answer:
    """The answer to one SELECT on a connection that was closed off. Raises `NoAnswer`."""
    try:
        statements = connection.extract_statements(sql)
        if len(statements) != 1 or statements[0].type is not duckdb.StatementType.SELECT:
            raise NoAnswer(
                say("chỉ trả lời một câu SELECT", "only one SELECT is answered"),
            )
        timer = threading.Timer(seconds, connection.interrupt)
        timer.start()
        try:
            asked = connection.execute(statements[0])
            rows = asked.fetchmany(MOST_ROWS + 1)
        finally:
            timer.cancel()
    except duckdb.InterruptException:
        message = say("quá {n} giây chưa trả lời xong; hỏi hẹp hơn", "no answer in {n} s; ask for less", n=int(seconds))
        raise NoAnswer(message) from None
    except duckdb.Error as error:
        raise NoAnswer(_why(error)) from None
    columns = tuple(str(column[0]) for column in asked.description or ())
    return Answer(columns, tuple(rows[:MOST_ROWS]), len(rows) > MOST_ROWS)


def answer_as_csv(answer: Answer) -> str:
    """An answer for programs and spreadsheets: keys and codes, whatever the language; no cell runs as a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([csv_cell(value) for value in row] for row in answer.rows)
    return text.getvalue()


_SEE_TABLES = Text("xem các bảng và cột: phoihop portal tables", "the tables and their columns: phoihop portal tables")
_TOLD: tuple[tuple[str, Text], ...] = (
    (
        r'Referenced column "(?P<name>.+?)"|column named "(?P<of_table>.+?)"|Column "(?P<column>.+?)" does not exist',
        Text(f"không có cột “{{name}}”; {_SEE_TABLES.vi}", f"there is no column “{{name}}”; {_SEE_TABLES.en}"),
    ),
    (
        r'Table with name (?P<name>.+?) does not exist|Referenced table "(?P<table>.+?)"',
        Text(f"không có bảng “{{name}}”; {_SEE_TABLES.vi}", f"there is no table “{{name}}”; {_SEE_TABLES.en}"),
    ),
    (
        r'column "(?P<name>.+?)" must appear in the GROUP BY',
        Text(
            "cột “{name}” phải nằm trong GROUP BY, hoặc trong một phép gộp như count, max",
            "column “{name}” must stand in GROUP BY, or in an aggregate such as count, max",
        ),
    ),
    (
        r'Ambiguous reference to column name "(?P<name>.+?)"',
        Text(
            "cột “{name}” có ở nhiều bảng; ghi cả tên bảng, như tasks.{name}",
            "column “{name}” is in several tables; write the table's name, too, as in tasks.{name}",
        ),
    ),
    (
        r"Function with name (?P<name>.+?) does not exist",
        Text("không có hàm “{name}” trong DuckDB", "DuckDB has no function “{name}”"),
    ),
    (
        r"No function matches .*? '(?P<name>.+?)'\.",
        Text(
            "phép tính này không hợp với kiểu của cột: {name}; đổi kiểu trước, như cột::INTEGER",
            "this can't be reckoned with columns of these types: {name}; cast first, as in column::INTEGER",
        ),
    ),
    (
        r"Could not convert string '(?P<name>.*)' to",
        Text("không đổi được “{name}” thành số hay ngày", "“{name}” can't be made a number or a day"),
    ),
    (
        r'syntax error at or near "(?P<name>.+?)"',
        Text("câu SQL viết chưa đúng ở chỗ “{name}”", "the SQL is not well-formed at “{name}”"),
    ),
)
"""What DuckDB says, and how people are told it."""


def _why(error: duckdb.Error) -> Message:
    """What is wrong with a question, as far as its words tell it; else what DuckDB says, without its pointers."""
    text = " ".join(str(error).partition("\n")[0].split())
    for pattern, words in _TOLD:
        if found := re.search(pattern, text):
            return Message(words, {"name": next((name for name in found.groups() if name), "")})
    if isinstance(error, duckdb.ParserException):
        return say("câu SQL chưa trọn", "the SQL is not complete")
    if isinstance(error, duckdb.PermissionException):
        return say(
            "câu hỏi chỉ đọc được các bảng của cổng, không đọc tệp hay mạng",
            "a question reads the portal's tables alone, no file and no network",
        )
    return say("không trả lời được ({why})", "no answer ({why})", why=text.partition(": ")[2] or text)
