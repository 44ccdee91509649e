"""Compare the programmes of two workbook files, and put the comparison into a workbook."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path
from typing import Any

from xlmot.books.file import FileBook
from xlmot.books.journal import put_in_order
from xlmot.books.read_only import open_book
from xlmot.books.saving.save import create
from xlmot.books.time_limit import within
from xlmot.checking.compare import Comparison, compare
from xlmot.checking.results import Summarized
from xlmot.files.earlier import earlier_in
from xlmot.files.reading import Asked, Reading, read
from xlmot.files.summarize import put
from xlmot.files.write import Destination
from xlmot.messages import Translate, render, say
from xlmot.messages.errors import CannotWrite, UnreadableFile
from xlmot.messages.named import NamedTuple
from xlmot.messages.translation import translation
from xlmot.programme.outline import Programme
from xlmot.settings.schema.output import SheetOptions
from xlmot.sheets.earlier.replacing import Earlier, replacement
from xlmot.sheets.evolution import KIND, Linked, evolution_name, evolution_sheet
from xlmot.sheets.forms import Forms
from xlmot.sheets.layout import Edition
from xlmot.sheets.model import Sheet
from xlmot.sheets.words import source_name
from xlmot.sheets.write import write_sheets


class Side(NamedTuple):
    """A programme to compare: its file, and its sheet if the file holds several programmes."""

    path: Path
    sheet: str | None = None


class Compared(NamedTuple):
    """The comparison of two workbooks, in the words of the later one's house.

    `old` and `new` are their files, None of one that is in memory. `language` is that of the
    sentences, `spoken` that of the later programme, "" where it is not known.
    """

    comparison: Comparison
    profile: str
    old: Path | None = None
    new: Path | None = None
    output: SheetOptions = SheetOptions()
    language: str = "en"
    spoken: str = ""
    forms: Forms = Forms()

    def to_json(self) -> str:
        """Return the comparison as `xlmot compare --format json` writes it."""
        from xlmot.reports.comparison_json import render_comparison_json

        return render_comparison_json(self.comparison)

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as the JSON object; `docs/compare.schema.json` describes it."""
        import json

        found: dict[str, Any] = json.loads(self.to_json())
        return found

    def __repr__(self) -> str:
        from xlmot.reports.comparison import counts_text

        translate = translation(self.language)
        counts = ", ".join(render(part, translate) for part in counts_text(self.comparison))
        return f"<Compared: {counts}>"

    def __str__(self) -> str:
        """Return the comparison as `xlmot compare` shows it."""
        from xlmot.reports.comparison import render_comparison

        return render_comparison(self.comparison, translation(self.language))


def compare_files(
    old: Side,
    new: Side,
    profile: str | None = None,
    columns: Collection[str] = (),
    limit: float | None = None,
) -> Compared:
    """Return the comparison of the programmes of two files, or of two sheets of one.

    `columns` are those of staff to compare too, “all” for every one. A file that takes longer to
    read than the `limit`, in seconds, is given up.

    A workbook of two programmes, compared with itself, is read as the earlier and the later.

    Raises:
        XlmotError: a file cannot be read, or holds no programme, or several and no sheet is named;
            no column has a name that is asked for.
    """
    before = within(limit, lambda: read_side(old, profile, limit), old.path.name)

    def read_and_compare() -> Compared:
        after = before if old == new else read_side(new, profile, limit)
        return compared(before, after, columns)

    return within(limit, read_and_compare, new.path.name)


def compared(before: Reading, after: Reading, columns: Collection[str] = ()) -> Compared:
    """Return the comparison of the programmes of two workbooks, as `compare_files` does.

    Raises:
        XlmotError: one holds no programme, or several; no column has a name that is asked for.
    """
    both = before is after and len(after.programmes) == 2
    pair = after.programmes if both else (_only(before), _only(after))
    comparison = compare(pair[0], pair[1], columns)
    old, new = (getattr(one.book, "path", None) for one in (before, after))
    settings, spoken = after.settings, after.language
    return Compared(
        comparison, settings.profile, old, new, settings.output, spoken=spoken, forms=after.forms
    )


def read_side(side: Side, profile: str | None, limit: float | None = None) -> Reading:
    """Read a file whose programme is to be compared.

    Raises:
        XlmotError: it cannot be read.
    """
    return read(open_book(side.path, limit=limit), Asked(profile, side.sheet, limit=limit))


def _only(reading: Reading) -> Programme:
    programmes = reading.programmes
    if not programmes:
        raise UnreadableFile(
            say("There is no programme in {file} that could be compared.", file=reading.book.name),
            say("See what “xlmot check” says of it."),
        )
    if len(programmes) > 1:
        raise UnreadableFile(
            say("{file} holds several programmes.", file=reading.book.name),
            say(
                "Name one of the sheets {sheets} with “--old-sheet” or “--new-sheet”.",
                sheets=tuple(source_name(one) for one in programmes),
            ),
        )
    return programmes[0]


def put_comparison(
    compared: Compared, target: Path, language: str = "", day: date | None = None
) -> Summarized:
    """Put the comparison as a sheet into a workbook, a new one if there is none of that name.

    It is in the language of the later programme unless one is wanted, else in that of the
    sentences.

    Raises:
        XlmotError: the workbook cannot be read or written; it is as it was.
    """
    put_in_order(target)
    language = language or compared.spoken or compared.language
    translate = translation(language)
    wanted = render(evolution_name(compared.comparison), translate)
    day = day or date.today()  # noqa: DTZ011  where the user is
    edition = Edition(compared.profile, day, output=compared.output, forms=compared.forms)
    if not target.exists():
        if target.suffix.lower() != ".xlsx":
            raise CannotWrite(
                say("{path} would be a new workbook without macros.", path=str(target)),
                say("Name one that ends in .xlsx, or one that is there."),
            )
        sheet = evolution_sheet(compared.comparison, edition, wanted)
        saved = create(target, write_sheets([sheet], translate), _opens(target))
        return Summarized(str(target), str(target), (wanted,), (wanted,), durable=saved.durable)
    book = FileBook(target)
    earlier = earlier_in(book)
    linked = Linked(_is_same(compared.old, target), _is_same(compared.new, target))
    sheet = comparison_sheet(compared.comparison, earlier, edition, linked, translate)
    made = replacement([sheet], earlier, {KIND}, translate)
    return put(book, made, target, Destination(in_place=True), language)


def comparison_sheet(
    comparison: Comparison, earlier: Earlier, edition: Edition, linked: Linked, translate: Translate
) -> Sheet:
    """Return the sheet of a comparison, named as the one of the same programmes is."""
    wanted = render(evolution_name(comparison), translate)
    old, new = source_name(comparison.old), source_name(comparison.new)
    return evolution_sheet(comparison, edition, earlier.name(wanted, KIND, new, old), linked)


def _is_same(one: Path | None, other: Path) -> bool:
    return one is not None and one.resolve() == other.resolve()


def _opens(path: Path) -> Callable[[bytes], object]:
    return lambda data: FileBook(path, data).all_grids()
