"""A decision that is carried out at once."""
