"""The ribbon: the buttons, the workbook they work on, what is said, and the add-in."""
