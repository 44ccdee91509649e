"""Make the generated sheets: described as data here, turned into a workbook by `write` alone."""
