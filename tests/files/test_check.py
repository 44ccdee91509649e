"""On workbooks rich in features an edit changes what it says and nothing else, and is undone."""

import re
import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from openpyxl.utils.exceptions import InvalidFileException

from tests.oracles import faults, libreoffice
from tests.workbooks import SAMPLES
from tests.workbooks.base import REPEATED, RIGHT, TABLE, WRONG, unzipped
from xlmot.books.file import FileBook
from xlmot.files.clean import clean_file
from xlmot.files.reading import Asked
from xlmot.files.undo import undo_file
from xlmot.files.write import Destination
from xlmot.findings import DeleteRow, SetCell
from xlmot.messages import render

ROW, COLUMN, BEFORE = WRONG
NEW = "Été & <new> text"
EDIT = SetCell("Programme", ROW, COLUMN, BEFORE, NEW)
FIXED = {(ROW, COLUMN): RIGHT, (7, 2): "Cross the bridge"}
CELLS_CHANGE, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
READABLE = [name for name, sample in SAMPLES.items() if not sample.unread]
# A formula shows the text of the wrong cell: cleaning does not change what it gives unasked.
UNASKED = {"sheets that read each other": {ROW}}
# Of the others an edit is refused: the sheet is protected, the workbook signed…
FREE = [name for name in READABLE if not SAMPLES[name].refused]


@cache
def sample(name):
    return SAMPLES[name].make()


@cache
def edited(name):
    """Return a sample with a text changed in one cell."""
    return FileBook(Path(f"{name}{SAMPLES[name].suffix}"), sample(name)).apply([EDIT]).data


@cache
def cleaned(name):
    """Return what cleaning a sample says, the file after it, and the file once it is undone."""
    with TemporaryDirectory() as folder:
        path = Path(folder, f"{name}{SAMPLES[name].suffix}")
        path.write_bytes(sample(name))
        done = clean_file(
            (path, Path(path.name)), Asked(), Destination(in_place=True), unsafe=False
        )
        after = path.read_bytes()
        if done.target:
            undo_file(path)
        return done, after, path.read_bytes()


def lost(name, data):
    """Return the marks of a sample's feature that are found in no part of a workbook."""
    parts = unzipped(data).values()
    return [
        mark
        for mark in SAMPLES[name].kept
        if not any(re.search(mark, part, re.DOTALL) for part in parts)
    ]


def titles(data):
    """Return the codes and titles of the programme."""
    rows = FileBook(Path("b.xlsx"), data).generated("Programme").rows
    return [tuple(row[:2]) for row in rows[: len(TABLE)]]


def wanted(edits):
    """Return the codes and titles once some of what is wrong in a programme is corrected."""
    cells = {(edit.row, edit.column): edit.new for edit in edits if isinstance(edit, SetCell)}
    gone = {edit.row for edit in edits if isinstance(edit, DeleteRow)}
    return [
        tuple(cells.get((row, column), value) for column, value in enumerate(values, 1))
        for row, values in enumerate(TABLE, 1)
        if row not in gone
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_has_the_feature_it_is_named_for(name):
    assert SAMPLES[name].kept
    assert not lost(name, sample(name))


@pytest.mark.parametrize("name", FREE)
def test_an_edit_of_one_cell_leaves_every_other_part_as_it_is(name):
    old, new = unzipped(sample(name)), unzipped(edited(name))
    assert list(new) == list(old)
    changed = {part.replace("\\", "/") for part in old if old[part] != new[part]}
    reads = {"xl/workbook.xml"} if name == "sheets that read each other" else set()
    assert reads < changed <= reads | {CELLS_CHANGE, STRINGS}
    assert titles(edited(name)) == wanted([EDIT])


@pytest.mark.parametrize("name", READABLE)
def test_cleaning_keeps_the_feature_and_is_proven_or_says_what_is_in_the_way(name):
    done, after, _ = cleaned(name)
    assert done.error is None
    assert not lost(name, after)
    assert titles(after)[: len(wanted(done.edits))] == wanted(done.edits)
    made = {(edit.row, edit.column): edit.new for edit in done.edits if isinstance(edit, SetCell)}
    assert made.items() <= FIXED.items()
    assert bool(done.edits) == (done.receipt is not None)
    refused = {edit.row: str(error) for edit, error in done.refused}
    assert {edit.row for edit in done.edits} | set(refused) == {ROW, REPEATED, 7} - UNASKED.get(
        name, set()
    )
    assert bool(refused) == bool(SAMPLES[name].refused)
    assert all(SAMPLES[name].refused in sentence for sentence in refused.values())


@pytest.mark.parametrize("name", SAMPLES.keys() - set(READABLE))
def test_what_cannot_be_read_is_said_in_a_sentence_and_left_alone(name):
    done, after, _ = cleaned(name)
    assert done.error is not None
    assert SAMPLES[name].unread in render(done.error.message)
    assert after == sample(name)


@pytest.mark.parametrize("name", READABLE)
def test_undo_brings_back_every_byte(name):
    done, after, undone = cleaned(name)
    assert undone == sample(name)
    assert (after != undone) == bool(done.edits)


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("name", READABLE)
def test_openpyxl_reads_what_it_read_before(name):
    before, after = shown_by_openpyxl(sample(name)), shown_by_openpyxl(cleaned(name)[1])
    assert (before is None) == (after is None)
    if after is not None:
        done = wanted(cleaned(name)[0].edits)
        assert after[: len(done)] == [tuple(value or "" for value in row) for row in done]


def shown_by_openpyxl(data):
    """Return the codes and titles as openpyxl reads them, None where it cannot."""
    try:
        book = openpyxl.load_workbook(BytesIO(data), rich_text=False)
        rows = book["Programme"].iter_rows(max_col=2, values_only=True)
        return [tuple("" if value is None else str(value) for value in row) for row in rows]
    except (KeyError, TypeError, ValueError, InvalidFileException):
        return None


def pairs(folder):
    """Write each sample before and after its cleaning; return the paths by the sample's name."""
    found: dict[str, list[Path]] = {}
    for name in READABLE:
        found[name] = []
        for state, data in (("before", sample(name)), ("after", cleaned(name)[1])):
            path = folder / f"{name.replace(' ', '-')}-{state}{SAMPLES[name].suffix}"
            path.write_bytes(data)
            found[name].append(path)
    return found


@pytest.mark.oracle
def test_libreoffice_opens_what_it_opened_before(tmp_path):
    office = libreoffice()
    found = pairs(tmp_path)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = [office, profile, "--headless", "--convert-to", "csv", "--outdir", str(tmp_path)]
    paths = [str(path) for both in found.values() for path in both]
    subprocess.run([*convert, *paths], capture_output=True, timeout=500, check=False)
    opened = 0
    for name, (before, after) in found.items():
        if before.with_suffix(".csv").exists():
            opened += 1
            shown = after.with_suffix(".csv").read_text(encoding="utf-8")
            assert ("Pave, now" in shown) == any(e.row == ROW for e in cleaned(name)[0].edits), name
    assert opened > len(found) - 5


@pytest.mark.oracle
@pytest.mark.parametrize("name", READABLE)
def test_the_validator_of_the_open_xml_sdk_finds_no_new_fault(name, tmp_path):
    before, after = (tmp_path / f"{state}{SAMPLES[name].suffix}" for state in ("before", "after"))
    after.write_bytes(cleaned(name)[1])
    found = faults(after)
    if found:
        before.write_bytes(sample(name))
        assert not found - faults(before)
