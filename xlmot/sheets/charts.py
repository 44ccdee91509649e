"""Say how the charts of generated sheets look, in the options that XlsxWriter takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from xlmot.sheets.looks import DARK, INK
from xlmot.sheets.model import Chart, Series, Sheet

# An object of XlsxWriter, which says nothing of its types.
XlsxChart: TypeAlias = Any

FONT = {"name": "Calibri", "size": 11, "color": INK}
TITLE_FONT = {"name": "Calibri", "size": 12, "bold": True, "color": DARK}
MOST_TICKS = 8
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, *(10**power for power in range(3, 16)))
WHITE, PALE, MIDDLE = "#FFFFFF", "#D9E2F3", "#8A9CC0"
# Told apart in grey too: by darkness, then by pattern.
SHADES: tuple[dict[str, Any], ...] = (
    {"fill": {"color": DARK}},
    {"fill": {"color": PALE}},
    {"fill": {"color": MIDDLE}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": MIDDLE, "bg_color": WHITE}},
    {"fill": {"color": WHITE}},
    {"pattern": {"pattern": "percent_25", "fg_color": MIDDLE, "bg_color": WHITE}},
)
# The room around the bars of a chart that is not stacked: for names, title and numbers, in pixels.
NAMES_SHARE, BARS_SHARE = 0.34, 0.62
TITLE_PIXELS, AXIS_PIXELS = 32, 30
# How far below the edge a title begins, as a share of the height.
TITLE_SHARE = 0.02


def series_options(sheet: str, series: Series, place: int, *, stacked: bool) -> dict[str, Any]:
    """Return the options of a series, the one at `place` of its chart; zeros are not labelled."""
    shade = SHADES[place % len(SHADES)]
    dark = stacked and shade.get("fill") == {"color": DARK}
    label: dict[str, Any] = {"value": True, "num_format": "0;;"}
    label["font"] = {**FONT, "bold": stacked, "color": WHITE if dark else INK}
    if not stacked:
        label["position"] = "outside_end"
    options: dict[str, Any] = {
        "categories": _reference(sheet, *series.categories),
        "values": _reference(sheet, *series.values),
        "border": {"color": DARK, "width": 0.75},
        "data_labels": label,
        "gap": 45,
        **shade,
    }
    if series.name is not None:
        options["name"] = _reference(sheet, series.name, series.name)
    return options


def _reference(sheet: str, first: tuple[int, int], last: tuple[int, int]) -> list[Any]:
    """Return cells as XlsxWriter names them, counted from 0."""
    return [sheet, first[0] - 1, first[1] - 1, last[0] - 1, last[1] - 1]


def show_values_alone(chart: XlsxChart) -> None:
    """Have the labels of a chart say what they do not show.

    Programs disagree about what is not said (ECMA-376 part 1, 21.2.2.189 and its neighbours): in a
    workbook that a later Excel has saved, LibreOffice shows the names too.
    """

    def write() -> None:
        for name in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize"):
            chart._xml_empty_tag(f"c:show{name}", [("val", int(name == "Val"))])  # noqa: SLF001

    chart._write_show_val = write  # noqa: SLF001  XlsxWriter says only what is shown


def value_axis(sheet: Sheet, chart: Chart) -> dict[str, Any]:
    """Return an axis of whole numbers from 0, written below although the bars begin above."""
    stacks = zip(*(_values(sheet, series) for series in chart.series), strict=True)
    bars = map(sum, stacks) if chart.stacked else (max(stack) for stack in stacks)
    least = max(bars, default=1) / MOST_TICKS
    return {
        "min": 0,
        "major_unit": next(step for step in STEPS if step >= least),
        "num_format": "0",
        "num_font": FONT,
        "label_position": "high",
        "major_gridlines": {"visible": True, "line": {"color": "#E3E7EF"}},
        "line": {"none": True},
    }


def _values(sheet: Sheet, series: Series) -> Iterator[float]:
    (top, left), (bottom, right) = series.values
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            content = sheet.cells[row, column].content
            yield content if isinstance(content, int | float) else 0


def plot_layout(height: int) -> dict[str, float]:
    """Return where the bars stand in a chart so many pixels high, as shares of it."""
    top, below = TITLE_PIXELS / height + TITLE_SHARE, AXIS_PIXELS / height
    return {"x": NAMES_SHARE, "y": top, "width": BARS_SHARE, "height": max(0.2, 1 - top - below)}
