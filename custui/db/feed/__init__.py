"""What the shop's feed writes: sessions, sums, carts, log-in attempts, records, places read up to.

All of it runs inside the one transaction of a batch (``activity.batch``).
"""
