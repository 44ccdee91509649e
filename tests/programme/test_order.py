"""What is said to be out of order is as little as can be, and moving it puts all in order."""

from hypothesis import given
from hypothesis import strategies as st

from xlmot.findings import move_rows
from xlmot.findings.edits import apply_edits
from xlmot.programme.grid import Grid
from xlmot.programme.header import find_layout
from xlmot.programme.order import find_disorder
from xlmot.programme.outline import Programme, find_runs, read_programme
from xlmot.programme.vocabulary import Vocabulary

HOUSE = Vocabulary(code_headers=("Code",), label_headers=("Title",), titles="first_row")
CODE = st.sampled_from(["1", "1.1", "1.2", "1.2.1", "1.3", "1.10", "2", "2.1", "2.2", "3"])
CODES = st.lists(CODE, min_size=1, max_size=14) | st.lists(CODE, unique=True, min_size=1).map(
    lambda codes: [*sorted(codes), *codes[:2]]
)


def programme(rows: list[list[str]]) -> Programme:
    grid = Grid("Plan", rows)
    layout = find_layout(grid, HOUSE)
    assert layout
    return read_programme("plan.xlsx", [(grid, layout)], HOUSE)


def table(codes: list[str]) -> list[list[str]]:
    return [["Code", "Title"], *([code, f"Row {number}"] for number, code in enumerate(codes))]


def longest_in_order(paths: list[tuple[int, ...]]) -> int:
    """Return the length of the longest part in order, by the definition."""
    best: list[int] = []
    for number, path in enumerate(paths):
        best.append(1 + max((best[i] for i in range(number) if paths[i] <= path), default=0))
    return max(best)


@given(CODES)
def test_as_few_runs_as_can_be_are_out_of_order(codes: list[str]) -> None:
    read = programme(table(codes))
    runs = find_runs(read)
    paths = [read.table.paths[run[0]] or () for run in runs]
    strays = [run for block in find_disorder(read).blocks for run in block.runs]
    assert len(strays) == len(runs) - longest_in_order(paths)
    kept = [path for run, path in zip(runs, paths, strict=True) if run not in strays]
    assert kept == sorted(kept)


@given(CODES)
def test_moving_block_after_block_puts_all_rows_in_order(codes: list[str]) -> None:
    rows = table(codes)
    for _ in range(len(codes)):
        read = programme(rows)
        blocks = find_disorder(read).blocks
        if not blocks:
            break
        fix = move_rows(read, blocks[0].order)
        assert fix
        (grid,) = apply_edits([read.table.sections[0].grid], fix.edits)
        rows = [list(map(str, row)) for row in grid.rows]
    assert not find_disorder(programme(rows)).blocks
    assert sorted(rows) == sorted(table(codes))


@given(CODES)
def test_an_order_names_each_row_once_and_keeps_that_of_rows_of_one_code(codes: list[str]) -> None:
    read = programme(table(codes))
    for block in find_disorder(read).blocks:
        assert sorted(block.order) == sorted(read.table.data())
        for run in block.runs:
            at = block.order.index(run[0])
            assert block.order[at : at + len(run)] == run
