"""Rules about the header and the shape of the table."""
