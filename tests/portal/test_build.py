"""A portal from end to end: what is shown, linked and asked, and what becomes of registers that don't fit."""

import html
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from phoihop.language import word
from phoihop.portal.build import Built, NotBuilt, build_portal
from phoihop.portal.questions import QUESTIONS
from phoihop.portal.sources import NoSources, plan_of, read_plan

from tests.portal.conftest import HOSTILE, TODAY, Web, edit_json, page

Build = Callable[..., Built]


def why(built: Built) -> list[str]:
    return [f"{each.id}: {word(each.why, 'en')}" for each in built.left_out]


def test_every_register_is_shown_and_its_tasks_lead_to_its_own_site(build: Build, sites: Path) -> None:
    built = build()
    assert [register.id for register in built.registers] == ["an-do", "boi-cau"]
    assert not built.needs_a_look
    assert 'href="registers/boi-cau/"' in page(sites / "portal")
    assert '<html lang="vi"' in page(sites / "portal", "tasks")
    # Beside the portal on the same server or disk: the link is relative, and leads to where the page is published.
    assert 'href="../../../boi-cau/tasks/2021/0001/"' in page(sites / "portal", "registers/boi-cau")


def test_a_register_puts_no_markup_on_any_page(build: Build, sites: Path) -> None:
    build()
    for file in (sites / "portal").rglob("*.html"):
        assert "<script>alert" not in file.read_text(encoding="utf-8"), file
    assert html.escape(HOSTILE) in page(sites / "portal", "registers/boi-cau").replace("&#34;", "&quot;")


def test_links_lead_to_files_that_are_there(build: Build, sites: Path, published: Path) -> None:
    build()
    for file in (sites / "portal").rglob("index.html"):
        for target in re.findall(r'href="([^"#?]+)"', file.read_text(encoding="utf-8")):
            there = Path((file.parent / html.unescape(target)).resolve())
            own = published / there.relative_to(sites) if there.is_relative_to(sites) else there
            assert there.exists() or own.exists(), f"{file}: {target}"


def test_answers_are_the_sums_over_the_registers_own_files(build: Build, sites: Path) -> None:
    build()
    tasks = [
        json.loads(file.read_text(encoding="utf-8"))
        for site in ("an-do", "boi-cau")
        for file in (sites / site / "data/tasks").glob("*.json")
    ]
    owed = [each for task in tasks for each in task["obligations"]]
    points = [
        p for task in tasks for each in task["documents"] for p in each.get("points", []) if each["kind"] == "opinion"
    ]

    def count(sql: str) -> int:
        with duckdb.connect() as connection:
            rows = connection.execute(sql.replace("@", f"{sites}/portal/data/")).fetchall()
        return int(rows[0][0])

    assert count("SELECT count(*) FROM '@tasks/*/*/*.parquet'") == len(tasks) == 4
    assert count("SELECT count(*) FROM '@obligations/*/*/*.parquet'") == len(owed)
    for status in ("met", "late", "overdue", "open", "lapsed"):
        sums = sum(each["status"] == status for each in owed)
        assert count(f"SELECT count(*) FROM '@obligations/*/*/*.parquet' WHERE status = '{status}'") == sums
    assert count("SELECT count(*) FROM '@documents/*/*/*.parquet'") == sum(len(task["documents"]) for task in tasks)
    assert count("SELECT count(*) FROM '@findings/*/*/*.parquet'") == sum(len(task["findings"]) for task in tasks)
    assert count("SELECT count(point) FROM '@opinions/*/*/*.parquet'") == len(points)
    assert count("SELECT count(*) FROM '@tasks/*/*/*.parquet' WHERE title = '=Nuôi ong'") == 1


def test_a_register_whose_data_is_old_is_marked(build: Build, sites: Path) -> None:
    build()
    assert "số liệu cũ" not in page(sites / "portal")
    build(today=date(2021, 7, 5))
    assert page(sites / "portal").count("số liệu cũ") == 2


def test_two_builds_of_the_same_registers_are_the_same_bytes(build: Build, sites: Path) -> None:
    build()
    build()
    first = {file.relative_to(sites): file.read_bytes() for file in (sites / "portal").rglob("*") if file.is_file()}
    build()
    again = {file.relative_to(sites): file.read_bytes() for file in (sites / "portal").rglob("*") if file.is_file()}
    assert first == again


