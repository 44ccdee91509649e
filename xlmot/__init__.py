"""Check, clean and summarise a programme of work kept in an Excel workbook."""
