"""The gear menu: what can be done with a list as a whole."""
