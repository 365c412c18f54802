"""The screens, one folder each, its styles beside it."""
