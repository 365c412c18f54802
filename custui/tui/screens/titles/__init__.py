"""The titles that customers bear."""
