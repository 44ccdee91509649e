"""Count what a programme says: titles, prefixes, tags, suffixes, and what was found in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from xlmot.findings import Finding, Severity
from xlmot.programme.label import Label
from xlmot.programme.outline import Programme, Title
from xlmot.programme.vocabulary import fold

NONE = ""


def parts(programme: Programme, index: int) -> Label:
    """Return the parts of a row's label."""
    text = programme.table.labels[index]
    return programme.parts.get(text) or Label(text)


def actions(node: Title) -> list[int]:
    """Return the action rows of a title and of all below it, in the order of the source."""
    return [index for below in node.walk() for index in below.actions]


def prefix_counts(
    programme: Programme, rows: Iterable[int], *, each_country: bool = False
) -> Counter[str]:
    """Return the number of rows by prefix in the order they appear, last those without.

    With `each_country`, `FR-IT-MC` counts once for each of the three, whose sum is no total.
    """
    counts: Counter[str] = Counter()
    without = 0
    for index in rows:
        prefix = parts(programme, index).prefix
        if not prefix:
            without += 1
            continue
        split = each_country and programme.vocabulary.prefixes.kind(prefix) == "country"
        counts.update(prefix.split("-") if split else (prefix,))
    if without:
        counts[NONE] = without
    return counts


def suffix_counts(programme: Programme, rows: Iterable[int]) -> Counter[str]:
    """Return the number of rows by suffix, as the house writes it; rows without do not count."""
    house = {fold(suffix): suffix for suffix in programme.vocabulary.suffixes}
    suffixes = (parts(programme, index).suffix for index in rows)
    return Counter(house[fold(suffix)] for suffix in suffixes if suffix)


def suffixes(programme: Programme) -> list[str]:
    """Return the suffixes that the actions of a programme bear, in the order of the house."""
    borne = suffix_counts(programme, programme.owners)
    return [suffix for suffix in programme.vocabulary.suffixes if suffix in borne]


def has_prefixes(programme: Programme) -> bool:
    return any(parts(programme, index).prefix for index in programme.owners)


def tags(programme: Programme) -> dict[str, dict[int, int]]:
    """Return the number of actions by tag and by place of the axis; a tag is inherited.

    Actions under no tag are counted under "" if others are under one.
    """
    counts: dict[str, dict[int, int]] = {tag: {} for tag in programme.vocabulary.tags}
    for place, root in enumerate(programme.roots):
        for tag, number in _tagged(programme, root, NONE):
            by_root = counts.setdefault(tag, {})
            by_root[place] = by_root.get(place, 0) + number
    borne = {tag: by_root for tag, by_root in counts.items() if by_root}
    return borne if set(borne) - {NONE} else {}


def _tagged(programme: Programme, node: Title, inherited: str) -> Iterator[tuple[str, int]]:
    tag = tag_of(programme, node) or inherited
    yield tag, len(node.actions)
    for child in node.children:
        yield from _tagged(programme, child, tag)


def tag_of(programme: Programme, node: Title) -> str:
    """Return the tag that a title bears itself."""
    return "" if node.title is None else parts(programme, node.title).tag


def without_action(programme: Programme) -> list[Title]:
    """Return the titles with nothing below them: neither titles nor actions."""
    return [node for node in programme.walk() if not node.children and not node.actions]


def titles_at(roots: Iterable[Title], depth: int) -> int:
    """Return the number of titles of a depth among some and all below them."""
    nodes = (node for root in roots for node in root.walk())
    return sum(len(node.path) == depth and node.title is not None for node in nodes)


def findings_by_root(programme: Programme, findings: Iterable[Finding]) -> list[Counter[Severity]]:
    """Return the findings by severity under each title of the first level, then elsewhere."""
    table = programme.table
    places = {root.path[0]: place for place, root in enumerate(programme.roots)}
    counts: list[Counter[Severity]] = [Counter() for _ in range(len(places) + 1)]
    roots: dict[tuple[str, int], int] = {}
    here = len(places)
    for index, number in enumerate(table.numbers):
        path = table.paths[index]
        here = places.get(path[0], here) if path else here
        roots[table.sheet(index), number] = here
    for finding in findings:
        if not finding.ignored:
            first = min(finding.rows)
            place = roots.get((finding.sheet, first), len(places))
            counts[place][finding.severity or Severity.NOTE] += 1
    return counts
