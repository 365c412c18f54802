"""Each panel of the card over rows made by hand."""

from __future__ import annotations

import json
from datetime import date

import pytest

from custui.db.connection import ShopDatabase
from custui.db.defaults import read_preferences
from custui.db.queries.card import account, correspondence, orders, products, visits
from custui.db.queries.card.find import find_customer
from custui.db.queries.card.person import age, read_person
from custui.db.queries.card.whole import read_card
from custui.db.totals import refresh_totals
from custui.domain.columns import BY_NAME
from tests.db.rows import MOMENT, add_customer, add_order, insert

TODAY = date(2023, 11, 15)
HOUR, DAY = 3600, 86_400


def person_of(shop: ShopDatabase, customer_id: int, now: int = MOMENT):  # type: ignore[no-untyped-def]
    return read_person(shop, customer_id, now=now, today=TODAY, online_minutes=15)


class TestFind:
    def test_by_number_and_by_email_whatever_its_case(self, shop: ShopDatabase) -> None:
        one = add_customer(shop, email="Łucja@Example.PL")
        for wanted in (str(one), f" {one} ", f"00{one}", "łucja@example.pl", "ŁUCJA@EXAMPLE.pl"):
            assert [found.id for found in find_customer(shop, wanted)] == [one]

    @pytest.mark.parametrize(
        "nobody", ["0", "99", "9" * 40, "", "-1", "x@y", "lucja@example.pl", "٣"]
    )
    def test_nobody(self, nobody: str, shop: ShopDatabase) -> None:
        add_customer(shop, email="łucja@example.pl")
        assert find_customer(shop, nobody) == ()

    def test_a_registered_customer_hides_guests(self, shop: ShopDatabase) -> None:
        add_customer(shop, email="a@b.pl", is_guest=1)
        registered = add_customer(shop, email="A@b.pl")
        assert [found.id for found in find_customer(shop, "a@B.pl")] == [registered]

    def test_guests_and_shops_may_share_an_email(self, shop: ShopDatabase) -> None:
        insert(shop, "shop", code="de", name="Germany")
        guests = [add_customer(shop, email="g@b.pl", is_guest=1) for _ in range(2)]
        registered = [add_customer(shop, email="r@b.pl", shop_id=number) for number in (1, 2)]
        assert [found.id for found in find_customer(shop, "g@b.pl")] == guests
        assert [found.id for found in find_customer(shop, "r@b.pl")] == registered
        assert [found.id for found in find_customer(shop, "r@b.pl", "de")] == registered[1:]
        assert find_customer(shop, str(registered[0]), "de") == ()


class TestPerson:
    def test_has_every_column_of_the_grid(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop, title_id=2, default_group_id=3, risk=2, country="PL")
        insert(shop, "group_membership", customer_id=customer, group_id=2)
        person = person_of(shop, customer)
        assert list(person.columns) == list(BY_NAME)
        chosen = {
            name: person.columns[name] for name in ("title", "group", "groups", "risk", "shop")
        }
        assert chosen == {
            "title": "Pani",
            "group": "Wholesale",
            "groups": ("General", "Wholesale"),
            "risk": "medium",
            "shop": "main",
        }
        assert person_of(shop, 99) is None

    def test_rank_is_one_more_than_those_who_bought_more(self, shop: ShopDatabase) -> None:
        ids = [add_customer(shop, sales=sales) for sales in (500, 900, 900, 100, 0, -5)]
        assert [person_of(shop, number).rank for number in ids] == [3, 1, 1, 4, None, None]

    def test_online_within_the_window(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop)
        seen = MOMENT - 14 * 60
        insert(shop, "session", customer_id=customer, started_at=seen, last_seen_at=seen)
        assert person_of(shop, customer).online
        assert not person_of(shop, customer, now=MOMENT + 2 * 60).online

    @pytest.mark.parametrize(
        ("birthday", "years"),
        [
            ("1980-11-15", 43),
            ("1980-11-16", 42),
            ("2023-11-15", 0),
            ("2023-11-16", None),
            ("2000-02-29", 23),
            (None, None),
        ],
    )
    def test_age_in_whole_years(self, birthday: str | None, years: int | None) -> None:
        assert age(birthday, TODAY) == years

    def test_a_leap_day_birthday(self) -> None:
        assert age("2000-02-29", date(2023, 2, 28)) == 22
        assert age("2000-02-29", date(2023, 3, 1)) == 23
        assert age("2000-02-29", date(2024, 2, 29)) == 24


