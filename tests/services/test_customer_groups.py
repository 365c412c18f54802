"""Groups with their members, price rules, taxes, sections; and titles."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from custui.db import search
from custui.db.connection import ShopDatabase
from custui.db.doctor.examination import examine
from custui.db.groups import members_of, members_of_groups, read_group, read_group_terms
from custui.db.named_rows import names_in
from custui.db.price_rules import read_rules
from custui.db.taxes import rates_of
from custui.db.titles import bearers_of
from custui.domain.groups import GroupValues, PriceRuleValues
from custui.domain.prices import price_for
from custui.services import batches, bulk, moving
from custui.services.actor import Actor
from custui.services.customer_groups import add_group, delete_group, edit_group
from custui.services.flags import set_flag
from custui.services.memberships import set_groups
from custui.services.price_rules import add_rule, delete_rule, edit_rule
from custui.services.refusals import (
    ActRefused,
    ChangedSince,
    Conflict,
    Difference,
    GroupStays,
    InvalidValues,
    NotFinished,
    NothingToUndo,
    NotPermitted,
    NotThere,
    StillUsed,
)
from custui.services.sections import add_section, delete_section, rename_section
from custui.services.taxes import add_tax_class, delete_tax_class, rename_tax_class, set_tax_rate
from custui.services.titles import add_title, edit_title, remove_title
from custui.services.undo import undo_last, undoable
from tests.db.rows import add_customer, insert
from tests.services.desk import (
    GENERAL,
    RETAILER,
    WHOLESALE,
    audit,
    chain_holds,
    data,
    one,
    staff,
)

GOLD = GroupValues("Gold", 1500, 1, False, (1,))
CUPS = PriceRuleValues("Cups", percent_off=500, category="Kubki", valid_until=date(2030, 1, 31))
Act = Callable[[ShopDatabase, Actor], object]
ACTS: dict[str, tuple[Act, str]] = {
    "add group": (lambda shop, who: add_group(shop, who, GOLD), "Group added: Gold"),
    "edit group": (
        lambda shop, who: edit_group(shop, who, WHOLESALE, GOLD),
        "Group changed: Wholesale",
    ),
    "delete group": (
        lambda shop, who: delete_group(shop, who, WHOLESALE),
        "Group deleted: Wholesale",
    ),
    "add rule": (
        lambda shop, who: add_rule(shop, who, RETAILER, CUPS),
        "Price rule added: Cups",
    ),
    "edit rule": (lambda shop, who: edit_rule(shop, who, 1, CUPS), "Price rule changed: Old"),
    "delete rule": (lambda shop, who: delete_rule(shop, who, 1), "Price rule deleted: Old"),
    "add tax": (lambda shop, who: add_tax_class(shop, who, "Export"), "Tax class added: Export"),
    "rename tax": (
        lambda shop, who: rename_tax_class(shop, who, 1, "Detal"),
        "Tax class renamed: Detal",
    ),
    "delete tax": (lambda shop, who: delete_tax_class(shop, who, 2), "Tax class deleted: Spare"),
    "rate": (
        lambda shop, who: set_tax_rate(shop, who, 1, "pl", 800),
        "Tax rate: Klient detaliczny, PL",
    ),
    "new rate": (
        lambda shop, who: set_tax_rate(shop, who, 1, "SK", 2000),
        "Tax rate: Klient detaliczny, SK",
    ),
    "no rate": (
        lambda shop, who: set_tax_rate(shop, who, 1, "PL", None),
        "Tax rate: Klient detaliczny, PL",
    ),
    "add section": (lambda shop, who: add_section(shop, who, "Sale"), "Section added: Sale"),
    "rename section": (
        lambda shop, who: rename_section(shop, who, 1, "Salon"),
        "Section renamed: Salon",
    ),
    "delete section": (
        lambda shop, who: delete_section(shop, who, 1),
        "Section deleted: Showroom",
    ),
}
TITLES: dict[str, tuple[Act, str]] = {
    "add title": (lambda shop, who: add_title(shop, who, "Dr"), "Title added: Dr"),
    "edit title": (
        lambda shop, who: edit_title(shop, who, 1, "Panicz", "m"),
        "Title changed: Panicz",
    ),
    "remove title": (lambda shop, who: remove_title(shop, who, 1, 2), "Title removed: Pan"),
    "remove title for none": (
        lambda shop, who: remove_title(shop, who, 1, None),
        "Title removed: Pan",
    ),
}
ALL = ACTS | TITLES


@pytest.fixture
def shop(shop: ShopDatabase) -> ShopDatabase:
    """Customers 1 to 10 in Wholesale, by default but for 6 to 10; 1 to 5 are called Pan."""
    with shop.writing():
        for number in range(1, 11):
            shop.execute_sql("INSERT INTO group_membership VALUES (?, ?)", (number, WHOLESALE))
        shop.execute_sql(
            "UPDATE customer SET default_group_id = ?, title_id = 1 WHERE id <= 5", (WHOLESALE,)
        )
        shop.execute_sql("DELETE FROM group_membership WHERE customer_id = 1 AND group_id = 2")
        insert(shop, "price_rule", group_id=WHOLESALE, name="Old", percent_off=100)
        insert(shop, "tax_class", name="Spare")
        insert(shop, "tax_rate", tax_class_id=2, country="PL", rate=500)
        insert(shop, "shop_section", name="Showroom")
        insert(shop, "group_section", group_id=WHOLESALE, section_id=1)
    return shop


@pytest.fixture(params=["few", "many"])
def how_many(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Members moved in the act itself, or by a bulk action before it."""
    if request.param == "many":
        monkeypatch.setattr(moving, "AT_ONCE", 0)
        monkeypatch.setattr(batches, "_FIRST", 3)
        monkeypatch.setattr(batches, "_FEWEST", 3)
        monkeypatch.setattr(batches, "_MOST", 3)
        monkeypatch.setattr(batches, "AIM_SECONDS", 0)
    return str(request.param)


