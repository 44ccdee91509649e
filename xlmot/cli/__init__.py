"""The command line: what the user asks for, what is printed, and the exit code."""
