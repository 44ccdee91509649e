"""Contact that differs.

Beside a person stands another address or number than on all other rows of the person.

Why
    A letter was typed wrong, a number was drawn down and counted on, or it is that of somebody
    else: whoever calls it reaches nobody, or the wrong one.

Example
    | Code | Title           | Lead  | Phone |                      |
    |------|-----------------|-------|-------|----------------------|
    | 1    | ROADS           |       |       |                      |
    | 1    | Pave the square | Jones | 41 20 |                      |
    | 1    | Light the lane  | Jones | 41 20 |                      |
    | 1    | Mark the kerbs  | Jones | 41 2  | contact that differs |
    | 1    | Mend the bridge | Jones | 41 20 |                      |
    | 1    | Sweep the roads | Khan  | 41 35 |                      |
    | 1    | Paint the rails | Khan  | 41 35 |                      |
    | 1    | Plant the bank  | Khan  | 41 35 |                      |

Fix
    None: the person may be wrong too. Each of two persons at least has to have a contact of its own
    on three rows, nearly all rows of a person the same, and no two persons the same; a column of
    hours, of rates or of sums is none of contacts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from xlmot.findings import Finding, Severity
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.characters import shown
from xlmot.programme.columns import StaffColumn
from xlmot.programme.outline import Programme
from xlmot.rules.lists import texts
from xlmot.rules.once import once
from xlmot.rules.staff_columns import noticed

SEVERITY = Severity.WARNING
NEEDS = ("columns",)
# So many rows of a person, and so many persons, show what goes with whom.
ROWS, PERSONS = 3, 2
# So few rows may differ of all.
FEW = 0.1
# An address, or a number that nobody adds: three figures at least, and what stands between them.
ADDRESS = lazy(r"[^\s@]+@[^\s@]+|[+(]?[-\d]+(?:[ .()/-]*\d)*")
FEWEST_DIGITS, ALIKE = 3, 0.8


class Odd(NamedTuple):
    """A contact that is not that of the person beside it, which on so many rows is another one."""

    column: StaffColumn
    row: int
    value: str
    person: str
    usual: str
    times: int


def check(programme: Programme) -> Iterator[Finding]:
    for odd in odd_contacts(programme):
        message = say(
            "“{value}” beside “{person}”; on {n} other rows it is “{usual}”.",
            value=odd.value,
            person=odd.person,
            n=odd.times,
            usual=odd.usual,
        )
        yield noticed(programme, odd.column, odd.row, message)


@once
def odd_contacts(programme: Programme) -> list[Odd]:
    """Return the contacts that are not those of their persons."""
    contacts = [(column, held) for column in programme.columns if (held := _contacts(column))]
    numbers = {(column.section.start, column.number) for column, _ in contacts}
    others = [c for c in programme.columns if (c.section.start, c.number) not in numbers]
    found: list[Odd] = []
    for column, held in contacts:
        for person in (own for own in others if own.section is column.section):
            odd = _odd(_names(person), held)
            found += (
                Odd(column, index, held[index], str(person.value(index)).strip(), *usual)
                for index, usual in odd.items()
            )
            if odd:
                break
    return found


def _contacts(column: StaffColumn) -> dict[int, str]:
    """Return the contacts of a column by row; nothing for a column of anything else."""
    if column.kind not in ("text", "number") or column.summed or column.unit:
        return {}
    held: dict[int, str] = {}
    for index, value in column.typed():
        if isinstance(value, str) or (isinstance(value, int | float) and value == int(value)):
            held[index] = shown(value).strip()
    told = sum(_is_contact(text) for text in held.values())
    if 2 * sum(text.endswith("00") for text in held.values()) > len(held):
        return {}
    return held if told >= max(ROWS * PERSONS, ALIKE * len(held)) else {}


def _is_contact(text: str) -> bool:
    return ADDRESS.fullmatch(text) is not None and (
        "@" in text or sum(map(str.isdecimal, text)) >= FEWEST_DIGITS
    )


def _names(column: StaffColumn) -> dict[int, str]:
    """Return the names of a column of persons, or of one whose texts come back, by row."""
    if column.kind not in ("person", "text"):
        return {}
    return {index: " ".join(text.split()) for index, text in texts(column)}


def _odd(names: Mapping[int, str], held: Mapping[int, str]) -> dict[int, tuple[str, int]]:
    """Return the rows whose contact is not that of the person, with the usual one and its rows."""
    rows: dict[str, list[int]] = {}
    for index in held:
        if index in names:
            rows.setdefault(names[index], []).append(index)
    usual = {
        name: Counter(held[index] for index in own).most_common(1)[0] for name, own in rows.items()
    }
    known = {name: most for name, most in usual.items() if most[1] >= ROWS}
    own = {contact for contact, _ in known.values()}
    odd = {
        index: known[name]
        for name, indexes in rows.items()
        if name in known
        for index in indexes
        if held[index] != known[name][0]
    }
    covered = sum(len(rows[name]) for name in known)
    few = len(odd) <= max(1, FEW * covered) and 2 * covered > len(held)
    return odd if few and PERSONS <= len(known) == len(own) else {}
