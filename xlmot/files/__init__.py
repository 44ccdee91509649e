"""One workbook file: read, checked, cleaned, summarised, compared, taken back; and the API."""
