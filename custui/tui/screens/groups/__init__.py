"""The groups section: groups, their price rules, taxes and what they pay."""
