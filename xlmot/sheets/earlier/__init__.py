"""What staff wrote in the sheets that were made earlier, and what becomes of those sheets."""
