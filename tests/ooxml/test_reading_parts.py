"""What reads cells besides formulas in cells is found, in the formats of 2007 and of 2010."""

from __future__ import annotations

from pathlib import Path

from tests.workbooks import SAMPLES
from tests.workbooks.base import FREE
from xlmot.books.file import FileBook


def lines(sample: str) -> set[str]:
    book = FileBook(Path("plan.xlsx"), SAMPLES[sample].make())
    return set(book.reads())


def test_what_excel_2010_added_reads_too() -> None:
    found = lines("formats and validations of 2010")
    formats, values = f"G{FREE + 1}:G{FREE + 3}", f"F{FREE + 1}:F{FREE + 3}"
    assert found == {
        f"rule\tProgramme!{formats}\tProgramme\t{formats}\tG{FREE + 1}>Lists!$A$1",
        f"rule\tProgramme!{values}\tProgramme\t{values}\tLists!$A$1:$A$2",
        f"area\tProgramme!{values}\tProgramme\t{values}",
    }


def test_formats_by_value_and_by_formula() -> None:
    kinds = {line.partition("\t")[0] for line in lines("conditional formats")}
    assert kinds == {"rule", "area"}


def test_a_data_table_reads_around_it_and_its_input() -> None:
    table = f"Programme!G{FREE + 1}:G{FREE + 2}"
    found = [one for one in lines("data table and scenarios") if table in one]
    assert found == [f"area\t{table}\tProgramme\tF{FREE}:G{FREE + 2} F{FREE}"]
