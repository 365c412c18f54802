"""Adds, changes, deletes a customer."""
