"""What is noted of a workbook is read back as it was."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlmot.books.journal import (
    Batch,
    decode,
    encode,
    journal_path,
    read_journal,
    write_journal,
)
from xlmot.findings import DeleteRow, Edit, SetCell, Unmerge
from xlmot.messages.errors import UnreadableFile
from xlmot.programme.address import Area

VALUES = st.one_of(
    st.text(),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.none(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(timedelta(0), timedelta(days=9)),
)


def noted(*edits: Edit) -> Batch:
    return Batch("2026-11-23T10:00:00+01:00", "a" * 64, "b" * 64, "plan.bak.xlsx", edits)


@given(st.lists(VALUES, min_size=1, max_size=9))
def test_every_kind_of_value_comes_back(values) -> None:
    cells = [SetCell("Plan", 1, n, value, "x") for n, value in enumerate(values, 1)]
    unmerging = Unmerge("Plan", Area(1, 1, 4, 1), values[0])
    batch = noted(unmerging, *cells, DeleteRow("Plan", 2, tuple(values)))
    assert decode(encode("plan.xlsx", [batch])) == [batch]


def test_types_that_look_alike_stay_apart() -> None:
    day = date(2024, 1, 1)
    values = (True, 1, 1.0, "1", day, datetime.combine(day, time(0)), time(1), None)
    batch = noted(DeleteRow("Plan", 1, values))
    (read,) = decode(encode("plan.xlsx", [batch]))
    (edit,) = read.edits
    assert isinstance(edit, DeleteRow)
    assert [*map(type, edit.old)] == [*map(type, values)]


def test_an_empty_journal_is_no_file(tmp_path) -> None:
    workbook = tmp_path / "plan.xlsx"
    workbook.touch()
    write_journal(workbook, [noted()])
    assert read_journal(workbook) == [noted()]
    write_journal(workbook, [])
    assert not journal_path(workbook).exists()
    assert read_journal(workbook) == []


def test_a_journal_of_a_later_version_is_left_as_it_is(tmp_path) -> None:
    journal = journal_path(tmp_path / "plan.xlsx")
    journal.write_text('{"xlmot": 2, "batches": []}')
    with pytest.raises(UnreadableFile, match="cannot be read"):
        write_journal(tmp_path / "plan.xlsx", [noted()])
    assert journal.read_text() == '{"xlmot": 2, "batches": []}'


def test_a_journal_of_somebody_else_is_refused(tmp_path) -> None:
    journal_path(tmp_path / "plan.xlsx").write_text('{"batches": 3}')
    with pytest.raises(UnreadableFile, match="cannot be read"):
        read_journal(tmp_path / "plan.xlsx")
