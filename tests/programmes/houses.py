"""Programmes of invented houses, in four languages, with columns of all kinds, and faults in them.

Nothing is to be found in a programme as it is made; `plant` spoils one cell and says which.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product

from xlmot.programme.grid import Grid, Value

HEADERS = {
    "fr": ["N°", "Action", "Budget (€)", "Avancement", "Début", "Fin", "État", "Pilote"],
    "en": ["Ref", "Action", "Cost (£)", "% done", "Start", "Finish", "Status", "Owner"],
    "de": ["Nr.", "Maßnahme", "Kosten in €", "Umsetzung %", "Beginn", "Ende", "Stand", "Zuständig"],
    "nl": ["Nr.", "Actie", "Begroting", "Voortgang", "Begin", "Einde", "Status", "Trekker"],
}
VERBS = {
    "fr": "Rénover,Agrandir,Isoler,Clôturer,Étudier,Inaugurer,Équiper,Expertiser,Végétaliser",
    "en": "Renovate,Enlarge,Insulate,Fence,Survey,Open,Equip,Assess,Landscape",
    "de": "Sanieren:,Erweitern:,Dämmen:,Einzäunen:,Prüfen:,Eröffnen:,Ausstatten:,Begrünen:",
    "nl": "Opknappen:,Uitbreiden:,Isoleren:,Omheinen:,Onderzoeken:,Openen:,Inrichten:,Vergroenen:",
}
THINGS = {
    "fr": "la crèche,le gymnase,la piscine,le marché couvert,la halte fluviale,le parc urbain",
    "en": "the nursery,the sports hall,the pool,the covered market,the canal bridge,the town park",
    "de": "Kindergarten,Turnhalle,Schwimmbad,Markthalle,Bootssteg,Stadtpark",
    "nl": "crèche,sporthal,zwembad,markthal,steiger,stadspark",
}
PLACES = "Aubigny,Brécy,Doucier,Erquy,Gizeux,Houdan,Joigny,Lormes,Nantua,Orbec,Pesmes,Tournus"
STATUSES = {
    "fr": ("À lancer", "En cours", "Réalisé"),
    "en": ("Planned", "Ongoing", "Completed"),
    "de": ("geplant", "bewilligt", "erledigt"),
    "nl": ("gepland", "lopend", "afgerond"),
}
PEOPLE = ("Claire Montel", "Karim Osman", "Luc Verdier", "Ingrid Bakker", "Jonas Weller")
Code = Callable[[int, int, int], str]


@dataclass(frozen=True)
class House:
    """How a house writes its codes: of a part, a group in it, an action in that; 0 is none."""

    name: str
    language: str
    code: Code
    subtotals: bool = False


def _joined(joint: str, *widths: int, mark: str = "") -> Code:
    def code(*parts: int) -> str:
        texts = [f"{part:0{width}}" for part, width in zip(parts, widths, strict=True) if part]
        return joint.join(texts) + mark

    return code


def _lettered(part: int, group: int, action: int) -> str:
    return ".".join(["ABCDEFGH"[part - 1], *(str(n) for n in (group, action) if n)])


def _roman(part: int, group: int, action: int) -> str:
    return ".".join([("I", "II", "III", "IV")[part - 1], *(str(n) for n in (group, action) if n)])


def _worded(part: int, group: int, action: int) -> str:
    word = "Activity" if action else "Output" if group else "Outcome"
    return f"{word} {_joined('.', 1, 1, 1)(part, group, action)}"


HOUSES = (
    House("points", "fr", _joined(".", 1, 1, 1)),
    House("padded last part", "fr", _joined(".", 1, 1, 2), subtotals=True),
    House("final mark", "fr", _joined(".", 1, 1, 1, mark=".")),
    House("Roman numbers", "fr", _roman),
    House("letters", "en", _lettered, subtotals=True),
    House("words before the code", "en", _worded),
    House("hyphens", "de", _joined("-", 1, 1, 1)),
    House("padded throughout", "de", _joined(".", 2, 2, 2), subtotals=True),
    House("points, in Dutch", "nl", _joined(".", 1, 1, 1)),
    House("letters, in Dutch", "nl", _lettered),
)


@dataclass
class Made:
    """A programme: its rows, the rows of its actions (from 0), its formulas."""

    house: House
    rows: list[list[Value]]
    actions: list[int] = field(default_factory=list)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)

    def grid(self) -> Grid:
        return Grid("Plan", self.rows, (), self.formulas)


def make(house: House, seed: int, groups: int = 3, actions: int = 7) -> Made:
    """Return a programme of two parts in order; the same one for the same seed."""
    chance = random.Random(seed)  # noqa: S311  the same programme for the same seed
    tongue = house.language
    names = list(product(VERBS[tongue].split(","), THINGS[tongue].split(","), PLACES.split(",")))
    labels = iter([" ".join(words) for words in chance.sample(names, len(names))])
    made = Made(house, [list(HEADERS[tongue])])
    for part in (1, 2, 3):
        made.rows.append(
            [house.code(part, 0, 0), f"{THEMES[tongue][part - 1].upper()}"] + [None] * 6
        )
        for group in range(1, groups + 1):
            name = f"{THEMES[tongue][part - 1]} : {PLACES.split(',')[3 * part + group - 4]}"
            made.rows.append([house.code(part, group, 0), name] + [None] * 6)
            first = len(made.rows) + 1
            for number in range(1, actions + 1):
                made.actions.append(len(made.rows))
                own: list[Value] = [house.code(part, group, number), next(labels)]
                made.rows.append(own + _staff(tongue, chance))
            if house.subtotals:
                _subtotal(made, first, name)
    return made


THEMES = {
    "fr": ("Habitat", "Mobilités", "Énergie"),
    "en": ("Housing", "Transport", "Energy"),
    "de": ("Wohnen", "Verkehr", "Energie"),
    "nl": ("Wonen", "Vervoer", "Energie"),
}
SUBTOTALS = {"fr": "Sous-total", "en": "Subtotal", "de": "Zwischensumme", "nl": "Subtotaal"}


def _subtotal(made: Made, first: int, name: str) -> None:
    last = len(made.rows)
    amounts = [row[2] for row in made.rows[first - 1 : last]]
    total = sum(value for value in amounts if isinstance(value, int | float))
    text = f"{SUBTOTALS[made.house.language]} {name}"
    made.rows.append([None, text, total, None, None, None, None, None])
    made.formulas[len(made.rows), 3] = f"SUM(C{first}:C{last})"


def _staff(tongue: str, chance: random.Random) -> list[Value]:
    start = date(2025, 1, 6) + timedelta(days=chance.randrange(500))
    end = start + timedelta(days=chance.randrange(20, 400))
    done = chance.choice((0, 0.1, 0.25, 0.5, 0.75, 1.0))
    amount = 500 * chance.randrange(4, 160)
    return [amount, done, start, end, chance.choice(STATUSES[tongue]), chance.choice(PEOPLE)]


Plant = Callable[[Made, int, random.Random], bool]


def _put(column: int, change: Callable[[Value, Made, random.Random], Value]) -> Plant:
    def plant(made: Made, row: int, chance: random.Random) -> bool:
        old = made.rows[row][column]
        made.rows[row][column] = change(old, made, chance)
        return made.rows[row][column] != old

    return plant


def _misspelt(old: Value, _: Made, chance: random.Random) -> Value:
    text = str(old)
    place = chance.randrange(1, len(text) - 1)
    return text[:place] + text[place + 1 :] if text[place] != " " else text


def _far(old: Value, _: Made, chance: random.Random) -> Value:
    year = chance.choice((2062, 2205, 2072, 2206))
    return old.replace(year=year, day=1) if isinstance(old, date) else old


def _doubled(old: Value, _: Made, __: random.Random) -> Value:
    """Return a label with a small word twice: a name may be doubled, “Walla Walla”."""
    before, _space, place = str(old).rpartition(" ")
    return f"{before} in in {place}"


def _reversed(made: Made, row: int, chance: random.Random) -> bool:
    start, end = made.rows[row][4:6]
    made.rows[row][4:6] = [end, start]
    del chance
    return True


def _short(made: Made, row: int, chance: random.Random) -> bool:
    del chance
    cell = next((cell for cell in sorted(made.formulas) if cell[0] > row), None)
    if cell is None:
        return False
    first, last = made.formulas[cell].removeprefix("SUM(C").removesuffix(")").split(":C")
    made.formulas[cell] = f"SUM(C{first}:C{int(last) - 1})"
    total, left_out = made.rows[cell[0] - 1][2], made.rows[int(last) - 1][2]
    if isinstance(total, int) and isinstance(left_out, int):
        made.rows[cell[0] - 1][2] = total - left_out
    return True


FAULTS: dict[str, Plant] = {
    "misspelt-status": _put(6, _misspelt),
    "unknown-status": _put(6, lambda old, *_: str(old).swapcase()),
    "percent-out-of-range": _put(3, lambda _, __, chance: chance.choice((1.4, -0.3, 1.1, 12))),
    "dates-reversed": _reversed,
    "date-out-of-range": _put(5, _far),
    "negative-amount": _put(2, lambda old, *_: -old if isinstance(old, int) else old),
    "amount-out-of-scale": _put(2, lambda old, *_: old * 1000 if isinstance(old, int) else old),
    "number-as-text": _put(2, lambda old, *_: f"{old} HT"),
    "gap-in-full-column": _put(7, lambda *_: None),
    "short-subtotal": _short,
    "repeated-word": _put(1, _doubled),
    "extra-spaces": _put(1, lambda old, *_: str(old).replace(" ", "  ", 1)),
    "duplicate-label": lambda made, row, _: _copied(made, row),
}


def _copied(made: Made, row: int) -> bool:
    other = made.actions[0] if row != made.actions[0] else made.actions[-1]
    made.rows[row][1] = made.rows[other][1]
    return True


def plant(house: House, rule: str, seed: int) -> tuple[Made, frozenset[int]] | None:
    """Return a programme with one fault, and the rows (from 1) that may bear its finding."""
    made = make(house, seed)
    chance = random.Random(seed + 1)  # noqa: S311
    row = chance.choice(made.actions)
    if not FAULTS[rule](made, row, chance):
        return None
    if rule == "short-subtotal":
        return made, frozenset(cell[0] for cell in made.formulas)
    return made, frozenset({row + 1})
