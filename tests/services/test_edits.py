"""Changing one customer: the row, its consents, memberships, audit and undo record are one."""

from __future__ import annotations

import json
import sqlite3
import time

import pytest

from custui.db import audit as audit_log
from custui.db import search
from custui.db.connection import ShopDatabase
from custui.db.doctor.examination import examine
from custui.domain.flags import FLAGS, asks_how
from custui.services.edits import Edited, edit
from custui.services.flags import set_flag
from custui.services.groups import assign_group
from custui.services.refusals import CustomerGone, InvalidValue, ReasonNeeded
from tests.db.rows import MOMENT
from tests.services.desk import GENERAL, WHOLESALE, audit, chain_holds, data, one, staff


def row(shop: ShopDatabase, number: int = 1) -> tuple[int, ...]:
    found: tuple[int, ...] = shop.execute_sql(
        "SELECT enabled, newsletter, partner_offers, default_group_id, version FROM customer"
        " WHERE id = ?",
        (number,),
    ).fetchone()
    return found


def consents(shop: ShopDatabase) -> list[tuple[object, ...]]:
    return shop.execute_sql(
        "SELECT customer_id, kind, given, source, recorded_by FROM consent ORDER BY id"
    ).fetchall()


def groups_of(shop: ShopDatabase, number: int = 1) -> list[int]:
    rows = shop.execute_sql(
        "SELECT group_id FROM group_membership WHERE customer_id = ? ORDER BY 1", (number,)
    )
    return [group for (group,) in rows]


def test_a_flag_is_set_with_version_time_and_audit(shop: ShopDatabase) -> None:
    before = int(time.time())
    edited = set_flag(shop, staff(), 1, "enabled", value=False, reason="asked by phone")
    assert row(shop) == (0, 0, 0, GENERAL, 2)
    assert before <= one(shop, "SELECT updated_at FROM customer WHERE id = 1") <= time.time()
    assert one(shop, "SELECT updated_at FROM customer WHERE id = 2") == MOMENT
    assert (edited.fields, edited.version) == ({"enabled": [1, 0]}, 2)
    columns = "staff, origin, act, customer_id, fields, reason"
    assert audit(shop, columns) == [
        ("anna", "pts/1", "edit", 1, '{"enabled":[1,0]}', "asked by phone")
    ]
    assert consents(shop) == []
    assert chain_holds(shop)


@pytest.mark.parametrize("kind", ["newsletter", "partner_offers"])
def test_a_consent_given_and_withdrawn_is_recorded(shop: ShopDatabase, kind: str) -> None:
    set_flag(shop, staff(), 1, kind, value=True, reason="  form in the shop ")
    set_flag(shop, staff("tom"), 1, kind, value=False)
    assert consents(shop) == [
        (1, kind, 1, "form in the shop", "anna"),
        (1, kind, 0, "", "tom"),
    ]
    assert one(shop, "SELECT at FROM consent LIMIT 1") >= MOMENT
    assert row(shop)[-1] == 3


@pytest.mark.parametrize("reason", ["", "  "])
@pytest.mark.parametrize("kind", ["newsletter", "partner_offers"])
def test_a_consent_is_not_turned_on_without_how(shop: ShopDatabase, kind: str, reason: str) -> None:
    before = data(shop)
    with pytest.raises(ReasonNeeded, match="say how the customer gave it") as refused:
        set_flag(shop, staff(), 1, kind, value=True, reason=reason)
    assert refused.value.field == kind
    assert data(shop) == before
    assert audit(shop) == []


def test_only_a_consent_turned_on_asks_how() -> None:
    asked = [flag for flag in FLAGS if asks_how(flag, value=True)]
    assert asked == ["newsletter", "partner_offers"]
    assert not any(asks_how(flag, value=False) for flag in FLAGS)


def test_what_is_so_already_changes_nothing(shop: ShopDatabase) -> None:
    before = data(shop)
    edited = edit(shop, staff(), 3, {"newsletter": 1, "enabled": 1, "group": GENERAL})
    assert edited == Edited(3)
    assert not edited.changed
    assert row(shop, 3)[-1] == 1
    assert (data(shop), audit(shop)) == (before, [])
    assert one(shop, "SELECT count(*) FROM act") == 0


