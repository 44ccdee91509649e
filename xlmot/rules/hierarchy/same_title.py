"""Same title twice.

Two codes have the same title.

Why
    A reader who finds one takes it for the other, and no summary can tell them apart by name.

Example
    | Code | Title           |            |
    |------|-----------------|------------|
    | 1    | ROADS           |            |
    | 1.1  | Squares         | same title |
    | 1.1  | Pave the market |            |
    | 1.2  | Tracks          |            |
    | 1.2  | Mark the kerbs  |            |
    | 1.3  | Squares         | same title |
    | 1.3  | Plant ten trees |            |

Fix
    None: one of them has to say more. A title is compared with all others; where each of those that
    are alike stands under another title, as “Communication” may, it is a remark. A title like that
    of its own parent is silent, and so are one code that stands twice, which has a rule of its own,
    and a label that the house lists as recurrent.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import Message, say
from xlmot.programme.grammar import Path
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import fold
from xlmot.rules.titles import titles_above

SEVERITY = Severity.WARNING


def check(programme: Programme) -> Iterator[Finding]:
    recurrent = set(map(fold, programme.vocabulary.recurrent_labels))
    groups: dict[str, list[int]] = {}
    for index in programme.titles:
        text = fold(programme.table.labels[index])
        if text and text not in recurrent:
            groups.setdefault(text, []).append(index)
    for rows in groups.values():
        apart = _apart(programme, rows) if len(rows) > 1 else rows
        if len(apart) < 2:
            continue
        names = [programme.name(index) for index in apart]
        codes = tuple(map(_code, names))
        if len({*names}) > 1 or len(titles_above(programme, apart)) > 1:
            message = say("Same title for {codes}.", codes=codes)
            severity = Severity.NOTE if _is_meant(programme, apart) else None
            yield found(programme, apart, message, severity=severity)


def _is_meant(programme: Programme, rows: list[int]) -> bool:
    """Return whether each of some titles stands under another one, as what many groups need."""
    return len(titles_above(programme, rows)) == len(rows)


def _apart(programme: Programme, rows: list[int]) -> list[int]:
    """Return the titles that stand below none of the others."""
    paths: dict[Path, int] = {programme.titles[index].path: index for index in rows}
    return [
        index
        for path, index in paths.items()
        if not any(path[:depth] in paths for depth in range(1, len(path)))
    ]


def _code(code: str) -> Message:
    return say("{code}", code=code)
