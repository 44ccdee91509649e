"""Find what stands between a code and its label in one cell, where it is not what others have."""

from __future__ import annotations

from collections import Counter

from xlmot.programme.outline import Programme
from xlmot.rules.codes import depth_of

# So many codes of a level, and nearly all, have the same between them and their labels.
FEWEST, NEARLY_ALL = 6, 0.8


def odd_joints(programme: Programme) -> dict[int, tuple[str, str]]:
    """Return what follows the code of a row, and what follows those of its level, where it differs.

    Only rows whose code and label share a cell have any: `1.2. Mend` beside `1.1 Pave`.
    """
    table = programme.table
    joints: dict[int, dict[int, str]] = {}
    for index in table.data() if table.spots else ():
        spots = table.spots.get(index)
        code, label = (spots.code_in_label(), spots.label) if spots else (None, None)
        if code is None or code.end is None or label is None:
            continue
        text = table.section(index).grid.value(code.row, code.column)
        if isinstance(text, str) and code.end < label.start < len(text):
            own = joints.setdefault(depth_of(programme, index), {})
            own[index] = text[code.end : label.start]
    odd: dict[int, tuple[str, str]] = {}
    for own in joints.values():
        usual, count = Counter(own.values()).most_common(1)[0]
        if count >= max(FEWEST, NEARLY_ALL * len(own)):
            odd |= {index: (joint, usual) for index, joint in own.items() if joint != usual}
    return odd
