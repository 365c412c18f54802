"""The customer department of an online shop, in a terminal."""

__version__ = "0.1.0"
