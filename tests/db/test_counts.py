"""Counting a list by a column: exact, and what each filter then finds."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from custui.db.connection import ShopDatabase, open_database
from custui.db.problems import Interrupted, explained
from custui.db.queries.counts import read
from custui.db.queries.counts.read import Counts, count_by
from custui.db.queries.customers import CustomerList, count_rows
from custui.db.queries.lookups import read_lookups
from custui.domain.columns import COLUMNS, Kind
from custui.domain.filters import parse_filter
from custui.domain.search import Scope, parse_search
from tests.db.rows import add_customer, insert

LISTS = {
    "all": CustomerList(),
    "filtered": CustomerList((parse_filter("country", "PL"), parse_filter("sales", ">=100"))),
    "searched": CustomerList(search=parse_search("kow", Scope.NAMES)),
    "nobody": CustomerList((parse_filter("last_name", "nobody is called this"),)),
}
NO_FILTER_SAYS_IT = {Kind.TEXT, Kind.CHOICE, Kind.DATE}


def of(counts: Counts) -> dict[str, int]:
    """The counts by the filters that find them."""
    return {str(each.filter): each.customers for each in counts.values}


@pytest.mark.parametrize("listed", LISTS)
@pytest.mark.parametrize("hostile", [False, True], ids=["plain", "hostile"])
def test_each_filter_finds_as_many_as_were_counted(
    made_up: Callable[..., Path], listed: str, hostile: bool
) -> None:
    database = open_database(str(made_up(1000, hostile=hostile)))
    customers = replace(LISTS[listed], time_zone="Europe/Warsaw", now=1_750_000_000)
    rng = random.Random(5)
    with database.connection_context():
        lookups = read_lookups(database)
        total = count_rows(database, customers, lookups)
        for column in COLUMNS:
            counts = count_by(database, customers, column.name)
            counted = sum(each.customers for each in counts.values) + counts.customers_of_others
            assert counts.customers == total, column.name
            assert counted == total or column.kind is Kind.CHOICES, column.name
            numbers = [each.customers for each in counts.values]
            assert numbers == sorted(numbers, reverse=True)
            for each in rng.sample(counts.values, min(12, len(counts.values))):
                if each.filter is None:
                    assert hostile
                    assert column.kind in NO_FILTER_SAYS_IT
                    continue
                others = [f for f in customers.filters if f.column != column.name]
                if len(others) < len(customers.filters):
                    continue  # its filter takes the place of another one
                found = replace(customers, filters=(*others, each.filter))
                assert count_rows(database, found, lookups) == each.customers, str(each.filter)


def test_what_differs_by_case_and_diacritics_alone_counts_as_one(shop: ShopDatabase) -> None:
    for name in ("Żółw", "zolw", "ŻÓŁW", "Kowalski", "=Kowalski"):
        add_customer(shop, last_name=name)
    counts = count_by(shop, CustomerList(), "last_name")
    assert sorted(each.customers for each in counts.values) == [1, 1, 3]
    assert counts.values[0].value in ("Żółw", "zolw", "ŻÓŁW")


def test_addresses_count_by_what_follows_their_last_at_sign(shop: ShopDatabase) -> None:
    for email in ("a@wp.pl", "b@WP.pl", '"c@d"@wp.pl', "e@example.pl"):
        add_customer(shop, email=email)
    assert of(count_by(shop, CustomerList(), "email")) == {"@wp.pl$": 3, "@example.pl$": 1}


@pytest.mark.parametrize("zone", ["Europe/Warsaw", "America/New_York", "Pacific/Apia", "UTC"])
def test_a_month_begins_where_the_shop_is(shop: ShopDatabase, zone: str) -> None:
    def at(clock: str) -> int:
        return int(datetime.fromisoformat(clock).replace(tzinfo=ZoneInfo(zone)).timestamp())

    for clock in (
        "2024-03-31T23:59:59",
        "2024-04-01T00:00:00",
        "2024-04-30T23:59:59",
        "2024-05-01T00:00:00",
        "1931-02-01T00:00:00",
        "2150-02-01T00:00:00",
    ):
        add_customer(shop, last_visit_at=at(clock))
    add_customer(shop, last_visit_at=None)
    counts = count_by(shop, CustomerList(time_zone=zone), "last_visit_at")
    assert of(counts) == {
        "2024-03": 1,
        "2024-04": 2,
        "2024-05": 1,
        "<1970": 1,
        ">=2100-12": 1,
        "never": 1,
    }
    assert counts.values[0].customers == 2


def test_amounts_and_numbers_count_by_ranges(shop: ShopDatabase) -> None:
    for sales in (-5, 0, 0, 1, 9_999, 10_000, 10_000_000):
        add_customer(shop, sales=sales)
    assert of(count_by(shop, CustomerList(), "sales")) == {
        "<=-0.01": 1,
        "0": 2,
        "0.01..99.99": 2,
        "100..499.99": 1,
        ">=100000": 1,
    }
    assert of(count_by(shop, CustomerList(), "id")) == {
        **{str(number): 1 for number in range(1, 7)},
        ">=7": 1,
    }


def test_a_member_of_several_groups_counts_in_each(shop: ShopDatabase) -> None:
    one, other, _loner = (add_customer(shop) for _ in range(3))
    shop.execute_sql("DELETE FROM group_membership")
    for group in (2, 3):
        insert(shop, "group_membership", customer_id=one, group_id=group)
    insert(shop, "group_membership", customer_id=other, group_id=3)
    counts = count_by(shop, CustomerList(), "groups")
    assert counts.customers == 3
    names = read_lookups(shop).groups
    assert of(counts) == {'""': 1, names[2]: 1, names[3]: 2}


def test_beyond_the_first_values_their_number_is_told(
    shop: ShopDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "MOST", 2)
    for name in ("a", "a", "a", "b", "b", "c", "d"):
        add_customer(shop, last_name=name)
    counts = count_by(shop, CustomerList(), "last_name")
    assert [each.customers for each in counts.values] == [3, 2]
    assert (counts.others, counts.customers_of_others) == (2, 2)


def test_counting_can_be_interrupted(made_up: Callable[..., Path]) -> None:
    database = open_database(str(made_up()))
    with database.connection_context():
        connection = database.raw()
        connection.set_progress_handler(lambda: 1, 100)
        with pytest.raises(Interrupted), explained(database.path):
            count_by(database, CustomerList(), "last_name")
        connection.set_progress_handler(None, 0)
        assert count_by(database, CustomerList(), "last_name").customers == 1000
