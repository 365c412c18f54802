"""Logging in as a customer, and making a customer sign in again."""

from __future__ import annotations

import time

import pytest

from custui.db.connection import ShopDatabase
from custui.services.assistance import log_in_as
from custui.services.outside import Outside
from custui.services.redeeming import redeem
from custui.services.refusals import (
    ConsentMissing,
    InvalidValue,
    LinkRefused,
    NoAccount,
    NotPermitted,
    ReasonNeeded,
)
from custui.services.signing_out import force_sign_in
from custui.services.undo import undo_last, undoable
from tests.db.rows import add_order, insert
from tests.services.desk import audit, chain_holds, data, one, staff

PAGES = Outside(login_link="https://shop.example/assist?token={token}&cart={cart}")
SHOP = staff("www", "viewer", session="")


def cart_of(shop: ShopDatabase, number: int, order_id: int | None = None) -> int:
    return insert(shop, "cart", customer_id=number, created_at=1, updated_at=1, order_id=order_id)


class TestLogInAs:
    def test_a_link_good_once_for_a_minute(self, shop: ShopDatabase) -> None:
        given = log_in_as(shop, staff(), 1, PAGES, reason=" stuck at payment ")
        assert given.link == f"https://shop.example/assist?token={given.token}&cart="
        assert 55 <= given.expires_at - time.time() <= 60
        redeemed = redeem(shop, SHOP, given.token)
        assert (redeemed.purpose, redeemed.customer_id, redeemed.staff, redeemed.cart_id) == (
            *("login_as", 1, "anna", None),
        )
        with pytest.raises(LinkRefused, match="used already"):
            redeem(shop, SHOP, given.token)

    def test_it_is_logged_with_its_reason_and_its_use(self, shop: ShopDatabase) -> None:
        given = log_in_as(shop, staff(), 1, PAGES, reason="stuck")
        row = "SELECT staff, customer_id, reason, used_at IS NULL FROM login_grant WHERE id = ?"
        assert shop.execute_sql(row, (given.grant_id,)).fetchone() == ("anna", 1, "stuck", 1)
        redeem(shop, SHOP, given.token)
        assert shop.execute_sql(row, (given.grant_id,)).fetchone() == ("anna", 1, "stuck", 0)
        assert audit(shop, "staff, act, customer_id, reason") == [
            ("anna", "login_as", 1, "stuck"),
            ("www", "redeem", 1, ""),
        ]
        assert chain_holds(shop)

    def test_the_log_is_not_undone(self, shop: ShopDatabase) -> None:
        anna = staff()
        log_in_as(shop, anna, 1, PAGES, reason="stuck")
        assert undoable(shop, anna) is None
        assert one(shop, "SELECT count(*) FROM login_grant") == 1

    def test_after_a_minute(self, shop: ShopDatabase) -> None:
        given = log_in_as(shop, staff(), 1, PAGES, reason="stuck")
        shop.execute_sql("UPDATE login_grant SET expires_at = ?", (int(time.time()),))
        with pytest.raises(LinkRefused, match="has expired"):
            redeem(shop, SHOP, given.token)

    def test_a_new_one_of_the_same_person_revokes_the_old(self, shop: ShopDatabase) -> None:
        anna = staff()
        old = log_in_as(shop, anna, 1, PAGES, reason="a").token
        toms = log_in_as(shop, staff("tom"), 1, PAGES, reason="b").token
        new = log_in_as(shop, anna, 1, PAGES, reason="c").token
        with pytest.raises(LinkRefused, match="newer link"):
            redeem(shop, SHOP, old)
        assert redeem(shop, SHOP, toms).staff == "tom"
        assert redeem(shop, SHOP, new).staff == "anna"

    def test_it_sets_no_password(self, shop: ShopDatabase) -> None:
        token = log_in_as(shop, staff(), 1, PAGES, reason="stuck").token
        with pytest.raises(InvalidValue, match="sets no password"):
            redeem(shop, SHOP, token, "long enough")
        assert one(shop, "SELECT count(*) FROM credential") == 0
        assert redeem(shop, SHOP, token).customer_id == 1

    def test_it_leads_to_a_cart(self, shop: ShopDatabase) -> None:
        cart = cart_of(shop, 1)
        given = log_in_as(shop, staff(), 1, PAGES, reason="stuck", cart_id=cart)
        assert given.link is not None
        assert given.link.endswith(f"&cart={cart}")
        assert redeem(shop, SHOP, given.token).cart_id == cart

    def test_not_to_the_cart_of_another_or_one_that_was_ordered(self, shop: ShopDatabase) -> None:
        ordered = cart_of(shop, 1, add_order(shop, 1, 5))
        for cart in (cart_of(shop, 2), ordered, 999):
            with pytest.raises(InvalidValue, match=f"has no open cart {cart}"):
                log_in_as(shop, staff(), 1, PAGES, reason="stuck", cart_id=cart)
        assert one(shop, "SELECT count(*) FROM login_grant") == 0

    @pytest.mark.parametrize("reason", ["", "  \n"])
    def test_it_takes_a_reason(self, shop: ShopDatabase, reason: str) -> None:
        with pytest.raises(ReasonNeeded):
            log_in_as(shop, staff(), 1, PAGES, reason=reason)
        with pytest.raises(InvalidValue, match="is longer than 255"):
            log_in_as(shop, staff(), 1, PAGES, reason="x" * 256)
        assert audit(shop) == []

    def test_consent_when_preferences_demand_it(self, shop: ShopDatabase) -> None:
        shop.execute_sql("UPDATE preference SET value = 'true' WHERE name = 'assistance_consent'")
        before = data(shop)
        with pytest.raises(ConsentMissing, match="Customer 1 has not allowed assistance"):
            log_in_as(shop, staff(), 1, PAGES, reason="stuck")
        assert data(shop) == before
        shop.execute_sql("UPDATE customer SET assistance_allowed = 1 WHERE id = 1")
        assert log_in_as(shop, staff(), 1, PAGES, reason="stuck").link

    def test_an_agent_may_not(self, shop: ShopDatabase) -> None:
        with pytest.raises(NotPermitted, match="takes the role lead"):
            log_in_as(shop, staff("tom", "agent"), 1, PAGES, reason="stuck")

    def test_a_guest_has_nothing_to_log_in_to(self, shop: ShopDatabase) -> None:
        shop.execute_sql("UPDATE customer SET is_guest = 1 WHERE id = 1")
        with pytest.raises(NoAccount):
            log_in_as(shop, staff(), 1, PAGES, reason="stuck")

    def test_without_a_page_there_is_the_token(self, shop: ShopDatabase) -> None:
        given = log_in_as(shop, staff(), 1, Outside(), reason="stuck")
        assert given.link is None
        assert redeem(shop, SHOP, given.token).customer_id == 1


class TestSignOut:
    def test_sign_ins_of_before_are_void(self, shop: ShopDatabase) -> None:
        insert(shop, "credential", customer_id=1, password_hash="$2y$10$x")
        before = int(time.time())
        for number in (1, 2):
            done = force_sign_in(shop, staff(), number, reason="lost phone")
            assert done.changed
        rows = shop.execute_sql(
            "SELECT customer_id, password_hash, sessions_valid_from FROM credential"
        ).fetchall()
        assert [row[:2] for row in rows] == [(1, "$2y$10$x"), (2, "")]
        assert all(before <= row[2] <= time.time() for row in rows)
        assert [entry[:3] for entry in audit(shop, "act, customer_id, reason")] == [
            ("sign_out", 1, "lost phone"),
            ("sign_out", 2, "lost phone"),
        ]

    def test_undo(self, shop: ShopDatabase) -> None:
        anna, before = staff(), data(shop)
        force_sign_in(shop, anna, 1)
        undo_last(shop, anna)
        assert data(shop) == before
