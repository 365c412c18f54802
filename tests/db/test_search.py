"""Whom the search box finds, and in which order."""

from __future__ import annotations

from dataclasses import replace
from threading import Event, Thread

import pytest

from custui.db import deadline, search
from custui.db.connection import ShopDatabase
from custui.db.deadline import TooSlow, within
from custui.db.problems import Interrupted, explained
from custui.db.queries.customers import CustomerList, count_rows
from custui.db.queries.export import stream
from custui.db.queries.lookups import read_lookups
from custui.db.queries.search import first
from custui.db.queries.search.exact import exact_first
from custui.db.queries.search.first import read_found
from custui.db.queries.snapshot import Snapshot
from custui.db.totals import refresh_addresses
from custui.domain.filters import Sort
from custui.domain.search import BEST_FIRST, Scope, parse_search
from tests.db.rows import MOMENT, add_customer, add_order, insert

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


def add_address(shop: ShopDatabase, customer: int, phone: str, **given: object) -> None:
    insert(shop, "address", customer_id=customer, phone=phone, **given)
    refresh_addresses(shop, [customer])


def connect_from(shop: ShopDatabase, customer: int | None, ip: str, table: str = "session") -> None:
    moments = {"started_at": MOMENT, "last_seen_at": MOMENT}
    if table == "login_attempt":
        moments = {"at": MOMENT, "succeeded": 1}
        moments |= {"email": "x@x.pl", "email_key": "x@x.pl"}  # type: ignore[dict-item]
    insert(shop, table, customer_id=customer, ip=ip, **moments)


@pytest.fixture
def people(shop: ShopDatabase) -> dict[str, int]:
    """A handful of customers who are easily mistaken for each other."""
    with shop.writing():
        people = {
            "lucja": add_customer(shop, first_name="Łucja", last_name="Żółw", sales=500,
                                  email="l.zolw@example.pl", company="Żółw & Córki sp. z o.o."),
            "jan": add_customer(shop, first_name="Jan", last_name="Kowalski", sales=300,
                                email="jan.kowalski@example.pl"),
            "jana": add_customer(shop, first_name="Kowal", last_name="Janowski", sales=900,
                                 email="x_y%z@example.com"),
            "quote": add_customer(shop, first_name='Sean "Bob"', last_name="O'Neill", sales=100,
                                  email="bob*@example.com", company="NEAR(a -x \\ *"),
            "far": add_customer(shop, first_name="王", last_name="小明", sales=50,
                                email="wang@example.cn"),
        }  # fmt: skip
        add_address(shop, people["lucja"], "+48 600 100 200")
        add_address(shop, people["jan"], "", phone_mobile="22 123-45-67")
        add_address(shop, people["jan"], "601 000 111")
        add_address(shop, people["jana"], "0049 (30) 600 100 20")
        add_address(shop, people["quote"], "600 100 200")
        add_order(shop, people["jan"], 100, reference="XKBKNABJK")
        connect_from(shop, people["lucja"], "100.64.1.2")
        connect_from(shop, people["jan"], "100.6.1.2", "login_attempt")
        connect_from(shop, people["jana"], "2001:db8::5")
        connect_from(shop, None, "100.64.1.2")
        search.rebuild(shop)
    return people


def the_list(shop: ShopDatabase, typed: str, scope: Scope = Scope.ALL) -> CustomerList:
    customers = CustomerList(search=parse_search(typed, scope), sort=BEST_FIRST)
    return exact_first(shop, customers)


