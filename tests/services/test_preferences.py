"""Settings, required fields and the groups of guests and new customers."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from custui import locale
from custui.db.connection import ShopDatabase
from custui.db.defaults import read_preferences
from custui.db.preferences import read_settings
from custui.db.shop_terms import group_for_new, group_of_role, required_columns
from custui.domain.preferences import Preferences
from custui.services.actor import Actor
from custui.services.customers import add_customer
from custui.services.preferences import change_preferences, choose_group, set_required_fields
from custui.services.refusals import (
    ChangedSince,
    Conflict,
    Difference,
    InvalidValue,
    InvalidValues,
    NotPermitted,
)
from custui.services.undo import undo_last, undoable
from tests.services.desk import RETAILER, WHOLESALE, audit, data, staff

Act = Callable[[ShopDatabase, Actor], object]
ACTS: dict[str, Act] = {
    "setting": lambda shop, who: change_preferences(shop, who, {"online_minutes": 20}),
    "required": lambda shop, who: set_required_fields(shop, who, ["company", "birthday"]),
    "group": lambda shop, who: choose_group(shop, who, "new", WHOLESALE),
}


def admin() -> Actor:
    return staff("boss", "admin")


def fields(shop: ShopDatabase) -> list[dict[str, object]]:
    return [json.loads(each) for (each,) in audit(shop, "fields")]


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_done_audited_and_undone(shop: ShopDatabase, act: Act) -> None:
    boss, before = admin(), data(shop)
    act(shop, boss)
    assert data(shop) != before
    ((who, name, customer, _told),) = audit(shop)
    assert (who, name, customer) == ("boss", "preferences", None)
    found = undoable(shop, boss)
    assert found is not None
    assert (found.customers, found.customer_id) == (0, None)
    undone = undo_last(shop, boss)
    assert (undone.restored, undone.kept) == (0, 0)
    assert data(shop) == before


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_it_takes_the_admin(shop: ShopDatabase, act: Act) -> None:
    before = data(shop)
    with pytest.raises(NotPermitted, match="changing preferences takes the role admin"):
        act(shop, staff(role="lead"))
    assert data(shop) == before
    assert [entry[1] for entry in audit(shop)] == ["refused"]


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_twice_is_once(shop: ShopDatabase, act: Act) -> None:
    act(shop, admin())
    before = data(shop)
    act(shop, admin())
    assert data(shop) == before
    assert len(audit(shop)) == 1


class TestSettings:
    def test_several_in_one_act(self, shop: ShopDatabase) -> None:
        boss = admin()
        change_preferences(shop, boss, {"b2b": True, "currency": "EUR", "name_rule": "prestashop"})
        preferences = read_preferences(shop)
        assert (preferences.b2b, preferences.currency) == (True, "EUR")
        assert fields(shop) == [
            {"preference[b2b]": ["false", "true"], "preference[currency]": ['"PLN"', '"EUR"']}
        ]
        found = undoable(shop, boss)
        assert found is not None
        assert found.description == "Preferences: B2B mode, Currency"
        locale.choose("pl")
        found = undoable(shop, boss)
        assert found is not None
        assert found.description == "Ustawienia: Tryb B2B, Waluta"

    def test_one_that_was_never_set_has_its_default(self, shop: ShopDatabase) -> None:
        shop.execute_sql("DELETE FROM preference")
        assert read_preferences(shop) == Preferences()
        assert change_preferences(shop, admin(), {"reset_minutes": 25}).changed
        assert not change_preferences(shop, admin(), {"online_minutes": 15}).changed
        assert read_settings(shop)["reset_minutes"] == 25

    def test_every_problem_at_once(self, shop: ShopDatabase) -> None:
        before = data(shop)
        with pytest.raises(InvalidValues) as refused:
            change_preferences(shop, admin(), {"b2b": True, "online_minutes": 0, "currency": "zł"})
        assert list(refused.value.problems) == ["online_minutes", "currency"]
        assert str(refused.value).startswith("Online window (minutes): is not between 1 and 1440.")
        with pytest.raises(InvalidValue, match="There is no setting colour"):
            change_preferences(shop, admin(), {"colour": "red"})
        assert data(shop) == before

    def test_two_people(self, shop: ShopDatabase) -> None:
        shown = read_settings(shop)
        change_preferences(shop, staff("tom", "admin"), {"online_minutes": 20, "b2b": True})
        with pytest.raises(Conflict) as conflict:
            change_preferences(shop, admin(), shown | {"online_minutes": 30}, shown=shown)
        assert conflict.value.differences == (
            Difference("b2b", False, True, False),
            Difference("online_minutes", 15, 20, 30),
        )
        assert read_preferences(shop).online_minutes == 20

    def test_what_somebody_changed_since_is_not_undone(self, shop: ShopDatabase) -> None:
        boss = admin()
        change_preferences(shop, boss, {"online_minutes": 20})
        change_preferences(shop, staff("tom", "admin"), {"online_minutes": 30})
        with pytest.raises(ChangedSince, match=r"Preferences: Online window \(minutes\): it was"):
            undo_last(shop, boss)
        assert read_preferences(shop).online_minutes == 30


class TestRequiredFields:
    def test_they_are_these_and_no_others(self, shop: ShopDatabase) -> None:
        set_required_fields(shop, admin(), ["company", "birthday"])
        set_required_fields(shop, admin(), ["birthday", "newsletter"])
        assert required_columns(shop) == {"birthday", "newsletter"}
        assert fields(shop)[1] == {
            "required[company]": ["company", None],
            "required[newsletter]": [None, "newsletter"],
        }
        with pytest.raises(InvalidValues, match="Birthday: is missing"):
            add_customer(shop, staff(), {"first_name": "A", "last_name": "B", "email": "a@b.pl"})

    @pytest.mark.parametrize("name", ["email", "groups", "password", "sales", "colour"])
    def test_what_cannot_be_required(self, shop: ShopDatabase, name: str) -> None:
        with pytest.raises(InvalidValue, match=f"{name} cannot be required"):
            set_required_fields(shop, admin(), ["company", name])
        assert required_columns(shop) == frozenset()


class TestGroups:
    def test_new_customers_get_another(self, shop: ShopDatabase) -> None:
        choose_group(shop, admin(), "new", RETAILER)
        assert group_for_new(shop) == RETAILER
        assert group_of_role(shop, "guests") == 1
        values = {"first_name": "A", "last_name": "B", "email": "a@b.pl"}
        number = add_customer(shop, staff(), values).customer_id
        assert shop.execute_sql(
            "SELECT default_group_id FROM customer WHERE id = ?", (number,)
        ).fetchone() == (RETAILER,)

    def test_a_group_has_one_role(self, shop: ShopDatabase) -> None:
        with pytest.raises(InvalidValue, match="General has another role already"):
            choose_group(shop, admin(), "guests", 2)
        with pytest.raises(InvalidValue, match="no such group"):
            choose_group(shop, admin(), "guests", 99)
        with pytest.raises(InvalidValue, match="no role"):
            choose_group(shop, admin(), "kings", 2)
        assert group_of_role(shop, "guests") == 1
