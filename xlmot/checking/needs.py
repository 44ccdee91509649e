"""Know without asking a rule that a programme, or a workbook, gives it nothing to find."""

from __future__ import annotations

from collections.abc import Callable, Collection

from xlmot.programme.grid import NOTHING
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import Vocabulary
from xlmot.programme.workbook import Workbook
from xlmot.rules import Rule

# What a sheet may have: the word of a rule's NEEDS is the name of the grid's field.
OF_GRIDS = (
    *("errors", "filters", "formulas", "merges", "noted", "protected"),
    *("hidden_rows", "hidden_columns"),
)
# What was put right in the reading: the word is the name of the field of the repairs.
OF_REPAIRS = ("swaps", "zeros", "misnumbered")


def needs_of_programme(programme: Programme) -> Callable[[Rule], bool]:
    """Return whether a programme has anything that a rule needs.

    That is a fault of a code by its name, a kind of row, "columns" of staff, a "second" table, a
    table whose rows are "placed" by its layout, codes that are "worded" or "inside" labels, a field
    of a grid or of the repairs, a row that is "unlabelled", "copies" of titles, or a character in a
    label: that very one, a "digit", or one that is "unprintable" or "combining"; of the words of
    the house "tags", "prefixes" and "required" columns.
    """
    table, sections, repairs = programme.table, programme.table.sections, programme.repairs
    words = {*programme.faults, *("columns" for _ in programme.columns[:1])}
    words |= {kind.name.lower() for kind in set(table.kinds)} | _signs(programme.rows_of.characters)
    words |= {name for name in OF_GRIDS if any(getattr(s.grid, name) for s in sections)}
    words |= {name for name in OF_REPAIRS if getattr(repairs, name)}
    if repairs.unpaired:
        words.add("swaps")
    words |= _of_the_house(programme.vocabulary)
    if not all(table.labels[index].strip(NOTHING) for index in table.data()):
        words.add("unlabelled")
    if table.copies:
        words.add("copies")
    if table.placed:
        words.add("placed")
    if any(head.endswith(" ") for head in table.grammar.heads):
        words.add("worded")
    if any(section.layout.shares_cells() for section in sections):
        words.add("inside")
    if any(section.second_table or section.again for section in sections):
        words.add("second")
    return _any_of(words)


def _of_the_house(vocabulary: Vocabulary) -> set[str]:
    prefixes = vocabulary.prefixes
    known = {
        "tags": vocabulary.tags,
        "required": vocabulary.required_columns,
        "prefixes": prefixes.countries or prefixes.institutions or prefixes.territories,
    }
    return {word for word, own in known.items() if own}


def _signs(characters: Collection[str]) -> set[str]:
    digits = ("digit" for character in characters if character.isdecimal())
    unprintable = ("unprintable" for character in characters if not character.isprintable())
    combining = ("combining" for character in characters if "\u0300" <= character < "\u0370")
    return {*characters, *digits, *unprintable, *combining}


def needs_of_workbook(workbook: Workbook) -> Callable[[Rule], bool]:
    """Return whether a workbook has anything that a rule needs.

    That is a trait by its name, "nothing" that is a programme, or "several" tables.
    """
    tables = sum(len(programme.table.sections) for programme in workbook.programmes)
    words = {*workbook.traits}
    if tables != 1:
        words.add("several" if tables else "nothing")
    return _any_of(words)


def _any_of(words: Collection[str]) -> Callable[[Rule], bool]:
    return lambda rule: not rule.needs or any(need in words for need in rule.needs)
