"""The whole person on one screen."""
