"""Write a workbook file so that it is the old one or the new one, whole, whatever happens."""
