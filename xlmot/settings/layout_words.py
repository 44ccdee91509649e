"""Say where the codes and labels of a layout stand, and what shows its levels."""

from __future__ import annotations

from xlmot.messages import Message, say
from xlmot.programme.address import column_letters
from xlmot.programme.layout import DEPTH, INSIDE, ORDER, STAIRS, TIERS, Layout
from xlmot.settings.schema.about import SCHEME_CHOICES

MARK_WORDS = {
    "indent": say("by their indents"),
    "outline": say("by Excel's groups"),
    "blocks": say("by blocks of colour"),
    "colour": say("by the colours of the cells"),
    "fill": say("by filled cells and bold type"),
    "bold": say("by bold labels"),
    "capitals": say("by capitals"),
    "signs": say("by the signs before the labels"),
    "bare": say("by rows that stand alone"),
    "numbers": say("by the numbers of the actions"),
    "headed": say("by titles above headers of their own"),
}


def where(layout: Layout) -> Message:
    """Return in which columns the codes, labels and levels of a layout stand."""
    code, label = column_letters(layout.code), column_letters(layout.label)
    columns = tuple(column_letters(column) for column in layout.columns())
    if layout.scheme in (TIERS, STAIRS):
        return say("{scheme}, {columns}", scheme=SCHEME_CHOICES[layout.scheme], columns=columns)
    if layout.scheme == INSIDE and layout.tiers:
        return say("codes and labels in columns {columns}", columns=columns)
    if layout.scheme == INSIDE:
        return say("codes and labels in column {label}", label=label)
    if layout.scheme == ORDER:
        how = MARK_WORDS[layout.mark]
        if layout.code:
            return say(
                "codes in column {code}, labels in {label}, levels {how}",
                code=code,
                label=label,
                how=how,
            )
        return say("labels in column {label}, levels {how}", label=label, how=how)
    if layout.second:
        label = f"{label}, {column_letters(layout.second)}"
    where = say("codes in column {code}, labels in {label}", code=code, label=label)
    if layout.scheme == DEPTH:
        level = column_letters(layout.depth)
        if not layout.code:
            return say("labels in column {label}, levels in {level}", label=label, level=level)
        return say("{where}, levels in {level}", where=where, level=level)
    return where
