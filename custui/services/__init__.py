"""The write side of people's acts: permission, rules, one transaction with audit and undo."""
