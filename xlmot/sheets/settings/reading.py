"""Read what somebody typed in the sheet of settings of a workbook.

A workbook may come from anywhere: its sheet sets what a settings file may set about checking, and
every value is validated, whatever the mark of the sheet says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from xlmot.books.mark import find_key
from xlmot.messages import say
from xlmot.messages.errors import BadSetting
from xlmot.programme.address import cell_name
from xlmot.programme.grid import Grid, Value, is_blank
from xlmot.settings.toml_file import ADDED
from xlmot.settings.validation import Source, refusal, unknown, validate
from xlmot.sheets.settings.cells import Unusable, is_nothing
from xlmot.sheets.settings.cells import read as read_cell
from xlmot.sheets.settings.keys import NUMBER, SEVERITY, Setting, find, settings, today

LONGEST_KEY = 100


class TypedValues:
    """The values typed in a sheet of settings, by the key of their setting."""

    def __init__(self, grid: Grid) -> None:
        """Take the sheet.

        Raises:
            BadSetting: a value stands on the row of no setting, or one is set twice.
        """
        self.sheet = grid.sheet
        self.values: dict[str, Value] = {}
        self.places: dict[str, str] = {}
        for key, value, place in _rows(grid):
            if key in self.values:
                raise BadSetting(
                    say(
                        "“{key}” is set twice: {one} and {other}.",
                        key=key,
                        one=self.places[key],
                        other=place,
                    ),
                    say("Empty one of the two cells."),
                )
            self.values[key], self.places[key] = value, place

    @cached_property
    def profile(self) -> str:
        """Return the profile that the sheet names, "" if it names none.

        Raises:
            BadSetting: there is none of that name.
        """
        return str(self.read("extends")) if "extends" in self.values else ""

    def over(self, base: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the settings of the sheet as xlmot.toml would have them, to go over `base`.

        Raises:
            BadSetting: an unknown key or a value that cannot be used; its cell is named.
        """
        own, places = _Own(self, base).made()
        return validate(own, Source(self.sheet, places))

    def setting(self, key: str) -> Setting:
        """Return the setting of a key.

        Raises:
            BadSetting: there is none; the nearest one is named.
        """
        found = find(key)
        if found is None:
            raise unknown(key, key, self.places[key], _known(key))
        return found

    def read(self, key: str) -> Any:  # noqa: ANN401  a TOML value
        """Return the value of a key as xlmot.toml would have it.

        Raises:
            BadSetting: it cannot be used.
        """
        try:
            return read_cell(self.setting(key), self.values[key])
        except Unusable as error:
            raise refusal(key, self.places[key], error.remedy) from error


def _known(key: str) -> Sequence[str]:
    """Return the keys there are, numbered as `key` is."""
    number = next((step for step in key.split(".") if step.isdecimal()), "1")
    return [one.replace(NUMBER, number) for one in settings()]


def _rows(grid: Grid) -> Iterator[tuple[str, Value, str]]:
    """Yield the key, the value and the cell of each value that was typed."""
    found = find_key(grid)
    if found is None or found[1] < 2:
        raise BadSetting(
            say("The sheet “{sheet}” has lost the keys of its settings.", sheet=grid.sheet),
            say("Delete it, and have xlmot make it again."),
        )
    header, column = found
    for row in range(header + 1, len(grid.rows) + 1):
        value, key = grid.value(row, column - 1), grid.value(row, column)
        place = f"{grid.sheet}!{cell_name(row, column - 1)}"
        if (row, column - 1) in grid.errors:
            raise BadSetting(
                say("{place} shows an error of Excel's.", place=place),
                say("Type the value of the setting, or empty the cell."),
            )
        if is_blank(value):
            continue
        if is_blank(key):
            raise BadSetting(
                say("{place} is no cell of a setting.", place=place),
                say("Empty it; type the value on the row of its setting."),
            )
        yield today(str(key).strip()[:LONGEST_KEY]), value, place


class _Own:
    """The settings of a sheet being put together; `places` are their cells, by their place there.

    Tables that may be there several times are those of the profile, with what was typed over them.
    """

    def __init__(self, typed: TypedValues, base: Mapping[str, Any]) -> None:
        self.typed = typed
        self.base = base
        self.own: dict[str, Any] = {}
        self.places: dict[str, str] = {}
        self.many: dict[str, dict[int, dict[str, str]]] = {}

    def made(self) -> tuple[dict[str, Any], dict[str, str]]:
        for key in self.typed.values:
            setting = self.typed.setting(key)
            table, *steps = key.split(".")
            if steps and steps[0].isdecimal():
                self.many.setdefault(table, {}).setdefault(int(steps[0]), {})[steps[1]] = key
            elif steps and table == "rules":
                self._rule(setting, steps[0], steps[1])
            else:
                self._put(key.split("."), key)
        for table, numbered in self.many.items():
            self._tables(table, numbered)
        return self.own, self.places

    def _put(self, path: Sequence[str], key: str) -> None:
        inner = self.own
        for step in path[:-1]:
            inner = inner.setdefault(step, {})
        inner[path[-1]] = self.typed.read(key)
        self.places[key] = self.typed.places[key]

    def _rule(self, setting: Setting, rule: str, option: str) -> None:
        if option != SEVERITY:
            self._put(["rules", rule, option], setting.key)
            return
        chosen = self.typed.read(setting.key)
        table = self.own.setdefault("rules", {}).setdefault(rule, {})
        table["enabled"] = chosen != "off"
        if chosen not in ("on", "off"):
            table["severity"] = chosen

    def _tables(self, name: str, numbered: Mapping[int, Mapping[str, str]]) -> None:
        base = () if name in ADDED else self.base.get(name, ())
        tables = {number: dict(table) for number, table in enumerate(base, 1)}
        gone = set()
        for number, keys in numbered.items():
            table = tables.setdefault(number, {})
            for field, key in keys.items():
                if self.typed.setting(key).required and is_nothing(self.typed.values[key]):
                    gone.add(number)
                else:
                    table[field] = self.typed.read(key)
        kept = [number for number in sorted(tables) if number not in gone]
        self.own[name] = [tables[number] for number in kept]
        for place, number in enumerate(kept):
            for field, key in numbered.get(number, {}).items():
                self.places[f"{name}.{place}.{field}"] = self.typed.places[key]
                self.places.setdefault(f"{name}.{place}", self.typed.places[key])
        for key in (key for keys in numbered.values() for key in keys.values()):
            self.places.setdefault(name, self.typed.places[key])
