"""The settings of place: how a sheet is laid out, for one that is read wrong, unsurely or not."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from xlmot.messages import say
from xlmot.programme.layout import SCHEMES
from xlmot.programme.marks import MARKS
from xlmot.settings.schema.about import FILE_ONLY, MARK_CHOICES, SCHEME_CHOICES, About
from xlmot.settings.schema.shape import MOST_LEVELS

_Row = Annotated[int, Field(ge=1, le=1_048_576)]


class SheetTable(BaseModel, extra="forbid", strict=True):
    name: Annotated[
        str,
        Field(min_length=1),
        About(say("Sheet {number}: its name", number=""), say("* stands for any letters: Plan *.")),
    ]
    labels: Annotated[
        list[str],
        Field(min_length=1, max_length=MOST_LEVELS),
        About(
            say("Sheet {number}: columns of labels", number=""),
            say(
                "Each by its letter or its header; one per level, from the highest, where each "
                "level has its own. Else a second one holds the texts of rows on which the first "
                "is blank."
            ),
        ),
    ]
    workbook: Annotated[str, FILE_ONLY] = ""
    scheme: Annotated[
        Literal[SCHEMES],  # type: ignore[valid-type]  # the core's own list
        About(
            say("Sheet {number}: layout", number=""),
            say("How codes, labels and levels stand in the columns."),
            SCHEME_CHOICES,
        ),
    ] = "column"
    codes: Annotated[
        list[str],
        Field(max_length=MOST_LEVELS),
        About(
            say("Sheet {number}: columns of codes", number=""),
            say(
                "In the order of the labels. A column of labels stands here too where its texts "
                'begin with codes; "" is a level without codes.'
            ),
        ),
    ] = []
    header_rows: Annotated[
        list[_Row],
        About(
            say("Sheet {number}: rows of its header", number=""),
            say("Where nothing is said, the row that has the headers named here."),
        ),
    ] = []
    first_row: Annotated[
        int,
        Field(ge=0, le=1_048_576),
        About(
            say("Sheet {number}: first row", number=""),
            say("The row after the header where nothing is said."),
        ),
    ] = 0
    depth: Annotated[
        str,
        About(
            say("Sheet {number}: column of levels", number=""),
            say("Where a column tells the level of each row."),
        ),
    ] = ""
    repeated: Annotated[
        bool,
        About(
            say("Sheet {number}: titles repeated", number=""),
            say("Titles stand again on each of their rows: below a blank cell there is none."),
        ),
    ] = False
    mark: Annotated[
        Literal[("", *MARKS)],  # type: ignore[valid-type]  # the core's own list
        About(
            say("Sheet {number}: what shows the levels", number=""),
            say("Where the look of the rows shows them."),
            MARK_CHOICES,
        ),
    ] = ""
    checked: Annotated[
        bool,
        About(
            say("Sheet {number}: checked", number=""),
            say("Until somebody has checked all this, the reading is said to be unsure."),
        ),
    ] = True
