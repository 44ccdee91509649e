"""Blame xlmot or the workbook for a fault: what Excel would repair cannot be proven."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain

from xlmot.messages import Message, say
from xlmot.messages.errors import RefusedEdit
from xlmot.ooxml.proof.parts import root_name
from xlmot.ooxml.proof.reading import RawParts
from xlmot.ooxml.proof.structure import problems
from xlmot.ooxml.proof.xml_tree import local

# What reading a number that is none, or following a link that leads nowhere, comes to.
_STUMBLES = (ValueError, LookupError, ArithmeticError, AttributeError, TypeError, AssertionError)
# Attributes that are a number in whatever element of a workbook (ECMA-376 18).
_NUMBERS = frozenset(
    {"count", "uniqueCount", "localSheetId", "sheetId", "numFmtId", "fontId", "fillId", "borderId",
     "xfId", "dxfId", "cacheId", "activeTab", "manualBreakCount", "shapeId"}
)  # fmt: skip
# What a relation has to say of a part, by the name of the part's root.
_KINDS = {
    "worksheet": ("worksheet",), "chartsheet": ("chartsheet",), "styleSheet": ("styles",),
    "sst": ("sharedStrings",), "table": ("table",), "comments": ("comments",),
    "wsDr": ("drawing",), "chartSpace": ("chart", "chartEx"),
    "pivotTableDefinition": ("pivotTable",), "pivotCacheDefinition": ("pivotCacheDefinition",),
}  # fmt: skip


def refuse_first(faults: Iterator[Message], old: RawParts) -> None:
    """Raise RefusedEdit where there is a fault in what was made of the workbook `old`."""
    fault = next(faults, None)
    if fault is None:
        return
    flaw = first_flaw(old)
    if flaw is not None:
        raise damaged(flaw)
    raise RefusedEdit(
        say("The edited workbook is not what was asked for. {fault}", fault=fault),
        say(
            "Nothing was written. This is a fault of xlmot: show the workbook to whoever "
            "installed xlmot for you."
        ),
    )


def first_flaw(workbook: RawParts) -> Message | None:
    """Return what Excel would repair in a workbook before anything was done to it, if anything."""
    found = chain((problem.message for problem in problems(workbook)), _oddities(workbook))
    return next(found, None)


def _oddities(workbook: RawParts) -> Iterator[Message]:
    """Yield parts that nothing leads to, relations that say nothing, numbers that are none."""
    led_to = _led_to(workbook)
    for part in workbook.parts:
        if part not in led_to and not part.endswith((".rels", "[Content_Types].xml")):
            yield say("Nothing leads to its part {part}.", part=part)
    for part in workbook.parts:
        for one in workbook.relations(part):
            root = root_name(workbook.parts.get(one.target, b"")[:4096])
            if not one.external and one.kind not in _KINDS.get(root, (one.kind,)):
                yield say("{part} does not say what {other} is.", part=part, other=one.target)
    for part in workbook.xml_parts:
        yield from _no_numbers(workbook, part)


def _no_numbers(workbook: RawParts, part: str) -> Iterator[Message]:
    root = workbook.outline(part)
    for element in () if root is None else root.iter():
        numbers = _NUMBERS | {"id"} if local(element) == "brk" else _NUMBERS
        for name, value in element.attrib.items():
            if name in numbers and not value.lstrip("-").isdecimal():
                yield say("{part}: “{value}” is no number.", part=part, value=value)


def _led_to(workbook: RawParts) -> set[str]:
    """Return the parts that relations lead to from the package on."""
    found, waiting = {""}, [""]
    while waiting:
        new = {one.target for one in workbook.relations(waiting.pop()) if not one.external} - found
        found |= new
        waiting += new
    return found


def damaged(flaw: Message) -> RefusedEdit:
    """Return the refusal to change a workbook that is damaged itself."""
    return RefusedEdit(
        say("The workbook is damaged, so no change of it can be proven. {flaw}", flaw=flaw),
        say("Open it in Excel, let it repair the file, save it and try again."),
    )


@contextmanager
def blaming(data: bytes) -> Iterator[None]:
    """Turn a stumble inside over a workbook that is damaged into a refusal that says so.

    Over a sound workbook it is a fault of xlmot, and goes on as it is.
    """
    try:
        yield
    except _STUMBLES as error:
        try:
            flaw = first_flaw(RawParts.of(data))
        except _STUMBLES:
            flaw = say("What it says of itself does not fit.")
        if flaw is None:
            raise
        raise damaged(flaw) from error
