"""What Excel should refuse or colour in a programme's table as it is typed, as data."""
