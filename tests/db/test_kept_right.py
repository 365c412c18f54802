"""Kept totals and the search index stay right whatever changes, in whatever order."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from custui.db import search
from custui.db.connection import ShopDatabase
from custui.db.totals import refresh_addresses, refresh_totals
from custui.domain.text import digits, fold
from tests.db.rows import add_customer, add_order, folded, insert, opened_shop

CUSTOMERS = range(1, 5)
LETTERS = "aąbcłóŁŻ żź'\"*-@.ßİ日"
names = st.text(LETTERS, min_size=1, max_size=8)
phones = st.sampled_from(["", "600 100 200", "+48 600-100-200", "22 55", "(0048) 123"])
someone = st.sampled_from(CUSTOMERS)
acts = st.one_of(
    st.tuples(st.just("order"), someone, st.integers(-500, 10**9), st.booleans()),
    st.tuples(st.just("status"), st.integers(0, 9), st.sampled_from([1, 2, 5, 6])),
    st.tuples(st.just("hand over"), st.integers(0, 9), someone),
    st.tuples(st.just("drop order"), st.integers(0, 9)),
    st.tuples(st.just("opening"), someone, st.integers(0, 10**6)),
    st.tuples(st.just("address"), someone, phones, phones, names, st.booleans(), st.booleans()),
    st.tuples(st.just("edit address"), st.integers(0, 9), phones, names, st.booleans()),
    st.tuples(st.just("drop address"), st.integers(0, 9), st.booleans()),
    st.tuples(st.just("rename"), someone, names, names, names),
)


class Desk:
    """Does to a shop what the program does, with the refreshing and reindexing it owes."""

    def __init__(self, shop: ShopDatabase) -> None:
        self.shop = shop

    def nth(self, table: str, n: int) -> tuple[int, int] | None:
        rows = self.shop.execute_sql(f"SELECT id, customer_id FROM {table} ORDER BY id").fetchall()
        return rows[n % len(rows)] if rows else None

    def order(self, customer: int, total: int, valid: bool) -> None:
        add_order(self.shop, customer, total, valid=valid)
        refresh_totals(self.shop, [customer])

    def status(self, n: int, status: int) -> None:
        self._update_order(n, "status_id = ?", status)

    def hand_over(self, n: int, to: int) -> None:
        self._update_order(n, "customer_id = ?", to, to)

    def _update_order(self, n: int, change: str, value: int, *others: int) -> None:
        found = self.nth("sales_order", n)
        if found:
            self.shop.execute_sql(
                f"UPDATE sales_order SET {change} WHERE id = ?", (value, found[0])
            )
            refresh_totals(self.shop, [found[1], *others])

    def drop_order(self, n: int) -> None:
        found = self.nth("sales_order", n)
        if found:
            self.shop.execute_sql("DELETE FROM sales_order WHERE id = ?", (found[0],))
            refresh_totals(self.shop, [found[1]])

    def opening(self, customer: int, amount: int) -> None:
        self.shop.execute_sql(
            "UPDATE customer SET opening_sales = ? WHERE id = ?", (amount, customer)
        )
        refresh_totals(self.shop, [customer])

    def address(
        self, customer: int, phone: str, mobile: str, city: str, billing: bool, shipping: bool
    ) -> None:
        with search.reindexing(self.shop, [customer]):
            insert(self.shop, "address", customer_id=customer, phone=phone, phone_mobile=mobile,
                   city=city, default_billing=billing, default_shipping=shipping)  # fmt: skip
            refresh_addresses(self.shop, [customer])

    def edit_address(self, n: int, phone: str, city: str, billing: bool) -> None:
        found = self.nth("address", n)
        if found:
            with search.reindexing(self.shop, [found[1]]):
                self.shop.execute_sql(
                    "UPDATE address SET phone = ?, city = ?, default_billing = ? WHERE id = ?",
                    (phone, city, billing, found[0]),
                )
                refresh_addresses(self.shop, [found[1]])

    def drop_address(self, n: int, keep: bool) -> None:
        found = self.nth("address", n)
        if found:
            with search.reindexing(self.shop, [found[1]]):
                self.shop.execute_sql(
                    "UPDATE address SET deleted = 1 WHERE id = ?"
                    if keep
                    else "DELETE FROM address WHERE id = ?",
                    (found[0],),
                )
                refresh_addresses(self.shop, [found[1]])

    def rename(self, customer: int, first: str, last: str, company: str) -> None:
        email = f"{first.strip() or 'x'}{customer}@x.pl"
        values = {"first_name": first, "last_name": last, "email": email, "company": company}
        values |= folded(first, last, email, company)
        with search.reindexing(self.shop, [customer]):
            self.shop.execute_sql(
                f"UPDATE customer SET {', '.join(f'{name} = ?' for name in values)} WHERE id = ?",
                (*values.values(), customer),
            )


def recount(shop: ShopDatabase) -> dict[int, tuple[Any, ...]]:
    """The totals and the address's fields, in plain Python."""
    valid = {
        number for number, counts in shop.execute_sql("SELECT id, counts_as_sale FROM order_status")
        if counts
    }  # fmt: skip
    orders, addresses = defaultdict(list), defaultdict(list)
    for customer, status, total in shop.execute_sql(
        "SELECT customer_id, status_id, total FROM sales_order"
    ):
        if status in valid:
            orders[customer].append(total)
    for number, customer, phone, mobile, city, billing, shipping, deleted in shop.execute_sql(
        "SELECT id, customer_id, phone, phone_mobile, city, default_billing, default_shipping,"
        " deleted FROM address"
    ):
        if not deleted:
            addresses[customer].append((not billing, not shipping, number, phone, mobile, city))
    kept = {}
    for customer, opening in shop.execute_sql("SELECT id, opening_sales FROM customer").fetchall():
        own = sorted(addresses[customer])
        phone, mobile, city = own[0][3:] if own else ("", "", "")
        numbers = {digits(text) for row in own for text in row[3:5]} - {""}
        kept[customer] = (
            opening + sum(orders[customer]), len(orders[customer]), phone or mobile, city, numbers
        )  # fmt: skip
    return kept


