"""A book on disk: an .xlsx or .xlsm file, read behind the guard."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from xlmot.books.book import no_sheet, refuse_generated
from xlmot.findings import DeleteRow, Edit, SetCell, Unmerge
from xlmot.messages import Message, say
from xlmot.messages.errors import UnreadableFile, XlmotError
from xlmot.messages.hints import TYPE_CHECKING
from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.ooxml.parts.facts import read_book_facts
from xlmot.ooxml.parts.guard import open_container
from xlmot.ooxml.parts.marks import JOURNAL_SHEETS, read_marks
from xlmot.ooxml.parts.package import Package
from xlmot.ooxml.parts.reading_parts import read_readers
from xlmot.ooxml.parts.sheet_reading import read_grids
from xlmot.programme.grid import Grid

if TYPE_CHECKING:
    from xlmot.findings.receipt import Changes, Receipt
    from xlmot.ooxml.cells.number_formats import NumberFormats


# Typed again in a cell of format General, Excel would make such a text a number or a date.
NUMBER_LIKE = lazy(r"[\d.,/-]+")


MACRO_SHEETS = frozenset({"xlMacrosheet", "xlIntlMacrosheet", "module"})


class Applied(NamedTuple):
    """A workbook's bytes after edits, and the proof that they alone have changed."""

    data: bytes
    receipt: Receipt


class FileBook:
    """A workbook file, read once into memory; nothing is parsed before the guard has passed it."""

    def __init__(self, path: Path, data: bytes | None = None) -> None:
        """Read the file, or take `data` for what it holds.

        Raises:
            UnreadableFile: it is missing, may not be read, is no workbook, or is damaged.
            RefusedFile: it could do harm to whoever reads it.
        """
        self.path = path
        self.name = name_of(path)
        self.folder: Path | None = path.parent
        self.data = read_bytes(path) if data is None else data
        self.package = Package(open_container(self.data, self.name))

    def sheet_names(self) -> list[str]:
        """Return the names of all worksheets, hidden ones too."""
        return [sheet.name for sheet in self.package.sheets]

    def grids(self, sheet: str | None = None) -> list[Grid]:
        """Return the visible sheets that xlmot did not make, or only the one named, hidden or not.

        Raises:
            UnreadableFile: there is no sheet of that name, or xlmot made it.
        """
        ours = self.marks
        if sheet is not None:
            refuse_generated(sheet, ours)
            return [self.generated(sheet)]
        return [g for g in self._grids.values() if g.state == "visible" and g.sheet not in ours]

    def generated(self, sheet: str) -> Grid:
        """Return any sheet, be it one that xlmot made.

        Raises:
            UnreadableFile: there is no sheet of that name that holds cells.
        """
        if sheet not in self._grids:
            raise no_sheet(sheet, self.name, self._grids)
        return self._grids[sheet]

    def all_grids(self) -> list[Grid]:
        """Return every worksheet, hidden or not."""
        return list(self._grids.values())

    def other_grids(self, known: Collection[str]) -> list[Grid]:
        """Return the sheets, hidden or not, that are neither `known` by name nor made by xlmot."""
        left_out = {*known, *self.marks}
        return [grid for name, grid in self._grids.items() if name not in left_out]

    @cached_property
    def marks(self) -> dict[str, str]:
        """Return the text of the mark of each sheet that xlmot made, by the sheet's name."""
        marks = read_marks(self.package)
        return {name: text for name, text in marks.items() if name in self._grids}

    def refusals(self, edits: Sequence[Edit]) -> list[tuple[Edit, XlmotError]]:
        """Return the edits that cannot be made safely in the file, each with the reason."""
        from xlmot.ooxml.cells import merges
        from xlmot.ooxml.cells.edit import refused
        from xlmot.ooxml.proof.blame import blaming
        from xlmot.ooxml.rows.delete import delete_rows

        package = Package(self.package.container)
        unmerging, cells, rows = _sorted_out(edits)
        with blaming(self.data):
            found = merges.refused(package, unmerging)
            left = {edit for edit, _ in found}
            merges.change_merges(package, [edit for edit in unmerging if edit not in left])
            return [*found, *refused(package, cells), *delete_rows(package, rows).refused]

    def apply(self, edits: Sequence[Edit]) -> Applied:
        """Return the workbook's bytes after the edits, with the proof that nothing else changed.

        Raises:
            RefusedEdit: an edit cannot be made, or the proof failed; nothing is to be written.
        """
        from xlmot.ooxml.cells.edit import set_cells
        from xlmot.ooxml.cells.merges import change_merges
        from xlmot.ooxml.proof.blame import blaming
        from xlmot.ooxml.proof.edits import verify
        from xlmot.ooxml.rows.delete import delete_rows

        package = Package(self.package.container)
        unmerging, cells, rows = _sorted_out(edits)
        with blaming(self.data):
            change_merges(package, unmerging)
            set_cells(package, cells, as_text=frozenset(filter(_reads_as_number, cells)))
            for _, error in delete_rows(package, rows).refused:
                raise error
            data = package.bytes()
            return Applied(data, verify(self.data, data, edits))

    def warnings(self, edits: Sequence[Edit]) -> list[Message]:
        """Return what somebody should look at once the edits are made: it does not follow them."""
        from xlmot.ooxml.rows.unmoved import warnings

        return warnings(self.package, _sorted_out(edits)[2])

    def put(self, small: bytes, changes: Changes) -> Applied:
        """Return the workbook's bytes with the sheets of the workbook `small`, and the proof.

        Raises:
            RefusedEdit: no sheet may be added, or the proof failed; nothing is to be written.
        """
        from xlmot.ooxml.graft.add_sheets import graft
        from xlmot.ooxml.proof.blame import blaming
        from xlmot.ooxml.proof.grafts import verify_graft

        package = Package(open_container(self.data, self.name))
        with blaming(self.data):
            written = graft(package, small, changes)
            data = package.bytes()
            return Applied(data, verify_graft(self.data, data, written, changes))

    def traits(self) -> Mapping[str, tuple[str, ...]]:
        """Return what is true of the workbook as a whole, in the words of `Workbook.traits`."""
        facts = read_book_facts(self.package)
        own = (grid for grid in self._grids.values() if grid.sheet not in JOURNAL_SHEETS)
        hidden = tuple(grid.sheet for grid in own if grid.state == "veryHidden")
        found = {
            "external-links": facts.external_links,
            "manual-calculation": facts.manual_calculation,
            "read-only": facts.read_only_recommended,
            "locked-structure": facts.locked_structure,
        }
        traits: dict[str, tuple[str, ...]] = {name: () for name, true in found.items() if true}
        return traits | ({"very-hidden": hidden} if hidden else {})

    def reads(self) -> tuple[str, ...]:
        """Return what reads cells beside the formulas of cells, in the lines of `FormulaScope`."""
        return read_readers(self.package)

    def has_additions(self, sheet: str) -> bool:
        """Return whether somebody added notes, pictures or tables to a sheet that xlmot made."""
        from xlmot.ooxml.graft.sheet_copy import has_additions

        return has_additions(self.package, self.package.sheet(sheet).part)

    def names_sheet(self, sheet: str) -> bool:
        """Return whether a formula, chart or name of another sheet refers to a sheet."""
        from xlmot.ooxml.graft.add_sheets import names_sheet

        return names_sheet(self.package, sheet)

    def number_format(self, sheet: str, row: int, column: int) -> str:
        """Return the number format of a cell, "" where it has none."""
        return self._number_formats.of(self.package.sheet(sheet).part, row, column)

    @cached_property
    def _number_formats(self) -> NumberFormats:
        from xlmot.ooxml.cells.number_formats import NumberFormats

        return NumberFormats(self.package)

    @cached_property
    def _grids(self) -> dict[str, Grid]:
        self._refuse_macro_sheets()
        return {grid.sheet: grid for grid in read_grids(self.package)}

    def _refuse_macro_sheets(self) -> None:
        """Raise UnreadableFile where macros stand in sheets, as Excel 4 and 5 kept them."""
        names = tuple(sheet.name for sheet in self.package.sheets if sheet.kind in MACRO_SHEETS)
        if names:
            raise UnreadableFile(
                say(
                    "{file} holds macros as sheets, which xlmot does not read: {names}.",
                    file=self.name,
                    names=names,
                ),
                say("Delete these sheets in Excel, or copy the programme into a new workbook."),
            )


