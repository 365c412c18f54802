"""A recurring service that a customer signs up for."""
