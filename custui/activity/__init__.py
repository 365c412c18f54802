"""The shop's event feed: parse, follow, apply, simulate."""
