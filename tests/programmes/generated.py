"""Large programmes made of word banks, the same on every run: nothing in them is to be found.

Labels are drawn without repetition from what towns and groups of towns do, in French or English,
so that many of them are alike but for a place, a phase or a year, as in real plans.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import TypeVar

from xlmot.programme.grammar import Grammar, Path
from xlmot.programme.grid import Grid, Value

T = TypeVar("T")
PLAIN = Grammar(("number",) * 4, (".",) * 3)
LETTERED = Grammar(("letter", "number", "number", "number"), ("", ".", "."))
VERBS = {
    "fr": "Rénover,Agrandir,Isoler,Sécuriser,Moderniser,Aménager,Requalifier,Étudier,Financer,"
    "Inaugurer,Réhabiliter,Équiper,Entretenir,Expertiser,Végétaliser",
    "en": "Renovate,Enlarge,Insulate,Secure,Modernise,Redesign,Assess,Fund,Open,Restore,Equip,"
    "Maintain,Survey,Landscape,Promote",
}
THINGS = {
    "fr": "l'école élémentaire,la médiathèque,le gymnase,la salle des fêtes,la gare routière,"
    "le marché couvert,la mairie annexe,la crèche,le stade,la piscine,le cimetière,la déchetterie,"
    "le pont du canal,la maison de santé,le parc urbain,l'aire de covoiturage,la voie verte,"
    "le réseau d'eau potable,la station d'épuration,l'éclairage public,le cinéma,la halte fluviale,"
    "le centre social,la place de l'église,la zone d'activités",
    "en": "the primary school,the library,the sports hall,the community centre,the bus station,"
    "the covered market,the town hall annexe,the nursery,the playing fields,the swimming pool,"
    "the cemetery,the recycling centre,the canal bridge,the health centre,the town park,"
    "the car-sharing bay,the greenway,the water mains,the treatment plant,the street lighting",
}
PLACES = (
    "Aubigny,Brécy,Chaumes,Doucier,Erquy,Fontaines,Gizeux,Houdan,Issigeac,Joigny,Kerlouan,Lormes,"
    "Mézin,Nantua,Orbec,Pesmes,Quettehou,Rugles,Saint-Aubin,Tournus,Uzerche,Vitteaux,Wissant,Yvetot"
)
TAILS = {
    "fr": ("", "", "", " (tranche 1)", " (tranche 2)", " : étude", ", 2e phase", " – lot n° 3"),
    "en": ("", "", "", " (phase 1)", " (phase 2)", ": study", ", second stage", " – lot 3"),
}
THEMES = {
    "fr": "Habitat,Mobilités,Énergie,Eau,Déchets,Santé,Culture,Sport,Jeunesse,Agriculture,Tourisme,"
    "Commerce,Numérique,Biodiversité,Patrimoine,Emploi",
    "en": "Housing,Transport,Energy,Water,Waste,Health,Culture,Sport,Youth,Farming,Tourism,Trade,"
    "Digital services,Wildlife,Heritage,Employment",
}
ASPECTS = {
    "fr": "connaître les besoins,renforcer l'offre,former les acteurs,associer les habitants,"
    "réduire les coûts,évaluer les résultats,coopérer avec les voisins,innover,informer,"
    "adapter les équipements,préserver les ressources,simplifier les démarches",
    "en": "know the needs,widen the offer,train the staff,involve residents,cut the costs,"
    "measure the results,work with neighbours,innovate,inform,adapt the buildings,"
    "save resources,make it simpler",
}
HEADERS = {
    "fr": ["Code", "Intitulé", "Service", "Coût (€)", "Échéance"],
    "en": ["Code", "Title", "Department", "Cost (€)", "Due date"],
}
SERVICES = {
    "fr": ("Bâtiments", "Voirie", "Culture", "Eau", "Urbanisme"),
    "en": ("Buildings", "Roads", "Culture", "Water", "Planning"),
}


@dataclass(frozen=True)
class Plan:
    """The shape of a programme: titles per level, actions per deepest title, how it is written.

    `own_codes` gives each action a code one level deeper; without, it repeats its title's.
    """

    shape: tuple[int, ...] = (3, 4)
    actions: int = 4
    own_codes: bool = False
    language: str = "fr"
    grammar: Grammar = PLAIN
    staff: bool = True
    seed: int = 1

    @property
    def levels(self) -> list[int]:
        counts = [self.shape[0]]
        for number in self.shape[1:]:
            counts.append(counts[-1] * number)
        return counts

    @property
    def total(self) -> int:
        """Return the number of actions."""
        return self.levels[-1] * self.actions


def make_rows(plan: Plan) -> list[list[Value]]:
    """Return the rows of a programme, its header first."""
    chance = random.Random(plan.seed)  # noqa: S311  the same programme on every run
    labels = _labels(plan, chance)
    titles = _titles(plan, chance)
    width = 5 if plan.staff else 2
    rows: list[list[Value]] = [[*HEADERS[plan.language][:width]]]
    for path in _paths(plan.shape):
        title: list[Value] = [plan.grammar.text(path), next(titles), None, None, None]
        rows.append(title[:width])
        if len(path) == len(plan.shape):
            for number in range(1, plan.actions + 1):
                code = plan.grammar.text((*path, number) if plan.own_codes else path)
                rows.append([code, next(labels), *_staff(plan, chance)][:width])
    return rows


def make_grid(plan: Plan) -> Grid:
    return Grid("Plan", make_rows(plan))


def _paths(shape: tuple[int, ...], above: Path = ()) -> Iterator[Path]:
    for number in range(1, shape[0] + 1):
        yield (*above, number)
        if len(shape) > 1:
            yield from _paths(shape[1:], (*above, number))


def _labels(plan: Plan, chance: random.Random) -> Iterator[str]:
    """Yield labels, each once: a verb, a thing, a place, a tail."""
    tongue, join = plan.language, "de" if plan.language == "fr" else "in"
    banks = (VERBS[tongue].split(","), THINGS[tongue].split(","), PLACES.split(","))
    for verb, thing, place in _shuffled(list(product(*banks)), chance):
        of = "d'" if join == "de" and place[0] in "AEIOUYÉ" else f"{join} "
        yield f"{verb} {thing} {of}{place}{chance.choice(TAILS[tongue])}"


def _titles(plan: Plan, chance: random.Random) -> Iterator[str]:
    tongue, colon = plan.language, " : " if plan.language == "fr" else ": "
    pairs = list(product(THEMES[tongue].split(","), ASPECTS[tongue].split(",")))
    return (f"{theme}{colon}{aspect}" for theme, aspect in _shuffled(pairs, chance))


def _shuffled(items: list[T], chance: random.Random) -> list[T]:
    return chance.sample(items, len(items))


def _staff(plan: Plan, chance: random.Random) -> list[Value]:
    day = date(2026, 1, 5) + timedelta(days=chance.randrange(350))
    return [chance.choice(SERVICES[plan.language]), 500 * chance.randrange(2, 400), day]


LARGE = {
    "pcaet-300": Plan((4, 5, 3), 4, own_codes=True, seed=11),
    "plui-450-letters": Plan(
        (6, 9),
        7,
        own_codes=True,
        grammar=LETTERED,
        seed=12,
    ),
    "council-800": Plan((7, 6), 18, language="en", seed=13),
    "region-1200": Plan((6, 6, 4), 7, seed=14),
    "department-2000-without-columns": Plan((9, 8), 26, staff=False, seed=15),
    "metropolis-3000": Plan((9, 18), 17, own_codes=True, seed=16),
}
