"""Saved views, own and shared, and the columns that a grid begins with."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from custui.db import recents
from custui.db.connection import ShopDatabase, open_database
from custui.db.queries.lookups import read_lookups
from custui.db.staff_settings import read_columns
from custui.db.views import SavedView, read_views
from custui.domain.columns import BY_NAME
from custui.domain.filters import NEWEST_FIRST, Sort, parse_filter
from custui.domain.layouts import layout_of
from custui.domain.views import View
from custui.services import views
from custui.services.actor import Actor
from custui.services.layouts import keep_columns
from custui.services.recents import looked_at
from custui.services.refusals import InvalidValue, NameTaken, NotPermitted, ViewGone
from tests.services.desk import audit, chain_holds, data, staff

BIG_POLAND = View(
    "Big Poland",
    layout_of(["id", "last_name", "sales", "country"], pinned=2, widths={"last_name": 20}),
    (parse_filter("sales", ">100"), parse_filter("country", "PL")),
    (Sort("sales", descending=True),),
)
ANNA = staff("anna", "lead")
TOM = staff("tom", "viewer")


def seen_by(shop: ShopDatabase, who: Actor) -> list[SavedView]:
    return read_views(shop, who.staff, read_lookups(shop))


def names(shop: ShopDatabase, who: Actor) -> list[str]:
    return [each.view.name for each in seen_by(shop, who)]


def id_of(shop: ShopDatabase, who: Actor, name: str) -> int:
    return next(each.id for each in seen_by(shop, who) if each.view.name == name)


def test_two_views_come_with_a_shop(shop: ShopDatabase) -> None:
    prestashop, magento = seen_by(shop, TOM)
    assert (prestashop.view.name, magento.view.name) == ("PrestaShop", "Magento")
    assert prestashop.is_shared
    assert magento.is_shared
    assert prestashop.problems == magento.problems == ()
    for each in (prestashop, magento):
        assert (each.view.filters, each.view.sort) == ((), NEWEST_FIRST)
    assert [BY_NAME[name].csv[-1] for name in prestashop.view.layout.names] == [
        *("id", "Tytuł", "Imię", "Nazwisko", "E-mail", "Firma", "Sprzedaż", "Włączone", "News."),
        *("Oferty partnerskie", "Rejestracja", "Ostatnia wizyta"),
    ]
    assert magento.view.layout.names[:5] == ("id", "email", "group", "phone", "country")


def test_an_own_view_is_kept_for_its_owner_alone(shop: ShopDatabase) -> None:
    view_id = views.save(shop, TOM, BIG_POLAND, shared=False)
    assert seen_by(shop, TOM)[-1] == SavedView(view_id, "tom", BIG_POLAND)
    assert names(shop, ANNA) == ["PrestaShop", "Magento"]
    assert audit(shop) == []  # nobody else is concerned


def test_a_shared_view_is_everybodys_and_audited(shop: ShopDatabase) -> None:
    views.save(shop, ANNA, BIG_POLAND, shared=True)
    assert names(shop, TOM)[-1] == "Big Poland"
    view_id = id_of(shop, TOM, "Big Poland")
    views.rename(shop, ANNA, view_id, " Large Poland ")
    views.save(shop, ANNA, replace(BIG_POLAND, name="large poland"), shared=True, replacing=view_id)
    views.delete(shop, ANNA, view_id)
    entries = audit(shop)
    assert {entry[:3] for entry in entries} == {("anna", "shared_views", None)}
    made, renamed, replaced, deleted = (json.loads(entry[3]) for entry in entries)
    assert made["view"] == [None, "Big Poland"]
    assert made["filters"] == [None, '{"sales": ">100", "country": "PL"}']
    assert renamed == {"view": ["Big Poland", "Large Poland"]}
    assert replaced == {"view": ["Large Poland", "large poland"]}
    assert deleted["view"] == ["large poland", None]
    assert deleted["sort"] == ["-sales", None]
    assert chain_holds(shop)


Do = Callable[[ShopDatabase, Actor], object]
ON_SHARED: dict[str, Do] = {
    "save": lambda shop, who: views.save(shop, who, BIG_POLAND, shared=True),
    "replace": lambda shop, who: views.save(
        shop, who, replace(BIG_POLAND, name="Magento"), shared=True, replacing=2
    ),
    "rename": lambda shop, who: views.rename(shop, who, 2, "M"),
    "delete": lambda shop, who: views.delete(shop, who, 2),
}
OF_ONES_OWN: dict[str, Do] = {
    "save": lambda shop, who: views.save(shop, who, BIG_POLAND, shared=False),
    "arrange": lambda shop, who: views.arrange(shop, who, [2, 1]),
    "columns": lambda shop, who: keep_columns(shop, who, BIG_POLAND.layout),
}


@pytest.mark.parametrize("do", ON_SHARED.values(), ids=ON_SHARED)
def test_an_agent_changes_no_shared_view(shop: ShopDatabase, do: Do) -> None:
    before = data(shop)
    with pytest.raises(NotPermitted, match="changing shared views takes the role lead"):
        do(shop, staff("tom", "agent"))
    assert data(shop) == before
    ((who, act, _customer, fields),) = audit(shop)
    assert (who, act, json.loads(fields)["act"]) == ("tom", "refused", "shared_views")


@pytest.mark.parametrize(
    "do",
    [*ON_SHARED.values(), *OF_ONES_OWN.values()],
    ids=[*ON_SHARED, *(f"own {name}" for name in OF_ONES_OWN)],
)
@pytest.mark.parametrize("how", ["actor", "database"])
def test_read_only_keeps_nothing_and_says_so(shop: ShopDatabase, do: Do, how: str) -> None:
    before = data(shop)
    who = staff("anna", "admin", read_only=how == "actor")
    database = open_database(str(shop.path), read_only=how == "database")
    with database.connection_context():
        with pytest.raises(NotPermitted, match="--read-only changes nothing"):
            do(database, who)
        looked_at(database, who, 1)  # not kept, and nothing to complain about
    assert data(shop) == before
    assert audit(shop) == []


@pytest.mark.parametrize("do", OF_ONES_OWN.values(), ids=OF_ONES_OWN)
def test_a_viewer_keeps_what_is_their_own(shop: ShopDatabase, do: Do) -> None:
    before = data(shop)
    do(shop, TOM)
    assert data(shop) != before
    assert audit(shop) == []


def test_another_persons_view_is_out_of_reach(shop: ShopDatabase) -> None:
    view_id = views.save(shop, TOM, BIG_POLAND, shared=False)
    before = data(shop)
    for do in (
        lambda: views.rename(shop, ANNA, view_id, "Mine"),
        lambda: views.delete(shop, ANNA, view_id),
    ):
        with pytest.raises(ViewGone):
            do()
    assert data(shop) == before


def test_a_name_in_use_is_told_before_anything_is_overwritten(shop: ShopDatabase) -> None:
    first = views.save(shop, TOM, BIG_POLAND, shared=False)
    again = replace(BIG_POLAND, name="BIG poland", filters=())
    with pytest.raises(NameTaken) as taken:
        views.save(shop, TOM, again, shared=False)
    assert taken.value.view_id == first
    assert seen_by(shop, TOM)[-1].view == BIG_POLAND
    assert views.save(shop, TOM, again, shared=False, replacing=first) == first
    assert seen_by(shop, TOM)[-1].view == again
    second = views.save(shop, TOM, replace(BIG_POLAND, name="Other"), shared=False)
    with pytest.raises(NameTaken):
        views.rename(shop, TOM, second, "big Poland")
    views.rename(shop, TOM, second, "OTHER")  # only the case: it is its own name
    assert names(shop, TOM)[-1] == "OTHER"
    views.save(shop, ANNA, BIG_POLAND, shared=True)  # one's own and a shared one do not collide


def test_replacing_a_view_that_is_gone(shop: ShopDatabase) -> None:
    view_id = views.save(shop, TOM, BIG_POLAND, shared=False)
    views.delete(shop, TOM, view_id)
    with pytest.raises(ViewGone):
        views.save(shop, TOM, BIG_POLAND, shared=False, replacing=view_id)
    with pytest.raises(ViewGone):
        views.delete(shop, TOM, view_id)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("", "needs a name"), ("  ", "needs a name"), ("x" * 65, "at most 64"), ("a\x1b[2J", "seen")],
)
def test_a_name_that_is_none(shop: ShopDatabase, name: str, sentence: str) -> None:
    before = data(shop)
    with pytest.raises(InvalidValue, match=sentence):
        views.save(shop, TOM, replace(BIG_POLAND, name=name), shared=False)
    with pytest.raises(InvalidValue, match=sentence):
        views.rename(shop, ANNA, 1, name)
    assert data(shop) == before


def test_each_person_has_an_order_of_their_own(shop: ShopDatabase) -> None:
    mine = views.save(shop, TOM, BIG_POLAND, shared=False)
    assert names(shop, TOM) == ["PrestaShop", "Magento", "Big Poland"]
    views.arrange(shop, TOM, [mine, id_of(shop, TOM, "Magento")])
    assert names(shop, TOM) == ["Big Poland", "Magento", "PrestaShop"]
    assert names(shop, ANNA) == ["PrestaShop", "Magento"]
    views.save(shop, ANNA, replace(BIG_POLAND, name="New"), shared=True)
    assert names(shop, TOM) == ["Big Poland", "Magento", "PrestaShop", "New"]


def test_a_filter_by_a_group_that_is_gone_is_told_and_left_out(shop: ShopDatabase) -> None:
    filters = (parse_filter("sales", ">1"), parse_filter("group", "Wholesale"))
    views.save(shop, TOM, replace(BIG_POLAND, filters=filters), shared=False)
    with shop.writing():
        shop.execute_sql("UPDATE customer_group SET name = 'Trade' WHERE name = 'Wholesale'")
    kept = seen_by(shop, TOM)[-1]
    assert kept.view.filters == filters[:1]
    (problem,) = kept.problems
    assert problem.startswith("Group Wholesale is no filter any more: Wholesale is not known")


def test_columns_are_each_persons_own(shop: ShopDatabase) -> None:
    keep_columns(shop, TOM, BIG_POLAND.layout)
    assert read_columns(shop, "tom") == BIG_POLAND.layout
    assert read_columns(shop, "anna") is None
    keep_columns(shop, TOM, layout_of(["id", "email"]))
    assert read_columns(shop, "tom") == layout_of(["id", "email"])
    keep_columns(shop, TOM, None)
    assert read_columns(shop, "tom") is None


@pytest.mark.parametrize("broken", ["", "{", "[]", "{}", '{"names": ["fax"]}', '"id"'])
def test_columns_that_cannot_be_read_are_the_shops(shop: ShopDatabase, broken: str) -> None:
    with shop.writing():
        shop.execute_sql("INSERT INTO staff_setting VALUES ('tom', 'columns', ?)", (broken,))
        shop.execute_sql("INSERT INTO staff_setting VALUES ('tom', 'views', ?)", (broken,))
    assert read_columns(shop, "tom") is None
    assert names(shop, TOM) == ["PrestaShop", "Magento"]


class TestRecentCustomers:
    @staticmethod
    def recent(shop: ShopDatabase, who: Actor, code: str | None = None) -> list[int]:
        return [number for number, _at in recents.read(shop, who.staff, code)]

    def test_the_latest_stands_first_and_nobody_twice(self, shop: ShopDatabase) -> None:
        for number in (3, 7, 3, 5, 7):
            looked_at(shop, TOM, number)
        looked_at(shop, ANNA, 9)
        looked_at(shop, TOM, 4711)  # there is no such customer
        assert self.recent(shop, TOM) == [7, 5, 3]
        assert self.recent(shop, ANNA) == [9]
        assert audit(shop) == []

    def test_only_the_last_ones_are_kept(
        self, shop: ShopDatabase, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(recents, "KEPT", 4)
        looked_at(shop, ANNA, 1)
        for number in range(1, 11):
            looked_at(shop, TOM, number)
        assert self.recent(shop, TOM) == [10, 9, 8, 7]
        assert self.recent(shop, ANNA) == [1]
        assert shop.execute_sql("SELECT count(*) FROM recent_customer").fetchone() == (5,)

    def test_who_is_banned_deleted_or_of_another_shop_is_left_out(self, shop: ShopDatabase) -> None:
        for number in (1, 2, 3, 4):
            looked_at(shop, TOM, number)
        with shop.writing():
            shop.execute_sql("INSERT INTO shop (id, code, name) VALUES (2, 'b2b', 'B2B')")
            shop.execute_sql("UPDATE customer SET banned = 1 WHERE id = 1")
            shop.execute_sql("DELETE FROM customer WHERE id = 2")
            shop.execute_sql("UPDATE customer SET shop_id = 2 WHERE id = 3")
        assert self.recent(shop, TOM) == [4, 3]
        assert self.recent(shop, TOM, "b2b") == [3]
        assert shop.execute_sql("SELECT count(*) FROM recent_customer").fetchone() == (3,)
