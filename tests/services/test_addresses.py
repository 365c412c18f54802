"""Addresses: the grid and the search follow the default one, and two people who edit one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from custui.db import search
from custui.db.addresses import StoredAddress, read_address
from custui.db.connection import ShopDatabase
from custui.db.queries.customers import CustomerList, read_rows
from custui.db.queries.lookups import read_lookups
from custui.domain.addresses import AddressValues
from custui.domain.filters import parse_filter
from custui.services.addresses import add_address, choose_default, delete_address, edit_address
from custui.services.refusals import Conflict, CustomerGone, Difference, InvalidValues
from custui.services.undo import undo_last
from tests.services.desk import data, one, staff

HOME = AddressValues(
    first_name="Łucja", last_name="Żółw", line1="Rynek 1", postcode="90-001", city="Łódź",
    country="PL", phone="600 100 200",
)  # fmt: skip
WORK = replace(HOME, city="Gdynia", postcode="81-300", phone="", phone_mobile="+48 58 300 11")


def grid(shop: ShopDatabase) -> tuple[object, ...]:
    columns = ("phone", "country", "city", "postcode")
    (row,) = read_rows(
        shop, CustomerList((parse_filter("id", "1"),)), read_lookups(shop), columns, limit=1
    )
    return tuple(row[-4:])


def found(shop: ShopDatabase, digits: str) -> bool:
    row = shop.execute_sql(
        "SELECT 1 FROM customer_fts WHERE customer_fts MATCH ? AND rowid = 1",
        (search.quoted(digits),),
    ).fetchone()
    return row is not None


def stored(shop: ShopDatabase, number: int | None) -> StoredAddress:
    address = read_address(shop, number or 0)
    assert address is not None
    return address


def test_the_grid_and_the_search_follow(shop: ShopDatabase) -> None:
    anna = staff()
    home = add_address(shop, anna, 1, HOME).row_id or 0
    assert grid(shop) == ("600 100 200", "PL", "Łódź", "90-001")
    work = add_address(shop, anna, 1, WORK).row_id or 0
    assert grid(shop)[2] == "Łódź", "the first one stays the default one"
    assert found(shop, "600100200")
    assert found(shop, "485830011"), "every address is searched"
    choose_default(shop, anna, work)
    assert grid(shop) == ("+48 58 300 11", "PL", "Gdynia", "81-300")
    edit_address(shop, anna, work, replace(WORK, phone_mobile="77 777", city="Sopot"))
    assert grid(shop) == ("77 777", "PL", "Sopot", "81-300")
    assert not found(shop, "485830011")
    delete_address(shop, anna, work)
    assert grid(shop)[2] == "Łódź"
    assert not found(shop, "77777")
    delete_address(shop, anna, home)
    assert grid(shop) == ("", "", "", "")
    assert search.is_right(shop)
    for city in ("Łódź", "Sopot", "Gdynia", "Łódź", "Łódź", ""):
        undo_last(shop, anna)
        assert grid(shop)[2] == city
        assert search.is_right(shop)


def test_who_is_the_default_one(shop: ShopDatabase) -> None:
    anna = staff()
    first, second = (add_address(shop, anna, 1, HOME).row_id for _ in range(2))
    third = add_address(shop, anna, 1, HOME, default_shipping=True).row_id

    def defaults() -> list[tuple[bool, bool]]:
        three = [stored(shop, number) for number in (first, second, third)]
        return [(each.default_billing, each.default_shipping) for each in three]

    assert defaults() == [(True, False), (False, False), (False, True)]
    choose_default(shop, anna, second or 0, shipping=False)
    assert defaults() == [(False, False), (True, False), (False, True)]
    choose_default(shop, anna, second or 0)
    assert defaults() == [(False, False), (True, True), (False, False)]
    assert not choose_default(shop, anna, second or 0).changed


def test_another_customer_s_default_address_stays(shop: ShopDatabase) -> None:
    other = add_address(shop, staff(), 2, HOME).row_id
    mine = add_address(shop, staff(), 1, HOME).row_id
    choose_default(shop, staff(), mine or 0)
    assert stored(shop, other).default_billing


def test_a_deleted_one_is_gone_but_its_row_stays(shop: ShopDatabase) -> None:
    number = add_address(shop, staff(), 1, HOME).row_id or 0
    delete_address(shop, staff(), number)
    assert one(shop, "SELECT deleted FROM address WHERE id = ?", number) == 1
    assert read_address(shop, number) is None
    for act in (delete_address, choose_default):
        with pytest.raises(CustomerGone, match="There is no address"):
            act(shop, staff(), number)
    assert add_address(shop, staff(), 1, HOME).row_id != number, "no number is given twice"


def test_what_was_typed_is_tidied(shop: ShopDatabase) -> None:
    typed = replace(HOME, city="  Łódź ", country="pl", postcode=" 90-001")
    assert stored(shop, add_address(shop, staff(), 1, typed).row_id).values == HOME


def test_every_problem_at_once(shop: ShopDatabase) -> None:
    bad = replace(HOME, city="", postcode="90001", first_name="L33t")
    with pytest.raises(InvalidValues) as refused:
        add_address(shop, staff(), 1, bad)
    assert refused.value.problems == {
        "first_name": "has a digit",
        "postcode": "is not written as 00-000",
        "city": "is missing",
    }
    assert str(refused.value) == "First name: has a digit. Nothing was changed."


class TestTwoPeople:
    @pytest.fixture
    def number(self, shop: ShopDatabase) -> int:
        return add_address(shop, staff(), 1, HOME).row_id or 0

    def test_the_second_sees_both(self, shop: ShopDatabase, number: int) -> None:
        edit_address(shop, staff("tom"), number, replace(HOME, city="Sopot", line2="m. 2"))
        before = data(shop)
        mine = replace(HOME, city="Gdynia", line1="Rynek 2")
        with pytest.raises(Conflict) as conflict:
            edit_address(shop, staff("anna"), number, mine, shown=HOME)
        assert conflict.value.differences == (
            Difference("line2", "", "m. 2", ""),
            Difference("city", "Łódź", "Sopot", "Gdynia"),
        )
        assert [each.field for each in conflict.value.clashes] == ["city"]
        assert conflict.value.by == "tom"
        assert data(shop) == before
        theirs = stored(shop, number).values
        edit_address(shop, staff("anna"), number, replace(mine, line2="m. 2"), shown=theirs)
        assert stored(shop, number).values == replace(mine, line2="m. 2")

    def test_both_wanted_the_same(self, shop: ShopDatabase, number: int) -> None:
        edit_address(shop, staff("tom"), number, replace(HOME, city="Sopot"))
        done = edit_address(shop, staff(), number, replace(HOME, city="Sopot"), shown=HOME)
        assert not done.changed

    def test_deleted_meanwhile(self, shop: ShopDatabase, number: int) -> None:
        delete_address(shop, staff("tom"), number)
        with pytest.raises(CustomerGone, match="There is no address"):
            edit_address(shop, staff(), number, WORK, shown=HOME)
