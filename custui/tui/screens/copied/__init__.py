"""Shows a text that was copied, for terminals that keep their clipboard to themselves."""
