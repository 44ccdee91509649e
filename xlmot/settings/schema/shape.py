"""The settings of shape: levels, codes, titles, and the columns that staff add."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from xlmot.messages import say
from xlmot.programme.vocabulary import COLUMN_KINDS, TITLE_POLICIES
from xlmot.settings.schema.about import KIND_WORDS, POLICY_WORDS, SINGLE_ROW_WORDS, About

# A house has fewer levels than this, and a part of a code fewer digits.
MOST_LEVELS = 9
_KIND = "(?:number|letter|small|roman|small-roman|word|digits:[1-9])"
PART = f"^{_KIND}$"
FORM = f"^(?:{_KIND}(?:[^a-z]{{0,3}}{_KIND})*)?$"


class DetectTable(BaseModel, extra="forbid", strict=True):
    signs: list[str] = []


class LevelTable(BaseModel, extra="forbid", strict=True):
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


class CodesTable(BaseModel, extra="forbid", strict=True):
    parts: Annotated[
        list[Annotated[str, Field(pattern=PART)]],
        Field(min_length=1, max_length=MOST_LEVELS),
        About(
            say("Code format {number}: parts", number=""),
            say(
                "The parts of a code, one per level: number, letter, small (a small letter), "
                "roman, small-roman, word, digits:2 (two digits, zeros kept)."
            ),
        ),
    ]
    joints: Annotated[
        list[str],
        Field(max_length=MOST_LEVELS),
        About(
            say("Code format {number}: separators", number=""),
            say('What stands between the parts; "" is nothing, as in A2.'),
        ),
    ] = []
    heads: Annotated[
        list[str],
        Field(max_length=MOST_LEVELS),
        About(
            say("Code format {number}: prefixes", number=""),
            say('What stands before a code of each level, such as OS in OS1; "" is nothing.'),
        ),
    ] = []
    ends: Annotated[
        list[str],
        Field(max_length=MOST_LEVELS),
        About(
            say("Code format {number}: endings", number=""),
            say('What stands after a code of each level, such as the last "." of 1.1.'),
        ),
    ] = []
    forms: Annotated[
        list[Annotated[str, Field(pattern=FORM)]],
        Field(max_length=MOST_LEVELS),
        About(
            say("Code format {number}: levels that differ", number=""),
            say(
                "Parts and separators of each level not written as the two lines above say, "
                'such as number.digits:2; "" where it is.'
            ),
        ),
    ] = []
    starts: Annotated[
        list[Annotated[str, Field(pattern="^[1-9]$")]],
        Field(max_length=MOST_LEVELS),
        About(
            say("Code format {number}: first level written", number=""),
            say(
                "The level that a code of each level begins with: 1, 2, 2 where 1 and 1.1 stand "
                "below A and count anew below B."
            ),
        ),
    ] = []
    words: Annotated[
        list[str],
        About(
            say("Code format {number}: words", number=""),
            say("The words that a part may be, in their order, where it is one."),
        ),
    ] = []
    zeros: Annotated[
        bool,
        About(say("Code format {number}: zeros", number=""), say("A number may be 0, as in 1.0.")),
    ] = False
    hundreds: Annotated[
        bool,
        About(
            say("Code format {number}: numbers above 99", number=""),
            say("A number may be above 99, as in 1.100."),
        ),
    ] = False


class TitlesTable(BaseModel, extra="forbid", strict=True):
    policy: Annotated[
        Literal[TITLE_POLICIES],  # type: ignore[valid-type]  # the core's own list
        About(
            say("How titles are recognised"),
            say("What sets a title apart from the actions below it."),
            POLICY_WORDS,
        ),
    ] = "auto"
    single_row: Annotated[
        Literal["title", "title_and_action"],
        About(
            say("A code's only row"),
            say("Whether it is a title or an action."),
            SINGLE_ROW_WORDS,
        ),
    ] = "title"
    column: Annotated[
        str,
        About(say("Column that says what is a title"), say("Its header, where a column says so.")),
    ] = ""
    values: Annotated[
        list[str],
        About(say("What it says of a title"), say("The texts of that column that mean a title.")),
    ] = []


class ColumnTable(BaseModel, extra="forbid", strict=True):
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
