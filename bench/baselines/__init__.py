"""What the figures are divided by."""