every_act = pytest.mark.parametrize(("act", "description"), ALL.values(), ids=ALL)


@every_act
def test_done_audited_and_undone(shop: ShopDatabase, act: Act, description: str) -> None:
    boss, before = staff("boss", "admin"), data(shop)
    act(shop, boss)
    assert data(shop) != before
    entries = audit(shop)
    assert entries[0][2] is None
    assert all(json.loads(fields) for *_, fields in entries)
    assert examine(shop, lambda *_: None) == ()
    found = undoable(shop, boss)
    assert found is not None
    assert found.description == description
    undone = undo_last(shop, boss)
    assert undone.description == description
    assert data(shop) == before
    assert examine(shop, lambda *_: None) == ()
    assert chain_holds(shop)
    with pytest.raises(NothingToUndo):
        undo_last(shop, boss)


@every_act
def test_it_takes_the_role(shop: ShopDatabase, act: Act, description: str) -> None:
    before = data(shop)
    needed = "lead" if description.split()[0] != "Title" else "admin"
    with pytest.raises(NotPermitted, match=f"takes the role {needed}"):
        act(shop, staff(role="agent" if needed == "lead" else "lead"))
    assert data(shop) == before
    assert [entry[1] for entry in audit(shop)] == ["refused"]


@pytest.mark.parametrize(
    "act",
    [
        lambda shop, who: edit_group(shop, who, 99, GOLD),
        lambda shop, who: delete_group(shop, who, 99),
        lambda shop, who: add_rule(shop, who, 99, CUPS),
        lambda shop, who: edit_rule(shop, who, 99, CUPS),
        lambda shop, who: delete_rule(shop, who, 99),
        lambda shop, who: rename_tax_class(shop, who, 99, "X"),
        lambda shop, who: delete_tax_class(shop, who, 99),
        lambda shop, who: set_tax_rate(shop, who, 99, "PL", 1),
        lambda shop, who: rename_section(shop, who, 99, "X"),
        lambda shop, who: delete_section(shop, who, 99),
        lambda shop, who: edit_title(shop, who, 99, "X"),
        lambda shop, who: remove_title(shop, who, 99, 1),
    ],
)
def test_what_is_not_there(shop: ShopDatabase, act: Act) -> None:
    before = data(shop)
    with pytest.raises(NotThere, match="There is no such"):
        act(shop, staff("boss", "admin"))
    assert (data(shop), audit(shop)) == (before, [])


