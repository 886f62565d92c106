"""`phoihop portal`: builds, tells what was left out, and answers; in both languages."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from phoihop.cli.program import phoihop
from phoihop.site.build import build_site

from tests.cli.run import output_of, run
from tests.story import LATER, Story


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two sites, one of them damaged, and a portal that was built there."""
    folder = tmp_path_factory.mktemp("cli-portal")
    assert build_site(Story(folder / "register").root, folder / "an-do", LATER) == 0
    shutil.copytree(folder / "an-do", folder / "boi-cau")
    (folder / "boi-cau/data/findings.json").write_text("{}")
    built = run(folder, "--lang", "en", "portal", "build", "an-do", "boi-cau", "--today", "2021-06-01")
    assert built.exit_code == 1
    assert "boi-cau is left out: data/findings.json: expected array, found object" in built.stdout
    assert "1 register, 1 task" in built.stdout
    return folder


def test_a_register_that_is_left_out_is_told_in_vietnamese(portal: Path) -> None:
    built = run(portal, "--lang", "vi", "portal", "build", "an-do", "boi-cau", "--today", "2021-06-01")
    assert "boi-cau bị bỏ ra: data/findings.json: cần array, gặp object" in built.stdout
    assert "không đổi từ lần trước" in built.stdout


def test_nothing_usable_is_no_portal(portal: Path, tmp_path: Path) -> None:
    refused = run(portal, "--lang", "en", "portal", "build", "boi-cau", "--out", str(tmp_path / "new"))
    assert refused.exit_code == 2
    assert "No register can be used; the portal stays as it was." in refused.stderr
    assert "boi-cau is left out" in refused.stderr
    assert not (tmp_path / "new").exists()


def test_sources_are_asked_for(tmp_path: Path) -> None:
    assert run(tmp_path, "--lang", "en", "portal", "build").exit_code == 2


def test_portal_yml_is_found_where_the_command_works(portal: Path, tmp_path: Path) -> None:
    (portal / "portal.yml").write_text("title: Cổng\nregisters:\n  - source: an-do\n")
    places = ("--out", str(tmp_path / "new"), "--state", str(tmp_path / "state"))
    out = output_of(portal, "portal", "build", *places, "--today", "2021-06-01")
    assert "1 sổ, 1 nhiệm vụ" in out
    assert (tmp_path / "new/data/tasks/register=an-do/year=2021/data_0.parquet").exists()
    (portal / "portal.yml").unlink()


def test_answers_come_as_text_csv_and_json(portal: Path) -> None:
    sql = "SELECT task, title, due, NULL AS nothing, 1.5 AS share FROM tasks"
    assert "28/5/2021" in output_of(portal, "portal", "ask", sql)
    assert "1,5" in output_of(portal, "--lang", "vi", "portal", "ask", sql)
    rows = json.loads(output_of(portal, "portal", "ask", sql, "--format", "json"))
    assert rows[0]["task"] == "2021-0001"
    assert rows[0]["due"] == "2021-05-28"
    cells = output_of(portal, "portal", "ask", "SELECT '=1+1' AS x", "--format", "csv")
    assert cells == "x\n'=1+1\n"


def test_a_question_that_cant_be_answered_is_told(portal: Path) -> None:
    refused = run(portal, "--lang", "en", "portal", "ask", "DROP TABLE tasks")
    assert refused.exit_code == 2
    assert "Only one SELECT is answered." in refused.stderr


def test_ready_questions_are_listed_and_answered(portal: Path) -> None:
    assert "Nội dung góp ý không được tiếp thu, theo lĩnh vực" in output_of(
        portal, "--lang", "vi", "portal", "questions"
    )
    answer = output_of(portal, "--lang", "vi", "portal", "questions", "opinions")
    assert answer.splitlines()[0].split("  ")[0] == "Loại cơ quan"
    assert "Tỷ lệ đúng hạn (%)" in answer
    assert "phòng, ban" in answer
    (row, *_) = json.loads(output_of(portal, "portal", "questions", "opinions", "--format", "json"))
    assert {"kind", "percent"} <= row.keys()
    assert output_of(portal, "portal", "questions", "overdue", "--format", "csv").startswith(
        "register,task,title,agency,obligation"
    )
    refused = run(portal, "--lang", "en", "portal", "questions", "weather")
    assert "There is no question weather; there are: counts, " in refused.stderr


def test_a_saved_question_is_read_from_its_file(portal: Path) -> None:
    sql = (portal / "portal/data/questions/punctuality.sql").read_text(encoding="utf-8")
    answered = CliRunner().invoke(phoihop, ["-C", str(portal), "portal", "ask", "-", "--format", "csv"], input=sql)
    assert answered.stdout.startswith("register,agency,ended_in_time")


def test_tables_are_listed_with_their_columns(portal: Path) -> None:
    listed = output_of(portal, "portal", "tables")
    assert "tasks: register, task, title, field, lead" in listed
    assert "findings: register, rule" in listed


def test_questions_go_to_where_the_last_build_went(portal: Path, tmp_path: Path) -> None:
    shutil.copytree(portal / "an-do/data", tmp_path / "an-do/data")
    assert run(tmp_path, "portal", "build", "an-do", "--out", "public/cong", "--today", "2021-06-01").exit_code == 0
    assert "an-do" in output_of(tmp_path, "portal", "ask", "SELECT register FROM registers")


def test_without_a_portal_there_is_nothing_to_ask(tmp_path: Path) -> None:
    refused = run(tmp_path, "--lang", "en", "portal", "ask", "SELECT 1")
    assert refused.exit_code == 2
    assert "make one with phoihop portal build" in refused.stderr


def test_a_portal_of_an_earlier_version_is_to_be_built_anew(portal: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    shutil.copy(portal / "portal/data/portal.json", tmp_path / "data")
    refused = run(portal, "--lang", "en", "portal", "ask", "SELECT 1", "--from", str(tmp_path))
    assert refused.exit_code == 2
    assert "build it anew with phoihop portal build" in refused.stderr
