"""What each rule is worth: how many planted faults it tells, how often it speaks where none is.

Faults are planted one at a time in the programmes of ten invented houses (codes of all styles,
columns of all kinds, four languages) and in random ones; false findings are counted per hundred
rows of programmes in order, those of the corpus among them. The tables stand in docs/rules.md;
with `--write` they are written there.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCUMENT = ROOT / "docs" / "rules.md"
START, END = "<!-- worth -->", "<!-- /worth -->"
SEEDS = 1
RANDOM = 20


def main() -> None:
    sys.path.insert(0, str(ROOT))
    text = "\n".join((*recall_table(), "", *false_table()))
    sys.stdout.write(text + "\n")
    if "--write" in sys.argv:
        before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(START)
        after = rest.partition(END)[2]
        DOCUMENT.write_text(f"{before}{START}\n{text}\n{END}{after}", encoding="utf-8")


def recall_table() -> Iterator[str]:
    found = planted_in_houses(), random_programmes()
    planted, told = (sum(own, Counter[str]()) for own in zip(*found, strict=True))
    yield "| Planted fault | Planted | Told | Recall |"
    yield "|---|---|---|---|"
    for rule in sorted(planted):
        yield f"| `{rule}` | {planted[rule]} | {told[rule]} | {told[rule] / planted[rule]:.0%} |"
    yield (
        f"| **all** | {planted.total()} | {told.total()} | {told.total() / planted.total():.1%} |"
    )


def planted_in_houses() -> tuple[Counter[str], Counter[str]]:
    from tests.programmes.houses import FAULTS, HOUSES, plant

    planted, told = Counter[str](), Counter[str]()
    for house in HOUSES:
        for rule in FAULTS:
            for seed in range(SEEDS):
                spoiled = plant(house, rule, seed)
                if spoiled is not None:
                    made, rows = spoiled
                    planted[rule] += 1
                    found = (f for f in findings(made.grid()) if f.rule == rule)
                    told[rule] += any(rows.intersection(one.rows) for one in found)
    return planted, told


def random_programmes() -> tuple[Counter[str], Counter[str]]:
    from tests.programmes.planting import make_planted, score

    scores = [score(*make_planted(seed)) for seed in range(RANDOM)]
    planted = Counter(truth.rule for own in scores for truth in own.planted)
    missed = Counter(truth.rule for own in scores for truth in own.missed)
    return planted, planted - missed


def false_table() -> Iterator[str]:
    from tests.programmes.houses import HOUSES, make
    from tests.programmes.written import read_corpus

    false: Counter[tuple[str, str]] = Counter()
    rows = 0
    for house in HOUSES:
        for seed in range(SEEDS):
            grid = make(house, seed).grid()
            rows += len(grid.rows)
            false.update((f.rule, f.severity.value) for f in findings(grid))
    for written in read_corpus():
        if len(written.grids) == 1 and not written.expected:
            rows += len(written.grids[0].rows)
            false.update((f.rule, f.severity.value) for f in findings(written.grids[0]))
    serious = sum(count for (_, severity), count in false.items() if severity != "note")
    yield "| Rule that speaks where nothing is wrong | Severity | Findings | Per 100 rows |"
    yield "|---|---|---|---|"
    for (rule, severity), count in false.most_common():
        yield f"| `{rule}` | {severity} | {count} | {100 * count / rows:.2f} |"
    yield f"| **all, at warning or above** | | {serious} | {100 * serious / rows:.2f} |"
    yield ""
    yield f"{rows} rows of programmes in order."


def findings(grid: object) -> list:
    from tests.checked import checked
    from xlmot.books.memory import MemoryBook
    from xlmot.settings.load import load_settings

    return checked(MemoryBook("plan.xlsx", [grid]), load_settings(grids=[grid])).findings


if __name__ == "__main__":
    main()