def _sorted_out(edits: Sequence[Edit]) -> tuple[list[Unmerge], list[SetCell], list[DeleteRow]]:
    unmerging = [edit for edit in edits if isinstance(edit, Unmerge)]
    cells = [edit for edit in edits if isinstance(edit, SetCell)]
    return unmerging, cells, [edit for edit in edits if isinstance(edit, DeleteRow)]


def _reads_as_number(edit: SetCell) -> bool:
    return isinstance(edit.new, str) and NUMBER_LIKE.fullmatch(edit.new) is not None


def name_of(path: Path) -> str:
    """Return the name of a file as a sheet can hold it: in one that is not UTF-8, `?` for a byte.

    >>> name_of(Path("plans", "plan 2024.xlsx"))
    'plan 2024.xlsx'
    """
    return path.name.encode("utf-8", "replace").decode("utf-8")


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        UnreadableFile: it is missing, a folder, or not to be read by this user.
    """
    # Reading from a pipe, or from such a device, might never end.
    if any(kind(path) for kind in (Path.is_fifo, Path.is_char_device, Path.is_socket)):
        raise UnreadableFile(
            say("{path} is a device or a pipe, not a file.", path=str(path)),
            say("Name a workbook, or “-” for what is piped into xlmot."),
        )
    try:
        return path.read_bytes()
    except IsADirectoryError as error:
        raise UnreadableFile(
            say("{path} is a folder.", path=str(path)), say("Name a workbook.")
        ) from error
    except FileNotFoundError as error:
        raise UnreadableFile(
            say("There is no file {path}.", path=str(path)), _near(path)
        ) from error
    except PermissionError as error:
        raise UnreadableFile(
            say("You may not read {path}.", path=str(path)),
            say("Ask its owner for the right to read it."),
        ) from error
    except OSError as error:
        raise UnreadableFile(
            say("{path} cannot be read: {fault}.", path=str(path), fault=str(error.strerror)),
            say("Copy it to a folder of yours and try again."),
        ) from error


def _near(path: Path) -> Message:
    """Return what to do where there is no such file: the one that is nearly called so is named."""
    from difflib import get_close_matches

    if path.is_symlink():
        return say("It is a link, and leads to no file: name the workbook itself.")
    names = [one.name for one in path.parent.iterdir()] if path.parent.is_dir() else []
    near = get_close_matches(path.name, names, 1)
    if near:
        return say("Did you mean “{near}”?", near=near[0])
    return say("Check its name and its folder.")
