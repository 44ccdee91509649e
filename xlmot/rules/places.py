"""Rules about the state of the workbook, and where what they say of it as a whole is placed."""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Place
from xlmot.messages import Message
from xlmot.programme.address import Area
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind, Section
from xlmot.programme.workbook import Workbook


def of_book(workbook: Workbook, trait: str, message: Message) -> Iterator[Finding]:
    """Yield a finding at the head of the first programme if the workbook has a trait."""
    if trait in workbook.traits and workbook.programmes:
        section = workbook.programmes[0].table.sections[0]
        yield Finding((head(section),), message)


def head(section: Section) -> Place:
    """Return the cell that heads the labels of a table; its first label where it has no header."""
    layout = section.layout
    row = layout.header_rows[0] if layout.header_rows else layout.first_row
    return Place(section.grid.sheet, row, layout.label)


def body(programme: Programme) -> list[tuple[Section, Area]]:
    """Return, sheet by sheet, the area from the first row under the header to the last with data.

    It is as wide as the columns that the header names.
    """
    table, found = programme.table, []
    for section, span in zip(table.sections, table.spans(), strict=True):
        rows = [table.numbers[i] for i in span if table.kinds[i] is RowKind.DATA]
        layout = section.layout
        columns = [*layout.columns(), *(column.number for column in layout.others)]
        if rows:
            area = Area(layout.first_row, min(columns), rows[-1], max(columns))
            found.append((section, area))
    return found
