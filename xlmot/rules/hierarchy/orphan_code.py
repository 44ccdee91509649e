"""Parent missing.

A code has a parent that no row of the table carries.

Why
    The row hangs in the air: no summary can say what it belongs to, and its total is lost.

Example
    | Code  | Title           |             |
    |-------|-----------------|-------------|
    | 3     | ROADS           |             |
    | 3.1   | Lanes           |             |
    | 3.3.1 | Market square   | orphan code |
    | 3.3.1 | Pave the square |             |

Fix
    None: either the row of the parent was deleted, or the code is wrong. A code with more levels
    than the house uses has a rule of its own (`code-too-deep`). Where no row has the level of the
    parent, as with `V2.1` and no `V2`, the house does without, and so it does where a letter makes
    a variant, as in `5.06R`, and no code of that kind has its parent; where a third of the titles
    of a level are missing, three at least, as in a journal of activities, it is one note. Above the
    first title of a sheet without a header, which goes on from elsewhere, it is a remark.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from xlmot.findings import Finding, Severity, found
from xlmot.messages import say
from xlmot.programme.grammar import Path
from xlmot.programme.outline import Programme, Title

SEVERITY = Severity.ERROR


# Codes hang below those of their titles where so many do, in a layout that tells the levels.
HANGING = 0.8
# So many codes of a title show what they go on from.
FEWEST = 3
# So many titles that are missing, and so many for each that stands there, are the house's way.
MANY, MANY_SHARE = 3, 0.5


def check(programme: Programme) -> Iterator[Finding]:
    if programme.table.placed:
        yield from _below_other_titles(programme)
        return
    told = {*_rows_after_unreadable_codes(programme), *programme.faults.get("code-too-deep", ())}
    titled = Counter(len(node.path) for node in programme.walk() if node.title is not None)
    orphans: dict[int, list[tuple[int, Path]]] = {}
    for node in programme.walk():
        first = _first_row(node) if node.title is None else None
        if first is not None and first not in told and len(node.path) in titled:
            orphans.setdefault(len(node.path), []).append((first, node.path))
    for depth, own in orphans.items():
        if _are_variants(programme, depth):
            continue
        if len(own) >= MANY and len(own) > MANY_SHARE * titled[depth]:
            yield _several(programme, own)
        else:
            yield from (_orphan(programme, first, path) for first, path in own)


def _are_variants(programme: Programme, depth: int) -> bool:
    """Return whether letters after codes of a depth tell variants, `5.06R`: none has its parent."""
    kinds = programme.table.grammar.parts[depth : depth + 1]
    return kinds in (("letter",), ("small",)) and not any(
        node.title is not None and (node.actions or node.children)
        for node in programme.walk()
        if len(node.path) == depth
    )


def _below_other_titles(programme: Programme) -> Iterator[Finding]:
    """Yield the first row of each parent that no title has, where the layout tells the levels."""
    table = programme.table
    codes = {i: r.path for i in table.data() if (r := table.readings[i]) and r.path}
    titles = {codes[index] for index in programme.titles if index in codes}
    levels = {len(path) for path in titles}
    hung = {i: path[:-1] for i, path in codes.items() if len(path) - 1 in levels}
    orphans: dict[Path, int] = {}
    for index, parent in hung.items():
        if parent not in titles:
            orphans.setdefault(parent, index)
    if sum(parent in titles for parent in hung.values()) >= HANGING * len(hung):
        for parent, index in orphans.items():
            yield _orphan(programme, index, parent)
    known = {*orphans.values()} if orphans else set()
    for index, parent in _among_others(programme, codes):
        if index not in known:
            yield _orphan(programme, index, parent)


def _among_others(programme: Programme, codes: Mapping[int, Path]) -> Iterator[tuple[int, Path]]:
    """Yield the one code of a title that goes on from a number which no other code has.

    The other codes of the title, at least three, go on from one number: “88.01” above “08.02”.
    """
    from xlmot.rules.hanging import groups_of_codes

    heads = Counter(path[0] for path in codes.values())
    for group in groups_of_codes(programme).values():
        own = [index for index in group if index not in programme.titles]
        above = Counter(codes[index][:-1] for index in own)
        head, count = above.most_common(1)[0] if own else ((), 0)
        odd = [index for index in own if codes[index][:-1] != head]
        if len(odd) == 1 and count >= FEWEST and heads[codes[odd[0]][0]] == 1:
            yield odd[0], codes[odd[0]][:-1]


def _several(programme: Programme, orphans: list[tuple[int, Path]]) -> Finding:
    """Return the one finding of a level of which the house writes down some titles only."""
    message = say(
        "{count} parents of a level do not exist, {parent} to begin with.",
        count=len(orphans),
        parent=programme.table.grammar.text(orphans[0][1]),
    )
    rows = [index for index, _ in orphans]
    return found(programme, rows, message, column="code", severity=Severity.NOTE)


def _orphan(programme: Programme, index: int, parent: Path) -> Finding:
    message = say(
        "{code}: its parent {parent} does not exist.",
        code=programme.code(index) or "",
        parent=programme.table.grammar.text(parent),
    )
    severity = Severity.NOTE if _goes_on(programme, index) else None
    return found(programme, index, message, column="code", severity=severity)


def _goes_on(programme: Programme, index: int) -> bool:
    """Return whether a sheet without a header begins in the middle of a numbering.

    So it is where a table goes on from elsewhere: its first titles stand there.
    """
    table = programme.table
    section = table.section(index)
    before = (table.paths[row] for row in range(section.start, index))
    return not section.layout.header_rows and not any(path and len(path) == 1 for path in before)


def _first_row(node: Title) -> int | None:
    """Return the first row right below a title without a row; what is deeper is not its orphan."""
    rows = [*node.actions, *(child.title for child in node.children if child.title is not None)]
    return min(rows, default=None)


def _rows_after_unreadable_codes(programme: Programme) -> set[int]:
    """Return the rows below one that may be their parent, if only its code could be read."""
    table = programme.table
    unreadable = {i for i in table.data() if table.paths[i] is None}
    # An open code such as `3.?` has but a place.
    unreadable |= {i for i in table.data() if (own := table.readings[i]) and own.path is None}
    return {below for above, below in pairwise(table.data()) if above in unreadable}
