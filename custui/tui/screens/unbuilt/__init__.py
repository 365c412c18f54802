"""A section that is not there yet, and says so."""
