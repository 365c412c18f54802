"""Undo: the last act of this sitting, as long as nobody changed the customer since."""

from __future__ import annotations

import json

import pytest

from custui.db.connection import ShopDatabase
from custui.services import forgetting
from custui.services.actor import Actor
from custui.services.edits import edit
from custui.services.flags import set_flag
from custui.services.groups import assign_group
from custui.services.refusals import ChangedSince, NothingToUndo
from custui.services.undo import undo_last, undoable
from tests.services.desk import GENERAL, RETAILER, WHOLESALE, audit, chain_holds, data, one, staff

ACTS: tuple[dict[str, int], ...] = (
    {"enabled": 0},
    {"newsletter": 1},
    {"partner_offers": 1},
    {"group": WHOLESALE},
    {"enabled": 0, "newsletter": 1, "partner_offers": 1, "group": RETAILER},
)


def version(shop: ShopDatabase, number: int = 1) -> int:
    return int(one(shop, "SELECT version FROM customer WHERE id = ?", number))


@pytest.mark.parametrize("settings", ACTS, ids=str)
def test_everything_is_as_before(shop: ShopDatabase, settings: dict[str, int]) -> None:
    anna, before = staff(), data(shop)
    edited = edit(shop, anna, 1, settings, reason="letter")
    assert data(shop) != before
    undone = undo_last(shop, anna)
    assert data(shop) == before
    assert (undone.act_id, undone.restored, undone.kept) == (edited.act_id, 1, 0)
    assert version(shop) == 3, "an old version never returns"
    assert chain_holds(shop)


def test_the_audit_tells_of_the_undoing(shop: ShopDatabase) -> None:
    anna = staff()
    edit(shop, anna, 1, {"enabled": 0, "group": WHOLESALE})
    undo_last(shop, anna)
    _done, (who, act, customer, fields) = audit(shop)
    assert (who, act, customer) == ("anna", "undo", 1)
    assert json.loads(fields) == {
        "enabled": [0, 1],
        "group": ["Wholesale", "General"],
        "groups": [["General", "Wholesale"], ["General"]],
    }


def test_a_withdrawn_consent_returns_without_a_trace_beside_the_audit(shop: ShopDatabase) -> None:
    anna = staff()
    set_flag(shop, anna, 1, "newsletter", value=True, reason="form")
    before = data(shop)
    set_flag(shop, anna, 1, "newsletter", value=False)
    undo_last(shop, anna)
    assert data(shop) == before


def test_one_act_after_the_other(shop: ShopDatabase) -> None:
    anna, states = staff(), [data(shop)]
    for settings in ACTS:
        edit(shop, anna, 1, {"enabled": 1, "newsletter": 0} | settings, reason="letter")
        states.append(data(shop))
    for state in reversed(states[:-1]):
        undo_last(shop, anna)
        assert data(shop) == state
    with pytest.raises(NothingToUndo):
        undo_last(shop, anna)


def test_acts_and_undos_by_turns(shop: ShopDatabase) -> None:
    """What undo left stands for the state before, again and again."""
    anna, before = staff(), data(shop)
    assign_group(shop, anna, 1, WHOLESALE)
    for _ in range(3):
        set_flag(shop, anna, 1, "enabled", value=False)
        undo_last(shop, anna)
    undo_last(shop, anna)
    assert data(shop) == before


def test_a_colleague_who_changed_and_took_back_is_in_nobodys_way(shop: ShopDatabase) -> None:
    anna, tom, before = staff(), staff("tom"), data(shop)
    set_flag(shop, anna, 1, "enabled", value=False)
    assign_group(shop, tom, 1, WHOLESALE)
    undo_last(shop, tom)
    undo_last(shop, anna)
    assert data(shop) == before


def test_a_customer_changed_by_a_colleague_stays(shop: ShopDatabase) -> None:
    anna, tom = staff(), staff("tom")
    set_flag(shop, anna, 2, "enabled", value=False)
    set_flag(shop, anna, 1, "enabled", value=False)
    set_flag(shop, tom, 1, "newsletter", value=True, reason="form")
    before, entries = data(shop), audit(shop)
    with pytest.raises(ChangedSince, match="tom changed customer 1 since"):
        undo_last(shop, anna)
    assert (data(shop), audit(shop)) == (before, entries)
    assert undo_last(shop, anna).restored == 1, "the act before it is next"
    assert one(shop, "SELECT enabled FROM customer WHERE id = 2") == 1


def test_a_change_past_the_services_counts_too(shop: ShopDatabase) -> None:
    anna = staff()
    set_flag(shop, anna, 1, "enabled", value=False)
    shop.execute_sql("UPDATE customer SET version = version + 1 WHERE id = 1")
    shop.execute_sql("DROP TRIGGER audit_entry_never_leaves")
    shop.execute_sql("DELETE FROM audit_entry")
    with pytest.raises(ChangedSince, match="Customer 1 was changed since"):
        undo_last(shop, anna)


def test_a_customer_who_is_gone(shop: ShopDatabase) -> None:
    anna = staff()
    set_flag(shop, anna, 1, "enabled", value=False)
    shop.execute_sql("DELETE FROM customer WHERE id = 1")
    with pytest.raises(ChangedSince):
        undo_last(shop, anna)


def test_a_group_that_is_gone_does_not_return(shop: ShopDatabase) -> None:
    anna = staff()
    assign_group(shop, anna, 1, WHOLESALE)
    assign_group(shop, anna, 1, RETAILER)
    shop.execute_sql("DELETE FROM group_membership WHERE group_id = ?", (WHOLESALE,))
    shop.execute_sql("DELETE FROM customer_group WHERE id = ?", (WHOLESALE,))
    with pytest.raises(ChangedSince):
        undo_last(shop, anna)
    assert one(shop, "SELECT default_group_id FROM customer WHERE id = 1") == RETAILER


def test_nobody_takes_back_what_others_did(shop: ShopDatabase) -> None:
    set_flag(shop, staff("anna"), 1, "enabled", value=False)
    for who in (staff("anna"), staff("tom"), Actor("anna", "admin")):
        assert undoable(shop, who) is None
        with pytest.raises(NothingToUndo):
            undo_last(shop, who)


def test_without_a_sitting_nothing_is_remembered(shop: ShopDatabase) -> None:
    edited = set_flag(shop, Actor("anna", "admin"), 1, "enabled", value=False)
    assert edited.changed
    assert edited.act_id is None
    assert one(shop, "SELECT count(*) FROM act") == 0


def test_what_would_be_undone(shop: ShopDatabase) -> None:
    anna = staff()
    assign_group(shop, anna, 1, WHOLESALE)
    found = undoable(shop, anna)
    assert found is not None
    assert (found.description, found.customers) == ("Assign to group Wholesale", 1)
    assert one(shop, "SELECT default_group_id FROM customer WHERE id = 1") != GENERAL


def test_old_sittings_are_forgotten(shop: ShopDatabase) -> None:
    anna, tom = staff(), staff("tom")
    set_flag(shop, anna, 1, "enabled", value=False)
    set_flag(shop, tom, 2, "enabled", value=False)
    shop.execute_sql("UPDATE act SET at = at - ?", (forgetting.KEPT_SECONDS + 1,))
    shop.execute_sql("UPDATE act SET at = at + 10 WHERE staff = 'tom'")
    forgetting.forget_old_acts(shop)
    assert undoable(shop, anna) is None
    assert undoable(shop, tom) is not None
    assert one(shop, "SELECT count(*) FROM act_undo") == 1
