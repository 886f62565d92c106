"""Each clause of the rules at its edge: the last day that will do and the first that won't, who may and who may not.

The examples of the rules show each kept and broken once; these are the cases on either side.
"""

import hashlib
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.story import Story

Change = Callable[[Story], object]

REQUEST = "2021-03-08.request.tnmt"
TO_SUPERIOR = "2021-03-19.request.ubnd"
OF_SUPERIOR = "2021-04-02.opinion.so-tnmt"
OPINION = "2021-03-17.opinion.tckh"
REPORT = "2021-04-20.report.tnmt"
SUBMISSION = "2021-04-22.submission.tnmt"
DECISION = "2021-05-06.decision.ubnd"
DOSSIER = "dossier:\n  - title: Bản đồ\n    path: files/ban-do.pdf\n"
TO_ADVISE = "  - point: 2021-04-02.opinion.so-tnmt#p1\n    text: Đã bổ sung căn cứ\n"


def edit(name: str, old: str, new: str) -> Change:
    return lambda story: story.edit(name, {old: new})


def document(id_: str, text: str) -> Change:
    """A document of its own, with the keys that its name tells."""
    day, kind, agency = id_.split(".")
    kind = kind.removesuffix("-2")
    return lambda story: story.write(id_, f"kind: {kind}\nfrom: {agency}\ndate: {day}\n{text}")


def dated(id_: str, day: str) -> Change:
    """A document of another day, by which all others call it then."""

    def change(story: Story) -> None:
        new = day + id_[10:]
        story.edit(id_, {f"date: {id_[:10]}": f"date: {day}"}).rename(id_, new)
        for file in (story.root / "tasks/2021/0001").glob("*.yml"):
            file.write_text(file.read_text(encoding="utf-8").replace(id_, new), encoding="utf-8")

    return change


def all_of(*changes: Change) -> Change:
    return lambda story: [change(story) for change in changes]


def objection(day: str, agency: str = "ktht") -> Change:
    return document(f"{day}.objection.{agency}", "to: [ubnd]\nreason: Nội dung giao thông là chính\n")


def reminder(id_: str, to: str, about: str) -> Change:
    return document(id_, f"to: [{to}]\nabout: [{about}]\n")


def succeeded_on(day: str) -> Change:
    """Another agency stands in the place of `ktht`, which ends on that day."""
    text = "name: Phòng Kinh tế mới\nshort: KTM\nkind: department\nfields: [xay-dung]\n"
    return all_of(
        edit("agencies/ktht.yml", "kind: department", f"kind: department\nuntil: {day}\nsucceeded_by: kt-moi"),
        lambda story: story.write("agencies/kt-moi.yml", f"{text}since: {day}\n"),
    )


def authority_succeeded(story: Story) -> None:
    """Another authority stands in the place of `ubnd` from 1 April on."""
    story.edit("agencies/ubnd.yml", {"kind: authority": "kind: authority\nuntil: 2021-03-31\nsucceeded_by: ubnd-moi"})
    story.write("agencies/ubnd-moi.yml", "name: UBND xã mới\nshort: UBNDM\nkind: authority\nsince: 2021-04-01\n")


def more_time(issuer: str) -> Change:
    """Until the 26th for `ktht`, whose opinion comes on the 25th."""
    return all_of(
        dated("2021-03-19.opinion.ktht", "2021-03-25"),
        document(f"2021-03-18.extension.{issuer}", f"answers: {REQUEST}\nto: [ktht]\ndue: 2021-03-26\n"),
    )


def another_body_leads(story: Story) -> None:
    """The task is led by a body that the directive does not bind unless it leads."""
    story.edit("agencies/tnmt.yml", {"kind: department": "kind: other\nmay_lead: true"})


def suspended(until: str = "", since: str = "2021-04-26") -> Change:
    suspension = document(f"{since}.suspension.ubnd", "reason: Chờ hướng dẫn của tỉnh\n")
    resumption = document(f"{until}.resumption.ubnd", f"answers: {since}.suspension.ubnd\n")
    return all_of(suspension, resumption) if until else suspension


