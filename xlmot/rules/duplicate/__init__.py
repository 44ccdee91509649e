"""Rows and labels that stand more than once."""
