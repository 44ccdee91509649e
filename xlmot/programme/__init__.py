"""What a programme of work is: pure functions over values, no file and no Excel."""
