"""Make a workbook of a text: a TSV or CSV file, or what was copied from Word or a PDF file."""
