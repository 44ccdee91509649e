"""On programmes of many houses, what must be found is found, and nothing else is said.

A remark (`note`) is a matter of taste; what is at `warning` or above costs a reader's time.
"""

from __future__ import annotations

from collections import Counter

import pytest

from tests.checked import checked
from tests.programmes.generated import LARGE, make_grid
from tests.programmes.written import Written, read_corpus
from xlmot.books.memory import MemoryBook
from xlmot.checking.results import FileReport
from xlmot.findings import Severity
from xlmot.settings.load import load_settings

CORPUS = read_corpus()


def report(written: Written) -> FileReport:
    book = MemoryBook(f"{written.name}.xlsx", written.grids)
    return checked(book, load_settings(grids=written.grids))


def verdict(done: FileReport) -> Counter[tuple[str, str, int]]:
    return Counter(
        (finding.rule, finding.sheet, row)
        for finding in done.findings
        if finding.severity is not Severity.NOTE
        for row in finding.rows
    )


@pytest.mark.parametrize("written", CORPUS, ids=lambda written: written.name)
def test_what_is_found_is_what_stands_beside_the_rows(written: Written) -> None:
    done = report(written)
    assert verdict(done) == written.expected
    assert done.profile == written.profile
    programmes = done.programmes
    levels = [programme.level_counts() for programme in programmes]
    assert levels == ([written.levels] if len(programmes) == 1 else written.levels)
    assert sum(root.total for p in programmes for root in p.roots) == written.actions


@pytest.mark.parametrize("name", LARGE)
def test_nothing_is_said_of_a_large_programme_in_order(name: str) -> None:
    plan = LARGE[name]
    grid = make_grid(plan)
    done = checked(MemoryBook("plan.xlsx", [grid]), load_settings(grids=[grid]))
    assert not verdict(done)
    (programme,) = done.programmes
    assert programme.level_counts() == plan.levels
    assert sum(root.total for root in programme.roots) == plan.total


def test_the_corpus_is_broad_enough() -> None:
    silent = [written for written in CORPUS if not written.expected]
    assert len(CORPUS) + len(LARGE) >= 30
    assert len(silent) >= 10
