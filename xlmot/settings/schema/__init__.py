"""The models of the settings: which there are, of what type, and what each means."""
