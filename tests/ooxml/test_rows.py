from functools import cache

import pytest

from tests.ooxml.torture import ABOVE, BELOW, CASES, found, torture_book
from xlmot.findings import DeleteRow
from xlmot.ooxml.container import Container
from xlmot.ooxml.package import Package
from xlmot.ooxml.rows import delete_rows


@cache
def without(*rows):
    """Return the torture book without rows of its sheet “Plan”, and why others stayed."""
    package = Package(Container.read(torture_book()))
    deletion = delete_rows(package, [DeleteRow("Plan", row, ()) for row in rows])
    return package.bytes(), [str(message) for _, message in deletion.refused]


def test_the_torture_book_has_each_reference_once():
    assert len(CASES) >= 45
    for where, before, *_ in CASES:
        assert found(torture_book(), where).count(before) == 1, (where, before)


@pytest.mark.parametrize(("where", "before", "above", "row", "inside"), CASES)
def test_a_reference_follows_the_rows(where, before, above, row, inside):
    old = found(torture_book(), where)
    place = old.index(before)
    assert found(without(ABOVE)[0], where)[place] == above
    data, refused = without(int(row))
    if refused:
        assert inside
        assert inside in refused[0]
        assert f"Row {row} " in refused[0]
        assert data is torture_book()
    elif inside:
        assert found(data, where)[place] == inside
    else:
        assert len(found(data, where)) == len(old) - 1
        assert before not in found(data, where)


def test_rows_below_everything_leave_all_references():
    data, refused = without(BELOW)
    assert not refused
    changed = {where for where, *_ in CASES if found(data, where) != found(torture_book(), where)}
    assert not changed
