"""Codes, as staff typed them and as Excel changed them."""
