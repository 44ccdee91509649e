"""Find the workbooks that paths, folders and globs name."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path
from unicodedata import normalize

from xlmot.messages import say
from xlmot.messages.errors import BadSetting

# The workbooks that are written, and those that are read.
WRITTEN = (".xlsx", ".xlsm")
READ = (*WRITTEN, ".xlsb", ".xls", ".ods")
# Excel's and LibreOffice's lock files, and what xlmot itself writes beside a workbook.
NOT_OURS = r"(?i)^(?:~\$|\.~)|\.(?:propre|synthese)\.xls[xm]$|\.xlmot-[0-9a-f]+\.bak\.xls[xm]$"


def find_workbooks(paths: Iterable[str], endings: tuple[str, ...] = WRITTEN) -> dict[Path, Path]:
    """Return the workbooks that the paths name, each once, folders in alphabetical order.

    In a folder, and of what a glob names, only those are taken whose names have one of the endings.

    Beside each stands its path within the folder that was named; of a file, its name; where two
    would be the same, both keep the folders that tell them apart. A file that is named is taken
    whatever it is called, also one that does not exist: reading it says what is wrong. In a folder,
    lock files and xlmot's own outputs are passed over.

    Raises:
        BadSetting: a folder or a glob names no workbook at all, or a name is empty.
    """
    found: dict[str, tuple[Path, Path]] = {}
    for path in paths:
        if not path:
            raise BadSetting(say("The name of a workbook is empty."), say("Name a workbook."))
        folder = Path(path)
        is_folder = os.path.isdir(path)  # noqa: PTH112  False also for what can be no name
        for file in _expand(path, endings):
            inner = file.relative_to(folder) if is_folder else Path(file.name)
            found.setdefault(os.path.realpath(file), (file, inner))
    return _apart(dict(found.values()))


def _apart(found: dict[Path, Path]) -> dict[Path, Path]:
    """Return the files, each with a place of its own: two of one place keep more of their path.

    Letters that differ in case alone are one name on Windows and macOS, as two forms of an accent.
    """

    def key(inner: Path) -> str:
        return normalize("NFC", str(inner)).casefold()

    count = Counter(map(key, found.values()))
    if max(count.values(), default=0) < 2:
        return found
    whole = {file: Path(os.path.abspath(file)).parts for file in found}  # noqa: PTH100  no links
    steps = takewhile(lambda step: len(set(step)) == 1, zip(*whole.values(), strict=False))
    depth = min(sum(1 for _ in steps), *(len(parts) - 1 for parts in whole.values()))
    return {
        file: Path(*(part.strip(":\\/") for part in whole[file][depth:]))
        if count[key(inner)] > 1
        else inner
        for file, inner in found.items()
    }


def _expand(path: str, endings: tuple[str, ...]) -> list[Path]:
    if os.path.isdir(path):  # noqa: PTH112
        files = sorted(_in_folder(path, endings))
    elif not os.path.exists(path) and any(sign in path for sign in "*?["):  # noqa: PTH110
        from glob import glob

        names = sorted(glob(path, recursive=True))  # noqa: PTH207  a pattern may be absolute
        names = [name for name in names if os.path.isfile(name)]  # noqa: PTH113
        files = [Path(name) for name in names if _is_workbook(name, endings)]
    else:
        return [Path(path)]
    if not files:
        raise BadSetting(
            say("There is no workbook in {path}.", path=path),
            say("Files are taken that end in {endings}.", endings=endings),
        )
    return files


def _in_folder(folder: str, endings: tuple[str, ...]) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(parent, name) for name in names if _is_workbook(name, endings))


def _is_workbook(name: str, endings: tuple[str, ...]) -> bool:
    base = os.path.basename(name)  # noqa: PTH119  a name, whether or not it exists
    return base.lower().endswith(endings) and not re.search(NOT_OURS, base)
