"""Extra spaces.

A label begins or ends with a space, holds several in a row, or holds a tab; or other spaces stand
before it than between the other codes and labels that share a cell.

Why
    They cannot be seen, but Excel sorts, filters and looks up two labels as different when only
    one of them ends with a space.

Example
    | Code | Title             |              |
    |------|-------------------|--------------|
    | 1    | ROADS             |              |
    | 1    | Roads  and tracks | extra spaces |
    | 1    | Tracks and paths  |              |

Fix
    Safe: spaces at both ends are removed, several become one. If one of several is non-breaking,
    that one stays. So do spaces at the start of a line inside the cell, and at the start of labels
    where several are set in by two or more: they are layout. Of the other columns, only a cell
    that says what others say, but for the spaces, is a remark.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from xlmot.findings import Finding, Place, SetCell, Severity, found, safe, set_cell
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.programme.outline import Programme
from xlmot.rules import substitute
from xlmot.rules.joints import odd_joints

SEVERITY = Severity.WARNING
FIX = "safe"
SPACES = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Not at the start of a line: what stands there is layout.
INSIDE = rf"(?<![\r\n{SPACES}].)"
# The space comes first in the pattern, so that `re` looks at nothing else.
PATTERN = lazy(rf"[{SPACES}](?:{INSIDE}(?:[{SPACES}]+|(?<=\t)|(?<=\A.))|[{SPACES}]*\Z)")
NON_BREAKING = "\u00a0\u202f"
# What sets a label in as Excel's own indent would, and so many labels that it is no slip.
INDENT = lazy(rf"\A[{SPACES}]{{2,}}(?=[^{SPACES}])")
INDENTED, INDENTED_SHARE = 3, 0.1
# Of the columns of words, so many cells that say the same without the spaces, and so few with them.
OF_WORDS, OFTEN, FEW = ("person", "text", "due_date"), 2, 0.05


def check(programme: Programme) -> Iterator[Finding]:
    labels = programme.rows_of
    set_in = [text for text in labels if text[:1].isspace() and INDENT.match(text)]
    layout = len(set_in) >= max(INDENTED, INDENTED_SHARE * len(labels))
    for text, rows in labels.items():
        new = _single_spaces(text, keep=layout)
        for row in rows if new != text else ():
            fix = safe(set_cell(programme.table, row, "label", new))
            yield found(programme, row, say("Extra spaces."), fix=fix)
    yield from _in_copies(programme, keep=layout)
    yield from _in_columns(programme) if programme.columns else ()
    yield from _before_codes(programme)
    for row, (joint, usual) in odd_joints(programme).items():
        if joint.split() == usual.split():
            message = say("Other spaces between code and label than in the other cells.")
            yield found(programme, row, message)


def _before_codes(programme: Programme) -> Iterator[Finding]:
    """Yield the few cells with a code and a label that begin with a space."""
    table = programme.table
    spots = table.spots.items()
    shared = {index: code for index, own in spots if (code := own.code_in_label())}
    odd = {index: code for index, code in shared.items() if code.start}
    for index, code in odd.items() if len(odd) <= max(1, FEW * len(shared)) else ():
        grid = table.section(index).grid
        text = str(grid.value(code.row, code.column))
        if text[: code.start].isspace():
            edit = SetCell(grid.sheet, code.row, code.column, text, text.lstrip())
            yield found(programme, index, say("Extra spaces."), fix=safe(edit))


def _in_columns(programme: Programme) -> Iterator[Finding]:
    """Yield the few cells of a column that hold what others hold, but for the spaces: a remark.

    Lists, and the columns of statuses, are those of other rules.
    """
    from xlmot.rules.lists import repeated, texts
    from xlmot.rules.staff_columns import noticed, put

    for column in programme.columns:
        if column.kind not in OF_WORDS or repeated([column], OFTEN):
            continue
        cells = list(texts(column))
        counts = Counter(text for _, text in cells)
        odd = [
            (index, text, new) for index, text in cells if (new := " ".join(text.split())) != text
        ]
        few = len(odd) <= max(1, FEW * len(cells))
        for index, text, new in odd if few else ():
            if "\n" not in text and counts[new] >= OFTEN:
                fix = safe(put(column, index, new))
                message = say("Extra spaces in “{column}”.", column=column.name)
                own = noticed(programme, column, index, message, fix)
                yield own._replace(severity=Severity.NOTE)


def _in_copies(programme: Programme, *, keep: bool) -> Iterator[Finding]:
    """Yield the cells in which a title stands again, with other spaces than in its first."""
    table = programme.table
    for index, rows in table.copies.items():
        section, spot = table.section(index), table.label_spot(index)
        first = section.grid.value(spot.row, spot.column)
        for row in rows:
            own = section.grid.value(row, spot.column)
            if isinstance(own, str) and isinstance(first, str) and own != first:
                new = _single_spaces(own, keep=keep)
                if new != own and new == _single_spaces(first, keep=keep):
                    sheet = section.grid.sheet
                    fix = safe(SetCell(sheet, row, spot.column, own, new))
                    place = Place(sheet, row, spot.column)
                    yield Finding((place,), say("Extra spaces."), fix, label=own)


def _single_spaces(text: str, *, keep: bool) -> str:
    """Return a label with single spaces and none at its ends; what sets it in may be kept."""
    # No space but the plain one is printable.
    if text.isprintable() and "  " not in text and text.strip() == text:
        return text
    matches = [] if text.isspace() else list(PATTERN.finditer(text))
    if keep and matches and matches[0].start() == 0 and INDENT.match(text):
        del matches[0]
    return substitute(text, matches, _single) if matches else text


def _single(match: re.Match[str]) -> str:
    if match.start() == 0 or match.end() == len(match.string):
        return ""
    return next((space for space in match[0] if space in NON_BREAKING), " ")
