"""Events that come too late, or in any order at all: the same is kept as of those in order."""

from __future__ import annotations

import json
import random
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custui.db.connection import ShopDatabase
from tests.activity.feed import T, feed, kept, line, page, rows
from tests.db.rows import opened_shop

STORED = ("session", "left_cart", "activity_sum", "left_page_sum", "left_page", "product_view")
EVENTS = ("page", "product_view", "cart_add", "cart_remove", "checkout", "payment", "login")


def told(rng: random.Random, count: int, *, apart: bool) -> list[str]:
    """Lines of a few sessions over some hours, each session's of one address; ``apart``: no two of
    a session in one second."""
    lines, used = [], set()
    for number in range(count):
        session = rng.choice("abc")
        at = T + rng.randrange(2 * 3600) * 2
        while apart and (session, at) in used:
            at += 2
        used.add((session, at))
        event = rng.choice(EVENTS)
        fields: dict[str, Any] = {"session": session, "ip": f"192.0.2.{ord(session)}"}
        if rng.random() < 0.7:
            fields["page"] = f"/{rng.randrange(4)}"
        if rng.random() < 0.4:
            fields["amount"] = rng.choice(["0.00", "1.00", "25.00"])
            fields["cart_id"] = ord(session)
        if rng.random() < 0.2 or event == "login":
            fields["customer_id"] = rng.choice([1, 2])
        if event == "product_view":
            fields["product_id"] = rng.randrange(1, 5)
        lines.append(line(event, at, **fields))
        if rng.random() < 0.1:
            lines.append(
                line("order", at + 1, reference=f"R{number}", status="paid", total="1.00",
                     session=session),
            )  # fmt: skip
    return lines


def stored_by(path: Path, batches: list[list[str]]) -> dict[str, Any]:
    shop = opened_shop(path)
    with shop.connection_context():
        for number, batch in enumerate(batches):
            feed(shop, path.parent / f"spool{number % 2}", batch)
        return comparable(shop)


def comparable(shop: ShopDatabase) -> dict[str, Any]:
    """What is kept, with sessions and pages by their names: their numbers are as they came."""
    tokens = dict(rows(shop, "SELECT id, token FROM session"))
    pages = dict(rows(shop, "SELECT id, page FROM left_page"))
    found = kept(shop, *STORED)
    names = [row[1] for row in rows(shop, "PRAGMA table_info (session)")]
    left_out = {names.index("id"), names.index("user_agent")}
    found["session"] = sorted(
        (tuple(v for n, v in enumerate(row) if n not in left_out) for row in found["session"]),
        key=repr,
    )
    found["left_cart"] = sorted((tokens[row[0]], *row[1:]) for row in found["left_cart"])
    found["product_view"] = sorted((tokens[row[1]], *row[2:]) for row in found["product_view"])
    found["left_page_sum"] = sorted(
        (*row[:3], pages[row[3]], *row[4:]) for row in found["left_page_sum"]
    )
    found["left_page"] = sorted({row[3] for row in found["left_page_sum"]})
    found["activity_sum"] = [row for row in found["activity_sum"] if any(row[3:])]
    return found


def in_batches(lines: list[str], rng: random.Random) -> list[list[str]]:
    batches: list[list[str]] = [[]]
    for each in lines:
        if rng.random() < 0.3:
            batches.append([])
        batches[-1].append(each)
    return batches


