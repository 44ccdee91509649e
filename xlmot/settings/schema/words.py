"""The settings of words: headers, labels and their parts, rows that are none of the programme."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from xlmot.messages import say
from xlmot.settings.schema.about import About
from xlmot.settings.schema.shape import MOST_LEVELS


class HeaderTable(BaseModel, extra="forbid", strict=True):
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
    level: Annotated[
        list[str],
        About(
            say("Headers of the levels"),
            say("What stands above the columns of titles, where each level has its own."),
        ),
    ] = []
    depth: Annotated[
        list[str],
        About(
            say("Header of the column of levels"),
            say("What stands above the numbers 1, 2, 3 that tell the level of each row."),
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


class WordsTable(BaseModel, extra="forbid", strict=True):
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
    page: Annotated[
        list[str],
        About(say("Words of a page number"), say("What begins a page number among the rows.")),
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


class PrefixesTable(BaseModel, extra="forbid", strict=True):
    countries: Annotated[
        list[str],
        About(say("Countries"), say("Their codes, joined by hyphens: FR-DE.")),
    ] = []
    institutions: Annotated[list[str], About(say("Institutions"), say("Such as EP."))] = []
    territories: Annotated[
        list[str], About(say("Territories"), say("Other words that may stand there."))
    ] = []
    first: Annotated[str, About(say("First country"), say("The one before all others."))] = ""


class LabelsTable(BaseModel, extra="forbid", strict=True):
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
