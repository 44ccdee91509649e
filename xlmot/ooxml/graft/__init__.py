"""Add the sheets of a small workbook to a user's, part by part; every other part stays."""
