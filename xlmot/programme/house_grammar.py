"""Choose the grammar in which the sheets of a house write their codes."""

from __future__ import annotations

import re

from xlmot.programme.code import read_code
from xlmot.programme.grammar import Grammar
from xlmot.programme.grid import Grid, is_blank
from xlmot.programme.header import Layout
from xlmot.programme.vocabulary import Vocabulary

# So many rows of each sheet tell which grammar the house uses.
GRAMMAR_SAMPLE = 1000
PART = re.compile(r"\w+")


def choose_grammar(sheets: list[tuple[Grid, Layout]], vocabulary: Vocabulary) -> Grammar:
    """Return the grammar of the house that reads the most distinct codes, the first on a tie.

    Of two that read a code, the better one is that in which its parts are written as they stand.
    """
    if len(vocabulary.grammars) == 1:
        return vocabulary.grammars[0]
    values = {
        value
        for grid, layout in sheets
        for row in range(layout.first_row, min(len(grid.rows), GRAMMAR_SAMPLE) + 1)
        if not is_blank(value := grid.value(row, layout.code))
    }

    def fitness(grammar: Grammar) -> int:
        paths = ((v, read_code(v, grammar, vocabulary.code_words).path) for v in values)
        return sum(2 + _ends_in(str(value), grammar.text(path)) for value, path in paths if path)

    return max(vocabulary.grammars, key=fitness)


def _ends_in(text: str, code: str) -> bool:
    """Tell whether the last parts of a text are those of a code, whatever stands between them.

    >>> _ends_in("Goal 1,2", "1.2"), _ends_in("1.02", "1.2")
    (True, False)
    """
    parts, own = PART.findall(text), PART.findall(code)
    return parts[-len(own) :] == own
