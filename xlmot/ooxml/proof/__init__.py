"""Prove that an edited workbook is the old one but for the declared edits.

Nothing here is shared with the code that edits, but the map of rows and the reading of one
reference: a mistake there must not hide itself here.
"""