class TestOrders:
    def test_newest_first_in_pages(self, shop: ShopDatabase) -> None:
        customer, other = add_customer(shop), add_customer(shop)
        ids = [add_order(shop, customer, 100 + i, placed_at=MOMENT + i // 2) for i in range(5)]
        add_order(shop, other, 1)
        insert(shop, "sales_order_line", order_id=ids[4], name="Mug", quantity=2, price=50)
        insert(shop, "sales_order_line", order_id=ids[4], name="Cup", quantity=1, price=4)
        newest = ids[::-1]
        page = orders.read_orders(shop, customer, 2)
        assert ([order.id for order in page.rows], page.total, page.more) == (newest[:2], 5, 3)
        assert page.rows[0].product_count == 3
        last = orders.read_orders(shop, customer, 2, 4)
        assert ([order.id for order in last.rows], last.total) == (newest[4:], 5)
        beyond = orders.read_orders(shop, customer, 2, 6)
        assert (beyond.rows, beyond.total) == ((), 5)
        assert orders.read_orders(shop, customer).total == 5

    def test_summary_counts_valid_and_others(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop, opening_sales=1000)
        add_order(shop, customer, 300)
        add_order(shop, customer, 50, valid=False)
        refresh_totals(shop, [customer])
        assert orders.read_order_summary(shop, customer) == orders.OrderSummary(1, 300, 1)

    def test_carts_turned_into_an_order_are_left_out(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop)
        order = add_order(shop, customer, 1)
        for order_id in (order, None):
            insert(
                shop,
                "cart",
                customer_id=customer,
                order_id=order_id,
                created_at=MOMENT,
                updated_at=MOMENT,
                total=700,
            )
        (cart,) = orders.read_open_carts(shop, customer).rows
        assert cart.total == 700

    def test_standing_counts_valid_unpaid_orders(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop, allowed_outstanding=1000, max_payment_days=14)
        add_order(shop, customer, 600, placed_at=MOMENT - 14 * DAY)
        add_order(shop, customer, 400, placed_at=MOMENT)
        add_order(shop, customer, 9999, paid_at=MOMENT)
        add_order(shop, customer, 9999, valid=False)
        standing = orders.read_standing(shop, customer, now=MOMENT)
        assert standing == orders.Standing(1000, 1000, 14, 14)
        assert not standing.payment_required
        assert orders.read_standing(shop, customer, now=MOMENT + DAY).payment_required
        add_order(shop, customer, 1)
        assert orders.read_standing(shop, customer, now=MOMENT).payment_required


class TestProducts:
    def test_purchases_are_those_of_valid_orders(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop)
        for valid, quantity in ((True, 2), (True, 3), (False, 100)):
            order = add_order(shop, customer, 0, valid=valid)
            line = {"order_id": order, "name": "Mug", "category": "Kitchen"}
            insert(shop, "sales_order_line", **line, quantity=quantity, price=150)
        insert(
            shop, "sales_order_line", order_id=1, name="Lamp", category="Home", quantity=1, price=99
        )
        assert products.read_purchases(shop, customer).total == 3
        assert products.read_purchases_by_product(shop, customer) == (
            products.PurchaseSum("Mug", 5, 750),
            products.PurchaseSum("Lamp", 1, 99),
        )
        assert [each.name for each in products.read_purchases_by_category(shop, customer)] == [
            "Kitchen",
            "Home",
        ]

    def test_views_of_own_sessions_and_of_near_visitors(self, shop: ShopDatabase) -> None:
        customer, other = add_customer(shop), add_customer(shop)
        mug = insert(shop, "product", name="Mug")

        def session(start: int, **values: object) -> int:
            values = {"started_at": start, "last_seen_at": start + HOUR} | values
            number = insert(shop, "session", **values)
            insert(shop, "product_view", session_id=number, product_id=mug, at=start)
            return number

        session(MOMENT, customer_id=customer, ip="203.0.113.9")
        own = session(MOMENT + HOUR, customer_id=customer, ip="")
        insert(shop, "product_view", session_id=own, product_id=999, at=MOMENT + 2)
        session(MOMENT - DAY, ip="203.0.113.9")  # near: its end is within 24 h
        session(MOMENT + DAY, ip="203.0.113.9")  # near
        session(MOMENT + DAY + 2 * HOUR, ip="203.0.113.9")  # too late
        session(MOMENT - 2 * DAY, ip="203.0.113.9")  # too early
        session(MOMENT, ip="203.0.113.10")  # another address
        session(MOMENT, ip="")  # no address is not the same address
        session(MOMENT, ip="203.0.113.9", customer_id=other)  # somebody else
        views = products.read_viewed_products(shop, customer)
        assert [(view.name, view.times, view.same_ip) for view in views] == [
            ("Mug", 2, True),
            ("Mug", 2, False),
            ("", 1, False),
        ]
        assert views[2].product_id == 999


class TestContact:
    def test_the_newest_note_stands(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop)
        assert correspondence.read_note(shop, customer) is None
        for body in ("first", "second"):
            row = {"customer_id": customer, "written_by": "anna", "written_at": MOMENT}
            insert(shop, "customer_note", body=body, **row)
        note = correspondence.read_note(shop, customer)
        assert note == correspondence.Note("second", "anna", MOMENT)
        insert(shop, "customer_note", body="", **row)
        assert correspondence.read_note(shop, customer) is None

    def test_a_thread_shows_its_last_message(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop)
        thread = insert(shop, "message_thread", customer_id=customer, updated_at=MOMENT)
        empty = insert(shop, "message_thread", customer_id=customer, updated_at=MOMENT - 1)
        for at, body in ((5, "last " + "x" * 500), (3, "first")):
            insert(shop, "message", thread_id=thread, body=body, sent_at=at)
        page = correspondence.read_threads(shop, customer)
        assert [row.id for row in page.rows] == [thread, empty]
        assert page.rows[0].excerpt.startswith("last x")
        assert len(page.rows[0].excerpt) == correspondence.EXCERPT_LENGTH
        assert (page.rows[0].message_count, page.rows[1].message_count) == (2, 0)
        assert correspondence.read_threads(shop, customer, 1).total == 2

    def test_a_vouchers_status(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop)
        cases = {
            "active": {},
            "off": {"active": 0},
            "used up": {"quantity": 0},
            "expired": {"valid_to": MOMENT - 1},
            "not yet valid": {"valid_from": MOMENT + 1},
        }
        for code, values in cases.items():
            insert(shop, "voucher", customer_id=customer, code=code, percent_off=1000, **values)
        found = correspondence.read_vouchers(shop, customer, now=MOMENT)
        assert {voucher.code: voucher.status for voucher in found} == {code: code for code in cases}

    def test_connections_say_where_they_came_from(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop)
        insert(
            shop,
            "session",
            customer_id=customer,
            started_at=MOMENT,
            last_seen_at=MOMENT + 90,
            referrer="https://user@search.example:8080/?q=x",
        )
        (visit,) = visits.read_connections(shop, customer).rows
        assert (visit.seconds, visit.origin) == (90, "search.example:8080")
        assert [visits.host(text) for text in ("", "direct", "http://a", "http://a?b/c")] == [
            "",
            "direct",
            "a",
            "a",
        ]

    def test_log_in_attempts_are_the_customers_own(self, shop: ShopDatabase) -> None:
        customer, other = add_customer(shop), add_customer(shop)
        for number, succeeded in ((customer, 0), (customer, 1), (other, 1)):
            row = {"at": MOMENT, "email": "A@b", "email_key": "a@b", "reason": "bad password"}
            insert(shop, "login_attempt", customer_id=number, succeeded=succeeded, **row)
        attempts = visits.read_login_attempts(shop, customer)
        assert [attempt.succeeded for attempt in attempts.rows] == [True, False]


class TestAccount:
    def test_the_default_group_and_address_come_first(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop, default_group_id=3)
        insert(shop, "group_membership", customer_id=customer, group_id=2)
        assert account.read_memberships(shop, customer) == (
            account.Membership(3, "Wholesale", True),
            account.Membership(2, "General", False),
        )
        for alias, values in (
            ("old", {}),
            ("gone", {"deleted": 1, "default_billing": 1}),
            ("home", {"default_billing": 1}),
        ):
            insert(shop, "address", customer_id=customer, alias=alias, **values)
        found = account.read_addresses(shop, customer).rows
        assert [address.alias for address in found] == ["home", "old"]
        assert (found[0].default_billing, found[0].default_shipping) == (True, False)

    def test_the_newsletter_is_since_the_consent_that_made_it_so(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop, newsletter=1)
        for at, given in ((10, 1), (20, 0), (30, 1)):
            row = {"kind": "newsletter", "given": given, "at": at, "source": f"form {at}"}
            insert(shop, "consent", customer_id=customer, **row)
        insert(shop, "subscription", customer_id=customer, service="Coffee", since=5, active=0)
        assert account.read_subscriptions(shop, customer) == (
            account.Subscription("newsletter", True, 30, "form 30"),
            account.Subscription("Coffee", False, 5, ""),
        )
        assert [consent.at for consent in account.read_consents(shop, customer)] == [30, 20, 10]
        silent = add_customer(shop)
        assert account.read_subscriptions(shop, silent)[0] == account.Subscription(
            "newsletter", False, None, ""
        )

    def test_history_reads_what_somebody_tampered_with(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop)
        for fields in (json.dumps({"email": ["a", "b"]}), "not json", "[1]"):
            row = {"at": MOMENT, "staff": "anna", "act": "edit", "fields": fields}
            insert(shop, "audit_entry", customer_id=customer, **row)
        assert [entry.fields for entry in account.read_history(shop, customer).rows] == [
            {"": [None, "[1]"]},
            {"": [None, "not json"]},
            {"email": ["a", "b"]},
        ]


def test_the_whole_card_is_of_one_moment(shop: ShopDatabase) -> None:
    customer = add_customer(shop)
    preferences = read_preferences(shop)
    assert read_card(shop, 99, preferences, now=MOMENT) is None
    for total in range(25):
        add_order(shop, customer, total)
    card = read_card(shop, customer, preferences, now=MOMENT, limit=20)
    assert card is not None
    assert (len(card.orders.rows), card.orders.more) == (20, 5)
    assert not shop.in_transaction()
    with shop.writing():  # inside a transaction it joins it
        assert read_card(shop, customer, preferences, now=MOMENT) is not None
