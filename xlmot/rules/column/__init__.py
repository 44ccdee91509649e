"""Rules about the columns that staff add."""
