"""Choose and merge the settings of a workbook: a profile, a settings file, the sheet of settings.

A profile is a TOML file that may extend another. A settings file `xlmot.toml` has the same keys;
the sheet of settings of the workbook (`xlmot.sheets.settings.typed`) goes over both. What ships
with xlmot is known to be sound; what a user wrote is validated first
(`xlmot.settings.validation`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from xlmot.findings import Severity
from xlmot.messages.hints import Any, Protocol
from xlmot.messages.named import NamedTuple
from xlmot.programme.grid import Grid
from xlmot.programme.vocabulary import Vocabulary
from xlmot.rules import Rule
from xlmot.settings.detection import detect
from xlmot.settings.schema.output import SheetOptions
from xlmot.settings.shipped import GENERIC, shipped, vocabulary_of
from xlmot.settings.stated import StatedSheet, stated_sheets
from xlmot.settings.toml_file import file_below, find_file, merge, read_file


class Sources(NamedTuple):
    """The settings file and the sheet of settings that say more than the profile; "" is none.

    `fitting` is the profile that would fit the workbook better than the one of the file.
    """

    file: str = ""
    sheet: str = ""
    fitting: str = ""


class Settings(NamedTuple):
    """The words of a house, and what it wants of each rule, by the rule's name."""

    profile: str = GENERIC
    title: str = ""
    language: str = ""
    vocabulary: Vocabulary = Vocabulary()
    rules: Mapping[str, Mapping[str, Any]] = {}
    output: SheetOptions = SheetOptions()
    selected: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()
    passed: frozenset[str] = frozenset()
    sources: Sources = Sources()
    stated: tuple[StatedSheet, ...] = ()

    def enabled(self, rule: Rule) -> bool:
        """Return whether a rule runs; what was asked to be selected or ignored comes first."""
        if self.ignored or self.selected:
            names = {rule.group, *rule.names}
            if names & self.ignored or (self.selected and not names & self.selected):
                return False
        if rule.passed and rule.name not in self.passed:
            return False
        return bool(self.selected) or bool(self._of(rule).get("enabled", rule.enabled))

    def severity(self, rule: Rule) -> Severity | None:
        """Return the severity the house gives to a rule, if it gives one."""
        asked = self._of(rule).get("severity")
        return Severity(asked) if asked else None

    def options(self, rule: Rule) -> dict[str, Any]:
        """Return the keyword arguments of a rule: its own defaults, then what the house says."""
        own = self._of(rule)
        return {name: own.get(name, default) for name, default in rule.options.items()}

    def _of(self, rule: Rule) -> Mapping[str, Any]:
        for name in rule.names:
            if name in self.rules:
                return self.rules[name]
        return {}


class TypedSettings(Protocol):
    """What somebody typed in the sheet of settings of a workbook."""

    sheet: str

    @property
    def profile(self) -> str: ...

    def over(self, base: Mapping[str, Any]) -> Mapping[str, Any]: ...


class Chosen(NamedTuple):
    """A profile with the settings file over it, as TOML tables; `file` is its name, "" if none.

    `fitting` is the profile that the sheets show, where the settings file extends another.
    """

    profile: str
    data: Mapping[str, Any]
    file: str = ""
    fitting: str = ""


def load_settings(
    profile: str | None = None,
    folder: Path | None = None,
    grids: Iterable[Grid] = (),
    typed: TypedSettings | None = None,
) -> Settings:
    """Return the settings for a workbook: those of a profile, of a settings file, of its sheet.

    The profile is the one asked for (a name, or the path of a TOML file), else the one that the
    sheet of settings names, or the settings file found from `folder` upward, else the one that the
    sheets show.

    Raises:
        BadSetting: no such profile, or a file or a sheet that cannot be understood.
    """
    return settled(choose(profile, folder, grids, typed), typed)


def settled(chosen: Chosen, typed: TypedSettings | None) -> Settings:
    """Return the settings of what was chosen, with those of the sheet over it.

    Raises:
        BadSetting: something in the sheet cannot be used; its cell is named.
    """
    own = typed.over(chosen.data) if typed else {}
    sheet = typed.sheet if typed else ""
    made = build(chosen.profile, merge(chosen.data, own))
    place = sheet if "sheets" in own else chosen.file or chosen.profile
    stated = tuple(one._replace(place=place) for one in made.stated)
    return made._replace(sources=Sources(chosen.file, sheet, chosen.fitting), stated=stated)


def choose(
    profile: str | None = None,
    folder: Path | None = None,
    grids: Iterable[Grid] = (),
    typed: TypedSettings | None = None,
) -> Chosen:
    """Return what a workbook is checked by without its sheet, but for the profile that one names.

    Raises:
        BadSetting: no such profile, or a file that cannot be understood.
    """
    found = find_file(folder) if folder else None
    own = read_file(found) if found else {}
    file = found.name if found else ""
    typed_name = typed.profile if typed else ""
    extended = "" if profile or typed_name else own.get("extends", "")
    if found and _is_file(extended):
        path = file_below(found.parent, extended)
        return Chosen(path.stem, merge(_from_file(path), own), file)
    if profile and _is_file(profile):
        return Chosen(Path(profile).stem, merge(_from_file(Path(profile)), own), file)
    name = profile or typed_name or extended or detect(grids)
    fitting = detect(grids) if extended else ""
    differs = fitting not in (GENERIC, name)
    return Chosen(name, merge(shipped(name), own), file, fitting if differs else "")


def _is_file(name: str) -> bool:
    return name.endswith(".toml")


def _from_file(path: Path) -> Mapping[str, Any]:
    """Return the settings of a file over those of the profile that it extends."""
    data = read_file(path)
    return merge(shipped(data.get("extends", GENERIC)), data)


def build(name: str, data: Mapping[str, Any]) -> Settings:
    """Return the settings that merged TOML tables say."""
    return Settings(
        profile=name,
        title=data.get("title", ""),
        language=data.get("language", ""),
        vocabulary=vocabulary_of(data),
        rules=data.get("rules", {}),
        output=SheetOptions(**data.get("output", {})),
        stated=stated_sheets(data),
    )
