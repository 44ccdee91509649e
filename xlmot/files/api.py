"""The public functions: check, clean, sum up, compare, import, undo."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from os import PathLike, fsdecode, fspath
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, TypeAlias

from xlmot.checking.results import Cleaned, Summarized, Undone
from xlmot.files.check import check_file, counted
from xlmot.files.names import refuse_unknown, refuse_unknown_profile, refuse_unknown_rules
from xlmot.files.reading import Asked, read
from xlmot.files.report import Report
from xlmot.files.sources import book_of, files_of
from xlmot.files.write import CLEANED, SUMMARIZED, Destination
from xlmot.messages import say
from xlmot.messages.errors import BadSetting
from xlmot.messages.translation import LANGUAGES

if TYPE_CHECKING:
    from xlmot.files.compare import Compared
    from xlmot.files.importing.file import Imported

FilePath: TypeAlias = str | PathLike[str]


def check(
    source: object,
    *,
    profile: str | None = None,
    sheet: str | None = None,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    rules: Iterable[ModuleType] = (),
    folder: FilePath | None = None,
    language: str = "en",
) -> Report:
    """Return what is wrong in a workbook, or in each of many.

    Args:
        source: the path of a workbook, its bytes, an open file, an `openpyxl.Workbook`, an
            `xlwings.Book`, a pandas `DataFrame`, a list of rows, or a dictionary of them by sheet;
            or many: a folder, a pattern such as `plans/*.xlsx`, a list of paths.
        profile: the house whose words are spoken, or the path of a TOML file; it is recognised
            without.
        sheet: the only sheet to read; hidden ones are read if they are named.
        select: the only rules to run, by name or group.
        ignore: rules not to run, by name or group.
        rules: rules of your own to run besides, each a module (see the developer guide).
        folder: where to look for an `xlmot.toml`, of a source without a folder of its own.
        language: of the sentences, `en` or `fr`.

    Raises:
        XlmotError: the one workbook cannot be read, or something that was asked for is not there.
            Of many, each says so itself: `report.files[0].error`.

    >>> report = check([["Code", "Title"], ["1", "Roads"], ["1", "Pave , now"]])
    >>> [(finding.rule, finding.rows) for finding in report]
    [('space-before-punctuation', (3,))]
    >>> check([["Code", "Title"]], select=["orphan-cod"])
    Traceback (most recent call last):
    xlmot.messages.errors.BadSetting: There is no rule “orphan-cod”. The nearest is “orphan-code”; \
