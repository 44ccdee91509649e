"""Make a workbook from a text: a TSV or CSV file, or what was copied from Word or a PDF file."""
