"""Say of a setting what it is called and what it means, and name the choices it offers."""

from __future__ import annotations

from collections.abc import Mapping

from xlmot.messages import Message, say
from xlmot.messages.named import NamedTuple


class About(NamedTuple):
    """What a setting is called, what it means, and the words for its choices, by their key.

    In a table that may be there several times, the name counts it with `{number}`.
    """

    name: Message
    meaning: Message | None = None
    choices: Mapping[str, Message] = {}


# Beside the type of a table, it tells that only a profile that ships with xlmot has it.
PROFILE_ONLY = "profile only"
# And of a setting that a workbook's own sheet need not have: it is for that workbook.
FILE_ONLY = "file only"
LANGUAGE_WORDS: Mapping[str, Message] = {
    "": say("automatic"),
    "fr": say("French"),
    "en": say("English"),
}
LAYOUT_WORDS: Mapping[str, Message] = {
    "auto": say("automatic"),
    "single": say("the first sheet only"),
    "per_page": say("a sheet per page"),
    "per_axe": say("a sheet per axis"),
    "per_year": say("a sheet per year"),
}
POLICY_WORDS: Mapping[str, Message] = {
    "auto": say("automatic"),
    "first_row": say("first row of its code"),
    "uppercase": say("capitals"),
    "style": say("bold type"),
    "column": say("a column says so"),
    "own_code": say("a code of its own"),
}
SINGLE_ROW_WORDS: Mapping[str, Message] = {
    "title": say("a title"),
    "title_and_action": say("a title and an action"),
}
KIND_WORDS: Mapping[str, Message] = {
    "": say("automatic"),
    "amount": say("amounts"),
    "number": say("numbers"),
    "percent": say("percentages"),
    "person": say("persons"),
    "due_date": say("due dates"),
    "status": say("statuses"),
    "list": say("lists"),
    "text": say("texts"),
}
SCHEME_CHOICES: Mapping[str, Message] = {
    "column": say("a column of codes and one of labels"),
    "inside": say("codes inside the labels"),
    "tiers": say("a column per level"),
    "stairs": say("levels that move right"),
    "depth": say("a column that tells the level"),
    "order": say("levels by the look of the rows"),
}
MARK_CHOICES: Mapping[str, Message] = {
    "": say("nothing"),
    "indent": say("indents"),
    "outline": say("Excel's groups"),
    "blocks": say("blocks of colour"),
    "colour": say("colours"),
    "fill": say("fills and bold type"),
    "bold": say("bold type"),
    "capitals": say("capitals"),
    "signs": say("signs before the labels"),
    "bare": say("rows that stand alone"),
    "numbers": say("numbers of the actions"),
    "headed": say("titles above headers of their own"),
}