def found_by(shop: ShopDatabase, text: str) -> set[int]:
    rows = shop.execute_sql(
        "SELECT rowid FROM customer_fts WHERE customer_fts MATCH ?", (search.quoted(text),)
    )
    return {number for (number,) in rows}


def containing(shop: ShopDatabase, text: str) -> set[int]:
    rows = shop.execute_sql("SELECT id, names, email, company, phones FROM customer_search")
    return {number for number, *texts in rows if any(text in each for each in texts)}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> ShopDatabase:
    database = opened_shop(tmp_path_factory.mktemp("kept") / "shop.db")
    with database.connection_context(), database.writing():
        ids = [add_customer(database) for _ in CUSTOMERS]
        search.add(database, ids)
    return database


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(acts, max_size=15), st.lists(names.filter(lambda text: len(text) > 2), max_size=5))
def test_totals_and_index_are_what_a_plain_recount_says(
    shop: ShopDatabase, changes: list[tuple[Any, ...]], wanted: list[str]
) -> None:
    with shop.connection_context(), shop.atomic() as transaction:
        desk = Desk(shop)
        for act, *values in changes:
            getattr(desk, act.replace(" ", "_"))(*values)
        kept = {
            number: (sales, orders, phone, city, set(numbers.split()))
            for number, sales, orders, phone, city, numbers in shop.execute_sql(
                "SELECT id, sales, order_count, phone, city, phone_digits FROM customer"
            )
        }
        assert kept == recount(shop)
        assert search.is_right(shop)
        rows = shop.execute_sql("SELECT names, email, company, phones FROM customer_search")
        present = [text for row in rows.fetchall() for text in row if len(text) > 2]
        pieces = [text[i : i + 3 + i] for text in present for i in (0, 1, 2)]
        for text in {*map(fold, wanted), *pieces}:
            if len(text) >= search.MINIMUM_LENGTH:
                assert found_by(shop, text) == containing(shop, text), text
        transaction.rollback()


