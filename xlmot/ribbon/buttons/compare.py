"""The button that compares two programmes: those of a workbook, or its own and another one's."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from xlmot.checking.compare import Comparison, compare
from xlmot.files.compare import Side, comparison_sheet, read_side
from xlmot.files.reading import Asked
from xlmot.messages import Message, say
from xlmot.messages.errors import UnreadableFile, XlmotError
from xlmot.messages.named import NamedTuple
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import YEAR
from xlmot.reports.comparison import counts_text
from xlmot.ribbon.buttons.done import Done
from xlmot.ribbon.open_workbook import Desk
from xlmot.sheets.evolution import Linked
from xlmot.sheets.words import programme_name, source_name


class Comparable(NamedTuple):
    """A programme to compare, the name of its workbook, and whether that is the active one."""

    programme: Programme
    file: str
    here: bool = False

    @property
    def year(self) -> int | None:
        """Return the year of the header, else that of the sheet's name, else of the file's."""
        texts = (source_name(self.programme), self.file)
        named = (int(found[0]) for text in texts if (found := YEAR.search(text.replace("_", " "))))
        return self.programme.year or next(named, None)


def compare_programmes(
    desk: Desk, other: Path | None = None, columns: Collection[str] = ()
) -> Done:
    """Put the sheet of what changed from one programme to another into the workbook.

    Compared are the two programmes of the workbook, else its own and that of the file `other`, of
    the only other open workbook that holds one, or of a file that the user chooses. `columns` are
    those of staff to compare too, “all” for every one.

    Raises:
        XlmotError: there is no telling which programmes to compare, a file cannot be read, or no
            column has a name that is asked for.
    """
    mine = [Comparable(one, desk.book.name, here=True) for one in desk.programmes]
    pair = mine if len(mine) > 1 and other is None else _with_another(desk, mine, other)
    if pair is None:
        return Done(say("Nothing was compared."), box=False)
    old, new, certain = _in_order(pair)
    comparison = compare(old.programme, new.programme, columns)
    _put(desk, comparison, Linked(old.here, new.here))
    told = say(
        "From {old} to {new}: {counts}.",
        old=programme_name(old.programme),
        new=programme_name(new.programme),
        counts=counts_text(comparison),
    )
    return Done(told, box=False) if certain else Done(_guessed(told, old))


def _guessed(told: Message, old: Comparable) -> Message:
    return say(
        "{told} No year shows which programme is earlier: “{sheet}” of {file} was taken for it.",
        told=told,
        sheet=source_name(old.programme),
        file=old.file,
    )


def _with_another(
    desk: Desk, mine: Sequence[Comparable], path: Path | None
) -> list[Comparable] | None:
    """Return the programme of the workbook and one of another; None if the user chose none."""
    own = _latest(mine)
    others = [] if path else list(_open_elsewhere(desk))
    if len(others) == 1:
        return [_before(others[0], own), own]
    path = path or desk.choose(say("Choose the earlier programme"))
    if path is None:
        return None
    desk.tell(say("Reading {file}…", file=path.name))
    found = read_side(Side(path), desk.asked.profile).programmes
    return [_before([Comparable(one, path.name) for one in found], own, path.name), own]


def _open_elsewhere(desk: Desk) -> Iterator[list[Comparable]]:
    """Yield the programmes of each other open workbook that holds any."""
    for book in desk.book.others():
        desk.tell(say("Reading {file}…", file=book.name))
        try:
            found = Desk(book, desk.language, asked=Asked(desk.asked.profile)).programmes
        except XlmotError:
            # What the user has open besides is none of our business, unless it is a programme.
            continue
        yield [Comparable(one, book.name) for one in found]


def _latest(found: Sequence[Comparable]) -> Comparable:
    years = [one.year for one in found]
    if len(found) > 1 and (None in years or len(set(years)) < len(years)):
        raise _several(found[0].file, found)
    return max(found, key=lambda one: one.year or 0)


def _before(found: Sequence[Comparable], own: Comparable, file: str = "") -> Comparable:
    """Return the only programme of another workbook, or the last that is earlier than `own`."""
    if not found:
        raise UnreadableFile(
            say("There is no programme in {file} that could be compared.", file=file),
            say("See what “xlmot check” says of it."),
        )
    earlier = [one for one in found if one.year and own.year and one.year < own.year]
    return found[0] if len(found) == 1 else _latest(earlier or found)


def _several(file: str, found: Sequence[Comparable]) -> UnreadableFile:
    return UnreadableFile(
        say(
            "{file} holds several programmes whose years do not tell which are meant: {sheets}.",
            file=file,
            sheets=tuple(source_name(one.programme) for one in found),
        ),
        say("Hide the sheets of those that are not to be compared, and try again."),
    )


def _in_order(pair: Sequence[Comparable]) -> tuple[Comparable, Comparable, bool]:
    """Return the earlier programme, the later one, and whether their years tell so."""
    years = {one.year for one in pair}
    if None not in years and len(years) == len(pair):
        *_, old, new = sorted(pair, key=lambda one: one.year or 0)
        return old, new, True
    if len(pair) > 2:
        raise _several(pair[0].file, pair)
    return pair[0], pair[1], False


def _put(desk: Desk, comparison: Comparison, linked: Linked) -> None:
    reading = desk.reading
    edition = reading.edition(desk.day)
    sheet = comparison_sheet(comparison, reading.earlier, edition, linked, desk.writes)
    desk.put([sheet], show=sheet.name)
