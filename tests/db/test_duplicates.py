"""Accounts of one person are found, whatever gives them away."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from custui.db import search
from custui.db.connection import ShopDatabase, open_database
from custui.db.queries import duplicates
from custui.db.queries.duplicates import find_duplicates
from custui.db.totals import refresh_addresses
from custui.demo.shop import make_shop
from tests.db.rows import add_customer, insert


def add(shop: ShopDatabase, address: dict[str, Any] | None = None, **given: Any) -> int:
    number = add_customer(shop, **({"first_name": "Łucja", "last_name": "Żółw"} | given))
    if address is not None:
        insert(shop, "address", customer_id=number, default_billing=1, **address)
        refresh_addresses(shop, [number])
    return number


def pairs(shop: ShopDatabase, **more: Any) -> list[tuple[int, int]]:
    return [(pair.one, pair.other) for pair in find_duplicates(shop, **more)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"email": "l.zolw@x.pl"}, {"email": "LZolw+sklep@X.pl", "first_name": "L."}),
        ({"email": "lucja.zolw@x.pl"}, {"email": "lucjazolw@y.pl", "first_name": "LUCJA"}),
        ({"birthday": "1980-02-29"}, {"birthday": "1980-02-29", "last_name": "Zolw"}),
        (
            {"address": {"phone": "+48 600 100 200"}},
            {"address": {"phone_mobile": "0048600-100-200"}, "first_name": "Żółw",
             "last_name": "Łucja"},
        ),
        (
            {"address": {"line1": "ul. Leśna 5/7", "postcode": "90-001"}},
            {"address": {"line1": "Lesna 5 m. 7", "postcode": "90-001"}},
        ),
    ],
    ids=["mailbox", "elsewhere", "birthday", "phone", "address"],
)  # fmt: skip
def test_what_gives_them_away(
    shop: ShopDatabase, one: dict[str, Any], other: dict[str, Any]
) -> None:
    first, second = add(shop, **one), add(shop, **other)
    add(shop, first_name="Jan", last_name="Kot", birthday="1980-02-29")
    assert pairs(shop) == [(first, second)]


def test_strongest_first_and_limited(shop: ShopDatabase) -> None:
    add(shop, id=1, birthday="1980-02-29")
    add(shop, id=2, birthday="1980-02-29")
    add(shop, id=3, first_name="Jan", email="jan.kot@x.pl")
    add(shop, id=4, first_name="Jan", email="jankot@x.pl")
    found = find_duplicates(shop)
    assert [(pair.one, pair.other) for pair in found] == [(3, 4), (1, 2)]
    assert found[0].likeness.score > found[1].likeness.score
    assert pairs(shop, limit=1) == [(3, 4)]


def test_of_three_accounts_every_pair(shop: ShopDatabase) -> None:
    for number in (1, 2, 3):
        add(shop, id=number, birthday="1980-02-29")
    assert pairs(shop) == [(1, 2), (1, 3), (2, 3)]


@pytest.mark.parametrize("setting", ["banned = 1", "erased_at = 1", "is_guest = 1", "shop_id = 2"])
def test_who_is_left_out(shop: ShopDatabase, setting: str) -> None:
    insert(shop, "shop", id=2, code="other", name="Other")
    for number in (1, 2):
        add(shop, id=number, birthday="1980-02-29")
    assert pairs(shop) == [(1, 2)]
    shop.execute_sql(f"UPDATE customer SET {setting} WHERE id = 2")
    assert pairs(shop) == []
    assert pairs(shop, guests=True) == ([(1, 2)] if setting == "is_guest = 1" else [])


def test_pairs_found_to_be_two_people_are_left_out(shop: ShopDatabase) -> None:
    for number in (1, 2, 3):
        add(shop, id=number, birthday="1980-02-29")
    insert(shop, "not_duplicate", one_id=1, other_id=3, staff="anna", at=1)
    assert pairs(shop) == [(1, 2), (2, 3)]


def test_many_with_one_phone_are_no_pairs(shop: ShopDatabase) -> None:
    """The switchboard's number, or 000 000 000: comparing all with all would take for ever."""
    for number in range(duplicates.LARGEST_BLOCK + 1):
        add(shop, {"phone": "22 555 00 00"}, first_name="Jan", email=f"j{number}@x.pl")
    assert pairs(shop) == []


@pytest.mark.parametrize("text", ['"', "[]", "'", "\\", "żółw@", "a@b@c"])
def test_strange_texts(shop: ShopDatabase, text: str) -> None:
    for number in (1, 2):
        add(shop, {"phone": text, "line1": text, "postcode": text}, id=number,
            first_name=text, last_name=text, email=f"{text}{number}@x.pl")  # fmt: skip
    pairs(shop)


def test_nothing_is_written(shop: ShopDatabase) -> None:
    add(shop)
    before = shop.execute_sql("PRAGMA data_version").fetchone(), search.is_right(shop)
    changes = shop.raw().total_changes
    find_duplicates(shop)
    assert shop.raw().total_changes == changes
    assert (shop.execute_sql("PRAGMA data_version").fetchone(), search.is_right(shop)) == before


def test_it_can_be_interrupted(shop: ShopDatabase) -> None:
    steps: list[tuple[int, int]] = []
    find_duplicates(shop, progress=lambda done, total: steps.append((done, total)))
    assert steps == sorted(steps)
    assert steps[-1] == (5, 5)


def planted_found(tmp_path: Path, customers: int, count: int, among: int) -> int:
    path = tmp_path / "shop.db"
    planted = make_shop(str(path), customers=customers, seed=5, duplicates=count)
    database = open_database(str(path))
    with database.connection_context():
        found = find_duplicates(database, among)
    scores = [pair.likeness.score for pair in found]
    assert scores == sorted(scores, reverse=True)
    return len({(pair.one, pair.other) for pair in found} & set(planted))


def test_planted_pairs_are_found(tmp_path: Path) -> None:
    assert planted_found(tmp_path, 3000, 60, 64) >= 58


@pytest.mark.slow
def test_of_300_among_100000_at_least_290_stand_among_the_first_320(tmp_path: Path) -> None:
    assert planted_found(tmp_path, 100_000, 300, 320) >= 290


@pytest.mark.slow
def test_the_work_grows_with_the_customers_not_with_their_square(tmp_path: Path) -> None:
    def seconds(customers: int) -> float:
        path = tmp_path / f"{customers}.db"
        make_shop(str(path), customers=customers, seed=5)
        database = open_database(str(path))
        with database.connection_context():
            find_duplicates(database)  # the file is read once
            began = time.process_time()
            find_duplicates(database)
            return time.process_time() - began

    few, many = seconds(20_000), seconds(200_000)
    assert many < 10 * few * 2.5
