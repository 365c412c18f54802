"""Links to set a password, shown where there is no mail server; and the shop's side of them."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import argon2
import pytest

from custui.db import tokens
from custui.db.connection import ShopDatabase, open_database
from custui.services import password_links, redeeming
from custui.services.outside import Outside
from custui.services.password_links import first_password, reset_password
from custui.services.redeeming import redeem
from custui.services.refusals import (
    CustomerGone,
    InvalidValue,
    LinkRefused,
    NoAccount,
    NotPermitted,
    TooOften,
)
from custui.services.undo import undo_last
from tests.db.rows import exit_code, start_child
from tests.services.desk import audit, chain_holds, data, one, shop_of, staff

NOWHERE = Outside()
PAGES = Outside(reset_link="https://shop.example/password?token={token}&shop={shop}")
SHOP = staff("www", "viewer", session="")
"""The shop itself: it has no role at the desk."""


def shown(shop: ShopDatabase, number: int = 1) -> str:
    token = reset_password(shop, staff(), number, NOWHERE).token
    assert token is not None
    return token


def why(shop: ShopDatabase, token: str) -> str:
    with pytest.raises(LinkRefused) as refused:
        redeem(shop, SHOP, token)
    return refused.value.why


class TestGiving:
    def test_without_a_mail_server_the_link_is_there_to_be_shown(self, shop: ShopDatabase) -> None:
        before = int(time.time())
        given = reset_password(shop, staff(), 1, PAGES)
        assert given.state == password_links.SHOWN
        assert given.why == "no mail server is set"
        assert given.link == f"https://shop.example/password?token={given.token}&shop=main"
        assert given.expires_at is not None
        assert 3600 <= given.expires_at - before <= 3605

    def test_only_its_hash_is_kept(self, shop: ShopDatabase, tmp_path: Path) -> None:
        token = shown(shop)
        assert re.fullmatch(r"[\w-]{43}", token)
        assert one(shop, "SELECT token_hash FROM reset_token") == tokens.hash_of(token)
        shop.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        assert token.encode() not in (tmp_path / "shop.db").read_bytes()

    def test_a_token_is_never_taken_for_an_option(self, monkeypatch: pytest.MonkeyPatch) -> None:
        drawn = iter(["-abc", "-def", "ghi"])
        monkeypatch.setattr(tokens.secrets, "token_urlsafe", lambda _bytes: next(drawn))
        assert tokens.new_token() == "ghi"

    def test_it_says_who_made_it_and_what_for(self, shop: ShopDatabase) -> None:
        reset_password(shop, staff("tom", "agent"), 1, NOWHERE)
        first_password(shop, staff("ewa"), 2, NOWHERE)
        rows = shop.execute_sql(
            "SELECT customer_id, staff, purpose, expires_at - created_at FROM reset_token"
        ).fetchall()
        assert rows == [
            (1, "tom", "reset_password", 3600),
            (2, "ewa", "set_password", 3 * 24 * 3600),
        ]
        assert [entry[:3] for entry in audit(shop)] == [
            ("tom", "reset_password", 1),
            ("ewa", "reset_password", 2),
        ]
        assert chain_holds(shop)

    def test_the_token_is_in_no_audit_entry_and_no_undo_record(self, shop: ShopDatabase) -> None:
        token = shown(shop)
        for table, column in (("audit_entry", "fields"), ("act_row", "after")):
            for (text,) in shop.execute_sql(f"SELECT {column} FROM {table}").fetchall():
                assert token not in text
        assert tokens.hash_of(token) not in audit(shop, "fields")[0][0]

    def test_undo_makes_it_useless(self, shop: ShopDatabase) -> None:
        anna = staff()
        token = reset_password(shop, anna, 1, NOWHERE).token or ""
        undo_last(shop, anna)
        assert why(shop, token) == "unknown"

    @pytest.mark.parametrize(
        ("statement", "sentence"),
        [
            ("is_guest = 1", "is a guest, who has no account"),
            ("banned = 1", "is banned"),
            ("erased_at = 5", "was erased"),
        ],
    )
    def test_who_has_no_account(self, shop: ShopDatabase, statement: str, sentence: str) -> None:
        shop.execute_sql(f"UPDATE customer SET {statement} WHERE id = 1")
        before = data(shop)
        with pytest.raises(NoAccount, match=sentence):
            reset_password(shop, staff(), 1, NOWHERE)
        assert data(shop) == before

    def test_nobody(self, shop: ShopDatabase) -> None:
        with pytest.raises(CustomerGone):
            reset_password(shop, staff(), 99, NOWHERE)

    def test_a_viewer_may_not(self, shop: ShopDatabase) -> None:
        with pytest.raises(NotPermitted):
            reset_password(shop, staff(role="viewer"), 1, NOWHERE)
        assert one(shop, "SELECT count(*) FROM reset_token") == 0

    @pytest.mark.parametrize(
        "template",
        [
            "https://shop.example/password",
            "ftp://x.pl/{token}",
            "javascript:alert('{token}')",
            "https://{token}.x.pl/",
            "https://x.pl/{token}{secret}",
            "https://x.pl/{token} ",
            "https://x.pl/\x1b{token}",
            "{token}",
        ],
    )
    def test_a_template_that_is_no_link(self, shop: ShopDatabase, template: str) -> None:
        with pytest.raises(InvalidValue) as refused:
            reset_password(shop, staff(), 1, Outside(reset_link=template))
        assert refused.value.field == "reset_link"
        assert one(shop, "SELECT count(*) FROM reset_token") == 0

    def test_the_template_of_preferences(self, shop: ShopDatabase) -> None:
        shop.execute_sql(
            "UPDATE preference SET value = ? WHERE name = 'reset_link'",
            (json.dumps("https://x.pl/{language}/{token}"),),
        )
        shop.execute_sql("UPDATE customer SET language = 'pl' WHERE id = 1")
        given = reset_password(shop, staff(), 1, NOWHERE)
        assert given.link == f"https://x.pl/pl/{given.token}"


class TestOften:
    def test_five_within_an_hour_and_no_more(self, shop: ShopDatabase) -> None:
        for _ in range(5):
            shown(shop)
        with pytest.raises(TooOften, match="Customer 1 got 5 links within the last hour") as often:
            shown(shop)
        assert abs(often.value.after - time.time() - 3600) < 5
        shown(shop, 2)
        shop.execute_sql("UPDATE reset_token SET created_at = created_at - 3601 WHERE id = 1")
        shown(shop)
        with pytest.raises(TooOften):
            shown(shop)

    def test_the_limit_is_the_shops(self, shop: ShopDatabase) -> None:
        shop.execute_sql("UPDATE preference SET value = '1' WHERE name = 'resets_per_hour'")
        shown(shop)
        with pytest.raises(TooOften, match="got 1 link within"):
            shown(shop)


class TestRedeeming:
    def test_once(self, shop: ShopDatabase) -> None:
        token = shown(shop)
        redeemed = redeem(shop, SHOP, token)
        assert (redeemed.purpose, redeemed.customer_id, redeemed.staff) == (
            *("reset_password", 1, "anna"),
        )
        assert redeemed.email == one(shop, "SELECT email FROM customer WHERE id = 1")
        assert not redeemed.password_set
        assert why(shop, token) == "used"

    def test_a_new_one_revokes_the_old(self, shop: ShopDatabase) -> None:
        old, other, new = shown(shop), shown(shop, 2), shown(shop)
        assert why(shop, old) == "revoked"
        assert redeem(shop, SHOP, new).customer_id == 1
        assert redeem(shop, SHOP, other).customer_id == 2

    def test_it_expires(self, shop: ShopDatabase) -> None:
        token = shown(shop)
        shop.execute_sql("UPDATE reset_token SET expires_at = ?", (int(time.time()),))
        assert why(shop, token) == "expired"
        shop.execute_sql("UPDATE reset_token SET expires_at = ?", (int(time.time()) + 5,))
        assert redeem(shop, SHOP, token).customer_id == 1

    @pytest.mark.parametrize("token", ["", "x", "a" * 43, "\ud800", "' OR 1=1 --"])
    def test_strange_tokens(self, shop: ShopDatabase, token: str) -> None:
        shown(shop)
        assert why(shop, token) == "unknown"

    def test_the_hash_is_no_token(self, shop: ShopDatabase) -> None:
        assert why(shop, tokens.hash_of(shown(shop))) == "unknown"

    def test_the_new_password_is_kept_as_argon2id(self, shop: ShopDatabase) -> None:
        shop.execute_sql("UPDATE customer SET locked_until = 9999999999 WHERE id = 1")
        before = int(time.time())
        assert redeem(shop, SHOP, shown(shop), "zażółć gęślą").password_set
        kept = one(shop, "SELECT password_hash FROM credential WHERE customer_id = 1")
        assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=1$")
        assert argon2.PasswordHasher().verify(kept, "zażółć gęślą")
        assert one(shop, "SELECT locked_until FROM customer WHERE id = 1") is None
        valid_from = one(shop, "SELECT sessions_valid_from FROM credential WHERE customer_id = 1")
        assert before <= valid_from <= time.time()
        entry = json.loads(audit(shop, "fields")[-1][0])
        assert entry["password"] == [None, "set"]
        assert entry["locked_until"] == [9999999999, None]
        assert kept not in audit(shop, "fields")[-1][0]

    @pytest.mark.parametrize(
        "password", ["short", "x" * 73, "ż" * 37, "tab\0tab12", "a\ud800bcdefgh"]
    )
    def test_a_bad_password_leaves_the_link_good(self, shop: ShopDatabase, password: str) -> None:
        token = shown(shop)
        with pytest.raises(InvalidValue) as refused:
            redeem(shop, SHOP, token, password)
        assert refused.value.field == "password"
        assert one(shop, "SELECT count(*) FROM credential") == 0
        assert redeem(shop, SHOP, token, "good enough").password_set

    def test_without_hash_nothing_is_used_up(
        self, shop: ShopDatabase, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        token = shown(shop)
        with monkeypatch.context() as broken:
            broken.setattr(redeeming, "set_password_hash", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                redeem(shop, SHOP, token, "good enough")
        assert redeem(shop, SHOP, token, "good enough").password_set

    def test_a_read_only_desk_redeems_nothing(self, shop: ShopDatabase) -> None:
        token = shown(shop)
        with pytest.raises(NotPermitted):
            redeem(shop, staff("www", "viewer", read_only=True), token)
        assert redeem(shop, SHOP, token).customer_id == 1

    def test_whose_account_is_gone(self, shop: ShopDatabase) -> None:
        token = shown(shop)
        shop.execute_sql("DELETE FROM customer WHERE id = 1")
        assert why(shop, token) == "unknown"


def test_of_twenty_processes_one_wins(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    database = shop_of(path, 3)
    with database.connection_context():
        token = shown(database)

    def redeemer() -> int:
        own = open_database(str(path))
        with own.connection_context():
            try:
                redeem(own, SHOP, token)
            except LinkRefused as refused:
                return 1 if refused.why == "used" else 2
        return 0

    codes = [exit_code(child) for child in [start_child(redeemer) for _ in range(20)]]
    assert sorted(codes) == [0] + [1] * 19
    with database.connection_context():
        assert one(database, "SELECT count(*) FROM audit_entry WHERE act = 'redeem'") == 1
        assert chain_holds(database)
