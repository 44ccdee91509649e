"""Write a report as indented JSON text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from json.encoder import encode_basestring as quoted
from math import inf

from xlmot.messages.hints import Any
from xlmot.reports.visible import plain_json


def as_json(content: Mapping[str, Any]) -> str:
    """Return a report as JSON text, indented by two spaces, what is invisible escaped.

    >>> print(as_json({"rows": [3, 4], "fix": None, "cells": []}), end="")
    {
      "rows": [
        3,
        4
      ],
      "fix": null,
      "cells": []
    }
    """
    return nested(content, 0) + "\n"


def nested(content: Mapping[str, Any], depth: int) -> str:
    """Return the text of an object that stands at a depth of another."""
    return plain_json("".join(_pieces(content, "\n" + "  " * depth)))


def _pieces(value: Any, margin: str) -> Iterator[str]:  # noqa: ANN401  what JSON can say
    if isinstance(value, dict) and value:
        inner = margin + "  "
        before = "{" + inner
        for name, own in value.items():
            yield f"{before}{quoted(name)}: "
            yield from _pieces(own, inner)
            before = "," + inner
        yield margin + "}"
    elif isinstance(value, list) and value:
        inner = margin + "  "
        before = "[" + inner
        for own in value:
            yield before
            yield from _pieces(own, inner)
            before = "," + inner
        yield margin + "]"
    else:
        yield _scalar(value)


def _scalar(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, str):
        return quoted(value)
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, float):
        return _number(value)
    return "{}" if isinstance(value, dict) else "[]"


def _number(value: float) -> str:
    """Return a number as Python's own `json` writes it; what is no number has no place in JSON."""
    if value != value:
        return "NaN"
    return {inf: "Infinity", -inf: "-Infinity"}.get(value) or float.__repr__(value)
