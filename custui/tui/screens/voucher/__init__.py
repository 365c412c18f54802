"""A voucher for a customer."""
