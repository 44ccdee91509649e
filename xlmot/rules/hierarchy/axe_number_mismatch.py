"""Number in the title differs from the code.

A title begins with a number, as in `Axis 2 - Roads`, that is not the number of its code; or a
column that names the level of each row names another than the code has, or none; or the codes
below a title begin with another code than its own.

Why
    Two numbers for one thing: half of the readers will quote the wrong one.

Example
    | Code | Title           |                     |
    |------|-----------------|---------------------|
    | 1    | AXIS 1 - ROADS  |                     |
    | 1.1  | Squares         |                     |
    | 2    | AXIS 3 - PARKS  | axe number mismatch |

Fix
    Unsafe: the number of the code is put in the title; a person has to say which of the two is
    right. A column names the levels where all rows of a level, nearly, hold the same word, which
    those of the others do not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xlmot.findings import Finding, Place, Severity, found, set_cell, unsafe
from xlmot.messages import say
from xlmot.programme.grammar import Path
from xlmot.programme.label import HEADING, Label
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import fold
from xlmot.rules.codes import is_usual

SEVERITY = Severity.ERROR
FIX = "unsafe"
# More numbers that differ, and more than agree, are another numbering.
FEW = 3
# A column that names the levels names so few of them otherwise.
FEW_TOLD = 0.05
# So many codes begin with that of the title which the columns put them under, and so few do not.
FEWEST_BELOW, FEW_BELOW = 8, 0.2


def check(programme: Programme) -> Iterator[Finding]:
    yield from _told_by_columns(programme) if programme.columns else ()
    if programme.table.placed:
        yield from _without_level(programme)
        yield from _below_others(programme)
    wrong: dict[int, list[int]] = {}
    right: dict[int, int] = {}
    words = _house_words(programme)
    for index in _numbered_rows(programme):
        path, label = programme.table.paths[index], _parts(programme, index, words)
        if path is None or not label.number:
            continue
        if _agrees(label, path):
            right[len(path)] = right.get(len(path), 0) + 1
        else:
            wrong.setdefault(len(path), []).append(index)
    for depth, rows in wrong.items():
        for index in rows:
            whole = "." in _parts(programme, index, words).number
            # Some houses count their objectives through all axes: 1 to 9, whatever the code.
            few = len(rows) <= max(FEW, right.get(depth, 0))
            if few and (depth == 1 or whole or right.get(depth, 0) > len(rows)):
                yield _finding(programme, index, words)


def _without_level(programme: Programme) -> Iterator[Finding]:
    """Yield the rows that would be of the programme if the column of the levels named theirs."""
    from xlmot.rules.left_out_rows import levels_missing

    table = programme.table
    for index, code, column in levels_missing(programme):
        place = Place(table.sheet(index), table.numbers[index], column)
        yield Finding((place,), say("{code} has no level, and is left out.", code=code), code=code)


def _below_others(programme: Programme) -> Iterator[Finding]:
    """Yield the codes below a title that begin with another code, where nearly all others do not.

    The fill handle counted on over the title, or rows were put in a part that is not theirs.
    """
    table = programme.table
    codes = {i: r.path for i in table.data() if (r := table.readings[i]) and r.path}
    odd: dict[int, list[int]] = {}
    below = 0
    for node in programme.walk():
        own = codes.get(-1 if node.title is None else node.title, ())
        titles = (child.title for child in node.children if child.title is not None)
        for index in (*node.actions, *titles):
            path = codes.get(index, ())
            if own and index != node.title and len(path) > len(own):
                below += 1
                if path[: len(own)] != own:
                    odd.setdefault(node.title or 0, []).append(index)
    count = sum(map(len, odd.values()))
    if below - count < FEWEST_BELOW or count > FEW_BELOW * below:
        return
    for title, rows in odd.items():
        message = say(
            "“{value}” stands below “{title}”; {count} other codes begin with that of their title.",
            value=table.code_text(rows[0]).strip(),
            title=table.code_text(title).strip(),
            count=below - count,
        )
        yield found(programme, rows, message, column="code", severity=Severity.WARNING)


def _told_by_columns(programme: Programme) -> Iterator[Finding]:
    """Yield the cells of a column that names the level of each row, where the code has another."""
    from xlmot.rules.lists import texts
    from xlmot.rules.staff_columns import noticed

    table = programme.table
    depths = {i: len(r.path) for i in table.data() if (r := table.readings[i]) and r.path}
    for column in programme.columns if len({*depths.values()}) > 1 else ():
        told = {i: fold(text) for i, text in texts(column) if i in depths}
        names = Counter(told.values())
        if len(told) < len(depths) or len(names) != len({*depths.values()}):
            continue
        usual = {
            depth: Counter(told[i] for i in told if depths[i] == depth).most_common(1)[0]
            for depth in {*depths.values()}
        }
        odd = [i for i in told if told[i] != usual[depths[i]][0]]
        named = {name for name, count in usual.values()}
        if len(named) == len(usual) and len(odd) <= max(1, FEW_TOLD * len(told)):
            for index in odd:
                message = say(
                    "“{value}” in “{column}”; {count} other rows whose code is as deep have "
                    "“{usual}”.",
                    value=str(column.value(index)).strip(),
                    column=column.name,
                    count=usual[depths[index]][1],
                    usual=usual[depths[index]][0],
                )
                yield noticed(programme, column, index, message)._replace(severity=Severity.WARNING)


def _numbered_rows(programme: Programme) -> Iterator[int]:
    """Yield the titles, and the actions too where each has a code of its own."""
    yield from programme.titles
    if programme.action_depth:
        yield from programme.owners


def _house_words(programme: Programme) -> set[str]:
    """Return the words that most titles of a level begin with, before a number: “Field 2: …”."""
    levels: dict[int, list[str]] = {}
    for index, node in programme.titles.items():
        text = programme.table.labels[index]
        found = HEADING.match(text) if programme.rows_of.has_digit(text) else None
        levels.setdefault(len(node.path), []).append(fold(found[1]) if found else "")
    counts = ((Counter(words), len(words)) for words in levels.values())
    return {
        word
        for own, total in counts
        for word, count in own.items()
        if word and is_usual(count, total)
    }


def _parts(programme: Programme, index: int, words: set[str]) -> Label:
    text = programme.table.labels[index]
    label = programme.parts.get(text, Label(""))
    found = HEADING.match(text) if not label.number and words else None
    return label._replace(number=found[2]) if found and fold(found[1]) in words else label


def _agrees(label: Label, path: Path) -> bool:
    number = tuple(map(int, label.number.split(".")))
    if len(number) > 1:
        return number == path
    own = path[label.level] if label.level is not None and label.level < len(path) else path[-1]
    return number[0] in (own, path[-1])


def _finding(programme: Programme, index: int, words: set[str]) -> Finding:
    text, label = programme.table.labels[index], _parts(programme, index, words)
    path = programme.table.paths[index] or ()
    after_tag = text.index("]") + 1 if text.startswith("[") else 0
    start = text.index(label.number, after_tag)
    end = start + len(label.number)
    number = ".".join(map(str, path)) if "." in label.number else str(path[-1])
    new = text[:start] + number + text[end:]
    message = say(
        "“{heading}” in the label, code {code}.",
        heading=text[after_tag:end].strip(),
        code=programme.name(index),
    )
    edit = set_cell(programme.table, index, "label", new)
    return found(programme, index, message, fix=unsafe(edit))
