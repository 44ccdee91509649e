"""Recognise the sheets that xlmot generated in a workbook, and read what staff wrote in them."""