“xlmot rule” lists them all.
    """
    asked = _asked(profile, sheet, select, ignore, rules)
    _refuse_language(language)
    if isinstance(source, Iterator) and not hasattr(source, "read"):
        source = list(source)
    files = files_of(source)
    if files is not None:
        named = (
            {*map(Path, source)} if isinstance(source, list | tuple | set | frozenset) else set()
        )
        reports = (check_file(path, asked) for path in files)
        return Report(
            [one if Path(one.path) in named else counted(one) for one in reports], language
        )
    book = book_of(source, Path(folder) if folder else None)
    path = str(Path(fspath(source))) if isinstance(source, str | PathLike) else ""
    return Report([read(book, asked).report(path)], language)


def clean(
    path: FilePath,
    *,
    output: FilePath | None = None,
    in_place: bool = False,
    dry_run: bool = False,
    unsafe: bool = False,
    backup: bool = True,
    profile: str | None = None,
    sheet: str | None = None,
    only: Collection[str] = (),
    ignore: Collection[str] = (),
    rules: Iterable[ModuleType] = (),
) -> Cleaned:
    """Correct a workbook and return what was done; the file is proved before it is written.

    It is written to the file `output`, which is there afterwards in any case; in place, with a
    backup unless there is to be none; or else beside, as `NAME.propre.xlsx`, if there is something
    to correct. With `dry_run` nothing is written.

    `only` and `ignore` are the rules, or groups of them, to follow and not to follow. With `unsafe`
    also the fixes are made that a person should confirm.

    Raises:
        XlmotError: the workbook could not be read or written; it is as it was.
    """
    from xlmot.files.clean import clean_file

    asked = _asked(profile, sheet, only, ignore, rules)
    place = _place(output, CLEANED, in_place=in_place, backup=backup)
    source = _file(path)
    cleaned = clean_file(
        (source, Path(source.name)), asked, place._replace(dry=dry_run), unsafe=unsafe
    )
    if cleaned.error is not None:
        raise cleaned.error
    return cleaned


def summarize(
    path: FilePath,
    *,
    output: FilePath | None = None,
    in_place: bool = False,
    kinds: Collection[str] = ("axes", "sommaire", "controle"),
    language: str = "",
    backup: bool = True,
    profile: str | None = None,
    sheet: str | None = None,
) -> Summarized:
    """Put the sheets that sum up a programme into its workbook, and return what was done.

    It is written to the file `output`, which is there afterwards in any case; in place, with a
    backup unless there is to be none; or else beside, as `NAME.synthese.xlsx`. The sheets are in
    the language of the programme unless one is given.

    Raises:
        XlmotError: there is no such kind of sheet, or the workbook could not be read or written;
            it is as it was.
    """
    from xlmot.files.summarize import KINDS, Wish, summarize_file

    kinds = _names(kinds)
    refuse_unknown(kinds, KINDS, say("There is no kind of sheet"))
    if language:
        _refuse_language(language)
    place = _place(output, SUMMARIZED, in_place=in_place, backup=backup)
    source = _file(path)
    wish = Wish(frozenset(KINDS[kind] for kind in kinds), language)
    asked = _asked(profile, sheet)
    done = summarize_file((source, Path(source.name)), asked, place, wish)
    if done.error is not None:
        raise done.error
    return done


def undo(path: FilePath) -> Undone:
    """Take back the last cleaning in place of a workbook, or its last summary.

    Raises:
        XlmotError: nothing was noted, or the workbook cannot be written; it is as it was.
    """
    from xlmot.files.undo import undo_file

    return undo_file(_file(path))


def compare(
    old: object,
    new: object,
    *,
    old_sheet: str | None = None,
    new_sheet: str | None = None,
    columns: Collection[str] = (),
    profile: str | None = None,
    output: FilePath | None = None,
    language: str = "",
) -> Compared:
    """Return what changed from one programme to another, each in any form that `check` takes.

    `columns` are the headers of the columns of staff to compare too, `["all"]` for all. The
    comparison is put as a sheet into the workbook `output`, a new one if there is none. Without a
    `language`, the sheet is in that of the later programme.

    Raises:
        XlmotError: a workbook cannot be read or written, or holds no programme, or several and no
            sheet is named; no column has a name that is asked for.

    >>> old = [["Code", "Title"], ["1", "Roads"], ["1", "Pave"]]
    >>> new = [["Code", "Title"], ["1", "Roads"], ["1", "Pave"], ["1", "Plant"]]
    >>> compare(old, new)
    <Compared: 1 unchanged, 1 added>
    """
    from xlmot.files.compare import compared, put_comparison

    if language:
        _refuse_language(language)
    before = read(book_of(old), _asked(profile, old_sheet))
    after = read(book_of(new), _asked(profile, new_sheet))
    found = compared(before, after, _names(columns))._replace(language=language or "en")
    if output is not None:
        put_comparison(found, _file(output), language)
    return found


def import_text(
    path: FilePath,
    *,
    output: FilePath | None = None,
    profile: str | None = None,
    sheet: str | None = None,
) -> Imported:
    """Make a workbook that is ready to check of a text: a TSV or CSV file, what a PDF held.

    Of a workbook laid out in another way, the longest programme is taken, or that of a `sheet`.

    It is written to `output`, or beside the text as `NAME.xlsx`; never over another file.

    Raises:
        XlmotError: the text cannot be read or is empty, or there is such a file already.
    """
    from xlmot.files.importing.file import import_file

    refuse_unknown_profile(profile)
    source = _file(path)
    return import_file(source, None if output is None else _file(output), profile, sheet)


def _asked(
    profile: str | None,
    sheet: str | None,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    rules: Iterable[ModuleType] = (),
) -> Asked:
    """Return what is asked of each workbook.

    Raises:
        BadSetting: there is no such profile, rule or group.
    """
    from xlmot.rules import pass_rules

    passed = pass_rules(rules) if rules else frozenset[str]()
    refuse_unknown_rules((*_names(select), *_names(ignore)))
    refuse_unknown_profile(profile)
    return Asked(profile, sheet, _names(select), _names(ignore), passed)


def _file(path: object) -> Path:
    """Return the path of the one file that is asked for.

    Raises:
        BadSetting: it is no path, or an empty one.
    """
    if path == "":
        raise BadSetting(say("The name of a workbook is empty."), say("Name a workbook."))
    if isinstance(path, str | PathLike):
        return Path(fsdecode(path))
    raise BadSetting(
        say("A path of one file is needed, not: {what}.", what=type(path).__name__),
        say("Save it as a file, and name that file; “xlmot.check” alone takes anything else."),
    )


def _names(names: Collection[str]) -> frozenset[str]:
    """Return names as a set; one alone may be given as it is."""
    return frozenset({names} if isinstance(names, str) else names)


def _refuse_language(language: str) -> None:
    refuse_unknown([language], LANGUAGES, say("There is no language"))


def _place(output: FilePath | None, suffix: str, *, in_place: bool, backup: bool) -> Destination:
    """Return where a workbook goes.

    Raises:
        BadSetting: two places are asked for.
    """
    if output is None:
        return Destination(in_place, None, backup, suffix=suffix)
    target = _file(output)
    if in_place:
        raise BadSetting(
            say("A workbook goes to {path} or stays in place, not both.", path=str(target)),
            say("Leave out “output” or “in_place”."),
        )
    return Destination(backup=backup, suffix=suffix, file=target)
