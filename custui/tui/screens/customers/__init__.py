"""The customers section."""
