"""Open books: the one seam between the core and a workbook in memory, on disk or in Excel."""
