"""A report as one text, which is written piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from xlmot.checking.results import Checked, Passing


def whole(pieces: Callable[..., Iterator[str]], report: Checked, *given: object) -> str:
    return "".join(pieces(Passing(report.files), *given))
