"""The read side: grid pages and counts, card panels."""
