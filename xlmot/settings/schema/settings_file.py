"""The settings that a user may write: their keys, their types, and what each of them means.

These models are the only list of them: the settings file is validated by them, and the sheet of
settings is made from them.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from xlmot.messages import say
from xlmot.programme.vocabulary import LAYOUTS
from xlmot.settings.schema.about import LANGUAGE_WORDS, LAYOUT_WORDS, PROFILE_ONLY, About
from xlmot.settings.schema.place import SheetTable
from xlmot.settings.schema.shape import (
    MOST_LEVELS,
    CodesTable,
    ColumnTable,
    DetectTable,
    LevelTable,
    TitlesTable,
)
from xlmot.settings.schema.words import HeaderTable, LabelsTable, WordsTable


class OutputTable(BaseModel, extra="forbid", strict=True):
    organisation: Annotated[
        str, About(say("Organisation"), say("Shown at the foot of each page."))
    ] = ""
    formulas: Annotated[
        bool,
        About(
            say("Formulas"),
            say("Without them the figures are values, for a workbook that is sent out."),
        ),
    ] = True
    each_country: Annotated[
        bool,
        About(
            say("Credit each country"),
            say("An action with the prefix FR-DE counts for FR and for DE."),
        ),
    ] = False


class SettingsFile(BaseModel, extra="forbid", strict=True):
    extends: Annotated[
        str, About(say("Profile"), say("The house whose vocabulary the programme uses."))
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
    sheets: Annotated[
        list[SheetTable],
        Field(min_length=1),
        About(
            say("How a sheet is laid out"),
            say(
                "For a sheet that is read wrong, unsurely or not at all; others need nothing here."
            ),
        ),
    ] = []
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