def found(
    shop: ShopDatabase, people: dict[str, int], typed: str, scope: Scope = Scope.ALL
) -> list[str]:
    """Their names in the dictionary, in order; however they are read."""
    customers, lookups = the_list(shop, typed, scope), read_lookups(shop)
    rows = read_found(shop, customers, lookups, ["id"], limit=100)
    assert count_rows(shop, customers, lookups) == len(rows)
    assert [tuple(row) for row in stream(shop, ["id"], customers)] == rows
    names = {number: name for name, number in people.items()}
    return [names[number] for (number,) in rows]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("kowalski jan", "jan"),
        ("JAN  kowalski", "jan"),
        ("kow", "jana jan"),
        ("jan", "jana jan"),
        ("zolw łucja", "lucja"),
        ("Zolw", "lucja"),
        ("corki zolw", "lucja"),
        ("zolw example.pl", "lucja"),
        ("jan.kowalski@example.pl", "jan"),
        ("kowalski@", "jan"),
        ("example.c", "jana quote far"),
        ("x", "jana lucja jan quote far"),
        ("jan x", "jana jan"),
        ("kow ja", "jana jan"),
        ("王", "far"),
        ("小明", "far"),
        ("_", "jana"),
        ("%", "jana"),
        ("y%z", "jana"),
        ("*", "quote"),
        ('"', "quote"),
        ("'", "quote"),
        ("\\", "quote"),
        ("-x", "quote"),
        ("NEAR(", "quote"),
        ('"bob"', "quote"),
        ("a%b", ""),
        ("kow OR zolw", ""),
        ("{names} :", ""),
        ("\u0301", ""),
    ],
)
def test_names_emails_and_companies(
    shop: ShopDatabase, people: dict[str, int], typed: str, expected: str
) -> None:
    assert found(shop, people, typed) == expected.split()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("+48 600-100-200", "lucja quote"),
        ("0048600100200", "lucja quote"),
        ("48600100200", "lucja quote"),
        ("600100200", "lucja quote"),
        ("600 100 200", "lucja quote"),
        ("600100", "jana lucja quote"),
        ("+49 30 60010020", "jana"),
        ("+48 30 60010020", ""),
        ("22 123 45 67", "jan"),
        ("+48221234567", "jan"),
        ("601-000", "jan"),
        ("kowalski 601 000 111", "jan"),
        ("zolw 601 000 111", ""),
        ("100 200 600", ""),
    ],
)
def test_phones_of_any_address_in_any_punctuation(
    shop: ShopDatabase, people: dict[str, int], typed: str, expected: str
) -> None:
    assert found(shop, people, typed) == expected.split()


@pytest.mark.parametrize(
    ("typed", "scope", "expected"),
    [
        ("100.64.1.2", Scope.ALL, "lucja"),
        ("100.64", Scope.IP, "lucja"),
        ("100.6", Scope.IP, "jan"),
        ("100", Scope.IP, "lucja jan"),
        ("2001:DB8", Scope.IP, "jana"),
        ("2001:0db8:0::5", Scope.IP, "jana"),
        ("101", Scope.IP, ""),
        ("zolw", Scope.IP, ""),
        ("zolw", Scope.NAMES, "lucja"),
        ("zo", Scope.NAMES, "lucja"),
        ("corki", Scope.NAMES, ""),
        ("example", Scope.NAMES, ""),
        ("XKBKNABJK", Scope.NAMES, ""),
        ("600100200", Scope.NAMES, ""),
    ],
)
def test_ip_addresses_and_scopes(
    shop: ShopDatabase, people: dict[str, int], typed: str, scope: Scope, expected: str
) -> None:
    assert found(shop, people, typed, scope) == expected.split()


@pytest.mark.parametrize("typed", ["XKBKNABJK", "xkbknabjk"])
def test_order_reference(shop: ShopDatabase, people: dict[str, int], typed: str) -> None:
    assert found(shop, people, typed) == ["jan"]


def test_exact_hits_stand_first(shop: ShopDatabase, people: dict[str, int]) -> None:
    with shop.writing():
        # Each would stand last by sales; each text is part of something of a better customer.
        people["second"] = add_customer(
            shop, first_name="Zoe", last_name="X", email="oe@x.pl", sales=-1
        )
        better = f"zoe@x.pl {people['second']} 48600100200999 R-77x"
        people["better"] = add_customer(
            shop, first_name="Ann", last_name=better, email="zoe@x.pl", sales=10_000
        )
        add_address(shop, people["second"], "600100299")
        add_address(shop, people["better"], "48 600 100 299 9")
        add_order(shop, people["second"], 5, reference="R-77")
        search.rebuild(shop)
    number = str(people["second"])
    for typed in (number, "oe@x.pl", "OE@X.PL", "R-77", "r-77", "+48 600 100 299"):
        assert found(shop, people, typed)[:2] == ["second", "better"], typed
    customers = replace(the_list(shop, "R-77"), first=())
    rows = read_found(shop, customers, read_lookups(shop), ["id"], limit=1)
    assert rows == [(people["better"],)]


def test_ties_go_by_number_from_the_newest(shop: ShopDatabase) -> None:
    with shop.writing():
        numbers = [add_customer(shop, last_name="Same", sales=7) for _ in range(5)]
        search.rebuild(shop)
    rows = read_found(shop, the_list(shop, "same"), read_lookups(shop), ["id"], limit=100)
    assert [number for (number,) in rows] == sorted(numbers, reverse=True)


def test_a_guest_with_the_same_email_stands_behind_the_registered(shop: ShopDatabase) -> None:
    with shop.writing():
        people = {"registered": add_customer(shop, email="a@x.pl", sales=1)}
        people["guest"] = add_customer(shop, email="a@x.pl", sales=99, is_guest=1)
        search.rebuild(shop)
    assert found(shop, people, "A@x.pl") == ["registered", "guest"]


