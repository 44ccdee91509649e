"""Make the sheet of settings: those of xlmot.toml, to be changed in Excel.

Its column of values is the user's. It is empty where the profile decides, so that a later version
of a profile still counts for all that nobody changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xlmot.books.mark import KEY_HEADER, SETTINGS, Mark
from xlmot.messages import Message, say
from xlmot.reports.values import day_text
from xlmot.rules import all_rules
from xlmot.settings.load import Chosen
from xlmot.settings.toml_file import ADDED
from xlmot.sheets.layout import Edition, SheetDraft
from xlmot.sheets.model import Cell, ColumnWidth, Content, DropDown, Sheet
from xlmot.sheets.settings.cells import Unusable, read, written
from xlmot.sheets.settings.keys import SEVERITY, Setting, SettingGroup, ValueKind, sections
from xlmot.sheets.settings.reading import TypedValues

PARAMETRES = say("Settings")
# The setting, its value, its key, its default, what it means.
COLUMNS = (
    ColumnWidth(36),
    ColumnWidth(38),
    ColumnWidth(12, hidden=True),
    ColumnWidth(36),
    ColumnWidth(58),
)
VALUE = 2
# The value is the user's.
NOTES = 1
LONGEST_DEFAULT = 240
# So many columns of their own are asked for at first; there is always room for one more.
LEAST = {"columns": 3}
HOW = say(
    "Type in the column “Value” only what should differ: an empty cell keeps the default. "
    "Lists are written with semicolons; a dash alone means nothing. "
    "What you typed stays when the sheet is made again. The + in the margin unfolds the others."
)
ADDS = say("Added to the default.")
REPLACES = say("In place of the default.")


def parametres_sheet(
    values: Mapping[str, Content], chosen: Chosen, edition: Edition, name: str, file: str
) -> Sheet:
    """Return the sheet of settings of a workbook, with the `values` that it has by their key."""
    page = SheetDraft(COLUMNS)
    width = len(COLUMNS)
    page.add([Cell(say("Settings — {file}", file=file), "title", span=width)])
    page.add([Cell(_subtitle(chosen, edition), "subtitle", span=width)], height=16)
    page.add([Cell(HOW, "wrap", span=width)])
    page.skip()
    page.begin_table(
        [say("Setting"), say("Value"), KEY_HEADER, say("Default"), say("What it means")]
    )
    groups = [
        (section, [*_settings(section, _room(section, values, chosen.data))])
        for section in sections()
    ]
    # What differs comes first; the groups of which nothing was typed are folded below.
    groups.sort(key=lambda group: all(setting.key not in values for setting in group[1]))
    for section, settings in groups:
        page.add(_heading(section))
        top = page.row + 1
        for setting in settings:
            _add(page, setting, values.get(setting.key), _default(setting, chosen))
        if all(setting.key not in values for setting in settings):
            page.folded |= set(range(top, page.row + 1))
    page.end_table(width)
    mark = Mark(SETTINGS, edition.profile, "", edition.day.isoformat(), notes=NOTES)
    frozen = (page.table[0] if page.table else 1, 0)
    return page.sheet(name, mark, edition, file, frozen)


def values_of(typed: TypedValues) -> dict[str, Content]:
    """Return what somebody typed, as it stands; what was chosen is said in any language."""
    return {key: _again(typed.setting(key), value) for key, value in typed.values.items()}


def _again(setting: Setting, value: Any) -> Content:  # noqa: ANN401  a cell's value
    if not setting.choices:
        return value  # type: ignore[no-any-return]  # a cell's value
    try:
        return written(setting, read(setting, value))
    except Unusable:
        return str(value)


def values_from(own: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Content]:
    """Return what has to be typed so that the sheet says what a settings file says over `base`.

    What `base` says already is left to it.
    """
    found: dict[str, Content] = {}
    for section in sections():
        table = section.key
        if section.many and table in own:
            kept, before = own[table], () if table in ADDED else base.get(table, ())
            gone = range(len(kept) + 1, len(before) + 1)
            found |= {_first(section).numbered(number).key: "–" for number in gone}
        for setting in _settings(section, len(own.get(section.key, ()))):
            value = _value(setting, own)
            default = None if table in ADDED else _value(setting, base)
            if value not in (None, default):
                found[setting.key] = written(setting, value)
    return found


def _first(section: SettingGroup) -> Setting:
    return next(setting for setting in section.settings if setting.required)


def _subtitle(chosen: Chosen, edition: Edition) -> Message:
    day = day_text(edition.day)
    title = chosen.data.get("title", "") or chosen.profile
    if chosen.file:
        return say(
            "Default: profile {profile} ({title}) with {file} · made on {day}",
            profile=chosen.profile,
            title=title,
            file=chosen.file,
            day=day,
        )
    return say(
        "Default: profile {profile} ({title}) · made on {day}",
        profile=chosen.profile,
        title=title,
        day=day,
    )


def _heading(section: SettingGroup) -> Iterator[Cell]:
    texts = (section.name, None, None, None, section.meaning)
    return (Cell(text, "first wrap") for text in texts)


def _settings(section: SettingGroup, count: int) -> Iterator[Setting]:
    """Yield the settings of a section, those of a table that is there `count` times numbered."""
    if not section.many:
        yield from section.settings
        return
    for number in range(1, count + 1):
        yield from (setting.numbered(number) for setting in section.settings)


def _room(section: SettingGroup, values: Mapping[str, Content], base: Mapping[str, Any]) -> int:
    """Return how often a table is there: once more than anybody needs now."""
    steps = (key.split(".") for key in values if key.startswith(f"{section.key}."))
    typed = max((int(step[1]) for step in steps if step[1].isdecimal()), default=0)
    known = 0 if section.key in ADDED else len(base.get(section.key, ()))
    return max(typed + 1, known + 1, LEAST.get(section.key, 0))


def _add(page: SheetDraft, setting: Setting, value: Content, default: Content) -> None:
    filled = " bold" if value is not None else ""
    row = page.add(
        [
            Cell(setting.name, "line small inset" if setting.option else "line wrap", bare=True),
            Cell(value, f"line comment code{filled}"),
            Cell(setting.key, "key"),
            Cell(default, "line small code"),
            Cell(_meaning(setting), "line small"),
        ],
        level=2 if setting.option else 1,
    )
    if setting.choices:
        page.drop_downs.append(DropDown(VALUE, row, row, tuple(setting.choices.values())))


def _meaning(setting: Setting) -> Message | None:
    if setting.key.endswith(f".{SEVERITY}"):
        rule = setting.key.split(".")[1]
        return say("{meaning} ({rule})", meaning=setting.meaning or "", rule=rule)
    own = setting.key.partition(".")[0] in ADDED
    if own or setting.kind not in (ValueKind.TEXTS, ValueKind.PAIRS, ValueKind.GROUPS):
        return setting.meaning
    effect = ADDS if setting.adds else REPLACES
    if setting.meaning is None:
        return effect
    return say("{meaning} {effect}", meaning=setting.meaning, effect=effect)


def _default(setting: Setting, chosen: Chosen) -> Content:
    """Return what counts where the cell is empty, a long list cut."""
    if setting.key == "extends":
        return chosen.profile
    if setting.key.partition(".")[0] in ADDED:
        return None
    if setting.key.endswith(f".{SEVERITY}"):
        return setting.choices[_severity(setting, chosen.data)]
    value = _value(setting, chosen.data)
    if value is None:
        value = setting.default
    if isinstance(value, float):
        value = round(value, 4)
    shown = None if value in (None, "", [], {}, ()) else written(setting, value)
    if not isinstance(shown, str) or len(shown) <= LONGEST_DEFAULT:
        return shown
    cut = shown[:LONGEST_DEFAULT].rpartition(";")[0] or shown[:LONGEST_DEFAULT]
    return say("{list}… ({count} in all)", list=cut, count=len(value))


def _severity(setting: Setting, data: Mapping[str, Any]) -> str:
    rule = all_rules()[setting.key.split(".")[1]]
    own = data.get("rules", {}).get(rule.name, {})
    if not own.get("enabled", rule.enabled):
        return "off"
    return str(own.get("severity", rule.severity))


def _value(setting: Setting, data: Mapping[str, Any]) -> Any:  # noqa: ANN401  a TOML value
    """Return the value of a setting in TOML tables; None if they do not say it."""
    *steps, last = setting.key.split(".")
    inner: Any = data
    for step in steps:
        if isinstance(inner, list):
            inner = inner[int(step) - 1] if int(step) <= len(inner) else {}
        else:
            inner = inner.get(step, {})
    if last != SEVERITY:
        return inner.get(last)
    if inner.get("enabled") is False:
        return "off"
    return inner.get("severity") or ("on" if "enabled" in inner else None)
