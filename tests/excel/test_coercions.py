"""The table of Excel's coercions says what the stand-in for Excel does."""

import pytest

from tests.excel.coercions import Refused, held, table, told


@pytest.mark.parametrize(("written", "number_format", "wanted"), table())
def test_the_stand_in_does_what_the_table_says(
    written: str, number_format: str, wanted: str
) -> None:
    try:
        found = told(held(written, number_format))
    except Refused:
        found = "refused"
    assert found == wanted.removesuffix(" of this year")


def test_the_table_is_there() -> None:
    assert len(table()) > 20
