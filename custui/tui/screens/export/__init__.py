"""Writes the customers of a list to a file."""