def settings(text: str) -> Change:
    return edit("register.yml", "authority: ubnd\n", f"authority: ubnd\n{text}\n")


def lying(path: str, content: bytes = b"%PDF-1.4\n") -> Change:
    """A file in the task's folder that no record names by itself."""
    return lambda story: story.write_bytes(f"tasks/2021/0001/{path}", content)


def paper_of(size: int, key: str = "size") -> Change:
    content = b"%PDF-1.4\n".ljust(size, b" ")
    return all_of(
        settings(f"papers: {{{key}: 1}}"),
        lambda story: story.write_bytes("tasks/2021/0001/files/y-kien-tckh.pdf", content),
    )


def without_opinion_of_ktht(*, silent: bool) -> Change:
    view = "  - opinion: 2021-03-19.opinion.ktht\n    response: noted\n"
    listed = "silent: [ktht]\nviews:\n" if silent else "views:\n"
    return all_of(
        lambda story: story.delete("2021-03-19.opinion.ktht"), edit(REPORT, view, ""), edit(REPORT, "views:\n", listed)
    )


MEBIBYTE = 1024 * 1024
PAPER_DIGEST = hashlib.sha256(b"%PDF-1.4\n").hexdigest()
FORMAT_1 = edit("register.yml", "format: 2\n", "")
TAKEN_UP_LATER = edit(
    "register.yml", "authority: ubnd\n", "authority: ubnd\nupgrades: [{format: 2, from: 2021-04-10}]\n"
)

