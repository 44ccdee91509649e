"""Make a workbook from a text file, or from a workbook in another layout: read rows, write them."""

from __future__ import annotations

from pathlib import Path

from xlmot.files.discovery import READ
from xlmot.files.importing.book import sheet_name, write_book
from xlmot.files.importing.encoding import decode
from xlmot.files.importing.rows import read_rows
from xlmot.files.importing.standard import read_standard
from xlmot.messages import say
from xlmot.messages.errors import BadSetting, UnreadableFile
from xlmot.messages.named import NamedTuple
from xlmot.programme.vocabulary import Vocabulary
from xlmot.settings.load import load_settings
from xlmot.settings.shipped import profile_names

ENDING = ".xlsx"


class Imported(NamedTuple):
    """The workbook that was made of a text, and how many rows it has.

    `joined` lines went on with the row above; `marks` of pages, such as “Page 3”, were left out.
    `found` is whether a table of codes and labels was recognised. Of a workbook, `others` are the
    sheets whose tables were left out; `unsure` tells that the one that was read may read otherwise.
    """

    target: str
    rows: int
    joined: int = 0
    marks: int = 0
    found: bool = True
    others: tuple[str, ...] = ()
    unsure: bool = False


def import_file(
    source: Path,
    target: Path | None = None,
    profile: str | None = None,
    sheet: str | None = None,
) -> Imported:
    """Write the rows of a text as a new workbook, beside the text unless a target is named.

    A workbook, whose programme may be laid out in any way, becomes one of codes and labels: the
    longest one, or that of a `sheet`.

    Raises:
        BadSetting: the target is no .xlsx file, there is no such profile, or a text has no sheets.
        UnreadableFile: the text cannot be read, is empty, or does not fit into a sheet; the
            workbook cannot be read, or holds no programme.
        CannotWrite: there is such a file already, or the folder cannot be written.
    """
    is_book = source.suffix.lower() in READ
    data = b"" if is_book else _read(source)
    target = target or (_beside(source) if is_book else source.with_suffix(ENDING))
    if target.suffix.lower() != ENDING:
        raise BadSetting(
            say("{path} does not end in .xlsx.", path=str(target)),
            say("Give the new workbook a name such as plan.xlsx."),
        )
    if is_book:
        return _import_book(source, target, profile, sheet)
    if sheet is not None:
        raise BadSetting(
            say("{path} is a text, which has no sheets.", path=str(source)),
            say("Leave out “--sheet”."),
        )
    text = decode(data, source.name)
    vocabulary = find_vocabulary(profile, source.parent)
    read = read_rows(text, vocabulary)
    if not any(read.rows):
        raise UnreadableFile(
            say("{path} is empty.", path=str(source)),
            say("Paste the table into it, save it, and try again."),
        )
    layout = write_book(read.rows, target, sheet_name(source.stem), vocabulary)
    rows = sum(1 for row in read.rows if row)
    return Imported(str(target), rows, read.joined, read.marks, layout is not None)


def _beside(source: Path) -> Path:
    return source.with_name(f"{source.stem} import{ENDING}")


def _import_book(source: Path, target: Path, profile: str | None, sheet: str | None) -> Imported:
    read = read_standard(source, profile, sheet)
    vocabulary = find_vocabulary(profile, source.parent)
    layout = write_book(read.rows, target, sheet_name(source.stem), vocabulary, typed=True)
    found = layout is not None
    count = len(read.rows) - 1
    return Imported(str(target), count, found=found, others=read.others, unsure=read.unsure)


def find_vocabulary(profile: str | None, folder: Path) -> Vocabulary:
    """Return the words of a house; of all that are known where none is named."""
    own = load_settings(profile, folder).vocabulary
    if profile:
        return own
    known = [load_settings(name).vocabulary for name in profile_names()]
    return own._replace(
        code_headers=tuple({word: None for v in (own, *known) for word in v.code_headers}),
        label_headers=tuple({word: None for v in (own, *known) for word in v.label_headers}),
    )


def _read(source: Path) -> bytes:
    if source.exists() and not source.is_file():
        raise UnreadableFile(say("{path} is no file.", path=str(source)), say("Name a text file."))
    try:
        return source.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            say("{path} cannot be read.", path=str(source)),
            say("Check its name and that you may open it."),
        ) from error
