"""The list in sight as SQL."""
