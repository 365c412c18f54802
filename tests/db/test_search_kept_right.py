"""Every way of writing customers keeps the search index right.

Random texts are searched and the answer is held against a plain scan over the rows as they are:
names, e-mail and company as they were typed, the phones of the addresses, orders and connections.
A new way of writing joins by a function in ``WRITE_PATHS``.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from custui.db import search
from custui.db.connection import ShopDatabase, open_database
from custui.db.queries.conditions import Condition
from custui.db.queries.customers import CustomerList, count_rows
from custui.db.queries.lookups import read_lookups
from custui.db.queries.search import conditions
from custui.db.queries.search.exact import exact_first
from custui.db.queries.search.first import read_found
from custui.db.totals import refresh_addresses
from custui.demo.shop import make_shop
from custui.domain.filters import parse_filter
from custui.domain.phone import Phone
from custui.domain.search import BEST_FIRST, Scope, Search, Term, parse_search
from custui.domain.text import digits, fold
from custui.exchange import applying
from custui.exchange.exporting import export_file
from custui.exchange.formats import format_named
from custui.exchange.importing import Request, imported
from tests.db.rows import add_customer, folded, insert, opened_shop

CUSTOMERS = 300


# --- the ways of writing --------------------------------------------------------------------------


def generated(path: Path) -> None:
    """A made-up shop, hostile texts and pairs of accounts and all."""
    make_shop(str(path), customers=CUSTOMERS, seed=3, hostile=True, duplicates=10)


def _import(database: ShopDatabase, file: Path) -> None:
    with imported(database, Request(str(file), staff="anna")) as report:
        assert not [problem.reason for problem in report.problems]


def _exported(path: Path) -> Path:
    """A file of another shop's registered customers: guests may share an e-mail."""
    make_shop(str(path.with_name("source.db")), customers=CUSTOMERS, seed=4)
    source, file = open_database(str(path.with_name("source.db"))), path.with_name("customers.csv")
    with source.connection_context():
        grid = format_named("grid")
        registered = CustomerList((parse_filter("is_guest", "no"),))
        export_file(source, str(file), grid, registered, language="en")
    return file


def imported_into_an_empty_shop(path: Path) -> None:
    """All rows new: the index is built as a whole."""
    file = _exported(path)
    database = opened_shop(path)
    with database.connection_context():
        _import(database, file)


