"""A title and its first action on one row, and the storeys of a header that is repeated."""

from __future__ import annotations

from tests.checked import checked
from xlmot.books.memory import MemoryBook
from xlmot.programme.grid import Grid, Value
from xlmot.programme.table import RowKind
from xlmot.settings.load import load_settings


def read(rows: list[list[Value]]):
    grid = Grid("Plan", rows)
    book = MemoryBook("plan.xlsx", [grid])
    return checked(book, load_settings(grids=[grid]))


def test_pairs_of_columns_are_no_staircase_where_titles_stand_on_the_rows_of_actions() -> None:
    rows: list[list[Value]] = [["Nr. doel", "Doel", "Nr. maatregel", "Maatregel", "Budget (€)"]]
    names = ["Kade", "Steiger", "Sluis", "Boei", "Kraan", "Loods"]
    for part, title in enumerate(("HAVEN", "STRAAT", "PARK"), 1):
        for number, name in enumerate(names, 1):
            first = [str(part), title] if number == 1 else [None, None]
            label = f"{name} {title.lower()} herstellen"
            rows.append([*first, f"{part}.{number}", label, 1000 * number])
    report = read(rows)
    (programme,) = report.programmes
    assert [sorted({len(p) for p in programme.table.paths if p})] == [[1, 2]]
    assert programme.roots[0].total == len(names)
    assert not report.findings


def test_a_row_above_a_repeated_header_that_stands_above_the_first_is_none_of_the_programme() -> (
    None
):
    head: list[list[Value]] = [
        ["Action", None, "Suivi", None, None],
        ["Code", "Libellé", "Référent", "Échéance", "Coût"],
    ]
    rows = [*head]
    for part in (1, 2, 3):
        if part > 1:
            rows += head
        rows.append([f"{part}", f"PARTIE {part}", None, None, None])
        rows += [
            [f"{part}.{n}", f"Mener l'action {part}{n}", "Mairie", f"T{n} 2026", 100 * n]
            for n in (1, 2, 3, 4)
        ]
    report = read(rows)
    (programme,) = report.programmes
    upper = [i for i, n in enumerate(programme.table.numbers) if rows[n - 1] == head[0]]
    assert all(programme.table.kinds[index] is not RowKind.DATA for index in upper)
    assert {finding.rule for finding in report.findings} == {"repeated-header"}
