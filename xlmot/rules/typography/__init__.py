"""Typography of labels."""
