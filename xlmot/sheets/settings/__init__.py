"""The sheet « Paramètres »: written, and read back with what was typed in it."""
