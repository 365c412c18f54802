"""The search box, over every screen."""
