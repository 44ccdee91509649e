"""Faults that can be planted in the header of a sheet and in the pages of a printed plan."""

from __future__ import annotations

from tests.programmes.drafts import Draft, Group, Line, Planted

YEAR = 2026


def blank_row(spoiled: Draft, group: Group) -> Planted:
    line = Line([None])
    spoiled.after(group.title, line)
    return [line]


def repeated_header(spoiled: Draft, group: Group) -> Planted:
    line = Line(list(spoiled.lines[0].cells))
    spoiled.after(group.actions[-1], line)
    return [line]


def other_header(spoiled: Draft, group: Group) -> Planted | None:
    """Repeat the header of a year as a draft of it."""
    header = list(spoiled.lines[0].cells)
    if str(YEAR) not in str(header[1]):
        return None
    header[1] = f"{header[1]} - projet"
    line = Line(header)
    spoiled.after(group.actions[-1], line)
    return [spoiled.lines[0], line]


def draft_marker(spoiled: Draft, _: Group) -> Planted | None:
    header = spoiled.lines[0]
    if str(YEAR) not in str(header.cells[1]):
        return None
    header.cells[1] = f"{header.cells[1]} (provisoire)"
    return [header]


def swapped_header(spoiled: Draft, group: Group) -> Planted | None:
    """Begin a new page after a blank row; its header and an action above exchange their codes."""
    if len(group.actions) < 5:
        return None
    last = group.actions[3]
    header = Line(list(spoiled.lines[0].cells))
    spoiled.after(last, Line([None]), header)
    line = group.actions[2]
    line.cells[0], header.cells[0] = header.cells[0], line.cells[0]
    return [line, header]


def second_table(spoiled: Draft, _: Group) -> Planted | None:
    header = list(spoiled.lines[0].cells)
    if str(YEAR) not in str(header[1]) or spoiled.roots > spoiled.plan.shape[0]:
        return None
    header[1] = f"Plan d'actions {YEAR + 1}"
    line = Line(header)
    spoiled.lines += [Line([None]), line, spoiled.line((1,), "Reprise"), spoiled.line((2,), "Fin")]
    return [line]


def year_mismatch(spoiled: Draft, _: Group) -> Planted | None:
    if str(YEAR) not in str(spoiled.lines[0].cells[1]):
        return None
    spoiled.sheet = f"Plan {YEAR - 1}"
    return [spoiled.lines[0]]


# Faults of the pages of a sheet, of which one is planted at a time.
PAGES = {
    "repeated-header",
    "header-text-differs",
    "swapped-header",
    "blank-row",
    "second-table",
    "draft-marker",
}
