"""Group the actions of a programme by what staff wrote: status, due date, person in charge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from xlmot.messages import Message, say, say_many
from xlmot.messages.named import NamedTuple
from xlmot.programme.doubt import is_unsure
from xlmot.programme.grid import Value, is_blank
from xlmot.programme.outline import Programme
from xlmot.programme.staff import JoinedColumn, staff_columns, staff_value
from xlmot.programme.vocabulary import fold
from xlmot.sheets.figures import without_action
from xlmot.sheets.words import UNSURE, level_caption

# A list of more names than this says nothing: the rest is counted in one line.
MOST_NAMES = 25
MOST_SAID = 6
PASSED, THIS_QUARTER, LATER = say("passed"), say("this quarter"), say("later")
NO_DATE, OTHERWISE = say("no date"), say("not written as a date")


class Group(NamedTuple):
    """Actions that have something in common: what it is, and their rows of the table."""

    name: str | Message
    rows: list[int]


def column_of(programme: Programme, kind: str) -> JoinedColumn | None:
    """Return the first column of a kind in which an action has something."""
    names = {fold(own.name) for own in programme.columns if own.kind == kind}
    for column in staff_columns(programme):
        if fold(" ".join(column.name.split())) in names and any(
            not is_blank(staff_value(programme, index, column)) for index in programme.owners
        ):
            return column
    return None


def by_value(programme: Programme, column: JoinedColumn) -> list[Group]:
    """Return the actions by what a column says of them, most first; last those it leaves blank.

    Case, accents and spaces make no difference; a group is called as it is written most often.
    """
    groups: dict[str, list[int]] = {}
    spellings: dict[str, Counter[str]] = {}
    blank: list[int] = []
    for index in programme.owners:
        value = staff_value(programme, index, column)
        if is_blank(value):
            blank.append(index)
            continue
        text = " ".join(_text(value).split())
        groups.setdefault(fold(text), []).append(index)
        spellings.setdefault(fold(text), Counter())[text] += 1
    named = [Group(spellings[key].most_common(1)[0][0], rows) for key, rows in groups.items()]
    named.sort(key=lambda group: -len(group.rows))
    if len(named) > MOST_NAMES:
        rest = named[MOST_NAMES - 1 :]
        rows = sorted(index for group in rest for index in group.rows)
        other = say_many(len(rest), "({count} other)", "({count} others)")
        named[MOST_NAMES - 1 :] = [Group(other, rows)]
    return [*named, Group(say("(blank)"), blank)] if blank else named


def _text(value: Value) -> str:
    return value.date().isoformat() if isinstance(value, datetime) else str(value)


def by_due_date(programme: Programme, column: JoinedColumn, day: date) -> list[Group]:
    """Return the actions by when they are due, seen from a day; groups of none are left out."""
    names = [PASSED, THIS_QUARTER, LATER, OTHERWISE, NO_DATE]
    rows: list[list[int]] = [[] for _ in names]
    for index in programme.owners:
        rows[names.index(_when(staff_value(programme, index, column), day))].append(index)
    return [Group(name, own) for name, own in zip(names, rows, strict=True) if own]


def _when(value: Value, day: date) -> Message:
    if is_blank(value):
        return NO_DATE
    if isinstance(value, datetime):
        value = value.date()
    if not isinstance(value, date):
        return OTHERWISE
    if value < day:
        return PASSED
    return THIS_QUARTER if value <= quarter_end(day) else LATER


def quarter_end(day: date) -> date:
    """Return the last day of the quarter of a day.

    >>> quarter_end(date(2026, 11, 30)), quarter_end(date(2026, 2, 1))
    (datetime.date(2026, 12, 31), datetime.date(2026, 3, 31))
    """
    month = (day.month - 1) // 3 * 3 + 3
    after = date(day.year + month // 12, month % 12 + 1, 1)
    return after - timedelta(days=1)


def sentences(programme: Programme, day: date) -> Iterator[Message]:
    """Yield what is to be known of a programme first, in a sentence each."""
    if is_unsure(programme):
        yield UNSURE
    yield from _without_action(programme)
    status, due = column_of(programme, "status"), column_of(programme, "due_date")
    if status is not None:
        counts = _counts(by_value(programme, status))
        yield say("{column}: {counts}.", column=status.name, counts=counts)
    if due is not None:
        yield from _late(programme, by_due_date(programme, due, day), status)


def _without_action(programme: Programme) -> Iterator[Message]:
    nodes = without_action(programme)
    if not nodes:
        return
    depth = len(nodes[0].path)
    bare = sum(len(node.path) == depth for node in nodes)
    whole = sum(len(node.path) == depth for node in programme.walk())
    yield say_many(
        bare,
        "{count} {level} of {whole} has no action.",
        "{count} {level} of {whole} have no action.",
        level=level_caption(programme, depth, bare),
        whole=whole,
    )


def _late(
    programme: Programme, groups: Iterable[Group], status: JoinedColumn | None
) -> Iterator[Message]:
    for group in groups:
        if group.name != PASSED:
            continue
        count = len(group.rows)
        passed = say_many(count, "{count} due date has passed", "{count} due dates have passed")
        if status is None:
            yield say("{sentence}.", sentence=passed)
        else:
            rows = set(group.rows)
            among = (
                Group(own.name, [index for index in own.rows if index in rows])
                for own in by_value(programme, status)
            )
            counts = _counts([own for own in among if own.rows])
            yield say("{sentence}: {counts}.", sentence=passed, counts=counts)


def _counts(groups: Sequence[Group]) -> tuple[Message, ...]:
    said = [
        say("{count} “{value}”", count=len(group.rows), value=group.name)
        if isinstance(group.name, str)
        else say("{count} {value}", count=len(group.rows), value=group.name)
        for group in groups[:MOST_SAID]
    ]
    rest = sum(len(group.rows) for group in groups[MOST_SAID:])
    return (*said, say_many(rest, "{count} other", "{count} others")) if rest else tuple(said)
