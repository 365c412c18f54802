"""What is in a cart."""

from __future__ import annotations

from custui.domain.carts import Change, contents


def put(
    at: int, product: int | None, quantity: int | None, name: str = "", price: int | None = 1
) -> Change:
    return Change(at, product, name, "", quantity, price)


def test_what_is_put_in_and_taken_out() -> None:
    changes = [put(1, 7, 2, "Kubek"), put(2, 8, 1), put(3, 7, -1), put(4, 8, None), put(5, 9, -3)]
    assert contents(changes) == [(7, "Kubek", "", 1, 1)]


def test_the_order_in_which_they_become_known_does_not_matter() -> None:
    changes = [put(5, 7, None), put(6, 7, 3), put(1, 7, 2)]
    assert contents(changes) == [(7, "", "", 3, 1)]


def test_without_a_number_the_name_tells() -> None:
    changes = [put(1, None, 1, "Kubek"), put(2, None, 1, "Kubek"), put(3, None, 1, "Talerz")]
    assert [(line.name, line.quantity) for line in contents(changes)] == [
        ("Kubek", 2),
        ("Talerz", 1),
    ]


def test_the_last_price_given_counts() -> None:
    assert contents([put(1, 7, 1, price=500), put(2, 7, 1, price=None)])[0].price == 500
    assert contents([put(1, 7, 1, price=500), put(2, 7, 1, price=400)])[0].price == 400
