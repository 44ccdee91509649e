"""What xlmot says of the real programme, and the schema of its JSON, are those on file."""

import pytest

from tests.reports.golden import GOLDEN


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_the_output_is_the_one_on_file(path) -> None:
    assert GOLDEN[path]() == path.read_text(encoding="utf-8")
