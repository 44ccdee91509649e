"""The words of houses, one file of TOML for each."""
