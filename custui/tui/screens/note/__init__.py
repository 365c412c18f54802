"""The private note about a customer, and what it said before."""
