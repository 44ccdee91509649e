"""Headers and the shape of the table."""
