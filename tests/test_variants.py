"""However staff keep it, the programme of 2024 has one tree; other houses speak no word of ours."""

from datetime import date
from pathlib import Path

import pytest

from tests.programme_2024 import TRUTH, expected_tree, rows
from tests.programmes import variants
from xlmot.books.file import FileBook
from xlmot.checking.results import FileReport
from xlmot.files.check import check_file
from xlmot.files.clean import clean_file
from xlmot.files.reading import Asked
from xlmot.files.write import Destination
from xlmot.programme.outline import Programme


def report(path: Path, profile: str | None = "mot") -> FileReport:
    done = check_file(path, Asked(profile))
    assert done.error is None
    return done


def labels(programme: Programme) -> list[tuple[str, str, list[str]]]:
    """Return the tree by the labels of its rows: what a row is, wherever it stands."""
    text = programme.table.labels
    return [
        (programme.text(node.path), text[node.title or 0], [text[i] for i in node.actions])
        for node in sorted(programme.walk(), key=lambda node: node.path)
    ]


EXPECTED = [
    (code, title, [TRUTH["rows"][line - 1]["raw_label"] for line in lines])
    for code, title, _, lines, _ in expected_tree()
]


def assert_same_tree(path: Path) -> FileReport:
    done = report(path)
    (programme,) = done.programmes
    assert labels(programme) == sorted(EXPECTED, key=lambda row: list(map(int, row[0].split("."))))
    return done


@pytest.mark.parametrize("name", variants.SINGLE)
def test_one_sheet(name: str, tmp_path: Path) -> None:
    lines = variants.SINGLE[name]()
    assert_same_tree(variants.write(tmp_path / "programme.xlsx", {"Programme 2024": lines}))


@pytest.mark.parametrize("name", variants.SEVERAL)
def test_several_sheets(name: str, tmp_path: Path) -> None:
    assert_same_tree(variants.write(tmp_path / "programme.xlsx", variants.SEVERAL[name]()))


def test_v7_two_years_are_two_trees(tmp_path: Path) -> None:
    done = report(variants.write(tmp_path / "programme.xlsx", variants.two_years()))
    first, second = done.programmes
    assert first.level_counts() == second.level_counts() == [3, 11, 26]
    assert (first.year, second.year) == (2024, 2025)


def test_v8_merged_codes(tmp_path: Path) -> None:
    assert_same_tree(variants.merge_codes(tmp_path / "programme.xlsx"))


def test_v8_is_cleaned_to_the_table_that_the_codes_in_each_row_give(tmp_path: Path) -> None:
    merged = variants.merge_codes(tmp_path / "merged.xlsx")
    plain = variants.write(tmp_path / "plain.xlsx", {"Programme 2024": rows()})
    found = [cleaned(path) for path in (merged, plain)]
    assert found[0] == found[1]
    first, second = (report(path).programmes[0] for path in (merged, plain))
    assert labels(first) == labels(second)
    assert not FileBook(merged).grids()[0].merges
    assert not clean_file((merged, merged), Asked("mot"), Destination(dry=True), unsafe=False).edits


def cleaned(path: Path) -> list[tuple[object, ...]]:
    done = clean_file((path, path), Asked("mot"), Destination(in_place=True), unsafe=False)
    assert done.error is None
    (grid,) = FileBook(path).grids()
    return [grid.row_values(row) for row in range(1, len(grid.rows) + 1)]


@pytest.mark.parametrize("dress", [variants.hide_rows, variants.protect])
def test_v12_v13_filtered_or_protected(dress, tmp_path: Path) -> None:
    sheets = {"Programme 2024": rows()}
    assert_same_tree(variants.write(tmp_path / "programme.xlsx", sheets, dress))


def test_v4_dates_are_proposed_and_never_applied_alone(tmp_path: Path) -> None:
    typed = variants.SINGLE["V4 dates"]()
    done = report(variants.write(tmp_path / "programme.xlsx", {"Programme 2024": typed}))
    dates = [finding for finding in done.findings if finding.rule == "date-code"]
    # The one that changed places with a header is reported with the swap.
    assert len(dates) == sum(isinstance(row[0], date) for row in typed if row) - 1
    assert {finding.fix.safety for finding in dates if finding.fix} == {"unsafe"}


def test_v15_a_lost_zero_is_told_by_its_neighbours(tmp_path: Path) -> None:
    path = variants.write(tmp_path / "plan.xlsx", {"Plan": variants.LOST_ZERO})
    done = report(path, profile=None)
    (programme,) = done.programmes
    codes = [programme.text(node.path) for node in programme.walk()]
    assert codes == ["2", *(f"2.{n}" for n in range(1, 12))]
    assert [f.rows for f in done.findings if f.rule == "lost-zero"] == [(21,), (22,)]