@pytest.mark.parametrize(
    ("act", "field"),
    [
        (lambda shop, who: add_group(shop, who, replace(GOLD, name="general")), "name"),
        (lambda shop, who: add_group(shop, who, replace(GOLD, name="")), "name"),
        (lambda shop, who: add_group(shop, who, replace(GOLD, tax_class=99)), "tax_class"),
        (lambda shop, who: add_group(shop, who, replace(GOLD, tax_class=None)), "tax_class"),
        (lambda shop, who: add_group(shop, who, replace(GOLD, sections=(1, 9))), "sections"),
        (lambda shop, who: edit_group(shop, who, 3, replace(GOLD, name="General")), "name"),
        (lambda shop, who: add_rule(shop, who, 3, replace(CUPS, name="")), "name"),
        (lambda shop, who: edit_rule(shop, who, 1, replace(CUPS, percent_off=0)), "percent_off"),
        (lambda shop, who: add_tax_class(shop, who, "SPARE"), "name"),
        (lambda shop, who: rename_tax_class(shop, who, 1, "spare"), "name"),
        (lambda shop, who: set_tax_rate(shop, who, 1, "Polska", 1), "country"),
        (lambda shop, who: set_tax_rate(shop, who, 1, "PL", 10_001), "rate"),
        (lambda shop, who: add_section(shop, who, "showroom"), "name"),
        (lambda shop, who: rename_section(shop, who, 1, "x" * 65), "name"),
        (lambda shop, who: add_title(shop, who, "pan"), "name"),
        (lambda shop, who: add_title(shop, who, "x" * 33), "name"),
        (lambda shop, who: add_title(shop, who, "Dr", "x"), "gender"),
        (lambda shop, who: edit_title(shop, who, 1, "Pani"), "name"),
        (lambda shop, who: remove_title(shop, who, 1, 1), "title"),
        (lambda shop, who: remove_title(shop, who, 1, 99), "title"),
    ],
)
def test_bad_values(shop: ShopDatabase, act: Act, field: str) -> None:
    before = data(shop)
    with pytest.raises(InvalidValues) as refused:
        act(shop, staff("boss", "admin"))
    assert list(refused.value.problems) == [field]
    assert (data(shop), audit(shop)) == (before, [])


class TestGroups:
    def test_what_is_kept(self, shop: ShopDatabase) -> None:
        number = add_group(shop, staff(), replace(GOLD, name=" Gold ")).row_id or 0
        stored = read_group(shop, number)
        assert stored is not None
        assert (stored.values, stored.role) == (GOLD, "")
        same = edit_group(shop, staff(), number, GOLD)
        assert not same.changed
        edit_group(shop, staff(), number, replace(GOLD, name="GOLD", sections=()))
        stored = read_group(shop, number)
        assert stored is not None
        assert stored.values == replace(GOLD, name="GOLD", sections=())

    def test_two_people(self, shop: ShopDatabase) -> None:
        stored = read_group(shop, WHOLESALE)
        assert stored is not None
        shown = stored.values
        edit_group(shop, staff("tom"), WHOLESALE, replace(shown, discount=3000))
        with pytest.raises(Conflict) as conflict:
            edit_group(shop, staff(), WHOLESALE, replace(shown, discount=2500), shown=shown)
        assert conflict.value.differences == (Difference("discount", 2000, 3000, 2500),)

    def test_the_members(self, shop: ShopDatabase) -> None:
        assert members_of(shop, WHOLESALE) == list(range(1, 11))
        assert members_of_groups(shop) == {GENERAL: 29, WHOLESALE: 10}


