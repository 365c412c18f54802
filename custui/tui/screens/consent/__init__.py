"""Asks how a customer gave a consent."""
