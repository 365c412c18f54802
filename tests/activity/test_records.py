"""Records of the shop: whole, in any order, any number of times; totals and search index right."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from custui.db import search
from custui.db.connection import ShopDatabase
from custui.db.doctor.examination import examine
from tests.activity.feed import T, customer, feed, kept, line, one, rows
from tests.db.rows import add_customer, opened_shop
from tests.services.desk import audit, chain_holds

LINE = {"product_id": 7, "name": "Kubek", "category": "Mugs", "quantity": 2, "price": "6.15"}


def address(number: int, who: int, **more: Any) -> str:
    fields = {"first_name": "Jan", "last_name": "Żółw", "line1": "Długa 1", "postcode": "90-001",
              "city": "Łódź", "country": "PL", "phone": "600 100 200"}  # fmt: skip
    return line("address", id=number, customer_id=who, **(fields | more))


def order(reference: str, who: int | None, total: str = "12.30", **more: Any) -> str:
    fields = {"status": "payment_accepted", "payment": "card", "lines": [LINE]}
    owner = {} if who is None else {"customer_id": who}
    return line("order", reference=reference, total=total, **owner, **(fields | more))


def status(reference: str, name: str, at: int) -> str:
    return line("order_status", at, reference=reference, status=name)


def assert_sound(shop: ShopDatabase) -> None:
    assert [finding.text for finding in examine(shop, lambda *_: None)] == []
    assert search.is_right(shop)
    assert chain_holds(shop)


def found(shop: ShopDatabase, text: str) -> list[int]:
    sql = "SELECT rowid FROM customer_fts WHERE customer_fts MATCH ? ORDER BY rowid"
    return [number for (number,) in rows(shop, sql, search.quoted(text))]


class TestCustomers:
    def test_a_new_customer(self, shop: ShopDatabase, spool: Path) -> None:
        record = customer(
            42, title="Pani", first_name="Łucja", company="Żółw sp. z o.o.", newsletter=True,
            birthday="1979-05-17", language="pl", group="Wholesale",
            registered_at="2020-01-01T00:00:00Z",
        )  # fmt: skip
        feed(shop, spool, [record])
        assert rows(
            shop,
            "SELECT c.id, t.name, first_name, last_name, email, company, newsletter, enabled,"
            " birthday, language, default_group_id, registered_at FROM customer c"
            " JOIN title t ON t.id = c.title_id",
        ) == [
            (42, "Pani", "Łucja", "Żółw", "c42@example.pl", "Żółw sp. z o.o.", 1, 1, "1979-05-17",
             "pl", 3, 1_577_836_800)
        ]  # fmt: skip
        assert rows(shop, "SELECT * FROM group_membership") == [(42, 3)]
        assert rows(shop, "SELECT customer_id, kind, given, at, source FROM consent") == [
            (42, "newsletter", 1, T, "shop")
        ]
        assert found(shop, "zolw") == [42]
        assert_sound(shop)

    def test_a_second_copy_changes_nothing(self, shop: ShopDatabase, spool: Path) -> None:
        feed(shop, spool, [customer(1)])
        before = kept(shop)
        entries = len(audit(shop))
        feed(shop, spool, [customer(1)])
        assert kept(shop) == before
        assert len(audit(shop)) == entries

    def test_what_staff_changed_stays_until_the_shop_says_something_new(
        self, shop: ShopDatabase, spool: Path
    ) -> None:
        feed(shop, spool, [customer(1, company="One")])
        shop.execute_sql("UPDATE customer SET company = 'Two', company_fold = 'two'")
        copy = json.loads(customer(1, company="One")) | {"at": "2026-12-01T00:00:00Z"}
        feed(shop, spool, [json.dumps(copy)])
        assert one(shop, "SELECT company FROM customer") == "Two"
        feed(shop, spool, [json.dumps(copy | {"at": "2026-12-02T00:00:00Z", "company": "Three"})])
        assert one(shop, "SELECT company FROM customer") == "Three"

    def test_a_change_is_in_the_audit_and_the_index(self, shop: ShopDatabase, spool: Path) -> None:
        feed(shop, spool, [customer(1)])
        changed = json.loads(customer(1, first_name="Łucja", newsletter=1, email="Nowy@x.pl"))
        feed(shop, spool, [json.dumps(changed | {"at": "2026-12-01T00:00:00Z"})])
        entries = [(act, who, json.loads(fields)) for _s, act, who, fields in audit(shop)]
        assert entries[-1] == ("ingest", 1, {
            "first_name": ["Jan", "Łucja"], "newsletter": [0, 1],
            "email": ["c1@example.pl", "Nowy@x.pl"],
        })  # fmt: skip
        assert entries[-2][1] is None
        assert entries[-2][2]["customer"] == {"changed": 1}
        assert (found(shop, "lucja"), found(shop, "nowy@")) == ([1], [1])
        assert one(shop, "SELECT version FROM customer") == 2
        assert rows(shop, "SELECT kind, given FROM consent") == [("newsletter", 1)]
        assert_sound(shop)

    def test_an_older_record_that_comes_later_is_passed_over(
        self, shop: ShopDatabase, spool: Path
    ) -> None:
        newer = json.loads(customer(1, company="New")) | {"at": "2026-12-02T00:00:00Z"}
        older = json.loads(customer(1, company="Old")) | {"at": "2026-12-01T00:00:00Z"}
        feed(shop, spool, [json.dumps(newer), json.dumps(older)])
        assert one(shop, "SELECT company FROM customer") == "New"

    def test_fields_that_are_not_there_are_left_alone(
        self, shop: ShopDatabase, spool: Path
    ) -> None:
        feed(shop, spool, [customer(1, company="Żółw", newsletter=1, groups=["Retailer"])])
        later = json.loads(customer(1)) | {"at": "2026-12-01T00:00:00Z", "last_name": "Nowak"}
        feed(shop, spool, [json.dumps(later)])
        assert rows(shop, "SELECT last_name, company, newsletter FROM customer") == [
            ("Nowak", "Żółw", 1)
        ]
        assert rows(shop, "SELECT group_id FROM group_membership") == [(4,)]

    def test_groups_that_are_named_are_all(self, shop: ShopDatabase, spool: Path) -> None:
        feed(shop, spool, [customer(1, group="General", groups=["General", "Retailer"])])
        assert rows(shop, "SELECT group_id FROM group_membership") == [(2,), (4,)]
        later = json.loads(customer(1, groups=["Wholesale"])) | {"at": "2026-12-01T00:00:00Z"}
        feed(shop, spool, [json.dumps(later)])
        assert rows(shop, "SELECT group_id FROM group_membership") == [(2,), (3,)]

    def test_a_customer_met_by_email_keeps_the_number_here(
        self, shop: ShopDatabase, spool: Path
    ) -> None:
        number = add_customer(shop, id=7, email="Jan@x.pl")
        search.rebuild(shop)
        feed(shop, spool, [customer(42, email="jan@X.pl", last_name="Nowy"), order("A", 42)])
        assert rows(shop, "SELECT id, last_name, email, order_count FROM customer") == [
            (number, "Nowy", "jan@X.pl", 1)
        ]
        feed(shop, spool, [line("page", session="a", customer_id=42)])
        assert one(shop, "SELECT customer_id FROM session") == 7
        assert_sound(shop)

    def test_a_customer_without_a_number(self, shop: ShopDatabase, spool: Path) -> None:
        record = json.loads(customer(1))
        del record["customer_id"]
        feed(shop, spool, [json.dumps(record), json.dumps(record | {"last_name": "Nowy"})])
        assert rows(shop, "SELECT id, last_name FROM customer") == [(1, "Nowy")]

    @pytest.mark.parametrize(
        ("record", "field", "reason"),
        [
            ({"email": "TAKEN@x.pl"}, "email", "customer 7 has this e-mail already"),
            ({"email": "banned@x.pl"}, "email", "may not register again"),
            ({"group": "Nobody's"}, "group", "there is no group"),
            ({"groups": ["General", "x"]}, "groups", "there is no group x"),
        ],
    )
    def test_what_is_not_taken(
        self, shop: ShopDatabase, spool: Path, record: dict[str, Any], field: str, reason: str
    ) -> None:
        add_customer(shop, id=7, email="taken@x.pl")
        add_customer(shop, id=8, email="banned@x.pl", banned=1)
        add_customer(shop, id=9, email="c9@example.pl")
        search.rebuild(shop)
        before = kept(shop, "customer", "title", "feed_record")
        heard = feed(shop, spool, [customer(9, title="Doctor", **record)])
        assert heard.rejected[0][2] == field
        assert reason in heard.rejected[0][3]
        assert kept(shop, "customer", "title", "feed_record") == before

    def test_guests_may_share_an_email(self, shop: ShopDatabase, spool: Path) -> None:
        lines = [customer(n, email="g@x.pl", is_guest=True) for n in (1, 2)]
        assert feed(shop, spool, lines).rejected == []
        registers = json.loads(customer(2, email="g@x.pl", is_guest=False))
        feed(shop, spool, [json.dumps(registers | {"at": "2026-12-01T00:00:00Z"})])
        assert rows(shop, "SELECT id, is_guest FROM customer") == [(1, 1), (2, 0)]

    def test_an_erased_person_is_not_brought_back(self, shop: ShopDatabase, spool: Path) -> None:
        feed(shop, spool, [customer(1)])
        shop.execute_sql("UPDATE customer SET last_name = 'Erased', last_name_fold = 'erased'")
        shop.execute_sql("UPDATE feed_record SET digest = 'erased' WHERE kind = 'customer'")
        later = json.loads(customer(1, company="X")) | {"at": "2026-12-01T00:00:00Z"}
        feed(shop, spool, [json.dumps(later)])
        assert rows(shop, "SELECT last_name, company FROM customer") == [("Erased", "")]

    def test_a_deleted_customer_comes_back_only_by_something_new(
        self, shop: ShopDatabase, spool: Path
    ) -> None:
        feed(shop, spool, [customer(1)])
        search.forget(shop, [1])
        shop.execute_sql("DELETE FROM customer")
        feed(shop, spool, [customer(1)])
        assert rows(shop, "SELECT id FROM customer") == []
        later = json.loads(customer(1, company="X")) | {"at": "2026-12-01T00:00:00Z"}
        feed(shop, spool, [json.dumps(later)])
        assert rows(shop, "SELECT id FROM customer") == [(1,)]
        assert_sound(shop)


class TestAddresses:
    def test_what_the_customer_keeps_of_it(self, shop: ShopDatabase, spool: Path) -> None:
        feed(shop, spool, [customer(1), address(5, 1, default_billing=True)])
        assert rows(shop, "SELECT phone, city, postcode, country, phone_digits FROM customer") == [
            ("600 100 200", "Łódź", "90-001", "PL", "600100200")
        ]
        assert found(shop, "600100") == [1]
        later = json.loads(address(5, 1, phone="700 100 200")) | {"at": "2026-12-01T00:00:00Z"}
        feed(shop, spool, [json.dumps(later)])
        assert (found(shop, "600100"), found(shop, "700100")) == ([], [1])
        assert_sound(shop)

    def test_the_default_one_is_one(self, shop: ShopDatabase, spool: Path) -> None:
        lines = [address(5, 1, default_billing=True, city="A"),
                 json.dumps(json.loads(address(6, 1, default_billing=True, city="B"))
                            | {"at": "2026-12-01T00:00:00Z"})]  # fmt: skip
        for number, several in enumerate((lines, lines[::-1])):
            who = number + 1
            mine = [json.dumps(json.loads(each) | {"customer_id": who, "id": 10 * who + n})
                    for n, each in zip((number, 1 - number), several, strict=True)]  # fmt: skip
            feed(shop, spool, [customer(who), *mine])
            assert rows(
                shop,
                "SELECT id, default_billing FROM address WHERE customer_id = ? ORDER BY id",
                who,
            ) == [(10 * who, 0), (10 * who + 1, 1)]
            assert one(shop, "SELECT city FROM customer WHERE id = ?", who) == "B"

    def test_a_deleted_address_counts_for_nothing(self, shop: ShopDatabase, spool: Path) -> None:
        feed(shop, spool, [customer(1), address(5, 1), address(6, 1, city="B")])
        gone = json.loads(address(5, 1, deleted=True)) | {"at": "2026-12-01T00:00:00Z"}
        feed(shop, spool, [json.dumps(gone)])
        assert one(shop, "SELECT city FROM customer") == "B"
        assert_sound(shop)

    def test_a_number_that_somebody_else_has_here(self, shop: ShopDatabase, spool: Path) -> None:
        other = add_customer(shop, id=9)
        shop.execute_sql("INSERT INTO address (id, customer_id, city) VALUES (5, ?, 'X')", (other,))
        search.rebuild(shop)
        feed(shop, spool, [customer(1), address(5, 1)])
        feed(shop, spool, [json.dumps(json.loads(address(5, 1, city="Z"))
                                      | {"at": "2026-12-01T00:00:00Z"})])  # fmt: skip
        assert rows(shop, "SELECT customer_id, city FROM address ORDER BY id") == [
            (9, "X"),
            (1, "Z"),
        ]


class TestOrders:
    def test_an_order(self, shop: ShopDatabase, spool: Path) -> None:
        cart = line("cart_add", session="a", cart_id=5, amount="12.30", product_id=7, name="Kubek")
        feed(shop, spool, [customer(1), cart, order("XKB", 1, cart_id=5, session="a")])
        assert rows(
            shop,
            "SELECT customer_id, cart_id, reference, placed_at, payment, total FROM sales_order",
        ) == [(1, 5, "XKB", T, "card", 1230)]
        assert rows(shop, "SELECT name, quantity, price FROM sales_order_line") == [
            ("Kubek", 2, 615)
        ]
        assert rows(shop, "SELECT sales, order_count FROM customer") == [(1230, 1)]
        assert one(shop, "SELECT order_id IS NOT NULL FROM cart") == 1
        assert rows(shop, "SELECT stage, has_cart, order_at FROM session") == [("order", 0, T)]
        assert_sound(shop)

    def test_a_second_copy_counts_nothing_twice(self, shop: ShopDatabase, spool: Path) -> None:
        lines = [customer(1), order("XKB", 1, session="a")]
        feed(shop, spool, lines)
        before = kept(shop)
        feed(shop, spool, lines * 3)
        assert kept(shop) == before

    def test_a_changed_order(self, shop: ShopDatabase, spool: Path) -> None:
        feed(shop, spool, [customer(1), customer(2), order("XKB", 1)])
        changed = json.loads(order("XKB", 2, "5.00", lines=[], status="cancelled"))
        feed(shop, spool, [json.dumps(changed | {"at": "2026-12-01T00:00:00Z"})])
        assert rows(shop, "SELECT id, sales, order_count FROM customer") == [(1, 0, 0), (2, 0, 0)]
        assert rows(shop, "SELECT count(*) FROM sales_order_line") == [(0,)]
        feed(shop, spool, [status("XKB", "shipped", T + 10**7)])
        assert rows(shop, "SELECT id, sales, order_count FROM customer") == [(1, 0, 0), (2, 500, 1)]
        assert_sound(shop)

    def test_before_its_customer_it_waits(self, shop: ShopDatabase, spool: Path) -> None:
        feed(shop, spool, [order("XKB", 1, session="a"), status("XKB", "shipped", T + 50)])
        assert rows(shop, "SELECT count(*) FROM sales_order") == [(0,)]
        assert rows(shop, "SELECT needs, key FROM feed_waiting ORDER BY id") == [
            ("customer", "1"),
            ("order", "XKB"),
        ]
        assert rows(shop, "SELECT stage FROM session") == [("order",)]
        feed(shop, spool, [customer(1)])
        assert rows(shop, "SELECT count(*) FROM feed_waiting") == [(0,)]
        assert rows(shop, "SELECT sales, order_count FROM customer") == [(1230, 1)]
        assert one(shop, "SELECT s.code FROM sales_order JOIN order_status s ON s.id = status_id"
                         " WHERE reference = 'XKB'") == "shipped"  # fmt: skip
        assert rows(shop, "SELECT event_count FROM session") == [(1,)]
        assert_sound(shop)

    def test_by_email_it_waits_too(self, shop: ShopDatabase, spool: Path) -> None:
        feed(shop, spool, [order("XKB", None, email="C1@example.pl")])
        assert rows(shop, "SELECT needs, key FROM feed_waiting") == [("email", "c1@example.pl")]
        feed(shop, spool, [customer(1)])
        assert rows(shop, "SELECT sales FROM customer") == [(1230,)]

    def test_nobodys_order(self, shop: ShopDatabase, spool: Path) -> None:
        feed(shop, spool, [order("XKB", None)])
        assert rows(shop, "SELECT customer_id, total FROM sales_order") == [(None, 1230)]

    def test_a_waiting_record_that_cannot_be_taken(self, shop: ShopDatabase, spool: Path) -> None:
        feed(shop, spool, [order("XKB", 1, status="in the air")])
        heard = feed(shop, spool, [customer(1)])
        assert heard.rejected[0][1:3] == (0, "status")
        assert rows(shop, "SELECT count(*) FROM feed_waiting") == [(0,)]

    @pytest.mark.parametrize(
        ("name", "code"),
        [("shipped", "shipped"), ("Wysłane", "shipped"), ("paid", "payment_accepted"),
         ("On-Hold", "awaiting_payment"), ("complete", "delivered"), ("canceled", "cancelled")],
    )  # fmt: skip
    def test_what_statuses_are_called(
        self, shop: ShopDatabase, spool: Path, name: str, code: str
    ) -> None:
        feed(shop, spool, [order("XKB", None, status=name)])
        assert one(shop, "SELECT s.code FROM sales_order JOIN order_status s ON s.id = status_id"
                   ) == code  # fmt: skip

    def test_a_status_of_the_shops_own(self, shop: ShopDatabase, spool: Path) -> None:
        heard = feed(shop, spool, [order("A", None, status="In the air")])
        assert heard.rejected[0][2] == "status"
        feed(shop, spool, [customer(1), order("B", 1, status="In the air", valid=True)])
        feed(shop, spool, [order("C", 1, status="in the air")])
        assert rows(shop, "SELECT sales FROM customer") == [(2460,)]

    def test_the_latest_status_stands(self, shop: ShopDatabase, spool: Path) -> None:
        lines = [status("A", "shipped", T + 30), status("A", "delivered", T + 40),
                 status("A", "processing", T + 20), status("A", "shipped", T + 35)]  # fmt: skip
        feed(shop, spool, [customer(1), order("A", 1), *lines, *lines])
        assert one(shop, "SELECT s.code FROM sales_order JOIN order_status s ON s.id = status_id"
                   ) == "delivered"  # fmt: skip
        came = rows(shop, "SELECT s.code FROM order_status_change c JOIN order_status s"
                    " ON s.id = status_id ORDER BY at")  # fmt: skip
        assert [code for (code,) in came] == [
            "payment_accepted",
            "processing",
            "shipped",
            "delivered",
        ]


def test_products(shop: ShopDatabase, spool: Path) -> None:
    product = {"product_id": 7, "name": "Kubek", "price": "6.15", "category": "Mugs"}
    feed(shop, spool, [line("product", **product), line("product", **product)])
    feed(shop, spool, [line("product", T + 5, **product | {"name": "Kubek Żółw", "price": 7})])
    assert rows(shop, "SELECT id, name, category, price FROM product") == [
        (7, "Kubek Żółw", "Mugs", 700)
    ]


def test_messages_make_threads(shop: ShopDatabase, spool: Path) -> None:
    first = line("message", customer_id=1, subject="Hej", body="Gdzie?", order="A")
    reply = line("message", T + 9, customer_id=1, subject="Hej", body="Tu.", author="anna",
                 order="A", status="closed")  # fmt: skip
    feed(shop, spool, [reply, first])
    feed(shop, spool, [customer(1), order("A", 1), first, reply])
    assert rows(
        shop, "SELECT customer_id, order_id, subject, status, updated_at FROM message_thread"
    ) == [(1, 1, "Hej", "closed", T + 9)]
    assert rows(shop, "SELECT author, body, sent_at FROM message ORDER BY sent_at") == [
        ("", "Gdzie?", T),
        ("anna", "Tu.", T + 9),
    ]


def test_vouchers(shop: ShopDatabase, spool: Path) -> None:
    feed(shop, spool, [line("voucher", code="X", percent="12.5", customer_id=1, name="Hej")])
    feed(shop, spool, [customer(1)])
    feed(shop, spool, [line("voucher", T + 5, code="X", amount="5.00", quantity=0)])
    assert rows(shop, "SELECT customer_id, percent_off, amount_off, quantity FROM voucher") == [
        (None, None, 500, 0)
    ]


def test_emails(shop: ShopDatabase, spool: Path) -> None:
    sent = line("email_sent", email="c1@example.pl", subject="Witaj", template="account")
    feed(shop, spool, [sent, customer(1), sent])
    assert rows(shop, "SELECT customer_id, recipient, subject, state, sent_at FROM sent_email") == [
        (1, "c1@example.pl", "Witaj", "sent", T)
    ]


STORY: list[Callable[[], str]] = [
    lambda: customer(1, group="Wholesale"),
    lambda: customer(2, email="g@x.pl", is_guest=True),
    lambda: address(5, 1, default_billing=True),
    lambda: address(6, 2),
    lambda: order("A", 1, cart_id=9, session="a"),
    lambda: order("B", 2, "1.00", session="b"),
    lambda: status("A", "shipped", T + 50),
    lambda: line("message", customer_id=1, order="A", body="Gdzie?", id="m1"),
    lambda: line("voucher", code="X", amount="5.00", customer_id=1),
    lambda: line("email_sent", customer_id=2, email="g@x.pl", subject="Hej"),
    lambda: line("page", T + 7, session="a", customer_id=1, page="/"),
    lambda: line("login_failed", T + 8, email="c1@example.pl", ip="192.0.2.1"),
    lambda: line("cart_add", T + 3, session="a", cart_id=9, amount="1.00", name="K", price="1.00"),
]


def comparable(shop: ShopDatabase) -> dict[str, list[Any]]:
    """What a shop holds, whatever the numbers that rows got as they came."""
    asked = {
        "customers": "SELECT id, email, sales, order_count, city, phone_digits, is_guest,"
        " last_visit_at FROM customer",
        "addresses": "SELECT customer_id, city, default_billing FROM address",
        "orders": "SELECT customer_id, reference, status_id, total, cart_id FROM sales_order",
        "statuses": "SELECT o.reference, c.status_id, c.at FROM order_status_change c"
        " JOIN sales_order o ON o.id = c.order_id",
        "lines": "SELECT o.reference, l.name FROM sales_order_line l JOIN sales_order o"
        " ON o.id = order_id",
        "carts": "SELECT c.id, c.customer_id, c.total, o.reference FROM cart c LEFT JOIN"
        " sales_order o ON o.id = order_id",
        "messages": "SELECT t.customer_id, o.reference, body FROM message m JOIN message_thread t"
        " ON t.id = thread_id JOIN sales_order o ON o.id = t.order_id",
        "vouchers": "SELECT customer_id, code FROM voucher",
        "emails": "SELECT customer_id, subject FROM sent_email",
        "sessions": "SELECT token, customer_id, stage, order_at, has_cart, event_count"
        " FROM session",
        "attempts": "SELECT customer_id, email FROM login_attempt",
        "waiting": "SELECT * FROM feed_waiting",
    }
    return {name: sorted(rows(shop, sql), key=repr) for name, sql in asked.items()}


@pytest.mark.parametrize("seed", range(8))
def test_in_any_order_and_more_than_once(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    lines = [make() for make in STORY]
    results = []
    for number in range(2):
        shop = opened_shop(tmp_path / f"{number}.db")
        with shop.connection_context():
            feed(shop, tmp_path / f"spool{number}", lines)
            results.append(comparable(shop))
            assert_sound(shop)
        records = [each for each in lines if "session" not in each and "login" not in each]
        rng.shuffle(lines)
        lines = [*lines, *rng.sample(records, 3)]
    assert results[0] == results[1]
    assert results[0]["waiting"] == []
