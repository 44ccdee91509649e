"""Where what a command makes goes, and in what form, by its options: settled before any work."""

from __future__ import annotations

import argparse
import os
from collections.abc import Collection, Sequence
from pathlib import Path

from xlmot.messages import say
from xlmot.messages.errors import BadSetting
from xlmot.messages.hints import TYPE_CHECKING
from xlmot.messages.named import NamedTuple

if TYPE_CHECKING:
    from xlmot.files.targets import Identities
    from xlmot.files.write import Destination


class Wanted(NamedTuple):
    """The form of a report, and the file it goes to, or the workbook that gets it as a sheet."""

    form: str = "text"
    report: Path | None = None
    workbook: Path | None = None


def wanted(asked: argparse.Namespace, forms: Sequence[str], inputs: Identities) -> Wanted:
    """Return where a report goes: `--output`, in the form of `--format` or else of its name.

    Raises:
        BadSetting: the name is that of no report.
        CannotWrite: it may not be written there.
    """
    form = asked.format or "text"
    if asked.output in (None, "-"):
        return Wanted(form)
    from xlmot.files.targets import WORKBOOKS, form_of, refuse_report

    path = Path(asked.output)
    if path.suffix.lower() in WORKBOOKS and not path.is_dir():
        return Wanted(form, workbook=path)
    refuse_report(path, inputs)
    if asked.format is None and str(path) != os.devnull:
        form = form_of(path)
    if form not in forms:
        raise BadSetting(
            say("{path} would be a report in a form that is not offered here.", path=asked.output),
            say("The forms are: {forms}.", forms=tuple(forms)),
        )
    return Wanted(form, path)


def destination(
    asked: argparse.Namespace, inputs: Collection[Path], suffix: str, *, dry: bool = False
) -> Destination:
    """Return where workbooks are written: in place, to a file, into a folder, or beside.

    Raises:
        BadSetting: one file is named for several workbooks.
        CannotWrite: the folder is a file.
    """
    from xlmot.files.targets import identities
    from xlmot.files.write import Destination

    place = Destination(
        in_place=asked.in_place,
        backup=not asked.no_backup,
        dry=dry,
        suffix=suffix,
        inputs=identities(inputs),
    )
    return place if asked.output is None else _named(place, Path(asked.output), inputs)


def _named(place: Destination, path: Path, inputs: Collection[Path]) -> Destination:
    from xlmot.files.targets import OTHER_WORKBOOKS, WORKBOOKS, refuse_folder

    if path.suffix.lower() in (*WORKBOOKS, *OTHER_WORKBOOKS) and not path.is_dir():
        refuse_several(path, inputs)
        return place._replace(file=path)
    refuse_folder(path)
    return place._replace(folder=path)


def refuse_several(path: Path, inputs: Collection[Path]) -> None:
    """Refuse to make one workbook of several.

    Raises:
        BadSetting: there is not exactly one.
    """
    if len(inputs) > 1:
        raise BadSetting(
            say(
                "{path} is one workbook, and {count} were named.",
                path=str(path),
                count=len(inputs),
            ),
            say("Name a folder, or one workbook at a time."),
        )
