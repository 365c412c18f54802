"""Help: every key that works where the user is."""
