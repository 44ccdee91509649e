"""Delete rows or put them back, and make all that refers to rows follow."""