def test_characters_that_the_index_mistakes_for_others(shop: ShopDatabase) -> None:
    with shop.writing():
        people = {name: add_customer(shop, first_name=f"ab{name}cd") for name in "\ufffd\uffff"}
        search.rebuild(shop)
    for name in people:
        assert found(shop, people, f"b{name}c") == [name]


def test_limit_and_offset_pass_the_exact_hits_once(
    shop: ShopDatabase, people: dict[str, int]
) -> None:
    customers, lookups = the_list(shop, str(people["far"])), read_lookups(shop)
    customers = replace(customers, search=parse_search("x"))
    whole = read_found(shop, customers, lookups, ["id"], limit=100)
    assert whole[0] == (people["far"],)
    assert len(set(whole)) == len(whole) == 5
    for offset in range(6):
        part = read_found(shop, customers, lookups, ["id"], limit=2, offset=offset)
        assert part == whole[offset : offset + 2]
    assert read_found(shop, customers, lookups, ["id"], limit=-1, offset=-1) == whole
    assert read_found(shop, customers, lookups, ["id"], limit=0) == []


def test_banned_customers_and_other_shops_are_not_found(
    shop: ShopDatabase, people: dict[str, int]
) -> None:
    with shop.writing():
        shop.execute_sql("UPDATE customer SET banned = 1 WHERE id = ?", (people["lucja"],))
        other = insert(shop, "shop", code="other", name="Other")
        shop.execute_sql("UPDATE customer SET shop_id = ? WHERE id = ?", (other, people["quote"]))
    assert found(shop, people, "+48 600-100-200") == ["quote"]
    assert found(shop, people, str(people["lucja"])) == []
    in_main = replace(the_list(shop, "600100200"), shop="main")
    assert read_found(shop, in_main, read_lookups(shop), ["id"], limit=9) == []


def test_a_sort_that_was_asked_for_wins(shop: ShopDatabase, people: dict[str, int]) -> None:
    customers = CustomerList(search=parse_search("example"), sort=(Sort("last_name"),))
    rows = read_found(shop, customers, read_lookups(shop), ["last_name"], limit=9)
    assert [name for (name,) in rows] == ["Janowski", "Kowalski", "O'Neill", "Żółw", "小明"]


@pytest.mark.parametrize(
    "typed", ["example", "exa jan", "exa zo", "+48 600", "x", "kow ja", "100.64", "zz"]
)
def test_every_plan_reads_the_same_rows(
    shop: ShopDatabase,
    people: dict[str, int],
    typed: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = found(shop, people, typed)
    monkeypatch.setattr(first, "_FEW", 0)  # many: walk along the sort
    assert found(shop, people, typed) == expected
    tried = []

    def too_slow(*_arguments: object) -> None:
        tried.append(1)
        raise TooSlow

    monkeypatch.setattr(deadline, "within", too_slow)  # and the walk does not end
    assert found(shop, people, typed) == expected
    assert tried


def test_a_query_past_its_deadline_is_given_up(shop: ShopDatabase) -> None:
    with pytest.raises(TooSlow):
        within(shop, 0.01, lambda: shop.execute_sql(ENDLESS).fetchall())
    assert within(shop, 10, lambda: shop.execute_sql("SELECT 7").fetchone()) == (7,)


def test_who_interrupts_a_query_with_a_deadline_is_not_taken_for_it(shop: ShopDatabase) -> None:
    over, connection = Event(), shop.raw()

    def interrupt() -> None:
        while not over.wait(0.001):
            connection.interrupt()

    thread = Thread(target=interrupt)
    thread.start()
    try:
        with pytest.raises(Interrupted), explained(shop.path):
            within(shop, 60, lambda: shop.execute_sql(ENDLESS).fetchall())
    finally:
        over.set()
        thread.join()


def test_words_without_end_are_no_error(shop: ShopDatabase, people: dict[str, int]) -> None:
    pairs = [chr(97 + n // 26) + chr(97 + n % 26) for n in range(26 * 26)]
    for words in (pairs[:490], [f"{pair}x" for pair in pairs[:370]], ["1 a"] * 370):
        assert found(shop, people, " ".join(words)) == []


def test_the_fixed_order_is_the_order_of_the_first_rows(
    shop: ShopDatabase, people: dict[str, int]
) -> None:
    for typed in ("x", "exa", "600100200"):
        customers = the_list(shop, typed)
        rows = read_found(shop, customers, read_lookups(shop), ["id"], limit=100)
        snapshot = Snapshot(shop, customers)
        assert snapshot.build() == len(rows)
        assert snapshot.page(["id"], 0, 100) == rows
        snapshot.close()
