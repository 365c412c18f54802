"""Bulk actions: which one on whom, the work with its progress, what was left half-way."""