def test_a_change_of_one_register_replaces_its_share_alone(build: Build, sites: Path) -> None:
    def shares() -> dict[str, tuple[int, bytes]]:
        data = sites / "portal/data"
        files = data.rglob("*.parquet")
        return {str(each.relative_to(data)): (each.stat().st_mtime_ns, each.read_bytes()) for each in files}

    build()
    build()
    before = shares()
    tasks = sites / "boi-cau/data/tasks.csv"
    tasks.write_bytes(tasks.read_bytes().replace("Nuôi ong".encode(), "Nuôi gà".encode()))
    build()
    after = shares()
    assert after.keys() == before.keys()
    changed = {path for path in after if after[path] != before[path]}
    assert changed == {"tasks/register=boi-cau/year=2021/data_0.parquet"}


def test_a_register_that_does_not_fit_is_named_and_left_out(build: Build, sites: Path) -> None:
    (sites / "boi-cau/data/head.json").write_text('{"format": 1, "commit": "<b>"}', encoding="utf-8")
    built = build()
    assert [register.id for register in built.registers] == ["an-do"]
    assert why(built)[0].startswith("boi-cau: data/head.json, commit: expected text of the form")
    assert built.needs_a_look
    assert "data/head.json, commit: cần chữ theo mẫu" in page(sites / "portal")


def test_without_any_usable_register_the_old_portal_stays(build: Build, sites: Path) -> None:
    build()
    before = page(sites / "portal")
    with pytest.raises(NotBuilt):
        build("nowhere")
    assert page(sites / "portal") == before
    assert {path.name for path in (sites / ".portal-build").iterdir()} == {".gitignore", "lock"}


def test_a_folder_that_holds_something_else_is_not_replaced(build: Build, sites: Path) -> None:
    (sites / "portal").mkdir()
    (sites / "portal/letter.odt").write_text("x")
    with pytest.raises(NotBuilt):
        build()
    assert (sites / "portal/letter.odt").exists()


def test_a_site_on_the_web_is_fetched_once_and_then_asked_whether_it_changed(
    build: Build, sites: Path, web: tuple[str, type[Web]]
) -> None:
    address, server = web
    build(f"{address}an-do", "boi-cau")
    assert {code for _, code in server.asked} == {200}
    assert f'href="{address}an-do/tasks/2021/0001/"' in "".join(
        file.read_text(encoding="utf-8") for file in (sites / "portal/registers").rglob("index.html")
    )
    server.asked.clear()
    edit_json(sites / "an-do/data/head.json", lambda head: head["records"].update(documents=99))
    build(f"{address}an-do", "boi-cau")
    assert [path for path, code in server.asked if code == 200] == ["/an-do/data/head.json"]
    assert len(server.asked) == 7


def test_a_damaged_copy_is_fetched_anew(build: Build, sites: Path, web: tuple[str, type[Web]]) -> None:
    address, server = web
    build(f"{address}an-do")
    for copy in (sites.parent / "state/fetched").rglob("tasks.csv"):
        copy.write_text("id,title\n")
    server.asked.clear()
    assert why(build(f"{address}an-do")) == []
    assert [path for path, code in server.asked if code == 200] == ["/an-do/data/tasks.csv"]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "/an-do/data/head.json?loop"])
def test_a_redirection_out_of_the_web_or_in_a_circle_is_refused(
    build: Build, web: tuple[str, type[Web]], target: str
) -> None:
    address, server = web
    server.redirections |= {"/an-do/data/head.json": target, "/an-do/data/head.json?loop": target}
    built = build(f"{address}an-do", "boi-cau")
    assert [register.id for register in built.registers] == ["boi-cau"]
    assert "head.json can't be read" in why(built)[0]


def test_a_missing_site_is_named_with_what_the_server_said(build: Build, web: tuple[str, type[Web]]) -> None:
    assert "can't be read (HTTP 404)" in why(build(f"{web[0]}gone", "boi-cau"))[0]


@pytest.mark.parametrize(
    "place",
    ["file:///etc", "ftp://a.example/", "https://me:secret@a.example/", "https://a.example/?x", "javascript://x"],
)
def test_other_addresses_are_no_sources(sites: Path, place: str) -> None:
    with pytest.raises(NoSources):
        plan_of([place], sites)


def test_portal_yml_names_registers_their_ids_and_addresses(sites: Path) -> None:
    (sites / "portal.yml").write_text(
        "title: Portal of Bình Lục\nlanguage: en\nregisters:\n"
        "  - source: an-do\n    id: ad\n    name: An Đổ\n    address: https://ad.example/so\n"
        "  - source: boi-cau\n"
    )
    plan = read_plan(sites / "portal.yml")
    assert [(source.id, source.address) for source in plan.sources] == [
        ("ad", "https://ad.example/so/"),
        ("boi-cau", ""),
    ]
    build_portal(plan, sites / "portal", sites / "state", TODAY)
    assert '<html lang="en"' in page(sites / "portal")
    assert "Portal of Bình Lục" in page(sites / "portal")
    assert 'href="https://ad.example/so/tasks/2021/0001/"' in page(sites / "portal", "registers/ad")
    words = re.sub(r"<[^>]+>", " ", page(sites / "portal", "data"))
    assert "Dữ liệu" not in words


