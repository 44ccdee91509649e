"""A workbook that somebody has open in Excel, through xlwings: read, edited, undone in place."""
