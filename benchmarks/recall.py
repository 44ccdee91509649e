"""How many planted faults are found, and how often something is said where nothing is wrong.

Random programmes with known faults (tests/programmes/planting.py), and programmes in order.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
SEEDS = 200


def main() -> None:
    sys.path.insert(0, str(ROOT))
    from tests.programmes.planting import make_planted, score

    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS
    scores = [score(*make_planted(seed)) for seed in range(seeds)]
    planted = Counter(truth.rule for own in scores for truth in own.planted)
    missed = Counter(truth.rule for own in scores for truth in own.missed)
    print(f"{seeds} random programmes, {planted.total()} planted faults of {len(planted)} kinds:")
    print(f"  recall                     {1 - missed.total() / planted.total():8.2%}")
    for rule, count in missed.most_common():
        print(f"    {rule}: {count} of {planted[rule]} missed")
    print(f"  not planted, at error      {sum(len(own.false_errors) for own in scores):8}")
    warnings = Counter(finding.rule for own in scores for finding in own.false_warnings)
    print(f"  not planted, at warning    {warnings.total():8}  {dict(warnings) or ''}")
    print_silence()


def print_silence() -> None:
    from tests.programmes.generated import LARGE, make_grid
    from tests.programmes.planting import score
    from tests.programmes.written import read_corpus

    grids = [make_grid(plan) for plan in LARGE.values()]
    quiet = [w for w in read_corpus() if not w.expected]
    grids += [grid for written in quiet if len(written.grids) == 1 for grid in written.grids]
    rows = sum(len(grid.rows) for grid in grids)
    said = [score(grid, []) for grid in grids]
    count = sum(len(own.false_errors) + len(own.false_warnings) for own in said)
    print(f"{len(grids)} programmes in order, {rows} rows:")
    print(f"  said at warning or above   {count:8}")


if __name__ == "__main__":
    main()
