"""What is said once of many cells is gone through, explained and decided about cell by cell."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from tests.ribbon.buttons.test_found import here, press
from xlmot.books.memory import MemoryBook
from xlmot.findings import Finding, SetCell
from xlmot.findings.together import MANY, apart
from xlmot.ribbon.open_workbook import Desk

ROWS = 16


def plan(spaced: Collection[int]) -> list[list[Any]]:
    """Return a plan whose actions have a space too many on some rows."""
    lines: list[list[Any]] = [["Code", "Title"], ["1", "ROADS"]]
    lines += [[f"1.{row - 2}", f"Pave the square number {row}"] for row in range(3, ROWS + 3)]
    for row in spaced:
        lines[row - 1][1] = str(lines[row - 1][1]).replace("Pave ", "Pave  ")
    return lines


def book_of(count: int) -> MemoryBook:
    return MemoryBook("plan.xlsx", {"Plan": plan(range(3, 3 + count))})


def space(book: MemoryBook, rows: Collection[int], *, spaced: bool = True) -> None:
    """Put a space too many into labels, or take it out."""
    double, single = "Pave  ", "Pave "
    lines = book.values()["Plan"]
    for row in rows:
        old = str(lines[row - 1][1])
        new = old.replace(single, double) if spaced else old.replace(double, single)
        book.apply([SetCell("Plan", row, 2, old, new)])


def decide(book: MemoryBook, word: str) -> None:
    """Choose a decision for the first finding of the sheet of findings."""
    lines = book.values()["Findings"]
    head = next(number for number, line in enumerate(lines, 1) if "Decision" in line)
    column = lines[head - 1].index("Decision") + 1
    old = lines[head][column - 1]
    book.apply([SetCell("Findings", head + 1, column, old, word)])


def open_rows(book: Any) -> list[int]:
    found: list[Finding] = apart(Desk(book, "en").reading.report().open_findings)
    return [finding.places[0].row for finding in found]


def test_every_cell_is_gone_through() -> None:
    book = book_of(MANY + 2)
    assert len(Desk(book, "en").reading.findings) == 1
    rows = []
    for _ in range(MANY + 2):
        press("next", book)
        rows.append(here(book)[1])
    assert rows == [*range(3, 3 + MANY + 2)]


def test_a_row_is_ignored_alone() -> None:
    book = book_of(MANY + 2)
    book.select("Plan", 5, 2)
    assert "In 12 cells" not in press("why", book)
    press("ignore", book)
    assert open_rows(book) == [row for row in range(3, 3 + MANY + 2) if row != 5]


def test_what_was_ignored_alone_ignores_no_others_that_come_to_say_the_same() -> None:
    book = book_of(MANY - 1)
    book.select("Plan", 3, 2)
    press("ignore", book)
    space(book, (MANY + 2, MANY + 3))
    assert open_rows(book) == [*range(4, MANY + 4)]
    found = Desk(book, "en").reading.findings
    assert sorted(len(finding.parts) for finding in found) == [0, MANY]


def test_what_was_ignored_together_stays_so_with_more_cells_and_with_fewer_than_ten() -> None:
    book = book_of(MANY + 2)
    press("verify", book)
    decide(book, "Ignore")
    assert open_rows(book) == []
    space(book, [MANY + 5])
    assert open_rows(book) == []
    space(book, range(3, 10), spaced=False)
    found = Desk(book, "en").reading.findings
    assert [len(finding.parts) for finding in found] == [0] * 6
    assert open_rows(book) == []
    press("verify", book)
    assert open_rows(book) == []


def test_a_cleaning_leaves_a_cell_that_is_ignored_among_many() -> None:
    book = book_of(MANY + 2)
    book.select("Plan", 5, 2)
    press("ignore", book)
    press("apply", book)
    lines = book.values()["Plan"]
    assert [number for number, line in enumerate(lines, 1) if "  " in str(line[1])] == [5]


def test_two_findings_of_a_rule_on_one_row_keep_their_decisions() -> None:
    owners = ["Owner", *["Ben"] * (ROWS + 1)]
    owners[4] = "Ann  Lee"
    lines = [[*line, owner] for line, owner in zip(plan(range(3, 3 + MANY)), owners, strict=True)]
    book = MemoryBook("plan.xlsx", {"Plan": lines})
    before = {(p.row, p.column) for f in apart(Desk(book, "en").reading.findings) for p in f.places}
    assert (5, 2) in before
    book.select("Plan", 5, 3)
    press("ignore", book)
    assert 5 not in open_rows(book)
    assert len(open_rows(book)) == MANY - 1
