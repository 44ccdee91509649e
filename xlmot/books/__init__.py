"""The seam: a workbook in memory, on disk or open in Excel, behind the same few methods."""
