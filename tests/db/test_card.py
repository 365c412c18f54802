"""Each panel and figure of the card over rows made by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from custui.db.connection import ShopDatabase
from custui.db.defaults import read_preferences
from custui.db.queries.card import account, contact, products, sales, visits
from custui.db.queries.card.find import find_customer
from custui.db.queries.card.head import read_head
from custui.db.queries.card.note import read_note
from custui.db.queries.card.over_time import (
    MONTHS,
    WEEKS,
    read_sales_by_month,
    read_visits_by_week,
)
from custui.db.queries.card.person import Agreed, Change, age, read_person
from custui.db.queries.card.presence import read_presence
from custui.db.queries.card.standing import Standing, read_standing
from custui.db.queries.card.totals import OrderSummary, read_order_summary, read_rank
from custui.db.queries.card.whole import read_card
from custui.db.queries.panel import Panel, PanelList
from custui.db.totals import refresh_totals
from custui.domain.columns import BY_NAME
from custui.domain.panels.contact import VOUCHER_STATUSES
from custui.domain.referrers import origin
from tests.db.rows import MOMENT, add_customer, add_order, insert

TODAY = date(2023, 11, 15)  # of MOMENT, in every zone from 1:47 before UTC on
HOUR, DAY = 3600, 86_400


def rows_of(shop: ShopDatabase, panel: Panel, owner: int, *names: str) -> list[Any]:
    """The panel's rows at ``MOMENT``; with one name, its cells alone."""
    rows = PanelList(panel, owner, now=MOMENT).first_rows(shop, names, -1)
    return [row[0] for row in rows] if len(names) == 1 else rows


