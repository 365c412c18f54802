"""The made-up shop."""