CLAUSES: dict[str, dict[str, tuple[Change, list[str]]]] = {
    "chronology": {
        "a deadline on the day itself": (edit(REQUEST, "due: 2021-03-22", "due: 2021-03-08"), []),
        "on the day before": (edit(REQUEST, "due: 2021-03-22", "due: 2021-03-07"), [f"error {REQUEST}"]),
        "received on the day itself": (edit(OPINION, "number: 3/TCKH", "received: 2021-03-17"), []),
        "on the day before it": (edit(OPINION, "number: 3/TCKH", "received: 2021-03-16"), [f"error {OPINION}"]),
        "in the future": (edit(OPINION, "number: 3/TCKH", "received: 2021-06-01"), [f"error {OPINION}"]),
        "answered on the day itself": (dated("2021-03-19.opinion.ktht", "2021-03-08"), []),
        "before it was asked": (
            dated("2021-03-19.opinion.ktht", "2021-03-05"),
            ["error 2021-03-05.opinion.ktht"],
        ),
        "on the day of the assignment": (dated("2021-03-04.plan.tnmt", "2021-03-01"), []),
        "before the assignment": (dated("2021-03-04.plan.tnmt", "2021-02-26"), ["error 2021-02-26.plan.tnmt"]),
        "on the day of judgement": (document("2021-05-31.progress.tnmt", "text: Đã thực hiện\n"), []),
        "after it": (
            document("2021-06-01.progress.tnmt", "text: Đã thực hiện\n"),
            ["error 2021-06-01.progress.tnmt"],
        ),
    },
    "agency-active": {
        "from the day itself": (edit("agencies/an-do.yml", "kind: commune", "kind: commune\nsince: 2021-03-01"), []),
        "from the day after": (
            edit("agencies/an-do.yml", "kind: commune", "kind: commune\nsince: 2021-03-02"),
            ["error task"],
        ),
        "until the day itself": (edit("agencies/an-do.yml", "kind: commune", "kind: commune\nuntil: 2021-03-18"), []),
        "until the day before": (
            edit("agencies/an-do.yml", "kind: commune", "kind: commune\nuntil: 2021-03-17"),
            ["error 2021-03-18.progress.an-do"],
        ),
    },
    "attachment-exists": {
        "the digest of the file": (
            edit(REQUEST, "path: files/ban-do.pdf", f"path: files/ban-do.pdf\n    sha256: {PAPER_DIGEST.upper()}"),
            [],
        ),
        "another": (
            edit(REQUEST, "path: files/ban-do.pdf", f"path: files/ban-do.pdf\n    sha256: {'a' * 64}"),
            [f"error {REQUEST}"],
        ),
    },
    "paper-type": {
        "as large as may be": (paper_of(MEBIBYTE), []),
        "a byte more": (paper_of(MEBIBYTE + 1), [f"error {OPINION}"]),
        "a byte more, by the key's former name": (paper_of(MEBIBYTE + 1, "max_size"), [f"error {OPINION}"]),
        "named by none, of a type that is not taken": (lying("files/x.html", b"<html>"), ["error files/x.html"]),
        "named by none, and not what its name says": (lying("files/x.pdf", b"PK\x03\x04"), ["error files/x.pdf"]),
        "left by a program": (lying("files/Thumbs.db", b"\xd0\xcf\x11\xe0"), []),
    },
    "paper-named": {
        "in a folder of files/": (lying("files/bản-đồ/tờ.pdf"), ["error files/bản-đồ/tờ.pdf"]),
        "in other capitals than the one beside it": (lying("files/BAN-DO.pdf"), ["error files/BAN-DO.pdf"]),
        "by a later record": (
            all_of(
                lying("files/thua-dat.pdf"),
                document("2021-05-07.progress.an-do", "text: Đã đo\nfiles:\n  - path: files/thua-dat.pdf\n"),
            ),
            [],
        ),
        "by a record of after today": (
            all_of(
                lying("files/thua-dat.pdf"),
                document("2021-06-07.progress.an-do", "text: Đã đo\nfiles:\n  - path: thua-dat.pdf\n"),
            ),
            [],
        ),
        "in other letters of one form": (
            all_of(
                lying(f"files/{unicodedata.normalize('NFD', 'bản đồ.pdf')}"),
                document("2021-05-07.progress.an-do", "text: Đã đo\nfiles:\n  - path: files/bản đồ.pdf\n"),
            ),
            [],
        ),
        "evidence no longer": (
            edit(OPINION, "files/bang-tinh.pdf", "Biểu số 2"),
            ["error files/bang-tinh.pdf"],
        ),
        "while a record can't be read": (
            all_of(lying("files/thua-dat.pdf"), lying("2021-05-07.progress.an-do.yml", b"kind: [")),
            [],
        ),
        "left by an editor": (lying("files/.ban-do.pdf.swp"), []),
        "left by an office": (lying("files/~$ban-do.docx"), []),
    },
    "paper-name": {
        "named by none": (lying("files/con.pdf"), ["error files/con.pdf"]),
        "one name in other letters": (
            all_of(
                edit(OPINION, "files/bang-tinh.pdf", "files/Y-KIEN-TCKH.pdf"),
                lambda story: story.write_bytes("tasks/2021/0001/files/Y-KIEN-TCKH.pdf", b"%PDF-1.4\n"),
            ),
            [f"error {OPINION}"],
        ),
    },
    "record-schema": {
        "a country without holidays on record": (settings("holidays: {country: QQ}"), ["error register"]),
        "another country": (settings("holidays: {country: LA}"), []),
        "an unknown time zone": (settings("timezone: Asia/Ha_Noi"), ["error register"]),
        "a deadline that there is none of": (
            settings("changes: [{from: 2021-04-01, deadlines: {opinoin: 3}}]"),
            ["error register"],
        ),
        "a deadline that changes": (settings("changes: [{from: 2021-04-01, deadlines: {opinion_notice: 2}}]"), []),
        "an upgrade to the register's format": (TAKEN_UP_LATER, []),
        "an upgrade beyond the register's format": (
            all_of(FORMAT_1, settings("upgrades: [{format: 2, from: 2021-04-10}]")),
            ["error register"],
        ),
        "an unknown rule": (settings("rules: {opinion-in-time: off}"), ["error register"]),
        "a rule of the records": (settings("rules: {record-schema: off}"), ["error register"]),
        "a day that is off and worked": (
            settings("holidays: {years: {'2021': {off: [2021-04-30], worked: [2021-04-30]}}}"),
            ["error register"],
        ),
        "a day of another year": (settings("holidays: {years: {'2021': {off: [2022-01-03]}}}"), ["error register"]),
        "a day beside a year's whole calendar": (
            settings("holidays: {off: [2021-05-03], years: {'2021': {off: [2021-04-30]}}}"),
            ["error register"],
        ),
        "a day of a year without one": (
            settings("holidays: {off: [2022-05-03], years: {'2021': {off: [2021-04-30]}}}"),
            [],
        ),
    },
    "record-unique": {
        "one number in two years": (
            document("2022-01-04.progress.tnmt", "number: 02/tnmt\ntext: Đã thực hiện\n"),
            [],
        ),
        "one number written otherwise": (
            document("2021-05-10.progress.tnmt", "number: 02/ tnmt\ntext: Đã thực hiện\n"),
            ["error 2021-05-10.progress.tnmt"],
        ),
        "one number of two agencies": (
            document("2021-05-10.progress.an-do", "number: 2/TNMT\ntext: Đã thực hiện\n"),
            [],
        ),
        "one letter twice in answer to one request": (
            document("2021-03-17.opinion-2.tckh", f"number: 03/tckh\nanswers: {REQUEST}\nposition: agree\n"),
            ["error 2021-03-17.opinion-2.tckh"],
        ),
        "one letter of two kinds in answer to it": (
            document("2021-03-17.dossier-request.tckh", f"number: 3/TCKH\nanswers: {REQUEST}\nneeds: [Biểu]\n"),
            [],
        ),
        "two letters in answer to it": (
            document("2021-03-17.opinion-2.tckh", f"number: 4/TCKH\nanswers: {REQUEST}\nposition: agree\n"),
            [],
        ),
        "one letter in answer to two": (
            all_of(
                document("2021-03-10.request.tnmt", f"to: [tckh]\ndue: 2021-03-20\nquestions: [Vốn]\n{DOSSIER}"),
                document(
                    "2021-03-17.opinion-2.tckh",
                    "number: 3/TCKH\nanswers: 2021-03-10.request.tnmt\nposition: agree\n",
                ),
            ),
            [],
        ),
    },
    "objection-prompt": {
        "the third working day": (objection("2021-03-04"), []),
        "the fourth": (objection("2021-03-05"), ["breach 2021-03-05.objection.ktht"]),
        "the third from the adjustment that it objects to": (
            all_of(
                document("2021-03-10.adjustment.ubnd", "outcome: own-motion\ncoordinating: [tckh, ktht]\n"),
                objection("2021-03-15"),
            ),
            [],
        ),
        "the fourth from it": (
            all_of(
                document("2021-03-10.adjustment.ubnd", "outcome: own-motion\ncoordinating: [tckh, ktht]\n"),
                objection("2021-03-16"),
            ),
            ["breach 2021-03-16.objection.ktht"],
        ),
    },
    "objection-to-authority": {
        "no addressee": (document("2021-03-03.objection.ktht", "reason: Nội dung giao thông là chính\n"), []),
        "the authority among others": (
            document("2021-03-03.objection.ktht", "to: [tnmt, ubnd]\nreason: Nội dung giao thông là chính\n"),
            [],
        ),
    },
    "actor-in-task": {
        "a department that ought to be in it": (
            all_of(
                edit("task", "  - ktht\n", ""),
                edit(REQUEST, "  - ktht\n", ""),
                objection("2021-03-03"),
            ),
            ["error 2021-03-19.opinion.ktht"],
        ),
        "a body that is not in it": (
            document("2021-03-03.progress.dien-luc", "text: Đã khảo sát\n"),
            ["error 2021-03-03.progress.dien-luc"],
        ),
        "who was asked on that day": (
            all_of(
                document("2021-03-10.request.tnmt", f"to: [dien-luc]\ndue: 2021-03-20\nquestions: [Tải]\n{DOSSIER}"),
                document("2021-03-10.progress.dien-luc", "text: Đã khảo sát\n"),
            ),
            [],
        ),
        "who was asked the day after": (
            all_of(
                document("2021-03-10.request.tnmt", f"to: [dien-luc]\ndue: 2021-03-20\nquestions: [Tải]\n{DOSSIER}"),
                document("2021-03-09.progress.dien-luc", "text: Đã khảo sát\n"),
            ),
            ["error 2021-03-09.progress.dien-luc"],
        ),
        "who has a step of the plan": (
            all_of(
                edit("2021-03-04.plan.tnmt", "agency: an-do", "agency: dien-luc"),
                document("2021-03-04.progress.dien-luc", "text: Đã khảo sát\n"),
            ),
            [],
        ),
    },
    "assigned-by-authority": {
        "an adjustment by the lead": (
            document("2021-03-10.adjustment.tnmt", "outcome: own-motion\ndue: 2021-06-01\n"),
            ["error 2021-03-10.adjustment.tnmt"],
        ),
        "a withdrawal by the lead": (
            document("2021-05-20.withdrawal.tnmt", "reason: Không còn cần\n"),
            ["error 2021-05-20.withdrawal.tnmt"],
        ),
    },
    "single-lead": {
        "an adjustment that names two": (
            document("2021-03-10.adjustment.ubnd", "outcome: own-motion\nlead: [tnmt, ktht]\n"),
            ["error 2021-03-10.adjustment.ubnd"],
        ),
        "an adjustment that names none": (
            document("2021-03-10.adjustment.ubnd", "outcome: own-motion\ndue: 2021-06-01\n"),
            [],
        ),
    },
    "request-by-lead": {
        "another of the task": (
            document("2021-03-10.request.ktht", f"to: [tckh]\ndue: 2021-03-20\nquestions: [Vốn]\n{DOSSIER}"),
            ["error 2021-03-10.request.ktht"],
        ),
        "the lead of the day before": (
            all_of(
                document("2021-03-09.adjustment.ubnd", "outcome: own-motion\nlead: ktht\n"),
                document("2021-03-10.request.tnmt", f"to: [tckh]\ndue: 2021-03-20\nquestions: [Vốn]\n{DOSSIER}"),
            ),
            ["error 2021-03-10.request.tnmt"],
        ),
    },
    "request-notice": {
        "three working days": (edit(REQUEST, "due: 2021-03-22", "due: 2021-03-11"), []),
        "two": (edit(REQUEST, "due: 2021-03-22", "due: 2021-03-10"), [f"breach {REQUEST}"]),
        "two, where it is urgent": (
            edit(REQUEST, "due: 2021-03-22", "due: 2021-03-10\nurgency: urgent"),
            [],
        ),
        "two, by an extension": (
            document("2021-03-15.extension.tnmt", f"answers: {REQUEST}\nto: [tckh]\ndue: 2021-03-17\n"),
            ["breach 2021-03-15.extension.tnmt"],
        ),
    },
    "request-dossier": {
        "a paper held elsewhere with its digest": (
            edit(REQUEST, "path: files/ban-do.pdf", f"held: Kho lưu trữ huyện\n    sha256: {'a' * 64}"),
            [],
        ),
        "one without it": (
            edit(REQUEST, "path: files/ban-do.pdf", "held: Kho lưu trữ huyện"),
            [f"error {REQUEST}"],
        ),
    },
    "decline-reasoned": {
        "a part that is declined": (
            edit(REPORT, "    explanation: Giảm 2 ha tại khu số 3\n", ""),
            [f"error {REPORT}"],
        ),
        "all that is accepted": (edit(REPORT, "    explanation: Đã ghi rõ nguồn vốn\n", ""), []),
        "a disagreement that is noted": (
            all_of(
                edit(OPINION, "position: agree-with-comments", "position: disagree"),
                edit(REPORT, "response: accepted\n    explanation: Đã ghi rõ nguồn vốn", "response: noted"),
            ),
            [f"error {REPORT}"],
        ),
        "a comment that is noted": (
            edit(REPORT, "response: accepted\n    explanation: Đã ghi rõ nguồn vốn", "response: noted"),
            [],
        ),
    },
    "discussion-held": {
        "on the day of the submission": (dated("2021-04-16.meeting.tnmt", "2021-04-22"), []),
        "on the day after": (dated("2021-04-16.meeting.tnmt", "2021-04-23"), [f"error {SUBMISSION}"]),
        "without whom it is about": (
            edit("2021-04-16.meeting.tnmt", "  - tckh\n", "  - ktht\n"),
            [f"error {SUBMISSION}"],
        ),
        "about another point": (
            edit("2021-04-16.meeting.tnmt", "#p2", "#p1"),
            [f"error {SUBMISSION}"],
        ),
        "a point that need not be discussed": (
            all_of(
                edit(OPINION, "    discuss: true\n", "    discuss: false\n"),
                lambda story: story.delete("2021-04-16.meeting.tnmt"),
            ),
            [],
        ),
    },
    "superior-through-authority": {
        "with another agency": (
            edit(TO_SUPERIOR, "  - so-tnmt\n", "  - so-tnmt\n  - tckh\n"),
            [f"error {TO_SUPERIOR}"],
        ),
        "by the lead": (
            document("2021-03-19.request.tnmt", f"to: [so-tnmt]\ndue: 2021-04-05\nquestions: [Đất]\n{DOSSIER}"),
            ["error 2021-03-19.request.tnmt"],
        ),
        "drafted by another": (
            edit(TO_SUPERIOR, "drafted_by: tnmt", "drafted_by: tckh"),
            [f"error {TO_SUPERIOR}"],
        ),
        "urged by the lead": (
            reminder("2021-04-01.reminder.tnmt", "so-tnmt", TO_SUPERIOR),
            ["error 2021-04-01.reminder.tnmt"],
        ),
        "urged by the lead, with others": (
            reminder("2021-04-01.reminder.tnmt", "tckh, so-tnmt", f"{REQUEST}, {TO_SUPERIOR}"),
            ["error 2021-04-01.reminder.tnmt"],
        ),
        "urged by the lead before the register took it up": (
            all_of(TAKEN_UP_LATER, reminder("2021-04-01.reminder.tnmt", "so-tnmt", TO_SUPERIOR)),
            [],
        ),
        "urged by the lead in a register of format 1": (
            all_of(FORMAT_1, reminder("2021-04-01.reminder.tnmt", "so-tnmt", TO_SUPERIOR)),
            [],
        ),
        "urged by the authority's successor": (
            all_of(authority_succeeded, reminder("2021-04-01.reminder.ubnd-moi", "so-tnmt", TO_SUPERIOR)),
            [],
        ),
        "urged by the authority": (reminder("2021-04-01.reminder.ubnd", "so-tnmt", TO_SUPERIOR), []),
        "others urged by the lead": (reminder("2021-03-18.reminder.tnmt", "ktht", REQUEST), []),
    },
    "superior-answered-by-authority": {
        "by the authority, to nobody named, drafted by nobody": (
            document("2021-04-07.explanation.ubnd", f"answers: {OF_SUPERIOR}\npoints:\n{TO_ADVISE}"),
            ["error 2021-04-07.explanation.ubnd"],
        ),
        "drafted by the lead": (
            document("2021-04-07.explanation.ubnd", f"answers: {OF_SUPERIOR}\ndrafted_by: tnmt\npoints:\n{TO_ADVISE}"),
            [],
        ),
        "by the lead to the superior agency": (
            document("2021-04-07.explanation.tnmt", f"to: [so-tnmt]\nanswers: {OF_SUPERIOR}\npoints:\n{TO_ADVISE}"),
            ["error 2021-04-07.explanation.tnmt"],
        ),
        "by the authority on what was forwarded": (
            document(
                "2021-04-07.explanation.ubnd",
                "answers: 2021-04-06.forward.tnmt\npoints:\n" + TO_ADVISE.replace("#p1", "#p2"),
            ),
            [],
        ),
        "by the authority on a department's opinion": (
            document(
                "2021-04-07.explanation.ubnd", f"answers: {OPINION}\npoints: [{{point: {OPINION}#p1, text: Rõ}}]\n"
            ),
            [],
        ),
    },
    "forward-by-function": {
        "every point, to one agency": (
            edit("2021-04-06.forward.tnmt", "points:\n  - p2\n", ""),
            ["breach 2021-04-06.forward.tnmt"],
        ),
        "every point, to agencies for each": (
            all_of(
                edit("2021-04-06.forward.tnmt", "points:\n  - p2\n", ""),
                edit("agencies/an-do.yml", "kind: commune\n", "kind: commune\nfields: [dat-dai]\n"),
                edit("2021-04-06.forward.tnmt", "  - ktht\n", "  - ktht\n  - an-do\n"),
            ),
            [],
        ),
        "a point without a field": (edit(OF_SUPERIOR, "    field: xay-dung\n", ""), []),
    },
    "forward-original": {
        "by another than the lead": (
            document("2021-04-07.forward.tckh", f"to: [ktht]\nforwards: {OF_SUPERIOR}\ndue: 2021-04-14\n"),
            ["error 2021-04-07.forward.tckh"],
        ),
        "of a department's opinion": (
            document("2021-04-07.forward.tnmt", f"to: [ktht]\nforwards: {OPINION}\ndue: 2021-04-14\n"),
            ["error 2021-04-07.forward.tnmt"],
        ),
        "of no opinion": (
            document("2021-04-07.forward.tnmt", f"to: [ktht]\nforwards: {REQUEST}\ndue: 2021-04-14\n"),
            ["error 2021-04-07.forward.tnmt"],
        ),
    },
    "forward-explained": {
        "late, but on the day of the submission": (
            dated("2021-04-13.explanation.ktht", "2021-04-22"),
            ["breach 2021-04-22.explanation.ktht"],
        ),
        "on the day after": (
            dated("2021-04-13.explanation.ktht", "2021-04-23"),
            [f"error {SUBMISSION}", "breach 2021-04-23.explanation.ktht"],
        ),
        "forwarded on the day after": (
            all_of(
                dated("2021-04-13.explanation.ktht", "2021-04-27"),
                dated("2021-04-06.forward.tnmt", "2021-04-23"),
                edit("2021-04-23.forward.tnmt", "due: 2021-04-14", "due: 2021-04-29"),
            ),
            [],
        ),
    },
    "opinion-requested": {
        "nobody asked": (
            document("2021-03-18.opinion.an-do", f"answers: {REQUEST}\nposition: agree\n"),
            ["error 2021-03-18.opinion.an-do"],
        ),
    },
    "opinion-to-lead": {
        "the lead's request, to the authority": (edit(OPINION, "  - tnmt\n", "  - ubnd\n"), [f"error {OPINION}"]),
        "the authority's request, to the lead": (edit(OF_SUPERIOR, "  - ubnd\n", "  - tnmt\n"), []),
        "a superior agency's, to another: the directive does not bind it": (
            edit(OF_SUPERIOR, "  - ubnd\n", "  - ktht\n"),
            [],
        ),
        "no addressee": (edit(OPINION, "to:\n  - tnmt\n", ""), []),
    },
    "opinion-evidence": {
        "a disagreement without points": (
            document("2021-03-18.opinion.tckh", f"answers: {REQUEST}\nposition: disagree\n"),
            ["error 2021-03-18.opinion.tckh"],
        ),
        "an agreement without points": (
            document("2021-03-18.opinion.tckh", f"answers: {REQUEST}\nposition: agree\n"),
            [],
        ),
    },
    "submission-after-opinions": {
        "silent and reminded on the day itself": (
            all_of(without_opinion_of_ktht(silent=True), reminder("2021-04-22.reminder.tnmt", "ktht", REQUEST)),
            [],
        ),
        "silent, and its successor reminded": (
            all_of(
                without_opinion_of_ktht(silent=True),
                succeeded_on("2021-03-26"),
                reminder("2021-03-30.reminder.tnmt", "kt-moi", REQUEST),
            ),
            [],
        ),
        "silent, and reminded under the name under which it was asked": (
            all_of(
                without_opinion_of_ktht(silent=True),
                succeeded_on("2021-03-26"),
                reminder("2021-03-25.reminder.tnmt", "ktht", REQUEST),
            ),
            [],
        ),
        "silent, and another reminded": (
            all_of(without_opinion_of_ktht(silent=True), reminder("2021-03-30.reminder.tnmt", "tckh", REQUEST)),
            [f"error {SUBMISSION}"],
        ),
        "silent and reminded the day after": (
            all_of(without_opinion_of_ktht(silent=True), reminder("2021-04-23.reminder.tnmt", "ktht", REQUEST)),
            [f"error {SUBMISSION}"],
        ),
        "reminded and not listed": (
            all_of(without_opinion_of_ktht(silent=False), reminder("2021-03-30.reminder.tnmt", "ktht", REQUEST)),
            [f"error {SUBMISSION}"],
        ),
        "listed and reminded, with the deadline on the day itself": (
            all_of(
                without_opinion_of_ktht(silent=True),
                edit(REQUEST, "due: 2021-03-22", "due: 2021-04-22"),
                reminder("2021-04-21.reminder.tnmt", "ktht", REQUEST),
            ),
            [f"error {SUBMISSION}"],
        ),
        "asked the day after": (
            document("2021-04-23.request.tnmt", f"to: [an-do]\ndue: 2021-05-03\nquestions: [Đất]\n{DOSSIER}"),
            [],
        ),
        "an opinion that came on the day itself": (dated("2021-03-19.opinion.ktht", "2021-04-22"), []),
    },
    "report-names-every-view": {
        "listed as silent": (without_opinion_of_ktht(silent=True), []),
        "neither": (without_opinion_of_ktht(silent=False), [f"error {REPORT}"]),
        "asked the day after": (
            document("2021-04-23.request.tnmt", f"to: [an-do]\ndue: 2021-05-03\nquestions: [Đất]\n{DOSSIER}"),
            [],
        ),
        "asked on the day itself": (
            document("2021-04-22.request.tnmt", f"to: [an-do]\ndue: 2021-05-03\nquestions: [Đất]\n{DOSSIER}"),
            [f"error {REPORT}"],
        ),
    },
    "decision-by-authority": {
        "by the lead": (
            document("2021-05-05.decision.tnmt", f"answers: {SUBMISSION}\noutcome: returned\n"),
            ["error 2021-05-05.decision.tnmt"],
        ),
    },
    "decision-after-submission": {
        "a second one": (
            document("2021-05-05.decision.ubnd", f"answers: {SUBMISSION}\noutcome: returned\n"),
            [f"error {DECISION}"],
        ),
    },
    "opinion-on-time": {
        "more time given by who asked": (more_time("tnmt"), []),
        "by the authority": (more_time("ubnd"), []),
        "by who was asked": (more_time("ktht"), ["breach 2021-03-25.opinion.ktht"]),
    },
    "suspended-is-still": {
        "decided meanwhile": (suspended(), [f"error {DECISION}"]),
        "decided on the day on which it went on": (suspended(until="2021-05-06"), []),
        "withdrawn meanwhile": (
            all_of(
                suspended(),
                lambda story: story.delete(DECISION),
                document("2021-05-06.withdrawal.ubnd", "reason: Không còn cần\n"),
            ),
            [],
        ),
        "submitted meanwhile by another body that leads": (
            all_of(another_body_leads, suspended(since="2021-04-21", until="2021-04-23")),
            [f"error {SUBMISSION}"],
        ),
        "answered meanwhile by a superior agency": (suspended(since="2021-04-01", until="2021-04-05"), []),
    },
    "closed-is-closed": {
        "on the day of the decision": (reminder("2021-05-06.reminder.tnmt", "ktht", REQUEST), []),
        "on the day after": (
            reminder("2021-05-07.reminder.tnmt", "ktht", REQUEST),
            ["error 2021-05-07.reminder.tnmt"],
        ),
        "what is done": (document("2021-05-07.progress.an-do", "text: Đã thực hiện\n"), []),
    },
}


@pytest.mark.parametrize(
    ("rule", "clause"), [(rule, clause) for rule, clauses in CLAUSES.items() for clause in clauses]
)
def test_a_clause_at_its_edge(rule: str, clause: str, tmp_path: Path) -> None:
    change, expected = CLAUSES[rule][clause]
    story = Story(tmp_path)
    change(story)
    found = [each.split(" ") for each in story.rules()]
    assert [f"{severity} {record}" for severity, broken, record in found if broken == rule] == expected
