"""Saved views: chooses one, and keeps the present list as one."""
