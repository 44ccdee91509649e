"""What comes out of the printer: pages as wide as a sheet, titles repeated, every label."""

import re
import shutil
import subprocess

import pytest

from tests.programme_2024 import book, rows
from tests.sheets.libreoffice import SOFFICE, converted
from tests.sheets.samples import sheets_2024
from xlmot.sheets.write import write_sheets

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif(
        SOFFICE is None or shutil.which("pdftotext") is None, reason="no LibreOffice, no poppler"
    ),
]


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Return the texts of the printed pages of the generated sheets."""
    data = write_sheets(sheets_2024(), sources=list(book().grids()))
    pdf = converted(data, tmp_path_factory.mktemp("print"), "pdf")
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True, timeout=60
    ).stdout.decode()
    printed = text.split("\f")
    first = next(n for n, page in enumerate(printed) if "Summary —" in page)
    return printed[first:-1]


def test_each_page_bears_the_title_of_its_sheet_or_of_its_table(pages) -> None:
    for page in pages:
        head = page.strip().splitlines()[0]
        assert re.search("Summary —|Check —|Axe . —|Preview of|Comment$|^Code|^No|^Actions", head)
        assert re.search(r"MOT – .* page \d+/\d+\s*$", page.strip())


def test_every_label_is_printed_in_full(pages) -> None:
    printed = set(re.findall(r"\w+", " ".join(pages)))
    said = {
        word for line in rows() if line and line[0] != "Axe" for word in re.findall(r"\w+", line[1])
    }
    assert said - printed == {"AXE"}


def test_sheets_are_one_page_wide(pages) -> None:
    starts = [page for page in pages if "made on" in page]
    assert len(starts) == len(sheets_2024())
    assert len(pages) <= 16