@pytest.mark.parametrize("seed", range(6))
def test_the_order_in_which_lines_come_does_not_matter(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    lines = told(rng, 60, apart=True)
    in_order = sorted(lines, key=lambda each: json.loads(each)["at"])
    folders = [tmp_path / name for name in ("one", "two", "three")]
    for folder in folders:
        folder.mkdir()
    expected = stored_by(folders[0] / "shop.db", [in_order])
    assert stored_by(folders[1] / "shop.db", in_batches(in_order, rng)) == expected
    rng.shuffle(lines)
    assert stored_by(folders[2] / "shop.db", in_batches(lines, rng)) == expected
    assert expected["left_cart"] or seed


@given(st.integers(0, 10**9), st.integers(1, 25))
@settings(max_examples=25, deadline=None)
def test_late_lines_of_one_second_count_as_they_came(seed: int, count: int) -> None:
    """What comes in one batch and in many is the same, whatever the order."""
    rng = random.Random(seed)
    lines = told(rng, count, apart=False)
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        whole = stored_by(Path(one) / "shop.db", [lines])
        assert stored_by(Path(other) / "shop.db", in_batches(lines, rng)) == whole


def test_the_referrer_is_the_first_events(shop: ShopDatabase, spool: Path) -> None:
    feed(shop, spool, [page("a", T + 9, referrer="https://own.example/")])
    feed(shop, spool, [page("a", T, referrer="https://search.example/")])
    feed(shop, spool, [page("a", T + 5, referrer="https://other.example/")])
    assert rows(shop, "SELECT referrer, started_at FROM session") == [
        ("https://search.example/", T)
    ]


def test_the_address_is_the_latest_that_was_told(shop: ShopDatabase, spool: Path) -> None:
    feed(shop, spool, [page("a", T + 9, ip="192.0.2.9"), page("a", T + 20)])
    feed(shop, spool, [page("a", T, ip="192.0.2.1")])
    assert rows(shop, "SELECT ip FROM session") == [("192.0.2.9",)]
    feed(shop, spool, [page("a", T + 15, ip="192.0.2.15")])
    assert rows(shop, "SELECT ip FROM session") == [("192.0.2.15",)]


def test_a_cart_is_what_was_put_in_whatever_comes_first(shop: ShopDatabase, spool: Path) -> None:
    def put(at: int, event: str, product: int, amount: str, **more: Any) -> str:
        return line(event, at, session="a", cart_id=5, product_id=product, name=f"P{product}",
                    price="1.00", amount=amount, **more)  # fmt: skip

    feed(shop, spool, [put(T + 9, "cart_remove", 7, "1.00"), put(T + 3, "cart_add", 8, "3.00")])
    feed(shop, spool, [put(T, "cart_add", 7, "2.00", quantity=2)])
    assert rows(shop, "SELECT name, quantity FROM cart_line") == [("P8", 1)]
    assert rows(shop, "SELECT created_at, updated_at, total FROM cart") == [(T, T + 9, 100)]


def test_a_cart_that_was_here_keeps_what_is_in_it(shop: ShopDatabase, spool: Path) -> None:
    shop.execute_sql("INSERT INTO cart (id, created_at, updated_at, total) VALUES (5, 9, 9, 500)")
    shop.execute_sql("INSERT INTO cart_line (cart_id, name, quantity, price) VALUES (5, 'A', 1, 5)")
    added = line("cart_add", session="a", cart_id=5, name="B", price="1.00", amount="6.00")
    feed(shop, spool, [added])
    assert sorted(rows(shop, "SELECT name, quantity FROM cart_line")) == [("A", 1), ("B", 1)]
    assert rows(shop, "SELECT total, created_at FROM cart") == [(600, 9)]


def test_clocks_far_ahead_and_back(shop: ShopDatabase, spool: Path) -> None:
    feed(shop, spool, [page("a", T), page("a", T + 10 * 86_400), page("a", T + 5)])
    assert rows(shop, "SELECT started_at, last_seen_at, page_count FROM session") == [
        (T, T + 10 * 86_400, 3)
    ]


def test_a_cart_come_back_to_after_all(shop: ShopDatabase, spool: Path) -> None:
    """An event in between turns one long pause into two, of which one is long enough."""
    cart = line("cart_add", T, session="a", cart_id=5, amount="9.00", page="/p")
    feed(shop, spool, [cart, page("a", T + 3000, page="/x")])
    assert rows(shop, "SELECT left_at, back_at, page, value FROM left_cart") == [
        (T, T + 3000, "/p", 900)
    ]
    feed(shop, spool, [page("a", T + 900, page="/y")])
    assert rows(shop, "SELECT left_at, back_at, page, value FROM left_cart") == [
        (T + 900, T + 3000, "/y", 900)
    ]
