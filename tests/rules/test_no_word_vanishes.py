"""No correction, safe or to be confirmed, makes a word of a label vanish from the workbook.

A correction may move a word, trim it, change its case or its accents; a few rules say that they put
another in its place. All labels differ, so that no word stands anywhere else by chance.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checked import checked
from xlmot.books.memory import MemoryBook
from xlmot.findings import Finding
from xlmot.findings.edits import apply_edits
from xlmot.programme.grid import Grid, Value

Rows = list[list[Value]]
# What their pages say: a row is deleted, or a word is put in place of another.
DELETING = {"subtotal-row", "page-number", "repeated-header", "duplicate-row", "blank-row"}
REPLACING = {"house-spelling", "abbreviation", "mojibake", "near-duplicate", "person-variants"}
REPLACING |= {"misspelt-status", "unknown-status", "header-text-differs", "list-separators"}
VERBS = "paver éclairer peindre curer poser sonder planter tondre compter former voter fermer"
THINGS = "ruelle bassin clocher verger passerelle fontaine halle rocade lavoir préau kiosque digue"
PLACES = "nord levant couchant midi amont aval bourg coteau vallon plateau estuaire littoral"
WORDS = tuple(text.split() for text in (VERBS, THINGS, PLACES))
# Codes that share a cell with their label, and those that have one of their own.
WITHIN: tuple[str, ...] = (
    "{0}.{1} {2}",
    "{0}.{1}. {2}",
    "Action {1} : {2}",
    "A{0}-{1} – {2}",
    "({0}.{1}) {2}",
)
WITHIN += ("Fiche {0}.{1}\u00a0: {2}", "{0}{1:02} {2}", "n° {0}.{1} {2}")
TITLES: tuple[str, ...] = (
    "{0} {1}",
    "{0}. {1}",
    "Axe {0} – {1}",
    "A{0} – {1}",
    "({0}) {1}",
    "Fiche {0}\u00a0: {1}",
)
TITLES += ("{0}00 {1}", "n° {0} {1}")
APART = ("{0}.{1}", "Action {0}.{1}", "{0}-{1:02}", "OP{0}.A{1}", "{0}{1:02}")
HEADS = ("{0}", "Axe {0}", "{0}-00", "OP{0}", "{0}00")


def labels() -> Iterator[str]:
    """Yield labels of three words, of which no two are the same."""
    for turn in range(12):
        for place in range(12):
            verb, thing, where = (
                own[(place + shift * turn) % 12] for shift, own in enumerate(WORDS)
            )
            yield f"{verb.capitalize()}{turn or ''} {thing}{turn or ''} {where}{turn or ''}"


def inside(form: int, named: Iterator[str]) -> Rows:
    rows: Rows = [["Axes et actions", "Pilote", "Jours"]]
    for axis in range(1, 5):
        rows.append([TITLES[form % len(TITLES)].format(axis, next(named).upper()), None, None])
        for number in range(1, 5):
            text = WITHIN[form % len(WITHIN)].format(axis, number, next(named))
            rows.append([text, f"Mme Roux{axis}", number])
    return rows


def apart(form: int, named: Iterator[str]) -> Rows:
    rows: Rows = [["Code", "Libellé", "Pilote", "Jours"]]
    for axis in range(1, 5):
        rows.append([HEADS[form % len(HEADS)].format(axis), next(named).upper(), None, None])
        for number in range(1, 5):
            code = APART[form % len(APART)].format(axis, number)
            rows.append([code, next(named), f"Mme Roux{axis}", number])
    return rows


def in_columns(form: int, named: Iterator[str]) -> Rows:
    """Return levels in columns, the title on the first row of its actions or on all of them."""
    rows: Rows = [["Axe", "N°", "Fiche", "Pilote"]]
    for axis in range(1, 5):
        title = f"{axis}. {next(named)}"
        for number in range(1, 5):
            shown = title if number == 1 or form % 2 else None
            rows.append([shown, f"{axis:02}.{number:02}", next(named), f"Mme Roux{axis}"])
    return rows


def on_stairs(form: int, named: Iterator[str]) -> Rows:
    rows: Rows = [["Réf.", "Axe", "Action", "Pilote"]]
    for axis in range(1, 5):
        rows.append([HEADS[form % len(HEADS)].format(axis), next(named), None, None])
        for number in range(1, 5):
            code = APART[form % len(APART)].format(axis, number)
            rows.append([code, None, next(named), f"Mme Roux{axis}"])
    return rows


def _lettered(text: str) -> str:
    return text.replace("1", "l", 1)


FAULTS: tuple[Callable[[str], Value], ...] = (
    lambda _: None,
    lambda text: "\t" + text,
    lambda text: text + " ",
    lambda text: text.replace(" ", "  ", 1),
    lambda text: text.replace(".", ",", 1),
    lambda text: text.replace(" ", "/", 1),
    lambda text: re.sub(r"(\d)", r"\1*", text, count=1),
    lambda text: re.sub(r"^\S+\s", "", text),
    lambda text: re.sub(r"(\d)(?!.*\d)", r"\1.1", text),
    lambda text: re.sub(r"(\d)(?!.*\d)", r"9\1", text),
    lambda text: re.sub(r"\d", "I", text, count=1),
    _lettered,
    lambda text: "(" + text.replace(" ", ") ", 1),
    lambda text: text.upper(),
    lambda text: text.lower(),
    lambda text: text[:-3],
    lambda text: text.replace(" ", "\u200b ", 1),
    lambda text: text.replace(" ", "\n", 1),
    lambda text: "Total " + text,
    lambda _: "-",
    lambda _: "XXX",
)
LAYOUTS = (inside, apart, in_columns, on_stairs)
# The words that head the columns of labels.
OF_LABELS = ("Axes et actions", "Libellé", "Axe", "Fiche", "Action")


def words(grids: tuple[Grid, ...], *, labels_only: bool = False) -> set[str]:
    found: set[str] = set()
    for grid in grids:
        heads = grid.rows[0]
        for row in grid.rows:
            for head, value in zip(heads, row, strict=False):
                if labels_only and head not in OF_LABELS:
                    continue
                plain = unicodedata.normalize("NFKD", str(value or "")).casefold()
                bare = "".join(c for c in plain if not unicodedata.combining(c) and c != "\u200b")
                found |= {word for word in re.findall(r"[^\W_]+", bare) if len(word) > 2}
    return found


def vanished(grid: Grid, finding: Finding) -> set[str]:
    """Return the words that a correction takes out of a sheet; numbers and codes may go."""
    if finding.fix is None or finding.rule in REPLACING | DELETING:
        return set()
    after = words(apply_edits([grid], finding.fix.edits))
    gone = words((grid,), labels_only=True) - after
    whole = " ".join(sorted(after))
    return {word for word in gone if word[:3].isalpha() and word not in whole}


def spoilt(layout: int, form: int, faults: list[tuple[int, int, int]]) -> Grid:
    rows = LAYOUTS[layout](form, labels())
    for kind, row, column in faults:
        at = row % (len(rows) - 1) + 1
        place = column % len(rows[0])
        value = rows[at][place]
        if isinstance(value, str):
            rows[at][place] = FAULTS[kind](value)
    return Grid("Plan", rows)


def held(grid: Grid) -> None:
    report = checked(MemoryBook("plan.xlsx", [grid]))
    lost = [(one.rule, one.rows, gone) for one in report.findings if (gone := vanished(grid, one))]
    assert not lost, (lost, grid.rows)


@given(
    st.integers(0, len(LAYOUTS) - 1),
    st.integers(0, 7),
    st.lists(
        st.tuples(st.integers(0, len(FAULTS) - 1), st.integers(0, 40), st.integers(0, 3)),
        max_size=4,
    ),
)
def test_whatever_is_spoilt(layout: int, form: int, faults: list[tuple[int, int, int]]) -> None:
    held(spoilt(layout, form, faults))


@pytest.mark.slow
@pytest.mark.parametrize("layout", range(len(LAYOUTS)), ids=[one.__name__ for one in LAYOUTS])
@pytest.mark.parametrize("form", range(8))
def test_each_fault_in_each_layout(layout: int, form: int) -> None:
    for kind in range(len(FAULTS)):
        for column in range(3):
            held(spoilt(layout, form, [(kind, 7 * kind + 3 * column + form, column)]))
