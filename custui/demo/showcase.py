"""The customer who shows everything: number 1, whose card has something in every panel."""

from __future__ import annotations

from custui.demo.names import Place, place

SHOWCASE = 1
"""The number of the customer."""

FIRST_NAME, LAST_NAME = "Łucja", "Żółw"
BIRTHDAY = "1979-05-17"
FIRST_ORDER = "XKBKNABJK"
"""The reference of the first order, and so of the whole shop's."""

PHONE = "+48 600 100 200"
CITY: Place = place("Łódź", "91-###")
COMPANY_NUMBERS = 0x1234_0205, 0x2345_67D9
"""Make a company with every field filled: see ``companies.company``."""

ORDERS, ADDRESSES, CARTS, THREADS, VOUCHERS, SESSIONS = 40, 4, 4, 3, 3, 6
