"""Workbooks rich in features with the sheets that sum them up: nothing else in them changes."""

from __future__ import annotations

import subprocess
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.oracles import faults, libreoffice
from tests.workbooks import FEATURES, SAMPLES
from tests.workbooks.base import unzipped
from xlmot.books.file import FileBook
from xlmot.checking.results import Summarized
from xlmot.files.reading import Asked
from xlmot.files.summarize import Wish, summarize_file
from xlmot.files.undo import undo_file
from xlmot.files.write import Destination
from xlmot.ooxml.proof.reading import RawParts
from xlmot.ooxml.proof.structure import problems

# What names the sheets of a workbook and holds the formats of all; calculation has a new order.
LISTS = {
    *("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"),
    *("xl/styles.xml", "docProps/app.xml"),
}
ORDER = "xl/calcChain.xml"
REFUSED = {
    "history of changes": "is shared",
    "signed workbook": "signed",
    "macro sheet": "macros as sheets",
    "strict form": "Strict Open XML",
}
OPEN = [name for name in SAMPLES if name not in REFUSED]
SOME = OPEN[::4]
EACH = [pytest.param(n, marks=[] if n in SOME else pytest.mark.slow) for n in OPEN]


@cache
def sample(name: str) -> bytes:
    return SAMPLES[name].make()


@cache
def summarized(name: str) -> tuple[Summarized, bytes, Summarized, bytes]:
    """Return what a first and a second run say, the file after them, and the file undone."""
    with TemporaryDirectory() as folder:
        path = Path(folder, f"plan{SAMPLES[name].suffix}")
        path.write_bytes(sample(name))
        first, second = (
            summarize_file(
                (path, Path(path.name)), Asked(), Destination(in_place=True), Wish(day=day)
            )
            for day in (date(2024, 5, 3), date(2024, 6, 1))
        )
        after = path.read_bytes()
        if first.error is None:
            undo_file(path)
        return first, after, second, path.read_bytes()


@pytest.mark.parametrize("name", EACH)
def test_every_part_but_the_lists_keeps_its_bytes(name) -> None:
    first, after, second, undone = summarized(name)
    assert first.error is None
    made = ["Summary", "Findings", "Section 1", "Section 2"]
    assert list(first.written) == made
    old, new = unzipped(sample(name)), unzipped(after)
    assert {part for part in old if part not in new} <= {ORDER}
    assert {part for part in old if part in new and new[part] != old[part]} <= LISTS
    shown = {grid.sheet: grid.rows for grid in FileBook(Path("b.xlsx"), after).all_grids()}
    before = {g.sheet: g.rows for g in FileBook(Path("b.xlsx"), sample(name)).all_grids()}
    assert {sheet: rows for sheet, rows in shown.items() if sheet not in made} == before
    assert (second.written, undone) == ((), sample(name))


@pytest.mark.parametrize("name", EACH)
def test_there_is_nothing_more_that_excel_would_repair(name) -> None:
    known, now = (
        Counter(problem.kind for problem in problems(RawParts.of(data)))
        for data in (sample(name), summarized(name)[1])
    )
    assert not now - known


@pytest.mark.parametrize("name", REFUSED)
def test_what_takes_no_sheet_is_told_and_left_alone(name) -> None:
    first, after, _, _ = summarized(name)
    assert REFUSED[name] in str(first.error)
    assert after == sample(name)


@pytest.mark.oracle
@pytest.mark.parametrize("name", SOME)
def test_the_validator_of_the_open_xml_sdk_finds_no_new_fault(name, tmp_path) -> None:
    before, after = (tmp_path / f"{state}{SAMPLES[name].suffix}" for state in ("before", "after"))
    after.write_bytes(summarized(name)[1])
    found = faults(after)
    if found:
        before.write_bytes(sample(name))
        assert not found - faults(before)


@pytest.mark.oracle
def test_libreoffice_opens_them_and_shows_the_summary(tmp_path) -> None:
    command = [libreoffice(), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    # The last field has every sheet written, each to a file of its own.
    command += ["--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,,,,,,,,,-1"]
    names = [name for name in OPEN if name in FEATURES and SAMPLES[name].suffix == ".xlsx"]
    for name in names:
        (tmp_path / f"{name.replace(' ', '-')}.xlsx").write_bytes(summarized(name)[1])
    paths = [*map(str, tmp_path.glob("*.xlsx"))]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), *paths],
        capture_output=True, timeout=500, check=False,
    )  # fmt: skip
    for name in names:
        shown = tmp_path / f"{name.replace(' ', '-')}-Summary.csv"
        assert "difference from the programme" in shown.read_text(encoding="utf-8"), name
