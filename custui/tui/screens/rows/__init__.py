"""A few rows of a small table, added, changed and deleted on a card."""
