"""What the shop knows about one customer, one panel of the card a function.

Panels that grow are paged, newest first. Money is in minor units of the shop's currency, moments
in Unix seconds UTC, days ``YYYY-MM-DD``. Each function reads through this thread's open connection.
"""
