"""The table of Excel's coercions says what the stand-in for Excel does."""

import pytest

from tests.excel.coercions import ENGLISH, FRENCH, TEXT, Refused, Row, read_text, table, told


def found(text, habits):
    try:
        return told(read_text(text, habits=habits))
    except Refused:
        return "refused"


@pytest.mark.parametrize("row", table(), ids=lambda row: row.written)
def test_the_stand_in_does_what_the_table_says(row: Row) -> None:
    assert found(row.written, ENGLISH) == row.held
    assert found(row.written, FRENCH) == row.typed
    assert read_text(row.written, TEXT) == (row.written or None)


def test_the_table_is_there() -> None:
    assert len(table()) > 40
