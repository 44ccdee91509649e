"""Write small workbooks full of references drawn at random, to be tried on other programs.

What those programs are known to do otherwise than Excel is not drawn: the first row of a
conditional format, the rows beside a page break, all rows of a chart's series, all but one of a
print area are not deleted.
"""

import io
from random import Random

import xlsxwriter

ROWS, COLUMNS, LONGEST = 24, 6, 5


class Draw:
    """A workbook of two sheets, all of it drawn from one seed."""

    def __init__(self, seed):
        self.kept: set[int] = set()
        self.random = Random(seed)  # noqa: S311 - a test's own chance
        buffer = io.BytesIO()
        self.book = xlsxwriter.Workbook(buffer)
        self.sheets = [self.book.add_worksheet(name) for name in ("Plan", "L'autre")]
        for sheet in self.sheets:
            self.cells(sheet)
            self.rules(sheet)
            self.objects(sheet)
        self.names()
        self.book.close()
        self.data = buffer.getvalue()
        rows = sorted(set(range(1, ROWS + 1)) - self.kept)
        self.rows = sorted(self.random.sample(rows, self.random.randint(1, LONGEST)))

    def row(self):
        return self.random.randint(1, ROWS)

    def span(self, length=6):
        top = self.row()
        return top, min(ROWS, top + self.random.randint(0, length))

    def dollar(self):
        return self.random.choice(["", "$"])

    def cell(self, row=None):
        column = self.random.choice("ABCDEF")
        return f"{self.dollar()}{column}{self.dollar()}{row or self.row()}"

    def area(self, fixed=False):
        top, bottom = self.span()
        if fixed:
            return f"$A${top}:$C${bottom}"
        dollar = self.dollar()
        return f"A{dollar}{top}:{self.random.choice('BCD')}{dollar}{bottom}"

    def prefix(self):
        return self.random.choice(["", "", "Plan!", "'L''autre'!"])

    def formula(self):
        first, second = self.prefix(), self.prefix()
        return self.random.choice(
            [
                f"={first}{self.cell()}*2",
                f"=SUM({first}{self.area()})+{second}{self.cell()}",
                f'=IF({first}{self.cell()}>1,"A{self.row()}",{self.cell()})',
                f"=COUNT({first}{self.row()}:{ROWS})",
                f"=SUM({first}A:A,{second}{self.area()},{self.cell()})",
                f"=INDEX({first}{self.area()},1,1)&{second}{self.cell()}",
            ]
        )

    def cells(self, sheet):
        for row in range(ROWS):
            for column in range(3):
                sheet.write(row, column, f"{row + 1}.{column}" if column else row)
            for column in range(3, COLUMNS):
                if self.random.random() < 0.5:
                    sheet.write_formula(row, column, self.formula(), None, 1)
        taken = 0
        for _ in range(2):
            top = taken + self.random.randint(1, 4)
            bottom = top + self.random.randint(0, 2)
            sheet.merge_range(top, 7, bottom, 8, f"groupe {top}")
            taken = bottom + 1

    def rules(self, sheet):
        red = self.book.add_format({"bg_color": "#FF0000"})
        for column in ("A", "B"):
            top, bottom = self.span()
            self.kept.add(top)
            test = f"=${column}{top}>{self.prefix()}$F${self.row()}"
            rule = {"type": "formula", "criteria": test, "format": red}
            sheet.conditional_format(f"{column}{top}:{column}{bottom}", rule)
        top, bottom = self.span()
        source = {"validate": "list", "source": f"={self.prefix()}{self.area(fixed=True)}"}
        sheet.data_validation(f"J{top}:J{bottom}", source)
        sheet.write_comment(f"C{self.row()}", "note")
        above = self.row()
        self.kept |= {above, above + 1}
        sheet.set_h_pagebreaks([above])
        sheet.print_area(f"A1:F{self.random.randint(LONGEST + 2, ROWS)}")
        sheet.repeat_rows(0, self.row() - 1)

    def objects(self, sheet):
        chart = self.book.add_chart({"type": "column"})
        for _ in range(2):
            prefix = self.random.choice(["Plan!", "'L''autre'!"])
            top = self.random.randint(1, ROWS - LONGEST)
            chart.add_series({"values": f"={prefix}$A${top}:$A${top + LONGEST}"})
        sheet.insert_chart(self.row() - 1, 12, chart, {"y_offset": 5})

    def names(self):
        for number in range(3):
            prefix = self.random.choice(["Plan!", "'L''autre'!"])
            self.book.define_name(f"Nom_{number}", f"={prefix}{self.area(fixed=True)}")
        self.book.define_name("Plan!Local", f"=Plan!$B${self.row()}")
