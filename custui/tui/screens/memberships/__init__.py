"""The groups of one customer."""
