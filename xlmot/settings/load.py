"""Settings: the words of a house and the rules it wants, from a profile and a settings file.

A profile is a TOML file that may extend another. A settings file `xlmot.toml` has the same keys;
the sheet of settings of the workbook (`xlmot.sheets.settings.typed`) goes over both. What ships
with xlmot is known to be sound; what a user wrote is validated first
(`xlmot.settings.validation`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from xlmot.findings import Severity
from xlmot.messages import say
from xlmot.messages.errors import BadSetting
from xlmot.programme.code import read_code
from xlmot.programme.grammar import Grammar
from xlmot.programme.grid import Grid, is_blank
from xlmot.programme.header import SEARCHED_ROWS, HeaderWords, find_layout
from xlmot.programme.house_grammar import GRAMMAR_SAMPLE
from xlmot.programme.layout import Layout
from xlmot.programme.vocabulary import ColumnWords, Level, Prefixes, Vocabulary, fold
from xlmot.rules import Rule
from xlmot.settings.schema.output import SheetOptions
from xlmot.settings.toml_file import file_below, find_file, merge, read_file

PROFILES = Path(__file__).parent / "profiles"
GENERIC = "generic"
# A profile is told by a sign and by so many of the codes; the others may be slips or notes.
FITTING = 0.8


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

    def enabled(self, rule: Rule) -> bool:
        """Return whether a rule runs; what was asked to be selected or ignored comes first."""
        names = {rule.group, *rule.names}
        if names & self.ignored or (rule.passed and rule.name not in self.passed):
            return False
        if self.selected:
            return bool(names & self.selected)
        return bool(self._of(rule).get("enabled", rule.enabled))

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


def profile_names() -> list[str]:
    """Return the names of the profiles that ship with xlmot."""
    return sorted(path.stem for path in PROFILES.glob("*.toml"))


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
    data = merge(chosen.data, typed.over(chosen.data)) if typed else chosen.data
    sources = Sources(chosen.file, typed.sheet if typed else "", chosen.fitting)
    return build(chosen.profile, data)._replace(sources=sources)


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


@cache
def shipped(name: str) -> Mapping[str, Any]:
    """Return the settings of a profile that ships with xlmot, with those it extends merged in."""
    if name not in profile_names():
        raise BadSetting(
            say("There is no profile “{name}”.", name=name),
            say("Use one of {names}, or the path of a TOML file.", names=tuple(profile_names())),
        )
    data = _own(name)
    return merge(shipped(data["extends"]), data) if "extends" in data else data


def build(name: str, data: Mapping[str, Any]) -> Settings:
    """Return the settings that merged TOML tables say."""
    return Settings(
        profile=name,
        title=data.get("title", ""),
        language=data.get("language", ""),
        vocabulary=_vocabulary(data),
        rules=data.get("rules", {}),
        output=SheetOptions(**data.get("output", {})),
    )


def _vocabulary(data: Mapping[str, Any]) -> Vocabulary:
    header, titles = data["header"], data["titles"]
    words, labels = data["words"], data["labels"]
    return Vocabulary(
        levels=tuple(Level(level["one"], level["many"]) for level in data["levels"]),
        grammars=tuple(map(_grammar, data["codes"])),
        layout=data["layout"],
        titles=titles["policy"],
        single_row=titles["single_row"],
        title_column=titles.get("column", ""),
        title_values=tuple(titles.get("values", ())),
        code_headers=tuple(header["code"]),
        label_headers=tuple(header["label"]),
        level_headers=tuple(header["level"]),
        depth_headers=tuple(header["depth"]),
        required_columns=tuple(header["required"]),
        draft_markers=tuple(header["drafts"]),
        code_words=tuple(words["code"]),
        total_words=tuple(words["total"]),
        footnote_words=tuple(words["footnote"]),
        page_words=tuple(words["page"]),
        column_fillers=tuple(words["beside_column"]),
        total_fillers=tuple(words["after_total"]),
        columns=tuple(
            ColumnWords(**{k: _frozen(v) for k, v in column.items()}) for column in data["columns"]
        ),
        units={unit: tuple(texts) for unit, texts in data["units"].items()},
        tags=tuple(labels["tags"]),
        tag_level=labels["tag_level"],
        prefixes=Prefixes(**{k: _frozen(v) for k, v in labels["prefixes"].items()}),
        suffixes=tuple(labels["suffixes"]),
        recurrent_labels=tuple(labels["recurrent"]),
    )


def _grammar(table: Mapping[str, Any]) -> Grammar:
    starts = tuple(map(int, table.get("starts", ())))
    return Grammar(**{key: _frozen(value) for key, value in table.items()} | {"starts": starts})


def _frozen(value: Any) -> Any:  # noqa: ANN401  a TOML value
    return tuple(value) if isinstance(value, list) else value


def detect(grids: Iterable[Grid]) -> str:
    """Return the profile that the sheets speak: by their header, their codes and its own words.

    Header words alone are no proof: many houses write “Work plan 2025” above their actions. Neither
    is a sign among the labels: any house may follow a contract that bears the name of another.
    """
    kept = list(grids)
    for name in profile_names():
        if name != GENERIC and any(_speaks(grid, name) for grid in kept):
            return name
    return GENERIC


@cache
def _own(name: str) -> Mapping[str, Any]:
    """Return what a shipped profile says itself, without what it extends."""
    return tomllib.loads((PROFILES / f"{name}.toml").read_text(encoding="utf-8"))


def _speaks(grid: Grid, name: str) -> bool:
    own = _own(name)
    tags = own.get("labels", {}).get("tags", ())
    return (bool(tags) and _is_tagged(grid, own, tags)) or _is_signed(grid, name)


def _is_tagged(grid: Grid, own: Mapping[str, Any], tags: Iterable[str]) -> bool:
    """Return whether a sheet has the header words of the profile, and labels with its tags."""
    header = own.get("header", {})
    vocabulary = Vocabulary(
        code_headers=tuple(header.get("code", ())),
        label_headers=tuple(header.get("label", ())),
        draft_markers=tuple(shipped(GENERIC)["header"]["drafts"]),
    )
    words = HeaderWords(vocabulary)
    headed = any(
        any(map(words.names_code, row)) and any(map(words.names_label, row))
        for row in grid.rows[:SEARCHED_ROWS]
    )
    marks = tuple(f"[{fold(tag)}]" for tag in tags)
    texts = (fold(value) for row in grid.rows for value in row if isinstance(value, str))
    return headed and any(text.startswith(marks) for text in texts)


def _is_signed(grid: Grid, name: str) -> bool:
    """Return whether a sign stands above the table, and the profile's grammar reads its codes."""
    signs = tuple(fold(sign) for sign in _own(name).get("detect", {}).get("signs", ()))
    if not any(sign in text for text in _top_texts(grid) for sign in signs):
        return False
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, signs))})(?!\w)")
    if not any(map(pattern.search, _top_texts(grid))):
        return False
    vocabulary = _vocabulary(shipped(name))
    layout = find_layout(grid, vocabulary)
    if layout is None or not any(map(pattern.search, _top_texts(grid, layout.first_row - 1))):
        return False
    return _fits(grid, layout, vocabulary)


def _top_texts(grid: Grid, rows: int = SEARCHED_ROWS) -> Iterator[str]:
    """Yield, without case and accents, the name of a sheet and the texts of its first rows."""
    yield fold(grid.sheet)
    for row in grid.rows[:rows]:
        yield from (fold(value) for value in row if isinstance(value, str))


def _fits(grid: Grid, layout: Layout, vocabulary: Vocabulary) -> bool:
    """Return whether nearly all codes of a sheet follow the first grammar, and none is too deep."""
    grammar = vocabulary.grammars[0]
    rows = range(layout.first_row, min(len(grid.rows), GRAMMAR_SAMPLE) + 1)
    values = [v for row in rows if not is_blank(v := grid.value(row, layout.code))]
    readings = [read_code(value, grammar, vocabulary.code_words) for value in values]
    if any("code-too-deep" in reading.faults for reading in readings):
        return False
    fitting = sum(
        grammar.text(reading.path) == _text(value)
        for value, reading in zip(values, readings, strict=True)
        if reading.path
    )
    return fitting > 0 and fitting >= FITTING * len(values)


def _text(value: object) -> str:
    """Return the text that Excel shows of a code; whole numbers are read as floats."""
    return f"{value:g}" if isinstance(value, float) else str(value).strip()
