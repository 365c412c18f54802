"""Widgets: they draw and post messages; none of them knows the database."""
