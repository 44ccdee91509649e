"""Check a programme, plan its cleaning, compare two: pure functions over what was read."""
