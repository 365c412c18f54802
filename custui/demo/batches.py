"""All rows of a made-up shop, some thousand customers at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from custui.demo.access import add_access
from custui.demo.addresses import add_addresses
from custui.demo.carts import Carts
from custui.demo.catalogue import make_baskets, make_products
from custui.demo.correspondence import Correspondence
from custui.demo.customers import add_customers
from custui.demo.hostile import hostile_product_names
from custui.demo.orders import Orders
from custui.demo.people import People
from custui.demo.rows import Rows, no_rows
from custui.demo.visits import Visits

BATCH = 5_000
"""Customers made at a time: all their rows are held in memory together."""

Batch = tuple[int, Rows]
"""How many customers there are by now, and the rows of the latest of them."""


@dataclass(frozen=True)
class Plan:
    """What shop is to be made: see ``shop.make_shop``."""

    customers: int
    seed: int
    hostile: bool
    duplicates: int
    now: int
    language: str


def batches(plan: Plan) -> Iterator[Batch]:
    """The rows of every table but those that every new shop has."""
    customers, seed, now = plan.customers, plan.seed, plan.now
    products = make_products(seed, plan.language, hostile_product_names() if plan.hostile else ())
    baskets = make_baskets(seed, products)
    people = People(customers, seed, now)
    carts = Carts(seed, now, baskets)
    orders = Orders(seed, now, baskets, carts)
    visits = Visits(seed, now, products)
    correspondence = Correspondence(seed, now)
    for first in range(1, customers + 1, BATCH):
        rows = no_rows()
        if first == 1:
            rows["product"].extend(map(tuple, products))
        batch = people.batch(first, min(BATCH, customers + 1 - first))
        add_addresses(batch, seed, rows)
        orders.add(batch, rows)
        carts.add_abandoned(batch, rows)
        correspondence.add(batch, rows)
        visits.add(batch, rows)
        add_access(batch, seed, now, rows)
        add_customers(batch, seed, now, rows)
        yield first + len(batch) - 1, rows
