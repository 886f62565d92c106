"""The CSV files of the site, opened by LibreOffice: Vietnamese text as it was written, and no cell that runs."""

import csv
import io
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from tests.office import CSV_IN_UTF8, converted
from tests.site.conftest import HOSTILE

NAMES = ["tasks", "documents", "obligations", "opinions"]


@pytest.fixture(scope="module")
def opened(site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each CSV file as the spreadsheet that LibreOffice makes of it."""
    folder = tmp_path_factory.mktemp("office")
    files = [Path(shutil.copy(site / f"data/{name}.csv", folder)) for name in NAMES]
    return dict(zip(NAMES, converted(files, "xlsx", ".xlsx", opened_as=CSV_IN_UTF8), strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_a_spreadsheet_shows_every_cell_as_the_file_has_it(site: Path, opened: dict[str, Path], name: str) -> None:
    written = (site / f"data/{name}.csv").read_text(encoding="utf-8-sig")
    rows = CalamineWorkbook.from_path(str(opened[name])).get_sheet_by_index(0).to_python()
    read = list(csv.reader(io.StringIO(written, newline="")))
    assert [[_as_text(cell) for cell in row] for row in rows] == read
    assert len(read) > 1


def test_vietnamese_text_is_whole(opened: dict[str, Path]) -> None:
    titles = [row[1] for row in CalamineWorkbook.from_path(str(opened["tasks"])).get_sheet_by_index(0).to_python()]
    assert titles == ["title", "'=cmd()", "Điều chỉnh quy hoạch sử dụng đất xã An Đổ", HOSTILE]


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_is_a_formula(opened: dict[str, Path], name: str) -> None:
    with ZipFile(opened[name]) as book:
        sheets = [book.read(entry) for entry in book.namelist() if entry.startswith("xl/worksheets/sheet")]
    assert sheets
    assert not [sheet for sheet in sheets if b"<f>" in sheet or b"<f " in sheet]


def _as_text(cell: object) -> str:
    """A cell as the file has it: a spreadsheet makes numbers of whole numbers."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
