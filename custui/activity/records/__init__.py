"""Applies the shop's records: whole, in any order, any number of times.

A record that says what it said before changes nothing, an older one than the last known neither:
what staff changed meanwhile stays. One that belongs to a customer or order not known yet waits.
"""
