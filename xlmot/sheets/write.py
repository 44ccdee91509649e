"""Write generated sheets as one small workbook with XlsxWriter.

The workbook is then carried into the user's own, part by part. It opens by itself too if it is
given the sheets of the programme that its formulas read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from math import isfinite
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from xlmot.books.mark import NAME
from xlmot.messages import Message, Translate, english, render, say
from xlmot.programme.address import Area, cell_name, sheet_prefix
from xlmot.programme.grid import Grid, Value
from xlmot.rules.page import unbroken
from xlmot.sheets.charts import (
    FONT,
    TITLE_FONT,
    plot_layout,
    series_options,
    show_values_alone,
    value_axis,
)
from xlmot.sheets.font import column_pixels
from xlmot.sheets.forms import time_form
from xlmot.sheets.looks import BAR_COLOUR, POINTS_PER_LINE, RULE, TINTS, style
from xlmot.sheets.model import Cell, Chart, DropDown, Sheet
from xlmot.sheets.paper import MARGINS, page_ends
from xlmot.sheets.written import quoted, row_heights, stamped, written

if TYPE_CHECKING:
    from xlsxwriter.format import Format

# A fixed day, so that the same sheets make the same bytes.
CREATED = datetime(2024, 1, 1)  # noqa: DTZ001  Excel keeps no time zone
A4 = 9
# What a text must not begin with to be text even after somebody presses F2 and Enter.
FORMULA_STARTS = ("=", "+", "-", "@")
# Excel opens no sheet with more links than this; XlsxWriter would leave their texts out.
MOST_LINKS = 65_530
# ECMA-376 18.3.1.47 gives no limit; Excel takes 255 characters of codes and text.
LONGEST_FOOTER = 100
# A bar behind a number, as long as the number is beside the greatest of its column.
BAR = {
    "type": "data_bar",
    "bar_color": BAR_COLOUR,
    "min_type": "num",
    "min_value": 0,
}
# In shares of its cell, a bar is otherwise from 10 to 90 % long (ECMA-376 18.3.1.28).
BAR_LENGTHS = [("minLength", 0), ("maxLength", 100)]


def write_sheets(
    sheets: Iterable[Sheet],
    translate: Translate = english,
    *,
    formulas: bool = True,
    sources: Sequence[Grid] = (),
) -> bytes:
    """Return a workbook of the sheets, after those of `sources`, which are written as values.

    Without `formulas` every figure is a value, for a workbook that leaves the house.
    """
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": CREATED})
        for grid in sources:
            _write_values(book.add_worksheet(grid.sheet), grid)
        kept = list(sheets)
        formats = _Formats(book)
        pages = [book.add_worksheet(sheet.name, _Page) for sheet in kept]
        for sheet, page in zip(kept, pages, strict=True):
            _Writer(formats, page, sheet, translate, formulas=formulas).write()
    return file.getvalue()


class _Page(Worksheet):  # type: ignore[misc]  # XlsxWriter says nothing of its types
    """A worksheet with rows whose height is a first guess, and bars as long as their numbers say.

    XlsxWriter marks every height as chosen by the user (ECMA-376 18.3.1.73, `customHeight`).
    """

    guessed: frozenset[int] = frozenset()

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = None) -> None:  # noqa: ANN401  XlsxWriter's own
        if tag == "row" and dict(attributes)["r"] in self.guessed:
            attributes = [pair for pair in attributes if pair[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)

    def _xml_start_tag(self, tag: str, attributes: Any = ()) -> None:  # noqa: ANN401  XlsxWriter's own
        super()._xml_start_tag(tag, BAR_LENGTHS if tag == "dataBar" else attributes)


def _write_values(page: Worksheet, grid: Grid) -> None:
    for row, values in enumerate(grid.rows):
        for column, value in enumerate(values):
            if isinstance(value, str):
                page.write_string(row, column, value)
            elif value is not None:
                page.write(row, column, value)


class _Writer:
    """Write one sheet; XlsxWriter counts rows and columns from 0."""

    def __init__(
        self,
        formats: _Formats,
        page: _Page,
        sheet: Sheet,
        translate: Translate,
        *,
        formulas: bool,
    ) -> None:
        self.formats = formats
        self.book = formats.book
        self.page = page
        self.sheet = sheet
        self.translate = translate
        self.formulas = formulas
        self.heights = row_heights(sheet, translate)

    def write(self) -> None:
        self._set_up()
        for (row, column), cell in sorted(self.sheet.cells.items(), key=lambda item: item[0]):
            self._cell(row - 1, column - 1, cell)
        for chart in self.sheet.charts:
            self._chart(chart)
        for drop_down in self.sheet.drop_downs:
            self._drop_down(drop_down)
        self._conditional()
        self._print_set_up()
        self._mark()

    def _set_up(self) -> None:
        sheet, page = self.sheet, self.page
        for number, column in enumerate(sheet.columns):
            page.set_column(number, number, column.width, None, {"hidden": column.hidden})
        page.outline_settings(symbols_below=False)
        # Excel does not fit a row to the text of merged cells.
        merged = {row for (row, _), cell in sheet.cells.items() if cell.span > 1}
        page.guessed = frozenset(self.heights) - merged - set(sheet.heights)
        for row, points in sorted(self.heights.items()):
            page.set_row(row - 1, points, None, self._outline(row))
        page.freeze_panes(sheet.frozen, sheet.frozen_columns)
        page.hide_gridlines(2)
        if sheet.table:
            header, last = sheet.table
            page.autofilter(header - 1, 0, last - 1, sheet.table_columns - 1)
        # Codes are text and stay so: Excel would offer to turn 1.10 into 1.1.
        page.ignore_errors({"number_stored_as_text": f"A1:{self._corner()}"})

    def _outline(self, row: int) -> dict[str, int | bool]:
        """Return where a row stands in the outline; one above folded rows bears their sign."""
        sheet = self.sheet
        level, folded = sheet.levels.get(row, 0), row in sheet.folded
        below = row + 1 in sheet.folded and sheet.levels.get(row + 1, 0) > level
        return {"level": level, "hidden": folded, "collapsed": below}

    def _corner(self) -> str:
        return cell_name(self.sheet.last_row, len(self.sheet.columns))

    def _cell(self, row: int, column: int, cell: Cell) -> None:
        value, formula = written(cell, self.translate, formulas=self.formulas)
        quote = isinstance(value, str) and not formula and value.startswith(FORMULA_STARTS)
        look = self.formats.of(cell.look, cell.form or time_form(value), quote=quote)
        if cell.span > 1:
            self.page.merge_range(row, column, row, column + cell.span - 1, "", look)
        if formula:
            self.page.write_formula(row, column, f"={formula}", look, value)
        elif cell.link and not cell.link.follows and self.page.hlink_count < MOST_LINKS:
            place = f"internal:{sheet_prefix(cell.link.sheet)}{cell_name(*cell.link[1:3])}"
            self.page.write_url(row, column, place, look, str(value))
        else:
            self._value(row, column, value, look)

    def _value(self, row: int, column: int, value: Value, look: Format) -> None:
        if value is None or value == "":
            self.page.write_blank(row, column, None, look)
        elif isinstance(value, str):
            self.page.write_string(row, column, value, look)
        elif isinstance(value, float) and not isfinite(value):
            self.page.write_string(row, column, str(value), look)
        else:
            self.page.write(row, column, value, look)

    def _chart(self, chart: Chart) -> None:
        kind = {"type": "bar", "subtype": "stacked"} if chart.stacked else {"type": "bar"}
        drawn = self.book.add_chart(kind)
        show_values_alone(drawn)
        width, height = self._pixels(chart.area)
        for number, series in enumerate(chart.series):
            options = series_options(self.sheet.name, series, number, stacked=chart.stacked)
            drawn.add_series(options)
        title = self._text(chart.title)
        drawn.set_title({"name": title, "name_font": TITLE_FONT, "overlay": False})
        drawn.set_legend({"position": "bottom", "font": FONT} if chart.stacked else {"none": True})
        # In a chart of bars the vertical axis, that of the categories, is the y axis.
        drawn.set_y_axis({"reverse": True, "num_font": FONT, "line": {"color": RULE}})
        drawn.set_x_axis(value_axis(self.sheet, chart))
        if not chart.stacked:
            drawn.set_plotarea({"layout": plot_layout(height)})
        drawn.set_chartarea({"border": {"color": RULE}})
        drawn.show_hidden_data()
        drawn.set_size({"width": width, "height": height})
        place = {"object_position": 2, "x_offset": 8, "y_offset": 2, "description": title}
        self.page.insert_chart(chart.area.top - 1, chart.area.left - 1, drawn, place)

    def _pixels(self, area: Area) -> tuple[int, int]:
        """Return the size of an area; a digit of the default font is 7 pixels wide."""
        columns = self.sheet.columns[area.left - 1 : area.right]
        heights = (self.heights.get(row, POINTS_PER_LINE) for row in rows_of(area))
        width = sum(column_pixels(column.width) for column in columns)
        return width - 16, sum(int(points * 4 / 3) for points in heights) - 4

    def _drop_down(self, drop_down: DropDown) -> None:
        first, last, column = drop_down.first - 1, drop_down.last - 1, drop_down.column - 1
        choices = [self._text(choice) for choice in drop_down.choices]
        others = [[top - 1, column, bottom - 1, column] for top, bottom in drop_down.others]
        options = {"validate": "list", "source": choices, "other_cells": others}
        self.page.data_validation(first, column, last, column, options)

    def _conditional(self) -> None:
        for tint in self.sheet.tints:
            formula = tint.formula.replace("{word}", quoted(self._text(tint.word)))
            look = self.formats.tint(tint.look)
            options = {"type": "formula", "criteria": f"={formula}", "format": look}
            self.page.conditional_format(*_corners(tint.area), options)
        for area in self.sheet.bars:
            self.page.conditional_format(*_corners(area), BAR)

    def _print_set_up(self) -> None:
        sheet, page = self.sheet, self.page
        page.set_landscape()
        page.set_paper(A4)
        page.set_margins(**MARGINS)
        page.fit_to_pages(1, 0)
        page.set_h_pagebreaks(page_ends(sheet, self.heights))
        page.print_area(0, 0, sheet.last_row - 1, sheet.printed_columns - 1)
        header = sheet.table[0] if sheet.table else 1
        page.repeat_rows(header - 1)
        left = " – ".join(sheet.footer)[:LONGEST_FOOTER].replace("&", "&&")
        page.set_footer(
            f"&L{left}&R{self._text(say('page {page}/{pages}', page='&P', pages='&N'))}"
        )

    def _mark(self) -> None:
        mark = stamped(self.sheet, self.translate, formulas=self.formulas)
        self.book.define_name(NAME, f"={quoted(mark.text())}")
        # XlsxWriter's record of a name: whose it is and whether it is hidden come second and
        # fourth. By its name it does not find a sheet with an apostrophe or an exclamation mark.
        record = self.book.defined_names[-1]
        record[1], record[3] = self.page.index, True

    def _text(self, text: str | Message) -> str:
        return text if isinstance(text, str) else render(text, unbroken(self.translate))


class _Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.made: dict[tuple[str, str, bool], Format] = {}

    def of(self, look: str, form: str = "", *, quote: bool) -> Format:
        """Return the format of a look; with `quote`, its text stays text when it is typed again."""
        key = look, form, quote
        if key not in self.made:
            properties = {**style(look), "quote_prefix": True} if quote else dict(style(look))
            if form:
                properties["num_format"] = form
            self.made[key] = self.book.add_format(properties)
        return self.made[key]

    def tint(self, look: str) -> Format:
        """Return the format of rows that are told apart, which says only what differs."""
        return self.book.add_format(dict(TINTS[look]))


def _corners(area: Area) -> tuple[int, int, int, int]:
    """Return the corners of an area, counted from 0."""
    return area.top - 1, area.left - 1, area.bottom - 1, area.right - 1


def rows_of(area: Area) -> range:
    return range(area.top, area.bottom + 1)