def test_a_group_becomes_the_default_and_the_others_stay(shop: ShopDatabase) -> None:
    edited = assign_group(shop, staff(), 1, WHOLESALE)
    assert row(shop)[3] == WHOLESALE
    assert groups_of(shop) == [GENERAL, WHOLESALE]
    assert edited.fields == {
        "group": ["General", "Wholesale"],
        "groups": [["General"], ["General", "Wholesale"]],
    }


def test_a_member_gets_the_default_group_alone(shop: ShopDatabase) -> None:
    shop.execute_sql("INSERT INTO group_membership VALUES (1, ?)", (WHOLESALE,))
    edited = assign_group(shop, staff(), 1, WHOLESALE)
    assert edited.fields == {"group": ["General", "Wholesale"]}
    assert groups_of(shop) == [GENERAL, WHOLESALE]


def test_a_default_group_without_its_membership_gets_it(shop: ShopDatabase) -> None:
    shop.execute_sql("DELETE FROM group_membership WHERE customer_id = 1")
    edited = assign_group(shop, staff(), 1, GENERAL)
    assert edited.fields == {"groups": [[], ["General"]]}
    assert groups_of(shop) == [GENERAL]


def test_several_fields_are_one_act(shop: ShopDatabase) -> None:
    settings = {"enabled": 0, "newsletter": 1, "partner_offers": 0, "group": WHOLESALE}
    edit(shop, staff(), 1, settings, reason="letter")
    assert row(shop) == (0, 1, 0, WHOLESALE, 2)
    ((_who, _act, _number, fields),) = audit(shop)
    assert set(json.loads(fields)) == {"enabled", "newsletter", "group", "groups"}
    assert len(consents(shop)) == 1


@pytest.mark.parametrize(
    ("settings", "field"),
    [({"email": 1}, "email"), ({"enabled": 2}, "enabled"), ({"group": 99}, "group")],
)
def test_a_wrong_value_is_refused(shop: ShopDatabase, settings: dict[str, int], field: str) -> None:
    before = data(shop)
    with pytest.raises(InvalidValue) as refused:
        edit(shop, staff(), 1, settings)
    assert refused.value.field == field
    assert (data(shop), audit(shop)) == (before, [])


def test_nobody_is_changed_who_is_not_there(shop: ShopDatabase) -> None:
    with pytest.raises(CustomerGone, match="31"):
        set_flag(shop, staff(), 31, "enabled", value=False)
    assert audit(shop) == []


def test_without_its_audit_entry_nothing_changes(
    shop: ShopDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.IntegrityError("no")

    before = data(shop)
    monkeypatch.setattr(audit_log, "append", fail)
    with pytest.raises(sqlite3.IntegrityError):
        edit(shop, staff(), 1, {"newsletter": 1, "group": WHOLESALE}, reason="letter")
    assert data(shop) == before
    assert row(shop)[-1] == 1
    assert one(shop, "SELECT count(*) FROM act") == 0


def test_without_its_undo_record_nothing_changes(
    shop: ShopDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    from custui.db import undo

    def fail(*_: object) -> None:
        raise sqlite3.IntegrityError("no")

    before = data(shop)
    monkeypatch.setattr(undo, "remember", fail)
    with pytest.raises(sqlite3.IntegrityError):
        edit(shop, staff(), 1, {"newsletter": 1, "group": WHOLESALE}, reason="letter")
    assert (data(shop), audit(shop)) == (before, [])


def test_others_see_that_something_changed(shop: ShopDatabase) -> None:
    watcher = shop.private()
    watcher.connect()
    before = watcher.execute_sql("PRAGMA data_version").fetchone()
    set_flag(shop, staff(), 1, "enabled", value=False)
    assert watcher.execute_sql("PRAGMA data_version").fetchone() != before
    watcher.close()


def test_the_search_index_and_all_that_is_kept_stay_right(shop: ShopDatabase) -> None:
    with shop.writing():
        search.rebuild(shop)
    edit(shop, staff(), 1, {"enabled": 0, "newsletter": 1, "group": WHOLESALE}, reason="letter")
    assert examine(shop, lambda *_: None) == ()