class TestDeletingAGroup:
    def test_members_go_to_the_group_of_new_customers(
        self, shop: ShopDatabase, how_many: str
    ) -> None:
        anna, before = staff(), data(shop)
        shop.execute_sql("UPDATE customer SET banned = 1 WHERE id IN (5, 6)")
        banned = data(shop)
        done = delete_group(shop, anna, WHOLESALE)
        assert names_in(shop, "customer_group") == {1: "NOT LOGGED IN", 2: "General", 4: "Retailer"}
        assert one(shop, "SELECT count(*) FROM customer WHERE default_group_id = 2") == 30
        assert one(shop, "SELECT count(*) FROM group_membership") == 30
        assert one(shop, "SELECT count(*) FROM price_rule") == 0
        assert done.fields["group[3].name"] == ["Wholesale", None]
        about = {number for (number,) in audit(shop, "customer_id") if number}
        assert about == set(range(1, 11)), "each of them is told of"
        assert examine(shop, lambda *_: None) == ()
        assert bulk.unfinished(shop, anna) == []
        undone = undo_last(shop, anna)
        assert (undone.restored, undone.kept) == (10, 0)
        assert data(shop) == banned
        assert before.keys() == banned.keys()
        assert chain_holds(shop)
        assert undoable(shop, anna) is None

    def test_a_member_changed_since_stays(self, shop: ShopDatabase, how_many: str) -> None:
        anna = staff()
        delete_group(shop, anna, WHOLESALE)
        set_flag(shop, staff("tom"), 1, "enabled", value=False)
        if how_many == "few":
            with pytest.raises(ChangedSince, match="Group deleted: Wholesale"):
                undo_last(shop, anna)
            assert WHOLESALE not in names_in(shop, "customer_group")
            return
        undone = undo_last(shop, anna)
        assert (undone.restored, undone.kept) == (9, 1)
        assert members_of(shop, WHOLESALE) == list(range(2, 11))

    def test_stopped_half_way_the_group_stays(
        self, shop: ShopDatabase, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(moving, "AT_ONCE", 0)
        monkeypatch.setattr(batches, "_FIRST", 3)
        anna, before, cancelled = staff(), data(shop), threading.Event()

        def stop(done: int, total: int) -> None:
            cancelled.set()

        with pytest.raises(NotFinished, match="Stopped: 3 customers were moved"):
            delete_group(shop, anna, WHOLESALE, stop, cancelled)
        assert len(members_of(shop, WHOLESALE)) == 7
        (left,) = bulk.unfinished(shop, anna)
        assert left.description == "Move from group Wholesale to General"
        bulk.take_back(shop, anna, left.act_id)
        assert data(shop) == before

    def test_one_who_joined_meanwhile_is_moved_too(
        self, shop: ShopDatabase, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(moving, "AT_ONCE", 0)
        anna, moved = staff(), bulk.run

        def run(*more: object) -> object:
            outcome = moved(*more)  # type: ignore[arg-type]
            set_groups(shop, staff("tom"), 20, [WHOLESALE], WHOLESALE)
            return outcome

        monkeypatch.setattr(moving.bulk, "run", run)
        delete_group(shop, anna, WHOLESALE)
        assert one(shop, "SELECT default_group_id FROM customer WHERE id = 20") == GENERAL
        assert examine(shop, lambda *_: None) == ()

    @pytest.mark.parametrize(("group", "why"), [(1, "group of guests"), (GENERAL, "new customers")])
    def test_some_stay(self, shop: ShopDatabase, group: int, why: str) -> None:
        before = data(shop)
        with pytest.raises(GroupStays, match=why):
            delete_group(shop, staff(), group)
        assert data(shop) == before


class TestTitles:
    def test_its_bearers_get_another(self, shop: ShopDatabase, how_many: str) -> None:
        boss, before = staff("boss", "admin"), data(shop)
        assert bearers_of(shop, 1) == [1, 2, 3, 4, 5]
        remove_title(shop, boss, 1, 2)
        assert bearers_of(shop, 2) == [1, 2, 3, 4, 5]
        assert names_in(shop, "title") == {2: "Pani"}
        told = [
            json.loads(fields) for fields, number in audit(shop, "fields, customer_id") if number
        ]
        assert told == [{"title": ["Pan", "Pani"]}] * 5
        undone = undo_last(shop, boss)
        assert undone.restored == 5
        assert data(shop) == before

    def test_they_get_none(self, shop: ShopDatabase, how_many: str) -> None:
        boss, before = staff("boss", "admin"), data(shop)
        remove_title(shop, boss, 1, None)
        assert one(shop, "SELECT count(*) FROM customer WHERE title_id IS NULL") == 30
        undo_last(shop, boss)
        assert data(shop) == before

    def test_they_stand_in_their_order(self, shop: ShopDatabase) -> None:
        boss = staff("boss", "admin")
        add_title(shop, boss, " Dr ", "")
        assert shop.execute_sql(
            "SELECT name, gender, position FROM title ORDER BY id"
        ).fetchall() == [
            ("Pan", "m", 1),
            ("Pani", "f", 2),
            ("Dr", "", 3),
        ]
        edit_title(shop, boss, 3, "Dr.", "m")
        assert names_in(shop, "title")[3] == "Dr."


class TestTaxesAndRules:
    def test_a_class_in_use_stays(self, shop: ShopDatabase) -> None:
        before = data(shop)
        with pytest.raises(StillUsed, match="Klient detaliczny is the tax class of NOT LOGGED IN"):
            delete_tax_class(shop, staff(), 1)
        assert data(shop) == before

    def test_rates(self, shop: ShopDatabase) -> None:
        set_tax_rate(shop, staff(), 2, " de", 1900)
        set_tax_rate(shop, staff(), 2, "PL", 800)
        assert rates_of(shop, 2) == {"DE": 1900, "PL": 800}
        set_tax_rate(shop, staff(), 2, "PL", None)
        assert not set_tax_rate(shop, staff(), 2, "PL", None).changed
        assert rates_of(shop, 2) == {"DE": 1900}

    def test_what_a_group_pays_by(self, shop: ShopDatabase) -> None:
        """100.00, less 20 % = 80.00, less 5 % = 76.00, less 1 % = 75.24, plus 23 % = 92.55."""
        add_rule(shop, staff(), WHOLESALE, CUPS)
        add_rule(shop, staff(), WHOLESALE, PriceRuleValues("Off", amount_off=1, active=False))
        terms = read_group_terms(shop, WHOLESALE)
        assert terms is not None
        price = price_for(terms, 10_000, at=1_700_000_000, category="kubki", country="PL")
        assert [step.after for step in price.steps] == [8_000, 7_600, 7_524, 9_255]
        assert read_group_terms(shop, 99) is None

    def test_rules_hold_on_whole_days(self, shop: ShopDatabase) -> None:
        """To the last second of 31 January 2030 in Warsaw, an hour before UTC."""
        add_rule(shop, staff(), WHOLESALE, CUPS)
        _old, cups = read_rules(shop, WHOLESALE)
        assert (cups.valid_from, cups.valid_to, cups.category) == (None, 1_896_130_799, "Kubki")


def test_acts_on_groups_and_customers_in_turn(shop: ShopDatabase) -> None:
    boss, states = staff("boss", "admin"), [data(shop)]
    acts: list[Act] = [
        *(act for act, _ in ALL.values()),
        lambda shop, who: set_flag(shop, who, 1, "enabled", value=False),
    ]
    for act in acts:
        try:
            act(shop, boss)
        except ActRefused:
            continue
        if data(shop) != states[-1]:
            states.append(data(shop))
    assert len(states) > 12
    for state in reversed(states[:-1]):
        undo_last(shop, boss)
        assert data(shop) == state


def test_the_search_goes_on_finding(shop: ShopDatabase) -> None:
    with shop.writing():
        search.add(shop, [add_customer(shop, first_name="Łucja", title_id=1)])
    remove_title(shop, staff("boss", "admin"), 1, 2)
    assert search.is_right(shop)
