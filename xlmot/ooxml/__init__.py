"""A workbook as parts: read behind a guard, patched byte by byte, proven before it is saved."""
