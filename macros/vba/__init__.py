"""Write a VBA project (`vbaProject.bin`) from the text of its modules."""
