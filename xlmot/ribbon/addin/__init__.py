"""The add-in that shows the ribbon in Excel: built, installed, taken away."""
