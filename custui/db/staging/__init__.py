"""The rows of a file on their way into the shop."""
