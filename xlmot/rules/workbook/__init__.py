"""Rules about the state of the workbook."""
