"""Find the workbooks that paths, folders and globs name."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from xlmot.messages import say
from xlmot.messages.errors import BadSetting

ENDINGS = (".xlsx", ".xlsm")
# Excel's and LibreOffice's lock files, and what xlmot itself writes beside a workbook.
NOT_OURS = r"(?i)^(?:~\$|\.~)|\.(?:propre|synthese)\.xls[xm]$|\.xlmot-[0-9a-f]+\.bak\.xls[xm]$"


def find_workbooks(paths: Iterable[str]) -> dict[Path, Path]:
    """Return the workbooks that the paths name, each once, folders in alphabetical order.

    Beside each stands its path within the folder that was named; of a file, its name. A file that
    is named is taken whatever it is called, also one that does not exist: reading it says what is
    wrong. In a folder, lock files and xlmot's own outputs are passed over.

    Raises:
        BadSetting: a folder or a glob names no workbook at all.
    """
    found: dict[str, tuple[Path, Path]] = {}
    for path in paths:
        folder = Path(path)
        for file in _expand(path):
            inner = file.relative_to(folder) if folder.is_dir() else Path(file.name)
            found.setdefault(os.path.realpath(file), (file, inner))
    return dict(found.values())


def _expand(path: str) -> list[Path]:
    if Path(path).is_dir():
        files = sorted(_in_folder(path))
    elif not Path(path).exists() and any(sign in path for sign in "*?["):
        from glob import glob

        names = sorted(glob(path, recursive=True))  # noqa: PTH207  a pattern may be absolute
        files = [Path(name) for name in names if Path(name).is_file() and _is_workbook(name)]
    else:
        return [Path(path)]
    if not files:
        raise BadSetting(
            say("There is no workbook in {path}.", path=path),
            say("xlmot reads files that end in .xlsx or .xlsm."),
        )
    return files


def _in_folder(folder: str) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(parent, name) for name in names if _is_workbook(name))


def _is_workbook(name: str) -> bool:
    base = os.path.basename(name)  # noqa: PTH119  a name, whether or not it exists
    return base.lower().endswith(ENDINGS) and not re.search(NOT_OURS, base)