class TestIndex:
    def test_knows_when_it_is_wrong_and_is_rebuilt(self, tmp_path: Path) -> None:
        shop = opened_shop(tmp_path / "shop.db")
        wrongs = {
            "a row that changed": "UPDATE customer SET email_fold = 'zzzz' WHERE id = 1",
            "a row that left": "DELETE FROM customer WHERE id = 2",
            "a row that came": "INSERT INTO customer_fts (rowid, names, email, company, phones)"
            " VALUES (77, 'nobody', '', '', '')",
            "a page that is lost": "DELETE FROM customer_fts_data WHERE id > 10",
        }
        with shop.connection_context():
            with shop.writing():
                search.add(shop, [add_customer(shop) for _ in range(50)])
            for what, statement in wrongs.items():
                assert search.is_right(shop), what
                shop.execute_sql(statement)
                assert not search.is_right(shop), what
                with shop.writing():
                    search.rebuild(shop)
            assert search.is_right(shop)

    def test_asking_inside_a_transaction_does_not_end_it(self, shop: ShopDatabase) -> None:
        with shop.connection_context(), shop.atomic() as transaction:
            shop.execute_sql("UPDATE customer SET email_fold = 'zzzz' WHERE id = 1")
            assert not search.is_right(shop)
            assert shop.in_transaction()
            assert shop.raw().in_transaction
            transaction.rollback()

    def test_is_as_it_was_when_the_change_fails(self, shop: ShopDatabase) -> None:
        with shop.connection_context():
            with (
                pytest.raises(ZeroDivisionError),
                shop.writing(),
                search.reindexing(shop, [1]),
            ):
                shop.execute_sql("UPDATE customer SET email_fold = 'zzzz' WHERE id = 1")
                raise ZeroDivisionError
            assert search.is_right(shop)
            assert found_by(shop, "example") == set(CUSTOMERS)

    def test_a_customer_deleted_meanwhile_leaves_it(self, tmp_path: Path) -> None:
        shop = opened_shop(tmp_path / "shop.db")
        with shop.connection_context(), shop.writing():
            ids = [add_customer(shop) for _ in range(2)]
            search.add(shop, ids)
            with search.reindexing(shop, [ids[0], ids[0], ids[1]]):
                shop.execute_sql("DELETE FROM customer WHERE id = ?", (ids[0],))
            assert search.is_right(shop)
            assert found_by(shop, "kowalski") == {ids[1]}

    @pytest.mark.parametrize(
        "text", ['a"b', "jan@x.pl", "x*y", "a AND b", "a-b", "(ab)", "a:b", "a^b", "' --"]
    )
    def test_every_character_is_plain(self, text: str, tmp_path: Path) -> None:
        shop = opened_shop(tmp_path / "shop.db")
        with shop.connection_context(), shop.writing():
            ids = [add_customer(shop, company=company) for company in (f"..{text}..", "other")]
            search.add(shop, ids)
            assert found_by(shop, fold(text)) == {ids[0]}
            assert found_by(shop, "koal\0ski") == set()


class TestTotals:
    def test_none_means_all_and_no_id_means_nobody(self, tmp_path: Path) -> None:
        shop = opened_shop(tmp_path / "shop.db")
        with shop.connection_context(), shop.writing():
            customers = [add_customer(shop) for _ in range(3)]
            for customer in customers:
                add_order(shop, customer, 100)
            refresh_totals(shop, [])
            refresh_addresses(shop, [])
            total = "SELECT sum(sales) FROM customer"
            assert shop.execute_sql(total).fetchone() == (0,)
            refresh_totals(shop, customers[:1])
            assert shop.execute_sql(total).fetchone() == (100,)
            refresh_totals(shop)
            assert shop.execute_sql(total).fetchone() == (300,)

    def test_more_ids_than_sqlite_takes_parameters(self, shop: ShopDatabase) -> None:
        with shop.connection_context(), shop.atomic() as transaction:
            refresh_totals(shop, range(1, 100_000))
            refresh_addresses(shop, range(1, 100_000))
            transaction.rollback()

    @pytest.mark.parametrize(
        ("addresses", "city"),
        [
            ([], ""),
            ([("old", 0, 0, 0), ("new", 0, 0, 0)], "old"),
            ([("old", 0, 0, 0), ("ship", 0, 1, 0)], "ship"),
            ([("ship", 0, 1, 0), ("bill", 1, 0, 0)], "bill"),
            ([("one", 1, 1, 0), ("two", 1, 1, 0)], "one"),
            ([("gone", 1, 1, 1), ("left", 0, 0, 0)], "left"),
            ([("gone", 1, 1, 1)], ""),
        ],
    )
    def test_which_address_counts(
        self, addresses: list[tuple[str, int, int, int]], city: str, tmp_path: Path
    ) -> None:
        shop = opened_shop(tmp_path / "shop.db")
        with shop.connection_context(), shop.writing():
            customer = add_customer(shop)
            for name, billing, shipping, deleted in addresses:
                insert(shop, "address", customer_id=customer, city=name, default_billing=billing,
                       default_shipping=shipping, deleted=deleted)  # fmt: skip
            refresh_addresses(shop, [customer])
            assert shop.execute_sql("SELECT city FROM customer").fetchone() == (city,)


def test_the_trigram_index_of_this_sqlite_can_be_compared() -> None:
    assert sqlite3.sqlite_version_info >= (3, 34), "FTS5 trigrams"
