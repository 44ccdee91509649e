"""Learn the words of a house from its programmes: header, levels, codes, tags, prefixes, labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.grammar import Grammar
from xlmot.programme.header import HeaderWords
from xlmot.programme.label import HEADING
from xlmot.programme.layout import COLUMN
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import YEAR, Prefixes, Vocabulary, fold

TAG = lazy(r"\[([^\[\]]{2,30})\]\s*\S")
PREFIX = lazy(r"([A-Z][A-Za-z]{1,5}(?:-[A-Z]{2})*) / (?=\S+\s+\S)")
COUNTRIES = lazy(r"[A-Z]{2}(?:-[A-Z]{2})+")
# A suffix is a word or two in small letters after the last dash: “ - closing”.
SUFFIX = lazy(r" - ([^\W\d_]+(?: [^\W\d_]+)?)$")
# What stands but once is a label of its own, not a word of the house.
SEEN, RECURRING = 2, 3


class Learned(NamedTuple):
    """The words of a house that its profile does not know yet, each as a settings file has it.

    `levels` are the names that headings give them, "" where none does; `grammars` are those of
    the codes, cut to the depth in use; `columns` are the names of those beside codes and labels.
    """

    code_headers: tuple[str, ...] = ()
    label_headers: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    grammars: tuple[Grammar, ...] = ()
    tags: tuple[str, ...] = ()
    tag_level: int = 0
    prefixes: Prefixes = Prefixes()
    suffixes: tuple[str, ...] = ()
    recurrent: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


def learn(programmes: Sequence[Programme], known: Vocabulary) -> Learned:
    """Return what programmes show of the words of their house, beyond those that are known.

    >>> from xlmot.programme.grid import Grid
    >>> from xlmot.programme.workbook import read_workbook
    >>> house = Vocabulary(code_headers=("Code",), label_headers=("Title",))
    >>> rows = [["Code", "Title"], ["1", "[CORE] Goal 1: roads"], ["2", "[CORE] Goal 2: parks"]]
    >>> learned = learn(read_workbook("a.xlsx", [Grid("A", rows)], house).programmes, house)
    >>> learned.tags, learned.tag_level
    (('CORE',), 1)
    """
    if not programmes:
        return Learned()
    tags, tag_level = _tags(programmes, known)
    return Learned(
        *_headers(programmes, known),
        levels=_levels(programmes, known),
        grammars=_grammars(programmes, known),
        tags=tags,
        tag_level=tag_level,
        prefixes=_prefixes(programmes, known.prefixes),
        suffixes=_suffixes(programmes, known),
        recurrent=_recurrent(programmes, known),
        columns=_columns(programmes),
    )


def _labels(programmes: Sequence[Programme]) -> Iterator[str]:
    for programme in programmes:
        for label, rows in programme.rows_of.items():
            yield from (label for _ in rows)


def _often(found: Iterable[str], known: Iterable[str], least: int = SEEN) -> tuple[str, ...]:
    """Return what was found often enough and is not known, in the order it was found first."""
    folded = set(map(fold, known))
    counts = Counter(found)
    return tuple(w for w, n in counts.items() if n >= least and fold(w) not in folded)


def _headers(
    programmes: Sequence[Programme], known: Vocabulary
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of the headers that the house does not know, any year as `{year}`.

    Where codes have no column of their own, or a sheet is read unsurely, they may name others.
    """
    own = [
        section.layout.own_words
        for programme in programmes
        for section in programme.table.sections
        if section.layout.scheme == COLUMN and not section.layout.reading.unsure
    ]
    words = HeaderWords(known)
    codes, labels = ({_yearless(pair[side]): pair[side] for pair in own} for side in (0, 1))
    return (
        tuple(shown for shown, text in codes.items() if text and not words.names_code(text)),
        tuple(shown for shown, text in labels.items() if text and not words.names_label(text)),
    )


def _yearless(text: str) -> str:
    return YEAR.sub("{year}", " ".join(text.replace("{", "(").replace("}", ")").split()))


