"""Attempts to log in: kept, seen together, and counted towards locks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from custui.activity.terms import Terms
from custui.db.connection import ShopDatabase
from custui.db.queries.live.logins import login_list, login_list_at, read_bursts
from custui.db.queries.sign_in import may_sign_in
from custui.domain.lockout import LockRule
from custui.domain.preferences import Preferences
from custui.services.refusals import CustomerGone, NotPermitted
from custui.services.unlocking import unlock
from tests.activity.feed import T, customer, feed, line, one, rows
from tests.db.rows import add_customer
from tests.services.desk import audit, chain_holds, staff

PREFERENCES = Preferences()


def failed(at: int, email: str = "jan@x.pl", ip: str = "192.0.2.1", **more: Any) -> str:
    return line("login_failed", at, email=email, ip=ip, **({"reason": "bad_password"} | more))


def entered(at: int, email: str = "jan@x.pl", ip: str = "192.0.2.1", **more: Any) -> str:
    return line("login", at, email=email, ip=ip, **more)


@pytest.fixture
def jan(shop: ShopDatabase) -> int:
    return add_customer(shop, id=7, email="Jan@x.pl")


def suspicious(shop: ShopDatabase, at: int) -> dict[int, str]:
    """The moments of the suspicious attempts, and why."""
    listed = login_list_at(shop, PREFERENCES, at, suspicious=True)
    return {row[0]: row[1] for row in listed.first_rows(shop, ("at", "suspicion"), -1)}


class TestAttempts:
    def test_what_is_kept(self, shop: ShopDatabase, spool: Path, jan: int) -> None:
        lines = [
            failed(T, "JAN@x.pl", user_agent="Moz"),
            failed(T + 1, "nobody@x.pl", reason="Unknown e-mail"),
            entered(T + 2, customer_id=7),
            line("logout", T + 3, email="jan@x.pl"),
        ]
        feed(shop, spool, lines)
        assert rows(
            shop,
            "SELECT at, email, email_key, customer_id, ip, user_agent, succeeded, reason"
            " FROM login_attempt ORDER BY id",
        ) == [
            (T, "JAN@x.pl", "jan@x.pl", 7, "192.0.2.1", "Moz", 0, "bad_password"),
            (T + 1, "nobody@x.pl", "nobody@x.pl", None, "192.0.2.1", "", 0, "unknown_email"),
            (T + 2, "jan@x.pl", "jan@x.pl", 7, "192.0.2.1", "", 1, ""),
        ]

    def test_a_guests_email_is_nobodys_account(self, shop: ShopDatabase, spool: Path) -> None:
        add_customer(shop, id=8, email="g@x.pl", is_guest=1)
        feed(shop, spool, [failed(T, "g@x.pl")])
        assert rows(shop, "SELECT customer_id FROM login_attempt") == [(None,)]

    def test_who_logs_in_half_way_is_the_sessions_customer(
        self, shop: ShopDatabase, spool: Path, jan: int
    ) -> None:
        feed(shop, spool, [
            line("page", T, session="a", page="/"),
            entered(T + 5, session="a", page="/login"),
            line("page", T + 9, session="a", page="/account"),
            failed(T + 9, session="b"),
        ])  # fmt: skip
        assert rows(shop, "SELECT token, customer_id, started_at, page_count FROM session") == [
            ("a", 7, T, 2)
        ]
        assert one(shop, "SELECT last_visit_at FROM customer") == T + 9

    def test_a_customer_who_comes_to_be_known_later(self, shop: ShopDatabase, spool: Path) -> None:
        feed(shop, spool, [
            line("page", T, session="a", customer_id=42),
            line("cart_add", T, session="a", customer_id=42, cart_id=5, amount="1.00"),
            failed(T + 1, "C42@example.pl"),
        ])  # fmt: skip
        assert rows(shop, "SELECT customer_id FROM session") == [(None,)]
        feed(shop, spool, [customer(42)])
        for table in ("session", "cart", "login_attempt"):
            assert rows(shop, f"SELECT customer_id FROM {table}") == [(42,)], table
        assert one(shop, "SELECT last_visit_at FROM customer") == T


class TestSuspicion:
    def test_a_stuffing_burst_with_its_evidence(self, shop: ShopDatabase, spool: Path) -> None:
        for number in range(6):
            add_customer(shop, email=f"c{number}@x.pl")
        lines = [failed(T + 20 * n, f"c{n}@x.pl", "203.0.113.66") for n in range(6)]
        lines.append(entered(T + 130, "c3@x.pl", "203.0.113.66"))
        lines += [failed(T + n, f"other{n}@x.pl", f"192.0.2.{n}") for n in range(30)]
        for number in range(0, len(lines), 5):
            feed(shop, spool, lines[number : number + 5])
        (burst,) = read_bursts(shop, PREFERENCES, T + 3600)
        assert (burst.kind, burst.key) == ("ip", "203.0.113.66")
        assert burst.emails == tuple(f"c{n}@x.pl" for n in range(6))
        assert (burst.first_at, burst.last_at, burst.failures) == (T, T + 130, 6)
        assert burst.succeeded == ("c3@x.pl",)
        listed = login_list(PREFERENCES, suspicious=True, now=T + 3600)
        assert listed.count(shop) == 7
        assert listed.first_rows(shop, ("ip", "email", "suspicion", "customer_id"), 1) == [
            ("203.0.113.66", "c3@x.pl", "success", 4)
        ]
        assert read_bursts(shop, PREFERENCES, T + 3600, since=T + 131) == []

    def test_as_of_a_moment_only_what_was_known_counts(
        self, shop: ShopDatabase, spool: Path
    ) -> None:
        feed(shop, spool, [failed(T + 100 * n, ip=f"192.0.2.{n}") for n in range(9)])
        assert suspicious(shop, T + 399) == {}
        assert suspicious(shop, T + 400) == {T + 100 * n: "email" for n in range(5)}
        assert suspicious(shop, T + 9999) == {T + 100 * n: "email" for n in range(9)}
        assert read_bursts(shop, PREFERENCES, T + 399) == []
        assert read_bursts(shop, PREFERENCES, T + 400)[0].failures == 5
        everything = login_list_at(shop, PREFERENCES, T + 399)
        assert everything.count(shop) == 4
        assert {row[0] for row in everything.first_rows(shop, ("suspicion",), -1)} == {""}

    def test_the_order_in_which_attempts_come_does_not_matter(
        self, shop: ShopDatabase, spool: Path
    ) -> None:
        lines = [failed(T + 60 * n, f"e{n % 5}@x.pl", f"192.0.2.{n % 2}") for n in range(30)]
        lines += [entered(T + 60 * n + 30, f"e{n}@x.pl") for n in range(5)]
        feed(shop, spool, lines)
        expected = suspicious(shop, T + 9999)
        assert len(set(expected.values())) > 1
        shop.execute_sql("DELETE FROM login_attempt")
        for each in lines[::-1]:
            feed(shop, spool, [each])
        assert suspicious(shop, T + 9999) == expected


class TestLocks:
    def test_ten_failures_lock_and_staff_unlocks(
        self, shop: ShopDatabase, spool: Path, jan: int
    ) -> None:
        feed(shop, spool, [failed(T + n) for n in range(9)])
        assert may_sign_in(shop, "7", None, now=T + 10).allowed
        feed(shop, spool, [failed(T + 9)])
        answer = may_sign_in(shop, "jan@X.pl", None, now=T + 10)
        assert (answer.allowed, answer.reason, answer.until) == (False, "locked", T + 609)
        assert may_sign_in(shop, "7", None, now=T + 609).allowed
        entries = [(act, who, json.loads(fields)) for _s, act, who, fields in audit(shop)]
        assert entries == [("lock", 7, {"locked_until": [None, T + 609]})]
        assert chain_holds(shop)

    def test_unlocked_it_stays_open_until_as_many_new_failures(
        self, shop: ShopDatabase, spool: Path, jan: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("custui.services.acting.time.time", lambda: T + 20)
        feed(shop, spool, [failed(T + n) for n in range(10)])
        done = unlock(shop, staff("anna", "agent"), 7, reason="on the phone")
        assert done.changed
        assert may_sign_in(shop, "7", None, now=T + 21).allowed
        assert audit(shop, "staff, act, customer_id, reason")[-1] == (
            "anna", "unlock", 7, "on the phone",
        )  # fmt: skip
        assert json.loads(audit(shop, "fields")[-1][0])["locked_until"] == [T + 609, None]
        assert chain_holds(shop)
        feed(shop, spool, [failed(T + 30 + n) for n in range(9)])
        assert may_sign_in(shop, "7", None, now=T + 50).allowed
        feed(shop, spool, [failed(T + 40)])
        assert may_sign_in(shop, "7", None, now=T + 50).until == T + 640

    def test_nothing_to_unlock(self, shop: ShopDatabase, jan: int) -> None:
        assert not unlock(shop, staff(), 7).changed
        assert audit(shop) == []
        with pytest.raises(CustomerGone):
            unlock(shop, staff(), 99)
        with pytest.raises(NotPermitted):
            unlock(shop, staff(role="viewer"), 7)

    def test_who_is_kept_out_does_not_prolong_it(
        self, shop: ShopDatabase, spool: Path, jan: int
    ) -> None:
        feed(shop, spool, [failed(T + n) for n in range(10)])
        feed(shop, spool, [failed(T + 100 + n, reason="locked") for n in range(20)])
        assert one(shop, "SELECT locked_until FROM customer") == T + 609

    def test_a_success_between_does_not_help(
        self, shop: ShopDatabase, spool: Path, jan: int
    ) -> None:
        feed(shop, spool, [failed(T + n) for n in range(5)] + [entered(T + 6)])
        feed(shop, spool, [failed(T + 10 + n) for n in range(5)])
        assert one(shop, "SELECT locked_until FROM customer") == T + 614

    def test_failures_that_come_late_lock_only_as_long_as_they_would_have(
        self, shop: ShopDatabase, spool: Path, jan: int
    ) -> None:
        feed(shop, spool, [failed(T + 5000 + n) for n in range(10)])
        feed(shop, spool, [failed(T + n) for n in range(10)])
        assert one(shop, "SELECT locked_until FROM customer") == T + 5609
        assert len(audit(shop)) == 1

    def test_by_the_rule_of_the_shop(self, shop: ShopDatabase, spool: Path, jan: int) -> None:
        terms = Terms(lock=LockRule(failures=3, within=60, lasts=30))
        feed(shop, spool, [failed(T), failed(T + 1), failed(T + 61)], terms=terms)
        assert one(shop, "SELECT locked_until FROM customer") is None
        feed(shop, spool, [failed(T + 60)], terms=terms)
        assert one(shop, "SELECT locked_until FROM customer") == T + 91


class TestSignIn:
    @pytest.mark.parametrize(
        ("values", "reason"),
        [
            ({}, None),
            ({"enabled": 0}, "disabled"),
            ({"banned": 1}, "banned"),
            ({"is_guest": 1}, "guest"),
            ({"locked_until": T + 1}, "locked"),
            ({"locked_until": T}, None),
            ({"locked_until": T + 1, "enabled": 0, "banned": 1}, "banned"),
        ],
    )
    def test_who_may(self, shop: ShopDatabase, values: dict[str, int], reason: str | None) -> None:
        add_customer(shop, id=7, email="jan@x.pl", **values)
        answer = may_sign_in(shop, "7", None, now=T)
        assert (answer.allowed, answer.reason) == (reason is None, reason)
        assert (answer.until == T + 1) == (reason == "locked")

    @pytest.mark.parametrize("who", ["8", "x@x.pl", "", "9" * 30, "-1"])
    def test_nobody(self, shop: ShopDatabase, jan: int, who: str) -> None:
        assert may_sign_in(shop, who, None, now=T).reason == "unknown"

    def test_an_email_is_the_registered_customers(self, shop: ShopDatabase) -> None:
        add_customer(shop, id=7, email="jan@x.pl", is_guest=1)
        add_customer(shop, id=8, email="JAN@x.pl", enabled=0)
        answer = may_sign_in(shop, " jan@X.PL ", None, now=T)
        assert (answer.customer_id, answer.reason) == (8, "disabled")

    def test_forced_sign_ins_are_told(self, shop: ShopDatabase, jan: int) -> None:
        shop.execute_sql("INSERT INTO credential (customer_id, sessions_valid_from) VALUES (7, 99)")
        answer = may_sign_in(shop, "7", None, now=T)
        assert (answer.allowed, answer.sessions_valid_from) == (True, 99)

    def test_of_one_shop(self, shop: ShopDatabase, jan: int) -> None:
        shop.execute_sql("INSERT INTO shop (id, code, name) VALUES (2, 'two', 'Two')")
        assert may_sign_in(shop, "jan@x.pl", "MAIN", now=T).allowed
        assert may_sign_in(shop, "jan@x.pl", "two", now=T).reason == "unknown"
        assert may_sign_in(shop, "7", "two", now=T).reason == "unknown"
