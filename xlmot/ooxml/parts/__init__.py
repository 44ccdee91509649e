"""The parts of a workbook as bytes: the zip container, relationships, markup, and the guard."""
