"""What a check says and the edits it proposes; edits applied, inverted, proved."""

from xlmot.findings.finding import (
    DeleteRow,
    Edit,
    Finding,
    Fix,
    Place,
    Safety,
    SetCell,
    Severity,
    Unmerge,
    delete_row,
    found,
    move_rows,
    place,
    safe,
    set_cell,
    unsafe,
)

__all__ = [
    "DeleteRow",
    "Edit",
    "Finding",
    "Fix",
    "Place",
    "Safety",
    "SetCell",
    "Severity",
    "Unmerge",
    "delete_row",
    "found",
    "move_rows",
    "place",
    "safe",
    "set_cell",
    "unsafe",
]
