"""What a deletion took from a workbook, inserting the rows gives back."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ooxml.random_books import Draw
from tests.ooxml.torture import CASES, PARTS, deletions, found, torture_book
from tests.workbooks.base import unzipped
from xlmot.messages.errors import RefusedEdit
from xlmot.ooxml.cells.references import RowMap, without_rows
from xlmot.ooxml.parts.container import Container
from xlmot.ooxml.parts.package import Package
from xlmot.ooxml.proof.edits import verify_insertion
from xlmot.ooxml.rows.delete import delete_rows
from xlmot.ooxml.rows.insert import insert_rows
from xlmot.ooxml.rows.inserted import InsertedRows
from xlmot.ooxml.rows.shift import add_rows

# Nodes of which nobody misses one.
MINOR = {"Plan brk@id", "Plan cellWatch@r", "Plan ignoredError@sqref"}
ROWS = st.sets(st.integers(1, 40), min_size=1, max_size=8)
ROW = st.integers(1, 60)


def opened(data):
    return Package(Container.read(data))


@given(ROWS, ROW)
def test_a_row_that_stays_comes_back_to_its_place(rows, row):
    gone, come = RowMap(rows), InsertedRows(rows)
    assert come.old(row) == gone.place(row)
    if row not in rows:
        assert come.place(gone.place(row)) == row
        assert come.old(row) == gone.new(row)


@given(ROWS, ROW, ROW)
def test_a_reference_comes_back_whose_ends_stay(rows, first, last):
    before = f"$A{first}:B${last}"
    if not {first, last} & rows:
        after = without_rows(before, RowMap(rows))
        assert without_rows(after or "", InsertedRows(rows)) == before


def other_parts(data, rows):
    """Return the parts of a workbook, without rows of “Plan” and what another calculation needs."""
    parts = unzipped(data)
    parts.pop("xl/calcChain.xml", None)
    row = rb'<row r="(?:%b)"[^>]*?(?:/>|>.*?</row>)' % "|".join(map(str, rows)).encode()
    parts[PARTS["Plan"]] = re.sub(row, b"", parts[PARTS["Plan"]])
    marks = rb' (?:fullCalcOnLoad|refreshOnLoad)="1"|<[^<]*calcChain[^>]*>'
    return {name: re.sub(marks, b"", content) for name, content in parts.items()}


def back(data, rows):
    """Return the workbook after rows went and came back, these rows, and what was lost."""
    package = opened(data)
    done = delete_rows(package, deletions(data, "Plan", rows)).done
    after = package.bytes()
    package = opened(after)
    insertion = insert_rows(package, opened(data), done)
    if insertion.refused:
        refused = {edit.row for edit, _ in insertion.refused}
        return back(data, [edit.row for edit in done if edit.row not in refused])
    verify_insertion(after, package.bytes(), data, done)
    return package.bytes(), [edit.row for edit in done], insertion


@pytest.mark.slow
@settings(max_examples=20)
@given(st.integers(0, 10_000))
def test_rows_that_go_and_come_back_leave_a_random_book_as_it_was(seed):
    drawn = Draw(seed)
    data, rows, insertion = back(drawn.data, drawn.rows)
    assert not insertion.unknown
    new, old = other_parts(data, rows), other_parts(drawn.data, rows)
    # Merged cells that went with their row come last.
    plan, before = (sorted(parts.pop(PARTS["Plan"]).split(b"<")) for parts in (new, old))
    assert new == old
    assert plan == before or insertion.lost == ("dataValidation",)


PARTS_OF_IT = [*range(3), *(pytest.param(part, marks=pytest.mark.slow) for part in range(3, 12))]


@pytest.mark.parametrize("part", PARTS_OF_IT)
def test_the_torture_book_too(part):
    """What went whole with its row, as a hyperlink, stays away; all other references are back."""
    rows = sorted({int(row) for *_, row, _ in CASES})[part::12]
    data, done, insertion = back(torture_book(), rows)
    assert done
    assert not insertion.unknown
    for where in {where for where, *_ in CASES}:
        old, new = found(torture_book(), where), found(data, where)
        assert not Counter(new) - Counter(old), where
        assert len(old) == len(new) or insertion.lost or where in MINOR


def test_the_proof_finds_what_is_not_as_it_was():
    data = torture_book()
    package = opened(data)
    done = delete_rows(package, deletions(data, "Plan", [22, 222])).done
    after = package.bytes()
    package = opened(after)
    insert_rows(package, opened(data), done)
    right = package.bytes()
    verify_insertion(after, right, data, done)
    for old, new in (
        (b"SUM(A10:A14)", b"SUM(A10:A15)"),
        (b"A22*2", b"A23*2"),
        (b'r="A222"', b'r="B222"'),
    ):
        package = opened(right)
        part = package.part(PARTS["Plan"])
        assert old in part
        package.put(PARTS["Plan"], part.replace(old, new))
        with pytest.raises(RefusedEdit):
            verify_insertion(after, package.bytes(), data, done)


def test_rows_without_a_number_keep_theirs():
    """ECMA-376 18.3.1.73: such a row is the one after the row before it."""
    rows = b'<row r="1"/><row><c/></row><row><c r="A3"/></row>'
    new = {2: b"", 4: b'<row r="4"/>'}
    after = add_rows(rows, InsertedRows(new), new)
    assert after == b'<row r="1"/><row r="3"><c/></row><row r="4"/><row><c r="A5"/></row>'
