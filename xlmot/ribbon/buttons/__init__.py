"""What each button of the ribbon does: a function of a desk that returns what it did."""