def _levels(programmes: Sequence[Programme], known: Vocabulary) -> tuple[str, ...]:
    """Return the name of each level in use: the house's, else that of most headings, else ""."""
    words: list[Counter[str]] = []
    for programme in programmes:
        for node in programme.walk():
            words += [Counter() for _ in range(len(words), len(node.path))]
            label = programme.table.labels[node.title] if node.title is not None else ""
            heading = HEADING.match(re.sub(r"^\[[^\]]*\]\s*", "", label))
            if heading and not heading[1].strip().isdigit():
                words[len(node.path) - 1][heading[1].strip().lower()] += 1
    depths = range(1, len(words) + 1)
    own = [level.one if (level := known.level(depth)) else "" for depth in depths]
    return tuple(
        name or (word if count >= SEEN else "")
        for name, counts in zip(own, words, strict=True)
        for word, count in (counts.most_common(1) or [("", 0)])
    )


def _grammars(programmes: Sequence[Programme], known: Vocabulary) -> tuple[Grammar, ...]:
    """Return the grammars of the codes, each cut to the depth in use; none if there is but one."""
    if len(known.grammars) == 1:
        return ()
    depths: dict[Grammar, int] = {}
    for table in (programme.table for programme in programmes):
        own = max((len(path) for path in table.paths if path), default=0)
        depths[table.grammar] = max(own, depths.get(table.grammar, 0))
    cut = (_cut(grammar, depth) for grammar, depth in depths.items() if depth)
    return tuple(dict.fromkeys(cut))


def _cut(grammar: Grammar, depth: int) -> Grammar:
    return grammar._replace(
        parts=grammar.parts[:depth],
        joints=grammar.joints[: depth - 1],
        heads=grammar.heads[:depth],
        ends=grammar.ends[:depth],
        forms=grammar.forms[:depth],
        starts=grammar.starts[:depth],
        unsure=frozenset(),
    )


def _tags(programmes: Sequence[Programme], known: Vocabulary) -> tuple[tuple[str, ...], int]:
    """Return the tags, and the level that bears them all, 0 if several do."""
    tagged = [
        (programme, index, found[1].strip())
        for programme in programmes
        for label, rows in programme.rows_of.items()
        if (found := TAG.match(label))
        for index in rows
    ]
    many = len(tagged) >= SEEN
    tags = _often((tag for *_, tag in tagged), known.tags, least=1) if many else ()
    titles = [programme.titles.get(index) for programme, index, _ in tagged]
    depths = {len(node.path) if node else 0 for node in titles}
    return tags, depths.pop() if tags and len(depths) == 1 else 0


def _prefixes(programmes: Sequence[Programme], known: Prefixes) -> Prefixes:
    found = [own[1] for label in _labels(programmes) if (own := PREFIX.match(label))]
    pairs = [prefix.split("-") for prefix in found if COUNTRIES.fullmatch(prefix)]
    countries = dict.fromkeys(part for pair in pairs for part in pair)
    new = tuple(country for country in countries if country not in known.countries)
    if len(pairs) < SEEN:
        new, pairs = (), []
    firsts = {pair[0] for pair in pairs}
    others = [prefix for prefix in found if "-" not in prefix]
    # Each of them, lest one that stands but once be taken for a slip.
    others = others if len(others) >= SEEN else []
    return Prefixes(
        countries=new,
        institutions=_often(others, (*known.institutions, *known.territories), 1),
        first=firsts.pop() if len(firsts) == 1 and not known.first else "",
    )


def _suffixes(programmes: Sequence[Programme], known: Vocabulary) -> tuple[str, ...]:
    found = (own[1] for label in _labels(programmes) if (own := SUFFIX.search(label)))
    return _often((word for word in found if word.islower()), known.suffixes, RECURRING)


def _recurrent(programmes: Sequence[Programme], known: Vocabulary) -> tuple[str, ...]:
    """Return the labels of actions that stand under so many titles, within one programme."""
    found = (
        label
        for programme in programmes
        for label, rows in programme.rows_of.items()
        if len({n.path for i in rows if (n := programme.owners.get(i))}) >= RECURRING
    )
    return _often(found, known.recurrent_labels, least=1)


def _columns(programmes: Sequence[Programme]) -> tuple[str, ...]:
    names = (
        " ".join(column.name.split())
        for programme in programmes
        for section in programme.table.sections
        for column in section.layout.others
    )
    return tuple(dict.fromkeys(filter(None, names)))