def moment(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


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
        person = read_person(shop, customer, today=TODAY)
        assert person is not None
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
        assert read_person(shop, 99, today=TODAY) is None

    def test_says_who_changed_the_customer_last(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop)
        for at, staff, act in ((5, "anna", "edit"), (9, "tom", "refused")):
            insert(shop, "audit_entry", customer_id=customer, at=at, staff=staff, act=act)
        person = read_person(shop, customer, today=TODAY)
        assert person is not None
        assert person.last_change == Change("anna", 5)

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

    @pytest.mark.parametrize(
        ("today", "years"),
        [
            (date(2023, 2, 27), 22),
            (date(2023, 2, 28), 23),
            (date(2023, 3, 1), 23),
            (date(2024, 2, 28), 23),
            (date(2024, 2, 29), 24),
            (date(2100, 2, 28), 100),  # no leap year
        ],
    )
    def test_who_was_born_on_a_leap_day_is_older_on_the_last_of_february(
        self, today: date, years: int
    ) -> None:
        assert age("2000-02-29", today) == years

    @pytest.mark.parametrize("today", [date(2023, 2, 28), date(2024, 2, 29), date(2023, 3, 1)])
    def test_age_and_the_filter_of_birthdays_agree(self, shop: ShopDatabase, today: date) -> None:
        from custui.db.queries.customers import CustomerList
        from custui.domain.filters import parse_filter

        add_customer(shop, birthday="2000-02-29")
        noon = int(datetime(today.year, today.month, today.day, 12, tzinfo=UTC).timestamp())
        celebrated = CustomerList((parse_filter("birthday", "today"),), now=noon)
        older = age("2000-02-29", today) != age(
            "2000-02-29", date.fromordinal(today.toordinal() - 1)
        )
        assert celebrated.count(shop) == older


class TestRank:
    def test_is_one_more_than_those_who_bought_more(self, shop: ShopDatabase) -> None:
        ids = [add_customer(shop, sales=amount) for amount in (500, 900, 900, 100, 0, -5)]
        assert [read_rank(shop, number) for number in ids] == [3, 1, 1, 4, None, None]
        assert read_rank(shop, 99) is None


class TestPresence:
    def test_within_the_window(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop)
        seen = MOMENT - 14 * 60
        insert(
            shop, "session", customer_id=customer, started_at=seen - 60, last_seen_at=seen,
            stage="payment", page="/payment", cart_id=5, cart_total=1230, page_count=7, ip="::1",
        )  # fmt: skip
        insert(shop, "session", customer_id=customer, started_at=0, last_seen_at=seen - 1)
        found = read_presence(shop, customer, now=MOMENT, online_minutes=15)
        assert found is not None
        assert (found.page, found.stage, found.cart_id, found.cart_total) == (
            "/payment", "payment", 5, 1230
        )  # fmt: skip
        assert found.last_seen_at == seen
        assert read_presence(shop, customer, now=MOMENT + 61, online_minutes=15) is None
        assert read_presence(shop, customer, now=seen - 2, online_minutes=1) is None, "the future"

    def test_somebody_else_is_not_this_customer(self, shop: ShopDatabase) -> None:
        customer, other = add_customer(shop), add_customer(shop)
        for somebody in (other, None):
            insert(shop, "session", customer_id=somebody, started_at=MOMENT, last_seen_at=MOMENT)
        assert read_presence(shop, customer, now=MOMENT, online_minutes=15) is None


class TestOrders:
    def test_newest_first_with_their_products(self, shop: ShopDatabase) -> None:
        customer, other = add_customer(shop), add_customer(shop)
        ids = [add_order(shop, customer, 100 + i, placed_at=MOMENT + i // 2) for i in range(5)]
        add_order(shop, other, 1)
        insert(shop, "sales_order_line", order_id=ids[4], name="Mug", quantity=2, price=50)
        insert(shop, "sales_order_line", order_id=ids[4], name="Cup", quantity=1, price=4)
        assert rows_of(shop, sales.ORDERS, customer, "id") == ids[::-1]
        names = ("product_count", "products_value", "total", "valid")
        assert rows_of(shop, sales.ORDERS, customer, *names)[0] == (3, 104, 104, True)

    def test_one_order_with_its_lines_history_and_addresses(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop)
        order = add_order(shop, customer, 5, shipping_address="A 1", billing_address="B 2")
        for name in ("Mug", "Cup"):
            insert(shop, "sales_order_line", order_id=order, name=name, quantity=2, price=50)
        for status, at in ((1, MOMENT), (2, MOMENT + 5), (5, MOMENT + 5)):
            insert(shop, "order_status_change", order_id=order, status_id=status, at=at)
        (row,) = (
            PanelList(sales.ORDERS, customer)
            .rows_by_key(shop, [order], ("shipping_address", "billing_address"))
            .values()
        )
        assert row == ("A 1", "B 2")
        assert rows_of(shop, sales.ORDER_LINES, order, "name", "value") == [
            ("Mug", 100), ("Cup", 100)
        ]  # fmt: skip
        assert rows_of(shop, sales.STATUS_HISTORY, order, "status") == [
            "Dostarczone", "Płatność zaakceptowana", "Oczekiwanie na płatność"
        ]  # fmt: skip

    def test_summary_counts_valid_and_others(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop, opening_sales=1000)
        add_order(shop, customer, 300)
        add_order(shop, customer, 50, valid=False)
        refresh_totals(shop, [customer])
        assert read_order_summary(shop, customer) == OrderSummary(1, 300, 1)
        assert read_order_summary(shop, 99) == OrderSummary(0, 0, 0)

    def test_carts_turned_into_an_order_are_left_out(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop)
        order = add_order(shop, customer, 1)
        for order_id in (order, None):
            cart = insert(
                shop,
                "cart",
                customer_id=customer,
                order_id=order_id,
                created_at=MOMENT,
                updated_at=MOMENT,
                total=700,
            )
            insert(shop, "cart_line", cart_id=cart, name="Mug", quantity=7, price=100)
        assert rows_of(shop, sales.CARTS, customer, "id", "total", "product_count") == [
            (cart, 700, 7)
        ]
        assert rows_of(shop, sales.CART_LINES, cart, "name", "value") == [("Mug", 700)]


class TestStanding:
    def at(self, shop: ShopDatabase, customer: int, now: int) -> Standing:
        return read_standing(shop, customer, now=now, time_zone="Europe/Warsaw")

    def test_counts_valid_unpaid_orders(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop, allowed_outstanding=1000, max_payment_days=14)
        add_order(shop, customer, 600, placed_at=MOMENT - 14 * DAY)
        add_order(shop, customer, 400, placed_at=MOMENT)
        add_order(shop, customer, 9999, paid_at=MOMENT)
        add_order(shop, customer, 9999, valid=False)
        standing = self.at(shop, customer, MOMENT)
        assert standing == Standing(1000, 1000, 14, 14)
        assert not standing.payment_required
        add_order(shop, customer, 1)
        assert self.at(shop, customer, MOMENT).payment_required, "a grosz over the limit"

    def test_a_day_is_a_day_of_the_calendar(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop, allowed_outstanding=1000, max_payment_days=14)
        add_order(shop, customer, 600, placed_at=moment("2023-11-01T21:59"))  # 22:59 in Warsaw
        for now, days in (("2023-11-15T22:59", 14), ("2023-11-15T23:00", 15)):
            standing = self.at(shop, customer, moment(now))
            assert (standing.oldest_unpaid_days, standing.payment_required) == (days, days > 14)

    def test_who_owes_nothing_is_not_asked_to_pay(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop)
        add_order(shop, customer, 0, placed_at=0)
        assert not self.at(shop, customer, MOMENT).payment_required
        assert self.at(shop, 99, MOMENT) == Standing(0, 0, 0, 0)

    def test_a_moment_that_no_calendar_has(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop)
        add_order(shop, customer, 5, placed_at=-(2**62))
        assert self.at(shop, customer, MOMENT) == Standing(5, 0, 0, 0)


class TestProducts:
    def test_purchases_are_those_of_valid_orders(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop)
        for day, (valid, quantity) in enumerate(((True, 2), (True, 3), (False, 100))):
            order = add_order(shop, customer, 0, valid=valid, placed_at=MOMENT + day)
            line = {"order_id": order, "name": "Mug", "category": "Kitchen"}
            insert(shop, "sales_order_line", **line, quantity=quantity, price=150)
        insert(
            shop, "sales_order_line", order_id=1, name="Lamp", category="Home", quantity=1, price=99
        )
        assert rows_of(shop, products.PURCHASES, customer, "at", "quantity", "name") == [
            (MOMENT + 1, 3, "Mug"),
            (MOMENT, 1, "Lamp"),
            (MOMENT, 2, "Mug"),
        ]
        sums = ("name", "quantity", "value", "orders", "last_at")
        assert rows_of(shop, products.BY_PRODUCT, customer, *sums) == [
            ("Mug", 5, 750, 2, MOMENT + 1),
            ("Lamp", 1, 99, 1, MOMENT),
        ]
        assert rows_of(shop, products.BY_CATEGORY, customer, "name", "value") == [
            ("Kitchen", 750),
            ("Home", 99),
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
        names = ("name", "times", "same_ip", "at")
        assert rows_of(shop, products.VIEWED, customer, *names) == [
            ("Mug", 2, True, MOMENT + DAY),
            ("Mug", 2, False, MOMENT + HOUR),
            ("#999", 1, False, MOMENT + 2),
        ]

    def test_a_visitor_who_then_logged_in_looked_at_it_as_the_customer(
        self, shop: ShopDatabase
    ) -> None:
        customer = add_customer(shop)
        mug = insert(shop, "product", name="Mug")
        visit = {"ip": "203.0.113.9", "started_at": MOMENT, "last_seen_at": MOMENT + 60}
        session = insert(shop, "session", **visit)
        insert(shop, "product_view", session_id=session, product_id=mug, at=MOMENT)
        assert rows_of(shop, products.VIEWED, customer, "id") == []
        shop.execute_sql("UPDATE session SET customer_id = ? WHERE id = ?", (customer, session))
        assert rows_of(shop, products.VIEWED, customer, "name", "same_ip") == [("Mug", False)]

    def test_only_the_last_sessions_are_recent(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop)
        for number in range(products.OWN_SESSIONS + 1):
            session = insert(
                shop, "session", customer_id=customer, started_at=number, last_seen_at=number
            )
            insert(shop, "product_view", session_id=session, product_id=number, at=number)
        seen = rows_of(shop, products.VIEWED, customer, "product_id")
        assert seen == list(range(products.OWN_SESSIONS, 0, -1))


class TestOverTime:
    def test_valid_orders_by_the_months_of_the_shop(self, shop: ShopDatabase) -> None:
        customer, other = add_customer(shop), add_customer(shop)
        for placed, total, valid in (
            ("2023-11-01T00:30", 1, True),
            ("2023-10-31T23:30", 10, True),  # 1 November in Warsaw
            ("2023-10-31T22:30", 100, True),  # 31 October in Warsaw
            ("2021-12-01T00:00", 1000, True),
            ("2021-11-30T00:00", 10_000, True),  # 25 months ago
            ("2023-11-05T12:00", 9999, False),
        ):
            add_order(shop, customer, total, valid=valid, placed_at=moment(placed))
        add_order(shop, other, 7777)
        found = read_sales_by_month(shop, customer, now=MOMENT, time_zone="Europe/Warsaw")
        assert len(found) == MONTHS
        assert (found[0].month, found[-1].month) == ("2021-12", "2023-11")
        assert {each.month: (each.orders, each.value) for each in found if each.orders} == {
            "2021-12": (1, 1000),
            "2023-10": (1, 100),
            "2023-11": (2, 11),
        }

    def test_visits_by_week(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop)
        for seen in (
            "2023-11-12T22:30",
            "2023-11-12T23:30",
            "2023-11-14T10:00",
            "2023-05-21T23:00",
        ):
            at = moment(seen)
            insert(shop, "session", customer_id=customer, started_at=at, last_seen_at=at)
        found = read_visits_by_week(shop, customer, now=MOMENT, time_zone="Europe/Warsaw")
        assert len(found) == WEEKS
        assert {each.monday: each.visits for each in found if each.visits} == {
            "2023-05-22": 1,  # the first moment of the oldest week
            "2023-11-06": 1,
            "2023-11-13": 2,
        }


class TestContact:
    def test_the_newest_note_stands(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop)
        assert read_note(shop, customer) is None
        for body in ("first", "\n second\nline"):
            row = {"customer_id": customer, "written_by": "anna", "written_at": MOMENT}
            insert(shop, "customer_note", body=body, **row)
        note = read_note(shop, customer)
        assert note is not None
        assert (note.body, note.first_line) == ("\n second\nline", "second")
        assert rows_of(shop, contact.NOTES, customer, "excerpt") == ["\n second\nline", "first"]
        insert(shop, "customer_note", body="", **row)
        assert read_note(shop, customer) is None

    def test_a_thread_shows_its_last_message(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop)
        order = add_order(shop, customer, 1, reference="ABC")
        thread = insert(
            shop, "message_thread", customer_id=customer, updated_at=MOMENT, order_id=order
        )
        empty = insert(
            shop, "message_thread", customer_id=customer, updated_at=MOMENT - 1, subject="Hm"
        )
        for at, author, body in ((5, "", "last " + "x" * 500), (3, "anna", "first")):
            insert(shop, "message", thread_id=thread, author=author, body=body, sent_at=at)
        names = ("id", "author", "excerpt", "message_count", "reference")
        assert rows_of(shop, contact.THREADS, customer, *names) == [
            (thread, "customer", ("last " + "x" * 500)[: contact.EXCERPT_LENGTH], 2, "ABC"),
            (empty, "", "Hm", 0, ""),
        ]
        assert rows_of(shop, contact.MESSAGES, thread, "author", "body") == [
            ("anna", "first"),
            ("customer", "last " + "x" * 500),
        ]

    def test_a_vouchers_status(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop)
        cases = {
            "active": {"valid_from": MOMENT, "valid_to": MOMENT},
            "off": {"active": 0},
            "used up": {"quantity": 0},
            "expired": {"valid_to": MOMENT - 1},
            "not yet valid": {"valid_from": MOMENT + 1},
        }
        for code, values in cases.items():
            insert(shop, "voucher", customer_id=customer, code=code, percent_off=1000, **values)
        insert(shop, "voucher", code="anybody's", amount_off=5)
        found = rows_of(shop, contact.VOUCHERS, customer, "code", "status")
        assert dict(found) == {code: code for code in cases}
        assert set(cases) == {code for code, _label in VOUCHER_STATUSES}

    def test_one_email_with_its_body(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop)
        row = {"customer_id": customer, "recipient": "a@b", "body": "Hello", "created_at": 5}
        sent = insert(shop, "sent_email", **row, sent_at=9)
        waiting = insert(shop, "sent_email", **row | {"created_at": 6}, state="waiting")
        names = ("id", "state", "sent_at", "body")
        assert rows_of(shop, contact.EMAILS, customer, *names) == [
            (waiting, "waiting", None, "Hello"),
            (sent, "sent", 9, "Hello"),
        ]

    def test_connections_say_where_they_came_from(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop)
        session = insert(
            shop,
            "session",
            customer_id=customer,
            started_at=MOMENT,
            last_seen_at=MOMENT + 90,
            referrer="https://user@search.example:8080/?q=x",
        )
        for at, page in ((MOMENT + 5, "/b"), (MOMENT, "/a")):
            insert(shop, "page_view", session_id=session, page=page, at=at)
        assert rows_of(shop, visits.CONNECTIONS, customer, "time_spent", "origin") == [
            (90, "search.example:8080")
        ]
        assert rows_of(shop, visits.PAGES, session, "page") == ["/a", "/b"]

    def test_where_a_visit_came_from(self) -> None:
        referrers = ("", "direct", "http://a", "http://a?b/c")
        assert [origin(text) for text in referrers] == ["", "direct", "a", "a"]

    def test_log_in_attempts_are_the_customers_own(self, shop: ShopDatabase) -> None:
        customer, other = add_customer(shop), add_customer(shop)
        for number, succeeded in ((customer, 0), (customer, 1), (other, 1)):
            row = {"at": MOMENT, "email": "A@b", "email_key": "a@b", "reason": "bad password"}
            insert(shop, "login_attempt", customer_id=number, succeeded=succeeded, **row)
        assert rows_of(shop, visits.LOGIN_ATTEMPTS, customer, "succeeded") == [True, False]


class TestAccount:
    def test_the_default_group_and_address_come_first(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop, default_group_id=3)
        for group in (4, 2):
            insert(shop, "group_membership", customer_id=customer, group_id=group)
        assert rows_of(shop, account.GROUPS, customer, "name", "is_default", "discount") == [
            ("Wholesale", True, 2000),
            ("General", False, 0),
            ("Retailer", False, 500),
        ]
        for alias, values in (
            ("old", {}),
            ("gone", {"deleted": 1, "default_billing": 1}),
            ("ship", {"default_shipping": 1}),
            ("home", {"default_billing": 1, "first_name": "Jan", "last_name": "Żak"}),
        ):
            insert(shop, "address", customer_id=customer, alias=alias, **values)
        names = ("alias", "name", "default_billing", "default_shipping")
        assert rows_of(shop, account.ADDRESSES, customer, *names) == [
            ("home", "Jan Żak", True, False),
            ("ship", "", False, True),
            ("old", "", False, False),
        ]

    def test_a_flag_is_since_the_consent_that_made_it_so(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop, newsletter=1)
        for kind, at, given in (
            ("newsletter", 10, 1),
            ("newsletter", 20, 0),
            ("newsletter", 30, 1),
            ("partner_offers", 40, 1),
            ("partner_offers", 50, 0),
        ):
            row = {"kind": kind, "given": given, "at": at, "source": f"form {at}"}
            insert(shop, "consent", customer_id=customer, **row)
        for service in ("Żurek", "Coffee"):
            insert(shop, "subscription", customer_id=customer, service=service, since=5, active=0)
        names = ("service", "active", "since", "source")
        assert rows_of(shop, account.SUBSCRIPTIONS, customer, *names) == [
            ("newsletter", True, 30, "form 30"),
            ("partner_offers", False, 50, "form 50"),
            ("Coffee", False, 5, ""),
            ("Żurek", False, 5, ""),
        ]
        person = read_person(shop, customer, today=TODAY)
        assert person is not None
        assert person.newsletter_consent == Agreed(30, "form 30")
        assert person.partner_offers_consent == Agreed(50, "form 50")
        assert rows_of(shop, account.CONSENT_LOG, customer, "at") == [50, 40, 30, 20, 10]

    def test_a_flag_that_nobody_knows_the_source_of(self, shop: ShopDatabase) -> None:
        silent = add_customer(shop)
        assert rows_of(shop, account.SUBSCRIPTIONS, silent, "active", "since", "source") == [
            (False, None, ""),
            (False, None, ""),
        ]

    def test_history_is_read_in_words(self, shop: ShopDatabase) -> None:
        from custui.domain.filters import parse_filter

        customer = add_customer(shop)
        for fields in (json.dumps({"email": ["ł", "b"]}), "not json", "[1]"):
            row = {"at": MOMENT, "staff": "anna", "act": "edit", "fields": fields}
            insert(shop, "audit_entry", customer_id=customer, **row)
        history = PanelList(account.HISTORY, customer)
        assert [row[0] for row in history.first_rows(shop, ("fields",), -1)] == [
            "[1]", "not json", json.dumps({"email": ["ł", "b"]})
        ]  # fmt: skip
        found = history.filtered((parse_filter("fields", "email: L →", history.columns),))
        assert found.first_rows(shop, ("id",), -1) == [(1,)], "in words, whatever the diacritics"


class TestHead:
    def test_nothing_is_said_of_a_debt_outside_of_b2b_mode(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop, banned=1, locked_until=MOMENT + 5)
        preferences = read_preferences(shop)
        head = read_head(shop, customer, preferences, now=MOMENT)
        assert head is not None
        assert (head.standing, head.presence, head.note) == (None, None, None)
        assert (head.person.banned, head.person.locked_until) == (True, MOMENT + 5)
        b2b = read_head(shop, customer, replace(preferences, b2b=True), now=MOMENT)
        assert b2b is not None
        assert b2b.standing == Standing(0, 0, 0, 0)
        assert read_head(shop, 99, preferences, now=MOMENT) is None

    def test_the_age_is_that_of_the_shops_day(self, shop: ShopDatabase) -> None:
        customer = add_customer(shop, birthday="2000-11-15")
        ages = []
        for time_zone in ("UTC", "Asia/Tokyo"):  # 22:13 of the 14th, 7:13 of the 15th
            preferences = replace(read_preferences(shop), time_zone=time_zone)
            head = read_head(shop, customer, preferences, now=MOMENT)
            assert head is not None
            ages.append(head.person.age)
        assert ages == [22, 23]


def page_of(card: Any, panel: Panel) -> Any:
    (page,) = (page for page in card.pages if page.panel is panel)
    return page


def test_the_whole_card_is_of_one_moment(shop: ShopDatabase) -> None:
    customer = add_customer(shop)
    preferences = read_preferences(shop)
    assert read_card(shop, 99, preferences, now=MOMENT) is None
    for total in range(25):
        add_order(shop, customer, total)
    card = read_card(shop, customer, preferences, now=MOMENT, limit=20)
    assert card is not None
    orders = page_of(card, sales.ORDERS)
    assert (len(orders.rows), orders.total, orders.more) == (20, 25, 5)
    assert orders.names == sales.ORDERS.columns.default
    assert not shop.in_transaction()
    with shop.writing():  # inside a transaction it joins it
        assert read_card(shop, customer, preferences, now=MOMENT) is not None


def test_without_a_limit_a_card_has_what_is_inside_its_rows(shop: ShopDatabase) -> None:
    customer = add_customer(shop)
    for name in ("Mug", "Cup"):
        order = add_order(shop, customer, 1, placed_at=MOMENT + len(name))
        insert(shop, "sales_order_line", order_id=order, name=name, quantity=1, price=1)
    card = read_card(shop, customer, read_preferences(shop), now=MOMENT)
    orders = page_of(card, sales.ORDERS)
    assert orders.names == tuple(sales.ORDERS.columns.by_name)
    assert len(orders.inside) == 2
    lines: Sequence[Any] = [inside[0] for inside in orders.inside]
    assert [page.panel for page in orders.inside[0]] == [sales.ORDER_LINES, sales.STATUS_HISTORY]
    assert [page.rows[0][page.names.index("name")] for page in lines] == ["Cup", "Mug"]
