"""What is proved of a workbook that was written: what changed, what stayed, what moved along."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlmot.findings import Edit, SetCell, Unmerge
from xlmot.messages.named import NamedTuple
from xlmot.programme.grid import Value

_NO_NAMES: Mapping[str, str] = {}


class KeptSheet(NamedTuple):
    """What an earlier sheet that is not written over is called from now on, and its new mark."""

    name: str
    mark: str


class Changes(NamedTuple):
    """What becomes of sheets that were grafted earlier, all by their names.

    `replaced` says whose place a new sheet takes; `before` in front of which sheet one goes that
    takes nobody's, at the end without; `kept` the earlier sheets that go on under another name;
    `dropped` those that go.
    """

    replaced: Mapping[str, str] = _NO_NAMES
    before: Mapping[str, str] = _NO_NAMES
    kept: Mapping[str, KeptSheet] = {}
    dropped: frozenset[str] = frozenset()


class Moved(NamedTuple):
    """A reference or formula that follows deleted rows: part, place in it, before, after."""

    part: str
    place: str
    before: str
    after: str


class Receipt(NamedTuple):
    """The proof of an edit; hashes are SHA-256 in hexadecimal, parts by their names.

    before, after   the hashes of the two files
    identical       the parts that have the same bytes
    changed         the parts that have not: the hashes before and after
    removed, added  parts that are in one of the files only
    edits           the edits, each of which was found
    moved           the references that follow deleted rows
    """

    before: str
    after: str
    identical: Mapping[str, str]
    changed: Mapping[str, tuple[str, str]]
    removed: Mapping[str, str]
    added: Mapping[str, str]
    edits: tuple[Edit, ...]
    moved: tuple[Moved, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the receipt as the lists and dictionaries of JSON."""
        return {
            "before": self.before,
            "after": self.after,
            "identical": dict(self.identical),
            "changed": {
                part: {"before": before, "after": after}
                for part, (before, after) in self.changed.items()
            },
            "removed": dict(self.removed),
            "added": dict(self.added),
            "edits": [_edit_dict(edit) for edit in self.edits],
            "moved": [one._asdict() for one in self.moved],
        }


def _edit_dict(edit: Edit) -> dict[str, Any]:
    if isinstance(edit, SetCell):
        values = {"old": _plain(edit.old), "new": _plain(edit.new)}
        return {"kind": "set", "sheet": edit.sheet, "cell": edit.cell, **values}
    if isinstance(edit, Unmerge):
        kind = "merge" if edit.back else "unmerge"
        return {"kind": kind, "sheet": edit.sheet, "area": edit.cell}
    old = [_plain(value) for value in edit.old]
    return {"kind": "delete_row", "sheet": edit.sheet, "row": edit.row, "old": old}


def _plain(value: Value) -> str | float | bool | None:
    return value if value is None or isinstance(value, str | int | float) else str(value)
