"""The settings that a user may write: their keys, their types, and what each of them means.

These models are the only list of them: the settings file is validated by them, and the sheet of
settings is made from them.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from xlmot.about import (
    KIND_WORDS,
    LANGUAGE_WORDS,
    LAYOUT_WORDS,
    POLICY_WORDS,
    PROFILE_ONLY,
    SINGLE_ROW_WORDS,
    About,
)
from xlmot.messages import say
from xlmot.programme.vocabulary import COLUMN_KINDS, LAYOUTS, TITLE_POLICIES

RULE_KEYS = ("enabled", "severity")
# A house has fewer levels than this, and a part of a code fewer digits.
MOST_LEVELS = 9
PART = r"^(number|letter|small|roman|digits:[1-9])$"


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class HeaderTable(_Table):
    code: Annotated[
        list[str],
        About(
            say("Header of the codes"),
            say("What stands above the column of the codes. {year} is any year.", year="{year}"),
        ),
    ] = []
    label: Annotated[
        list[str],
        About(
            say("Header of the labels"),
            say("What stands above the column of the labels. {year} is any year.", year="{year}"),
        ),
    ] = []
    drafts: Annotated[
        list[str],
        About(say("Draft markers"), say("What a header says of a programme not yet adopted.")),
    ] = []
    required: Annotated[
        list[str],
        About(say("Required columns"), say("Headers of columns that must be there.")),
    ] = []


class DetectTable(_Table):
    signs: list[str] = []


class LevelTable(_Table):
    one: Annotated[
        str,
        About(
            say("Level {number}, one title", number=""),
            say("What you call one title of this level, such as “axis”."),
        ),
    ]
    many: Annotated[
        str,
        About(
            say("Level {number}, several", number=""),
            say("What you call several of them, such as “axes”."),
        ),
    ]


class CodesTable(_Table):
    parts: Annotated[
        list[Annotated[str, Field(pattern=PART)]],
        Field(min_length=1, max_length=MOST_LEVELS),
        About(
            say("Way {number}, parts", number=""),
            say(
                "The parts of a code, one per level: number, letter, small (a small letter), "
                "roman, digits:2 (two digits, zeros kept)."
            ),
        ),
    ]
    joints: Annotated[
        list[str],
        Field(max_length=MOST_LEVELS),
        About(
            say("Way {number}, joints", number=""),
            say('What stands between the parts; "" is nothing, as in A2.'),
        ),
    ] = []


class TitlesTable(_Table):
    policy: Annotated[
        Literal[TITLE_POLICIES],  # type: ignore[valid-type]  # the core's own list
        About(
            say("How a title is told"),
            say("What sets a title apart from the actions below it."),
            POLICY_WORDS,
        ),
    ] = "auto"
    single_row: Annotated[
        Literal["title", "title_and_action"],
        About(
            say("A title without action"),
            say("What the only row of a code is."),
            SINGLE_ROW_WORDS,
        ),
    ] = "title"
    column: Annotated[
        str,
        About(say("Column that tells titles"), say("Its header, where a column says so.")),
    ] = ""
    values: Annotated[
        list[str],
        About(say("What it says of a title"), say("The texts of that column that mean a title.")),
    ] = []


class WordsTable(_Table):
    code: Annotated[
        list[str],
        About(say("Words before a code"), say("Such as “axis” in “Axis 1”.")),
    ] = []
    total: Annotated[
        list[str],
        About(say("Words of a total"), say("What begins a row of totals.")),
    ] = []
    footnote: Annotated[
        list[str],
        About(say("Words of a footnote"), say("What begins a note below the table.")),
    ] = []
    beside_column: Annotated[
        list[str],
        About(
            say("Words beside a column's name"),
            say("Words that change nothing: “Budget incl. VAT” is a budget."),
        ),
    ] = []
    after_total: Annotated[
        list[str],
        About(
            say("Words after “total”"),
            say("Words that change nothing: “Total of the programme” is the total."),
        ),
    ] = []


class ColumnTable(_Table):
    names: Annotated[
        list[str],
        Field(min_length=1),
        About(say("Column {number}, headers", number=""), say("The headers it may have.")),
    ]
    kind: Annotated[
        Literal[("", *COLUMN_KINDS)],  # type: ignore[valid-type]  # the core's own list
        About(
            say("Column {number}, what it holds", number=""),
            say("How its cells are read and checked."),
            KIND_WORDS,
        ),
    ] = ""
    required: Annotated[
        bool,
        About(say("Column {number}, required", number=""), say("Every action has to fill it.")),
    ] = False
    sum: Annotated[
        bool | None,
        About(say("Column {number}, added up", number=""), say("Its numbers have a total.")),
    ] = None
    values: Annotated[
        list[str],
        About(say("Column {number}, statuses", number=""), say("The only ones it may hold.")),
    ] = []


class PrefixesTable(_Table):
    countries: Annotated[
        list[str],
        About(say("Countries"), say("Their codes, joined by hyphens: FR-DE.")),
    ] = []
    institutions: Annotated[list[str], About(say("Institutions"), say("Such as EP."))] = []
    territories: Annotated[
        list[str], About(say("Territories"), say("Other words that may stand there."))
    ] = []
    first: Annotated[str, About(say("First country"), say("The one before all others."))] = ""


class LabelsTable(_Table):
    tags: Annotated[
        list[str],
        About(say("Tags"), say("Words in square brackets at the start of a label: [CORE].")),
    ] = []
    tag_level: Annotated[
        int,
        Field(ge=0, le=MOST_LEVELS),
        About(say("Level of the tags"), say("The level whose titles bear them; 0: none must.")),
    ] = 0
    suffixes: Annotated[
        list[str],
        About(say("Suffixes"), say("Words after a last dash, such as “ - closing”.")),
    ] = []
    recurrent: Annotated[
        list[str],
        About(say("Recurrent labels"), say("Labels that may stand under several titles.")),
    ] = []
    prefixes: Annotated[
        PrefixesTable,
        About(
            say("Prefixes of the labels"),
            say("Words before “ / ” at the start of a label."),
        ),
    ] = PrefixesTable()


class OutputTable(_Table):
    organisation: Annotated[
        str, About(say("Organisation"), say("Shown at the foot of each page."))
    ] = ""
    formulas: Annotated[
        bool,
        About(
            say("Formulas"),
            say("Without them the figures are values, for a workbook that leaves the house."),
        ),
    ] = True
    each_country: Annotated[
        bool,
        About(
            say("Credit each country"),
            say("An action with the prefix FR-DE counts for FR and for DE."),
        ),
    ] = False


class SettingsFile(_Table):
    extends: Annotated[
        str, About(say("Profile"), say("The house whose words the programme speaks."))
    ] = ""
    title: Annotated[
        str, About(say("Name of these settings"), say("Shown beside the profile."))
    ] = ""
    language: Annotated[
        Literal["", "fr", "en"],
        About(
            say("Language of the labels"),
            say("Some rules hold in one language only."),
            LANGUAGE_WORDS,
        ),
    ] = ""
    layout: Annotated[
        Literal[LAYOUTS],  # type: ignore[valid-type]  # the core's own list
        About(
            say("Sheets of the programme"),
            say("How the programme is spread over the sheets of the workbook."),
            LAYOUT_WORDS,
        ),
    ] = "auto"
    detect: Annotated[DetectTable, PROFILE_ONLY] = DetectTable()
    header: Annotated[HeaderTable, About(say("Headers"))] = HeaderTable()
    levels: Annotated[
        list[LevelTable],
        Field(min_length=1, max_length=MOST_LEVELS),
        About(say("Levels of the titles")),
    ] = []
    codes: Annotated[
        list[CodesTable],
        Field(min_length=1),
        About(
            say("How codes are written"),
            say("The way that reads most of the codes is taken."),
        ),
    ] = []
    titles: Annotated[TitlesTable, About(say("Titles and actions"))] = TitlesTable()
    words: Annotated[WordsTable, About(say("Words of the table"))] = WordsTable()
    columns: Annotated[
        list[ColumnTable],
        About(
            say("Your own columns"),
            say("They are tried before those that the profile knows."),
        ),
    ] = []
    units: Annotated[
        dict[str, list[str]],
        About(
            say("Units"),
            say("The ways of writing a unit, after the one that is shown: € = EUR, euro, euros"),
        ),
    ] = {}
    labels: Annotated[LabelsTable, About(say("Labels"))] = LabelsTable()
    output: Annotated[OutputTable, About(say("Generated sheets"))] = OutputTable()
    rules: dict[str, dict[str, Any]] = {}
