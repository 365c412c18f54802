"""Drafts of forms: kept for their author alone, without passwords."""

from __future__ import annotations

import pytest

from custui.db.connection import ShopDatabase, open_database
from custui.services import drafts
from custui.services.actor import Actor
from custui.services.deleting import delete_customer
from custui.services.drafts import drop_draft, keep_draft, kept_drafts
from custui.services.forgetting import forget_old_acts
from custui.services.undo import undo_last
from tests.services.desk import audit, data, one, staff

TYPED = {"first_name": "Łucja", "birthday": "19", "groups": (2, 3), "newsletter": 1, "title": None}
SHOWN = {"first_name": "Jan", "birthday": "", "groups": (2,), "newsletter": 0, "title": 1}


def test_it_is_offered_to_its_author_alone(shop: ShopDatabase) -> None:
    before = data(shop)
    assert keep_draft(shop, staff("anna"), "customer", TYPED, customer_id=1, shown=SHOWN)
    (draft,) = kept_drafts(shop, staff("anna", "viewer"))
    assert (draft.form, draft.customer_id, draft.row_id) == ("customer", 1, 0)
    assert (draft.typed, draft.shown) == (TYPED, SHOWN)
    assert kept_drafts(shop, staff("tom")) == []
    assert (data(shop), audit(shop)) == (before, [])


def test_one_for_each_form(shop: ShopDatabase) -> None:
    anna = staff()
    for typed in ("a", "b"):
        keep_draft(shop, anna, "customer", {"first_name": typed})
    keep_draft(shop, anna, "customer", TYPED, customer_id=1)
    keep_draft(shop, anna, "address", {"city": "Łódź"}, customer_id=1, row_id=7)
    kept = kept_drafts(shop, anna)
    assert [(each.form, each.customer_id, each.row_id) for each in kept] == [
        ("address", 1, 7),
        ("customer", 1, 0),
        ("customer", 0, 0),
    ]
    assert kept[-1].typed == {"first_name": "b"}
    drop_draft(shop, staff("tom"), "customer")
    drop_draft(shop, anna, "customer")
    assert len(kept_drafts(shop, anna)) == 2


def test_passwords_are_not_kept(shop: ShopDatabase) -> None:
    secret = {"password": "h1dden"}
    keep_draft(shop, staff(), "customer", TYPED | secret, shown=secret)
    assert kept_drafts(shop, staff())[0].typed == TYPED
    assert "h1dden" not in str(shop.execute_sql("SELECT * FROM form_draft").fetchall())


def test_of_a_customer_who_is_gone_nothing_is_offered(shop: ShopDatabase) -> None:
    anna = staff()
    keep_draft(shop, anna, "customer", TYPED, customer_id=1)
    delete_customer(shop, anna, 1, may_register_again=True)
    assert kept_drafts(shop, anna) == []
    undo_last(shop, anna)
    assert len(kept_drafts(shop, anna)) == 1


def test_a_read_only_desk_keeps_nothing(shop: ShopDatabase) -> None:
    keep_draft(shop, staff(), "customer", TYPED)
    assert not keep_draft(shop, staff(read_only=True), "note", {"note": "x"})
    drop_draft(shop, staff(read_only=True), "customer")
    database = open_database(str(shop.path), read_only=True)
    with database.connection_context():
        assert not keep_draft(database, Actor("anna", "admin"), "note", {"note": "x"})
        assert len(kept_drafts(database, staff())) == 1


def test_old_ones_are_forgotten(shop: ShopDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_draft(shop, staff(), "customer", TYPED)
    forget_old_acts(shop)
    assert one(shop, "SELECT count(*) FROM form_draft") == 1
    later = drafts.time.time() + drafts.KEPT_SECONDS + 5
    monkeypatch.setattr(drafts.time, "time", lambda: later)
    forget_old_acts(shop)
    assert one(shop, "SELECT count(*) FROM form_draft") == 0
