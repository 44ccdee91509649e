"""What is said of a table that may be read wrongly is no error, whichever rule says it."""

from __future__ import annotations

import pytest

from tests.checked import checked
from xlmot.books.memory import MemoryBook
from xlmot.checking import check
from xlmot.findings import Severity
from xlmot.programme.grid import Grid, Value

FIRST: list[list[Value]] = [
    ["Code", "Action"],
    ["1", "WHARF"],
    ["1.1", "Drive piles"],
    ["1.2", "Lay planks"],
    ["1.3", "Paint"],
]
SECOND: list[list[Value]] = [
    ["Code", "Action"],
    ["2", "TOWN"],
    ["2.1", "Pave"],
    ["1.2", "Light"],
    ["2.2", "Sweep"],
    ["2.3", "Fence"],
]
ORPHAN: list[list[Value]] = [*FIRST, ["2", "TOWN"], ["2.1", "Pave"], ["7.1", "Light"]]


def severities(*sheets: list[list[Value]]) -> dict[str, Severity | None]:
    book = MemoryBook("plan.xlsx", [Grid(f"S{n}", rows) for n, rows in enumerate(sheets)])
    return {finding.rule: finding.severity for finding in checked(book).findings}


def test_a_rule_about_all_sheets_speaks_a_remark_where_one_is_doubted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert severities(FIRST, SECOND)["code-in-two-sheets"] is Severity.ERROR
    monkeypatch.setattr(check, "is_doubted", lambda _: True)
    assert severities(FIRST, SECOND)["code-in-two-sheets"] is Severity.NOTE


def test_below_a_known_header_an_unsure_reading_gives_no_error_about_codes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert severities(ORPHAN)["orphan-code"] is Severity.ERROR
    monkeypatch.setattr(check, "is_unsure", lambda _: True)
    assert severities(ORPHAN)["orphan-code"] is Severity.WARNING
