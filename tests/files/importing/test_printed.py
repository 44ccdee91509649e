"""Programmes that are printed in columns, their labels wrapped, come back as the rows they were."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from tests.programmes.written import Written, read_corpus
from xlmot.files.importing.file import find_vocabulary
from xlmot.files.importing.rows import read_rows

WIDEST = 46
# Its header stands in two rows of the third column: a print does not show where its columns begin.
UNREADABLE = {"mission-locale-colonnes"}
# Labels that end at the edge of their column and go on with a reference in capitals.
DOUBTFUL = {"parc-naturel-charte": 2}
PROGRAMMES = [
    w for w in read_corpus() if len(w.grids) == 1 and w.levels and w.name not in UNREADABLE
]


def cells(written: Written) -> list[list[str]]:
    rows = [[_text(value) for value in row] for row in written.grids[0].rows]
    return [_trimmed(row) for row in rows]


def _text(value: object) -> str:
    if value is None:
        return ""
    return " ".join((f"{value:g}" if isinstance(value, float) else str(value)).split())


def _trimmed(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row = row[:-1]
    return row


def print_rows(rows: list[list[str]]) -> str:
    """Return rows in columns of fixed width, two spaces apart; rows of one cell run on."""
    widths = [
        min(max((len(row[c]) for row in rows if c < len(row) and len(row) > 1), default=0), WIDEST)
        for c in range(max(map(len, rows)))
    ]
    starts = [sum(widths[:c]) + 2 * c for c in range(len(widths))]
    lines: list[str] = []
    for row in rows:
        if sum(map(bool, row)) < 2:
            lines.append(" ".join(row).strip())
            continue
        parts = [textwrap.wrap(cell, width or 1) for cell, width in zip(row, widths, strict=False)]
        for number in range(max(map(len, parts))):
            line = ""
            for start, part in zip(starts, parts, strict=False):
                line = line.ljust(start) + (part[number] if number < len(part) else "")
            lines.append(line.rstrip())
    return "\n".join(lines)


@pytest.mark.parametrize("written", PROGRAMMES, ids=lambda written: written.name)
def test_printed_columns_come_back_as_rows(written: Written, tmp_path: Path) -> None:
    rows = cells(written)
    found = read_rows(print_rows(rows), find_vocabulary(None, tmp_path)).rows
    back = [_trimmed([_text(cell) for cell in row]) for row in found]
    lost = [row for row in rows if sum(map(bool, row)) > 1 and row not in back]
    assert len(lost) == DOUBTFUL.get(written.name, 0)