def test_an_english_portal_writes_every_day_as_english_does(sites: Path) -> None:
    plan = replace(plan_of(["an-do", "boi-cau"], sites), language="en")
    for _ in ("the first time", "compared with it"):
        build_portal(plan, sites / "portal", sites.parent / "state", TODAY)
    shown = page(sites / "portal", "registers/boi-cau")
    assert "unchanged since 1 Jun 2021" in shown
    assert not re.search(r"\b\d{1,2}/\d{1,2}/\d{4}\b", re.sub(r'(href|src)="[^"]*"', "", shown))


def test_portal_yml_is_read_as_strictly_as_the_records(sites: Path) -> None:
    (sites / "portal.yml").write_text("registers:\n  - sorce: an-do\n")
    with pytest.raises(NoSources) as refusal:
        read_plan(sites / "portal.yml")
    assert "sorce" in word(refusal.value.message, "en")


def test_places_of_one_name_get_ids_of_their_own(tmp_path: Path) -> None:
    of_odd_bytes = "c\udcff/so/site"
    sources = plan_of(["a/so/site", "b/so/site", of_odd_bytes, "https://so.example/"], tmp_path).sources
    ids = [source.id for source in sources]
    assert len(set(ids)) == 4
    assert "so-example" in ids
    assert all(re.fullmatch(r"so-[0-9a-f]{6}|so-example", each) for each in ids)


def test_registers_stand_as_people_count(tmp_path: Path) -> None:
    places = ["xa-10", "3-sao", "xa-2", "an-do", "xa"]
    assert [source.id for source in plan_of(places, tmp_path).sources] == ["3-sao", "an-do", "xa", "xa-2", "xa-10"]


def test_text_of_a_register_stays_text_in_the_data_for_the_script(build: Build, sites: Path) -> None:
    build()
    script = (sites / "portal/data/task-lists/boi-cau.js").read_text(encoding="utf-8")
    rows: Any = json.loads(script.removeprefix('phoihopTasks("boi-cau",').removesuffix(");\n"))
    assert [task[0] for task in rows["tasks"]] == ["2021-0003", "2021-0002", "2021-0001"]
    assert rows["tasks"][1][1] == HOSTILE


def test_a_folder_far_from_the_portal_is_not_linked_by_its_path(sites: Path, tmp_path: Path) -> None:
    plan = plan_of(["an-do"], sites)
    build_portal(plan, tmp_path / "elsewhere/portal", tmp_path / "state", TODAY)
    assert str(sites) not in "".join(
        file.read_text(encoding="utf-8") for file in (tmp_path / "elsewhere").rglob("*.html")
    )


def test_an_answer_is_a_page_a_csv_and_sql_and_its_rows_lead_to_their_tasks(build: Build, sites: Path) -> None:
    build()
    answered = page(sites / "portal", "questions/punctuality")
    assert 'href="../../registers/boi-cau/"' in answered
    assert "Hoàn thành đúng hạn" in answered
    for question in QUESTIONS:
        assert f'href="{question}/"' in page(sites / "portal", "questions")
        rows = (sites / f"portal/data/questions/{question}.csv").read_text(encoding="utf-8-sig").splitlines()
        assert rows[0] == ",".join(QUESTIONS[question].columns)
        assert (sites / f"portal/data/questions/{question}.sql").read_text() == QUESTIONS[question].sql + ";\n"


def test_what_is_overdue_leads_to_its_task(build: Build, sites: Path) -> None:
    for name, was, now in (
        ("tasks.csv", ",2021-05-06,", ",,"),
        (
            "obligations.csv",
            "decision,ubnd,tnmt,2021-04-22,2021-05-10,met",
            "decision,ubnd,tnmt,2021-04-22,2021-05-10,overdue",
        ),
    ):
        text = (sites / "an-do/data" / name).read_bytes().decode()
        assert was in text
        (sites / "an-do/data" / name).write_bytes(text.replace(was, now).encode())
    build()
    answered = page(sites / "portal", "questions/overdue")
    assert '<a href="../../../an-do/tasks/2021/0001/">' in answered
    assert re.search(r"[1-9]\d* việc phải làm quá hạn", page(sites / "portal"))
