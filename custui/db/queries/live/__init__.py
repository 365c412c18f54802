"""Who is in the shop now, where carts are left, who tries to log in, and how the feed fares.

Everything is asked as of a moment: what came later does not count.
"""
