"""Questions across all registers: the ready ones, and anybody's own in SQL that can only read."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from phoihop.language import Explained, Text, say

SECONDS_TO_ANSWER = 60
MOST_ROWS = 10_000


class NoAnswer(Explained):
    """A question can't be answered. `message` says why."""


@dataclass(frozen=True, slots=True)
class Question:
    """A ready question: what it asks, the SQL, and what its columns are called."""

    title: Text
    sql: str
    columns: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows under their columns; `cut` where there were more than `MOST_ROWS`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    cut: bool = False


_REGISTER = Text("sổ", "register")
_FIELD = Text("lĩnh vực", "field")

QUESTIONS: dict[str, Question] = {
    "punctuality": Question(
        Text("Ý kiến đúng hạn theo loại cơ quan, trên mọi sổ", "Opinions on time by kind of agency, across registers"),
        """SELECT a.kind, count(DISTINCT o.register) AS registers,
       count(*) FILTER (o.status = 'met') AS on_time, count(*) AS settled,
       round(100.0 * count(*) FILTER (o.status = 'met') / count(*), 1) AS percent
FROM obligations o JOIN agencies a ON a.register = o.register AND a.agency = o.debtor
WHERE o.kind = 'opinion' AND o.status IN ('met', 'late', 'overdue')
GROUP BY a.kind ORDER BY percent DESC, a.kind""",
        {
            "kind": Text("loại cơ quan", "kind of agency"),
            "registers": Text("số sổ", "registers"),
            "on_time": Text("đúng hạn", "on time"),
            "settled": Text("tổng số", "of all"),
            "percent": Text("tỷ lệ (%)", "share (%)"),
        },
    ),
    "overdue": Question(
        Text("Những việc quá hạn lâu nhất", "What has been overdue the longest"),
        """SELECT r.title AS register, a.name AS agency, o.kind AS obligation, o.task, t.title, o.due,
       r.as_of - o.due AS days
FROM obligations o JOIN registers r USING (register) JOIN tasks t USING (register, task)
LEFT JOIN agencies a ON a.register = o.register AND a.agency = o.debtor
WHERE o.status = 'overdue' AND o.kind <> 'urging' AND t.ended IS NULL
ORDER BY days DESC, o.register, o.task, o.kind, o.debtor, o.source LIMIT 50""",
        {
            "register": _REGISTER,
            "agency": Text("cơ quan", "agency"),
            "obligation": Text("việc phải làm", "what is owed"),
            "task": Text("số", "number"),
            "title": Text("nhiệm vụ", "task"),
            "due": Text("hạn", "deadline"),
            "days": Text("quá hạn (ngày, kể cả ngày nghỉ)", "overdue (calendar days)"),
        },
    ),
    "declined": Question(
        Text("Nội dung góp ý không được tiếp thu, theo lĩnh vực", "Points that were declined, by field"),
        """SELECT t.field, count(*) FILTER (p.response = 'declined') AS declined,
       count(*) FILTER (p.response = 'partly') AS partly, count(*) FILTER (p.response = 'accepted') AS accepted,
       count(*) AS answered
FROM opinions p JOIN tasks t USING (register, task)
WHERE p.point IS NOT NULL AND p.response IS NOT NULL
GROUP BY t.field ORDER BY declined DESC, t.field""",
        {
            "field": _FIELD,
            "declined": Text("không tiếp thu", "declined"),
            "partly": Text("tiếp thu một phần", "partly accepted"),
            "accepted": Text("tiếp thu", "accepted"),
            "answered": Text("đã trả lời", "answered"),
        },
    ),
}


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
        raise NoAnswer(say("{why}", "{why}", why=" ".join(str(error).split()))) from None
    columns = tuple(str(column[0]) for column in asked.description or ())
    return Answer(columns, tuple(rows[:MOST_ROWS]), len(rows) > MOST_ROWS)
