"""Chooses which columns a grid shows, in which order, how wide."""