def imported_with_the_index_built_beside(path: Path) -> None:
    """A large file: a second thread builds the index, which the shop then adopts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(applying, "_LARGE", 1)
        imported_into_an_empty_shop(path)


def imported_over_customers(path: Path) -> None:
    """Some rows new, some changed, most as they were: the index follows row by row."""
    file = _exported(path)
    header, *lines = file.read_text().splitlines()
    database = opened_shop(path)
    with database.connection_context():
        _import(database, file)
        changed = [line.replace("a", "ą", 1) for line in lines if ";Mr;" in line][:9]
        new = "7001;Mr;Świeżo;Dodany;swiezo@example.pl;Nowa Firma;0;1;0;0;2024-01-01 10:00:00;;"
        part = file.with_name("part.csv")
        part.write_text("\n".join([header, *changed, new]) + "\n")
        _import(database, part)


def edited_and_deleted(path: Path) -> None:
    """Customers changed, added and deleted one by one, as a person does."""
    generated(path)
    database = open_database(str(path))
    with database.connection_context(), database.writing():
        for number in range(1, 40):
            with search.reindexing(database, [number]):
                _edit(database, number)
        with search.reindexing(database, range(50, 61)):
            database.execute_sql("DELETE FROM customer WHERE id BETWEEN 50 AND 60")
        search.add(database, [add_customer(database, first_name="Świeża", last_name="Nowa")])


def _edit(database: ShopDatabase, number: int) -> None:
    texts = [f"Zmień{number}", f"O'Ność-{number}", f"n{number}%_@x.pl", f'"{number}" *Firma*']
    columns = ("first_name", "last_name", "email", "company")
    values = dict(zip(columns, texts, strict=True)) | folded(*texts)
    settings_ = ", ".join(f"{column} = ?" for column in values)
    database.execute_sql(
        f"UPDATE customer SET {settings_} WHERE id = ?", (*values.values(), number)
    )


def addresses_changed(path: Path) -> None:
    """Addresses come and go, and phones with them."""
    generated(path)
    database = open_database(str(path))
    ids = range(1, 60)
    with database.connection_context(), database.writing(), search.reindexing(database, ids):
        for number in ids:
            phone = f"+48 (22) {number:03}-{number * 7 % 100:02}-55"
            insert(database, "address", customer_id=number, phone=phone, phone_mobile=f"00{phone}")
        database.execute_sql("UPDATE address SET deleted = 1 WHERE customer_id BETWEEN 10 AND 20")
        refresh_addresses(database, ids)


WRITE_PATHS: tuple[Callable[[Path], None], ...] = (
    generated,
    imported_into_an_empty_shop,
    imported_with_the_index_built_beside,
    imported_over_customers,
    edited_and_deleted,
    addresses_changed,
)


# --- the plain scan -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Person:
    """A customer as typed; what search text is kept beside is not looked at."""

    names: tuple[str, str]
    email: str
    company: str
    phones: tuple[str, ...]
    references: tuple[str, ...]
    ips: tuple[str, ...]


def read_people(database: ShopDatabase) -> dict[int, Person]:
    def several(statement: str) -> dict[int, tuple[str, ...]]:
        found: dict[int, tuple[str, ...]] = {}
        for number, *texts in database.execute_sql(statement).fetchall():
            found[number] = (*found.get(number, ()), *texts)
        return found

    phones = several("SELECT customer_id, phone, phone_mobile FROM address WHERE deleted = 0")
    references = several("SELECT customer_id, reference FROM sales_order")
    ips = several(
        "SELECT customer_id, ip FROM session UNION SELECT customer_id, ip FROM login_attempt"
    )
    rows = database.execute_sql("SELECT id, first_name, last_name, email, company FROM customer")
    return {
        number: Person(
            names=(fold(first_name), fold(last_name)),
            email=fold(email),
            company=fold(company),
            phones=tuple(filter(None, map(digits, phones.get(number, ())))),
            references=references.get(number, ()),
            ips=ips.get(number, ()),
        )
        for number, first_name, last_name, email, company in rows
    }


def has_phone(person: Person, phone: Phone) -> bool:
    return any(
        any(part in kept for part in phone.parts)
        or any(kept.startswith(beginning) for beginning in phone.beginnings)
        for kept in person.phones
    )


def has_term(person: Person, term: Term, scope: Scope) -> bool:
    texts = person.names if scope is Scope.NAMES else (*person.names, person.email, person.company)
    in_texts = term.words and all(any(word in text for text in texts) for word in term.words)
    return bool(in_texts or (term.phone and has_phone(person, term.phone)))


def in_net(address: str, wanted: str) -> bool:
    """Octet by octet; of the sixth version whole addresses."""
    if ":" in wanted:
        return address in (wanted.lower(), ip_address(wanted).compressed)
    octets = wanted.rstrip(".").split(".")
    return address.split(".")[: len(octets)] == [str(int(octet)) for octet in octets]


def plain_scan(people: dict[int, Person], typed: str, wanted: Search) -> set[int]:
    found = set()
    for number, person in people.items():
        by_terms = wanted.terms and all(has_term(person, t, wanted.scope) for t in wanted.terms)
        by_order = set(person.references) & set(wanted.references)
        by_ip = wanted.ip and any(in_net(ip, typed.strip()) for ip in person.ips)
        if by_terms or by_order or by_ip or number == wanted.number:
            found.add(number)
    return found


# --- holding one against the other ----------------------------------------------------------------


@dataclass(frozen=True)
class Written:
    database: ShopDatabase
    people: dict[int, Person] = field(repr=False)

    def ids_where(self, condition: Condition) -> set[int]:
        rows = self.database.execute_sql(
            f"SELECT c.id FROM customer c WHERE {condition.sql}", condition.parameters
        ).fetchall()
        return {number for (number,) in rows}


@pytest.fixture(scope="module", params=WRITE_PATHS, ids=lambda write: write.__name__)
def written(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Written]:
    """A shop written in one of the ways."""
    path = tmp_path_factory.mktemp("written") / "shop.db"
    request.param(path)
    database = open_database(str(path))
    with database.connection_context():
        yield Written(database, read_people(database))


ODD = (
    *("%", "_", "*", '"', "'", "\\", "NEAR(", "-x", "a%b", "OR", "{names} :", "^", "()", "@"),
    *(
        "x",
        "qz",
        "byte",
        "1",
        "22",
        "+48",
        ".pl",
        "\ufffe",
        "ab\uffff",
        "100.64",
        "2001:db8::1",
        "10.",
    ),
)


def _part(draw: st.DrawFn, text: str) -> str:
    start = draw(st.integers(0, max(0, len(text) - 1)))
    return text[start : start + draw(st.integers(1, 12))]


def _typed(draw: st.DrawFn, people: dict[int, Person]) -> str:
    """What somebody may type who is after one of the people, or after nobody."""
    number = draw(st.sampled_from(sorted(people)))
    person = people[number]
    texts = [*person.names, person.email, person.company, *person.phones]
    texts = [text for text in texts if text]
    way = draw(st.sampled_from(["part", "parts", "phone", "prefixed", "exact", "odd", "any"]))
    if way == "part":
        return _part(draw, draw(st.sampled_from(texts)))
    if way == "parts":
        return " ".join(_part(draw, draw(st.sampled_from(texts))) for _ in range(2))
    if way in ("phone", "prefixed") and person.phones:
        phone = draw(st.sampled_from(person.phones))
        typed = "-".join(phone[i : i + 3] for i in range(0, len(phone), 3))
        prefix = draw(st.sampled_from(["+48 ", "0048", "0", "+"]))
        return prefix + typed.removeprefix("48") if way == "prefixed" else typed
    if way == "exact":
        return draw(st.sampled_from([str(number), *texts, *person.references, *person.ips]))
    return draw(st.sampled_from(ODD) if way == "odd" else st.text(max_size=6))


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), scope=st.sampled_from(Scope))
def test_search_finds_what_a_plain_scan_finds(
    written: Written, data: st.DataObject, scope: Scope
) -> None:
    typed = data.draw(st.composite(_typed)(written.people))
    wanted = parse_search(typed, scope)
    if wanted is None or (wanted.ip and not wanted.ip.addresses and ":" in typed):
        return
    expected = plain_scan(written.people, typed, wanted)
    assert written.ids_where(conditions.search_condition(wanted)) == expected
    assert written.ids_where(conditions.row_condition(wanted)) == expected
    customers = exact_first(written.database, CustomerList(search=wanted, sort=BEST_FIRST))
    lookups = read_lookups(written.database)
    rows = read_found(written.database, customers, lookups, ["id"], limit=CUSTOMERS * 2)
    assert {number for (number,) in rows} == expected
    assert len(rows) == len(expected) == count_rows(written.database, customers, lookups)


def test_doctor_finds_the_index_right(written: Written) -> None:
    with written.database.writing():
        assert search.is_right(written.database)


def test_a_write_that_forgets_the_index_is_noticed(tmp_path: Path) -> None:
    """The plain scan would see it: otherwise the test above proved nothing."""
    path = tmp_path / "shop.db"
    generated(tmp_path / "made.db")
    shutil.copy(tmp_path / "made.db", path)
    database = open_database(str(path))
    with database.connection_context():
        with database.writing():
            _edit(database, 7)
        wanted = parse_search("zmien7")
        assert wanted is not None
        shop = Written(database, read_people(database))
        assert plain_scan(shop.people, "zmien7", wanted) == {7}
        assert shop.ids_where(conditions.search_condition(wanted)) == set()
