"""Who a row is: the same after cleaning, moving and renaming, and never its number."""

from hypothesis import given
from hypothesis import strategies as st

from tests.programme_2024 import book, rows
from tests.sheets.samples import MOT, programme_2024, read
from xlmot.checking.plan import plan_cleaning
from xlmot.programme.identity import Identity, match_identities, parse_key, row_identities
from xlmot.programme.workbook import read_workbook

WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=12)


def followed(old_rows, new_rows):
    """Return the new row number of each old row number of a programme that was rewritten."""
    old, new = read(old_rows, MOT), read(new_rows, MOT)
    before, after = row_identities(old), row_identities(new)
    pairs = match_identities(before, after, range(len(before)))
    return {old.table.numbers[a]: new.table.numbers[b] for a, b in pairs.items()}


def changed(**by_line):
    lines = [list(row) for row in rows()]
    for line, label in by_line.items():
        lines[int(line[1:]) - 1][1] = label
    return lines


def test_identities_are_unique() -> None:
    identities = row_identities(programme_2024())
    assert len(set(identities)) == len(identities)


def test_cleaning_changes_no_identity() -> None:
    plan = plan_cleaning("programme-2024.xlsx", book().grids(), MOT)
    (cleaned,) = read_workbook("programme-2024.xlsx", plan.grids, MOT.vocabulary).programmes
    before = programme_2024()
    kept = {row_identities(before)[index] for index in before.table.data()}
    assert kept == {row_identities(cleaned)[index] for index in cleaned.table.data()}


def test_inserted_rows_move_nobody() -> None:
    lines = rows()
    lines[23:23] = [["1.2.2", "PE / Une action de plus"], ["1.2.2", "PE / Une deuxième"]]
    moved = followed(rows(), lines)
    assert moved == {n: n if n < 24 else n + 2 for n in range(3, 137) if n in moved}
    assert len(moved) == 134


def test_a_moved_row_is_followed() -> None:
    lines = rows()
    lines.insert(5, ["1.1.1", lines.pop(53)[1]])
    assert followed(rows(), lines)[54] == 6


def test_a_renamed_row_and_a_renamed_title_are_followed() -> None:
    lines = changed(_7="Suivi des PdL de la mandature 2022-2027 et veille", _19="Europe")
    moved = followed(rows(), lines)
    assert moved == {n: n for n in moved}
    assert {7, 20, 23, 27} <= moved.keys()


def test_a_row_that_became_another_is_not_followed() -> None:
    assert 7 not in followed(rows(), changed(_7="Achat de mobilier"))


def test_a_label_in_several_objectives_stays_in_its_own() -> None:
    lines = rows()
    del lines[112]
    moved = followed(rows(), lines)
    assert 113 not in moved
    assert {moved[n] for n in (115, 122, 135)} == {114, 121, 134}


@given(st.lists(WORDS, max_size=3), WORDS, st.integers(1, 99), WORDS)
def test_a_key_tells_its_identity(titles, label, rank, group) -> None:
    identity = Identity(tuple(titles), label, rank, group)
    assert parse_key(identity.key()) == identity
    assert parse_key(label) is None


@given(st.lists(st.builds(Identity, st.tuples(WORDS), WORDS), unique=True, max_size=8))
def test_a_programme_matched_with_itself_keeps_every_row(identities) -> None:
    pairs = match_identities(identities, identities, ())
    assert pairs == {place: place for place in range(len(identities))}
