"""The answer to a customer's message."""
