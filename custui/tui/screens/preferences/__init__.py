"""The preferences section."""
