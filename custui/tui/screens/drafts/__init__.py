"""Forms that were left before they were saved."""
