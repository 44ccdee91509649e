"""Tags, prefixes, suffixes and dates in labels."""
