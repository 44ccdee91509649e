"""The house's own way of writing codes, learned per level: no one row decides for the others."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlmot.programme.code import completed, read_code
from xlmot.programme.grammar import Grammar
from xlmot.programme.house_grammar import best_grammar
from xlmot.settings.load import build
from xlmot.settings.shipped import shipped

HOUSE = build("generic", shipped("generic")).vocabulary


def numbered(axes: int, goals: int, actions: int, write) -> list[str]:
    """Return the codes of a programme as a house writes them: of an axis, a goal, an action."""
    codes = []
    for a in range(1, axes + 1):
        codes.append(write(a))
        for b in range(1, goals + 1):
            codes.append(write(a, b))
            codes += [write(a, b, c) for c in range(1, actions + 1)]
    return codes


def roman(number: int) -> str:
    return ["I", "II", "III", "IV", "V", "VI"][number - 1]


def small(number: int) -> str:
    return "abcdefghij"[number - 1]


def capital(number: int) -> str:
    return "ABCDEFGHIJ"[number - 1]


def joined(joint: str, *kinds, end: str = "", heads: tuple[str, ...] = ("", "", "")):
    def write(*path: int) -> str:
        parts = [kind(number) for kind, number in zip(kinds, path, strict=False)]
        return heads[len(path) - 1] + joint.join(parts) + end

    return write


def padded(width: int):
    return lambda number: str(number).zfill(width)


def concatenated(*joints: str, kinds):
    def write(*path: int) -> str:
        shown = str(kinds[0](path[0]))
        for joint, kind, number in zip(joints, kinds[1:], path[1:], strict=False):
            shown += joint + kind(number)
        return shown

    return write


def restarting(*path: int) -> str:
    return capital(path[0]) if len(path) == 1 else ".".join(map(str, path[1:]))


def counter():
    seen = iter(range(1, 200))
    heads = {1: "Axe ", 2: "Fiche action n°"}
    return lambda *path: f"{heads[len(path)]}{path[0] if len(path) == 1 else next(seen)}"


def continuous() -> list[str]:
    write, codes = counter(), []
    for a in range(1, 4):
        codes.append(write(a))
        codes += [write(a, b) for b in range(1, 7)]
    return codes


THREE = (3, 3, 4)
HOUSES = {
    "dots": numbered(*THREE, joined(".", str, str, str)),
    "hyphens": numbered(*THREE, joined("-", str, str, str)),
    "slashes": numbered(*THREE, joined("/", str, str, str)),
    "spaces": numbered(*THREE, joined(" ", str, str, str)),
    "a final mark": numbered(*THREE, joined(".", str, str, str, end=".")),
    "a bracket": numbered(*THREE, joined(".", str, str, str, end=")")),
    "the last part padded": numbered(*THREE, concatenated(".", ".", kinds=(str, str, padded(2)))),
    "all parts padded": numbered(*THREE, joined(".", padded(2), padded(2), padded(2))),
    "two joints, the last part padded": numbered(
        *THREE, concatenated("-", "-", kinds=(padded(2), str, padded(2)))
    ),
    "letters and dots": numbered(*THREE, joined(".", capital, str, str)),
    "letters": numbered(*THREE, concatenated("", ".", kinds=(capital, str, str))),
    "numerals and small letters": numbered(*THREE, joined(".", roman, str, small)),
    "numerals in small": numbered(*THREE, joined(".", lambda n: roman(n).lower(), str, str)),
    "letter, number, letter": numbered(*THREE, joined(".", capital, str, small)),
    "number, letter, number": numbered(*THREE, joined(".", str, capital, str)),
    "trailing letters": numbered(
        *THREE, concatenated(".", "", kinds=(padded(2), padded(2), capital))
    ),
    "a word of each level": numbered(
        *THREE, joined(".", str, str, str, heads=("Outcome ", "Output ", "Activity "))
    ),
    "letters of each level": numbered(*THREE, joined(".", str, str, str, heads=("O", "R", "A"))),
    "a family without its row": [
        code
        for code in numbered(*THREE, joined(".", str, str, padded(2), heads=("V",) * 3))
        if "." in code
    ],
    "a family with a low line": numbered(*THREE, joined(".", str, str, str, heads=("cae_",) * 3)),
    "a joint of a letter": numbered(
        *THREE, concatenated(".A", ".", kinds=(lambda n: f"OS{n}", str, str))
    ),
    "zero parts": list(numbered(*THREE, lambda *p: ".".join(str(n - 1) for n in p))),
    "a family and zero parts": numbered(3, 4, 0, lambda *p: "P" + "-".join(str(n - 1) for n in p)),
    "words": [f"{word}.{n:02}" for word in ("GOV", "SEC", "ENV") for n in range(1, 7)],
    "groups that restart": numbered(*THREE, restarting),
    "sheets counted through": continuous(),
}


@cache
def _grammar(codes: tuple[str, ...]) -> Grammar:
    return best_grammar(codes, HOUSE)


def grammar_of(codes: list[str]) -> Grammar:
    return _grammar(tuple(codes))


def paths(codes: list[str], grammar: Grammar):
    return list(completed(read_code(code, grammar, HOUSE.code_words).path for code in codes))


@pytest.mark.parametrize("name", HOUSES)
def test_a_house_has_its_way_and_nothing_to_be_said(name: str) -> None:
    codes = HOUSES[name]
    grammar = grammar_of(codes)
    readings = [read_code(code, grammar, HOUSE.code_words) for code in codes]
    assert [r.faults for r in readings] == [()] * len(codes)
    assert [grammar.text(path or ()) for path in paths(codes, grammar)] == codes
    assert len(set(paths(codes, grammar))) == len(codes)


SLIPS = st.sampled_from(
    (
        *("", "Page 2/5", "?", "1", "1.1", "1.1.1.1", "01.01.01.01", "A", "I", "Total", "2.l"),
        *("1-1", "R1.2.2", "O1", "1.", "1)", "Axe 1", "Fiche 3", "B.2", "GOV", "x", "2025", "1,1"),
    )
)


@given(st.sampled_from(list(HOUSES)), st.data())
def test_no_one_code_changes_how_the_others_are_read(name: str, data: st.DataObject) -> None:
    codes = HOUSES[name]
    place = data.draw(st.integers(0, len(codes) - 1))
    slip = data.draw(st.one_of(SLIPS, st.sampled_from(codes), st.text(max_size=6)))
    changed = [*codes[:place], slip, *codes[place + 1 :]]
    before = [read_code(c, grammar_of(codes), HOUSE.code_words) for c in codes]
    grammar = grammar_of([code for code in changed if code.strip()])
    for i, code in enumerate(codes):
        if i != place:
            assert read_code(code, grammar, HOUSE.code_words) == before[i], (code, slip, grammar)


@pytest.mark.parametrize(
    ("codes", "fault", "canonical"),
    [
        (["1", "1.1", "1.1.01", "1.1.02", "1.1.3", "1.2", "1.2.01"], "unpadded-code", "1.1.03"),
        (["1.", "1.1.", "1.2", "1.3.", "2.", "2.1."], "missing-mark", "1.2."),
        (["1", "1.1", "1.2.", "1.3", "2"], "extra-separator", "1.2"),
        (["1", "1-1", "1-2", "1.3", "1-4", "2"], "unusual-separator", "1-3"),
        (["1", "1.1", "1.2", "1.03", "1.4"], "leading-zero", "1.3"),
        (["A", "A.1", "A.2", "A3", "A.4", "B", "B.1"], "unusual-separator", "A.3"),
        (
            ["O1", "R1.1", "A1.1.1", "A1.1.2", "R1.2", "A1.2.1", "R1.2.2", "O2", "R2.1", "A2.1.1"],
            *("decorated-code", "A1.2.2"),
        ),
        (
            ["Output 1", "Output 1.1", "Output 1.2", "1.3", "Output 1.4"],
            "decorated-code",
            "Output 1.3",
        ),
        (
            ["A", "A.1", "A.1.1", "A.1.2", "A.1.3", "A.1.l", "B", "B.1"],
            "look-alike-letter",
            "A.1.1",
        ),
    ],
)
def test_what_differs_from_its_level_is_the_fault(codes, fault: str, canonical: str) -> None:
    grammar = grammar_of(codes)
    found = [(c, r) for c in codes if (r := read_code(c, grammar, HOUSE.code_words)).faults]
    assert [(r.faults, grammar.text(r.path or ())) for _, r in found] == [((fault,), canonical)]


def test_where_no_way_holds_the_level_is_unsure() -> None:
    grammar = grammar_of(["1", "1-1", "1-2", "1.3", "1.4", "2", "2-1", "2.2"])
    assert ("joint", 1) in grammar.unsure


@pytest.mark.parametrize("lost", [None, 1, 50, 99, 100, 101, 120])
@pytest.mark.parametrize("write", [str, "1.{}".format, "R{}".format, "2.{}.".format])
def test_a_list_is_counted_past_99_whatever_one_of_its_rows_says(write, lost) -> None:
    codes = ["1", "2", *(write(n) if n != lost else "?" for n in range(1, 125))]
    grammar = best_grammar(codes, HOUSE)
    read = [read_code(code, grammar).path for code in codes[2:]]
    assert all(path is not None for n, path in enumerate(read, 1) if n != lost)


def test_rooms_amounts_and_years_are_no_such_list() -> None:
    for codes in (["101", "102", "103"], ["1", "2", "150", "250"], ["1", "2", "2023", "2024"]):
        assert not best_grammar(codes, HOUSE).hundreds
