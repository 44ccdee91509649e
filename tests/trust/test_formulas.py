"""A safe cleaning changes nothing that a formula gives."""

from __future__ import annotations

import pytest

from tests.oracles import libreoffice
from tests.trust.formulas import differences, workbooks

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.filterwarnings("ignore::UserWarning:openpyxl"),
]


@pytest.mark.parametrize("name", sorted(workbooks()))
def test_every_formula_gives_what_it_gave(tmp_path, name) -> None:
    libreoffice()
    assert [*differences(workbooks()[name], tmp_path)] == []
