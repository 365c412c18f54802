"""custui's own file: everything comes back, to the last byte, whatever strangers typed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from custui.db.totals import refresh_addresses
from custui.demo.shop import make_shop
from custui.domain.text import email_key, fold, sort_key
from custui.exchange.formats import format_named
from tests.db.rows import insert
from tests.exchange.conftest import Shop, exported

FULL = format_named("custui")

TABLES = {  # what a file carries of each table; numbers of consents and notes are its own
    "customer": (
        "id, default_group_id, title_id, enabled, newsletter, partner_offers, is_guest, banned,"
        " assistance_allowed, registered_at, last_visit_at, updated_at, sales, first_name,"
        " last_name, email, company, phone, country, city, postcode, phone_digits, email_key,"
        " first_name_sort, last_name_fold, birthday, language, locked_until, regon, vat_id,"
        " website, risk, allowed_outstanding, max_payment_days"
    ),
    "group_membership": "*",
    "address": "*",
    "consent": "customer_id, kind, given, at, source, recorded_by",
    "subscription": "customer_id, service, active, since, source",
    "customer_note": "customer_id, body, written_by, written_at",
}


def kept(shop: Shop) -> dict[str, list[tuple[object, ...]]]:
    return {table: shop.rows(f"SELECT {what} FROM {table}") for table, what in TABLES.items()}


def empty(shop: Shop) -> None:
    with shop.database.writing():
        shop.database.execute_sql("DELETE FROM customer")
        shop.database.execute_sql("DELETE FROM customer_group WHERE id > 4")
        shop.database.execute_sql("DELETE FROM title WHERE id > 2")
        shop.database.execute_sql("INSERT INTO customer_fts (customer_fts) VALUES ('rebuild')")


# --- a made-up shop ---------------------------------------------------------------------------


def test_a_hostile_shop_comes_back_to_the_last_byte(
    new_shop: Callable[..., Shop], tmp_path: Path
) -> None:
    make_shop(str(tmp_path / "made.db"), customers=400, seed=5, hostile=True, language="pl")
    from custui.db.connection import open_database

    database = open_database(str(tmp_path / "made.db"))
    database.connect()
    one, two = Shop(database, tmp_path), new_shop("two.db")
    text = exported(one, FULL)
    assert two.take_text(text).counts["added"] == 400
    assert exported(two, FULL) == text
    assert kept(two) == kept(one)
    two.sound()
    for shop in (one, two):
        assert shop.take_text(text).counts["unchanged"] == 400
    database.close()


# --- anything in any text ---------------------------------------------------------------------

NASTY = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.text(st.sampled_from("='+-@\"';,\t\r\n ŁąÉ|\0x"), max_size=10),
)


def texts(longest: int = 255, shortest: int = 0) -> st.SearchStrategy[str]:
    """Texts for which the database has room; it counts to the first NUL."""
    return NASTY.map(lambda text: text[:longest]).filter(
        lambda text: len(text.partition("\0")[0]) >= shortest
    )


moments = st.integers(-62135596800, 253402300799)
flags = st.integers(0, 1)


@st.composite
def people(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Customers with all that belongs to them."""
    emails = draw(
        st.lists(texts(shortest=3), min_size=1, max_size=4, unique_by=lambda text: email_key(text))
    )
    return [draw(person(email)) for email in emails]


@st.composite
def person(draw: st.DrawFn, email: str) -> dict[str, Any]:
    address = st.fixed_dictionaries(
        {
            column: texts()
            for column in ("alias", "company", "first_name", "last_name", "line1", "line2")
        }
        | {"city": texts(), "region": texts(), "vat_id": texts(), "postcode": texts(32)}
        | {"phone": texts(64), "phone_mobile": texts(64)}
        | {"country": st.sampled_from(["", "PL", "=1"]), "deleted": st.just(0)}
    )
    return {
        "customer": draw(
            st.fixed_dictionaries(
                {"first_name": texts(shortest=1), "last_name": texts(shortest=1)}
                | {"company": texts(), "language": texts(16), "website": texts()}
                | {"regon": texts(64), "vat_id": texts(64)}
                | {"newsletter": flags, "is_guest": flags, "banned": flags}
                | {"registered_at": moments, "updated_at": moments}
                | {"last_visit_at": st.none() | moments, "locked_until": st.none() | moments}
                | {"birthday": st.sampled_from([None, "1980-05-17"])}
                | {"risk": st.integers(0, 3), "max_payment_days": st.integers(0, 2**32 - 1)}
                | {"allowed_outstanding": st.integers(0, 10**16)}
                | {"opening_sales": st.integers(-(10**16), 10**16)}
            )
        )
        | {"email": email},
        "title": draw(st.none() | texts(32, 1)),
        "groups": draw(st.lists(texts(32, 1), max_size=3, unique=True)),
        "address": draw(st.lists(address, max_size=3)),
        "consent": draw(
            st.lists(
                st.fixed_dictionaries(
                    {"kind": st.sampled_from(["newsletter", "assistance"]), "given": flags}
                    | {"at": moments, "source": texts(), "recorded_by": texts()}
                ),
                max_size=3,
            )
        ),
        "subscription": draw(
            st.lists(
                st.fixed_dictionaries(
                    {"service": texts(), "active": flags, "since": moments, "source": texts()}
                ),
                max_size=3,
                unique_by=lambda service: service["service"],
            )
        ),
        "customer_note": draw(
            st.lists(
                st.fixed_dictionaries(
                    {"body": texts(), "written_by": texts(), "written_at": moments}
                ),
                max_size=2,
            )
        ),
        "password_hash": draw(texts(60)),
    }


def named(shop: Shop, table: str, name: str, **more: object) -> int:
    found = shop.rows(f"SELECT id FROM {table} WHERE name = ?", name)
    return found[0][0] if found else insert(shop.database, table, name=name, **more)  # type: ignore[return-value]


def write(shop: Shop, everybody: list[dict[str, Any]]) -> None:
    with shop.database.writing():
        for number, told in enumerate(everybody, 1):
            row = told["customer"]
            groups = [named(shop, "customer_group", g, tax_class_id=1) for g in told["groups"]]
            default = groups[0] if groups else 2
            insert(
                shop.database, "customer", id=number * 3, default_group_id=default,
                title_id=named(shop, "title", told["title"]) if told["title"] else None,
                sales=row["opening_sales"], email_key=email_key(row["email"]),
                email_fold=fold(row["email"]),
                **{f"{c}_fold": fold(row[c]) for c in ("first_name", "last_name", "company")},
                **{f"{c}_sort": sort_key(row[c]) for c in ("first_name", "last_name", "company")},
                **row,
            )  # fmt: skip
            for group in {default, *groups}:
                insert(shop.database, "group_membership", customer_id=number * 3, group_id=group)
            for place, address in enumerate(told["address"]):
                insert(
                    shop.database, "address", customer_id=number * 3,
                    default_billing=int(place == 1), default_shipping=int(place == 0), **address,
                )  # fmt: skip
            for table in ("consent", "subscription", "customer_note"):
                for each in told[table]:
                    insert(shop.database, table, customer_id=number * 3, **each)
            if told["password_hash"]:
                insert(
                    shop.database, "credential", customer_id=number * 3,
                    password_hash=told["password_hash"],
                )  # fmt: skip
        refresh_addresses(shop.database, [number * 3 for number in range(1, len(everybody) + 1)])
        shop.database.execute_sql("INSERT INTO customer_fts (customer_fts) VALUES ('rebuild')")


@pytest.fixture
def two_shops(new_shop: Callable[..., Shop]) -> Iterator[tuple[Shop, Shop]]:
    yield new_shop("one.db"), new_shop("two.db")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(everybody=people())
def test_export_import_export_gives_the_same_bytes(
    two_shops: tuple[Shop, Shop], everybody: list[dict[str, Any]]
) -> None:
    one, two = two_shops
    for shop in two_shops:
        empty(shop)
    write(one, everybody)
    first = exported(one, FULL)
    outcome = two.take_text(first)
    assert outcome.reasons() == []
    assert outcome.counts["added"] == len(everybody)
    assert exported(two, FULL) == first
    two.sound()
    for shop in two_shops:
        assert shop.take_text(first).counts["unchanged"] == len(everybody)


# --- meeting by number ------------------------------------------------------------------------

HEADER = "id;email;first_name;last_name;company;group;groups;is_guest"
ROWS = "3;a@b.pl;Anna;Nowak;;General;General;0\n8;c@d.pl;Jan;Lis;;General;General;0\n"


@pytest.fixture
def two_people(shop: Shop) -> Shop:
    assert shop.take_text(f"{HEADER}\n{ROWS}").counts["added"] == 2
    return shop


def test_a_row_meets_its_customer_by_the_number(two_people: Shop) -> None:
    outcome = two_people.take_text("id;email;first_name\n3;new@b.pl;Ania\n")
    assert outcome.counts["updated"] == 1
    assert two_people.rows("SELECT id, email, email_key, first_name, last_name FROM customer") == [
        (3, "new@b.pl", "new@b.pl", "Ania", "Nowak"),
        (8, "c@d.pl", "c@d.pl", "Jan", "Lis"),
    ]
    two_people.sound()


def test_a_row_without_a_number_meets_by_email(two_people: Shop) -> None:
    text = "id;email;first_name;last_name\n;C@d.pl;Janek;Lis\n;new@x.pl;Ewa;Kot\n"
    outcome = two_people.take_text(text)
    assert (outcome.counts["updated"], outcome.counts["added"]) == (1, 1)
    assert two_people.rows("SELECT id, first_name FROM customer ORDER BY id") == [
        (3, "Anna"),
        (8, "Janek"),
        (9, "Ewa"),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("3;c@d.pl;Anna;Nowak", "customer 8 has this e-mail"),
        ("99;C@D.pl;Anna;Nowak", "customer 8 has this e-mail"),
    ],
)
def test_an_email_that_is_anothers(two_people: Shop, row: str, reason: str) -> None:
    outcome = two_people.take_text(f"id;email;first_name;last_name\n{row}\n")
    assert outcome.reasons() == [(2, "email", reason)]


def test_guests_may_share_an_email(two_people: Shop) -> None:
    text = f"{HEADER}\n20;a@b.pl;A;B;;;;1\n21;A@b.pl;A;B;;;;1\n"
    assert two_people.take_text(text).counts["added"] == 2
    outcome = two_people.take_text(f"{HEADER}\n20;a@b.pl;A;B;;;;0\n")
    assert outcome.reasons() == [(2, "email", "customer 3 has this e-mail")]


def test_a_number_twice(two_people: Shop) -> None:
    outcome = two_people.take_text(
        f"{HEADER}\n5;x@b.pl;A;B;;;;0\n6;y@b.pl;A;B;;;;0\n5;z@b.pl;A;B;;;;0\n"
    )
    assert outcome.reasons() == [(4, "id", "the same number stands on line 2")]


def test_a_customer_of_another_shop_is_not_touched(two_people: Shop) -> None:
    with two_people.database.writing():
        two_people.database.execute_sql("INSERT INTO shop (id, code, name) VALUES (2, 'b', 'B')")
    outcome = two_people.take_text(f"{HEADER}\n3;new@b.pl;A;B;;;;0\n", shop_id=2)
    assert outcome.reasons() == [(2, "id", "this number is a customer's of another shop")]


def test_a_ban_is_carried_and_binds(two_people: Shop) -> None:
    header = "id;email;first_name;last_name;banned"
    assert two_people.take_text(f"{header}\n3;a@b.pl;Anna;Nowak;1\n").counts["updated"] == 1
    outcome = two_people.take_text(f"{header}\n;a@B.pl;Other;One;0\n")
    assert outcome.reasons() == [(2, "email", "this e-mail may not register again")]
    assert ";1" in exported(two_people, FULL).splitlines()[-2]


# --- groups -----------------------------------------------------------------------------------

DEFINING = f"{HEADER};group_name;group_discount;group_prices_with_tax;group_role"
VIP = ";;;;;;;;VIP, gold;1250;0;\n"


def test_the_file_brings_its_groups_along(shop: Shop) -> None:
    text = f'{DEFINING}\n{VIP}3;a@b.pl;A;B;;VIP, gold;"General,""VIP, gold""";0;;;;\n'
    outcome = shop.take_text(text)
    assert outcome.report.notes == ["The group VIP, gold was added."]
    assert shop.rows("SELECT name, discount, prices_with_tax FROM customer_group WHERE id > 4") == [
        ("VIP, gold", 1250, 0)
    ]
    assert shop.rows("SELECT group_id FROM group_membership") == [(2,), (5,)]


def test_a_group_that_nobody_defines_takes_being_asked_for(shop: Shop) -> None:
    text = f"{HEADER}\n3;a@b.pl;A;B;;VIP;General,VIP;0\n4;c@b.pl;A;B;;General;General,Other;0\n"
    outcome = shop.take_text(text)
    assert {(p.line, p.column, p.value) for p in outcome.problems} >= {
        (2, "group", "VIP"),
        (3, "groups", "Other"),
    }
    assert shop.one("SELECT count(*) FROM customer_group") == 4
    assert shop.take_text(text, create_groups=True).counts["added"] == 2


def test_groups_with_customers_keep_their_discount(two_people: Shop) -> None:
    text = f"{DEFINING}\n;;;;;;;;General;5000;1;new\n3;a@b.pl;Anna;Nowak;X;General;General;0;;;;\n"
    assert two_people.take_text(text).counts["updated"] == 1
    assert two_people.one("SELECT discount FROM customer_group WHERE name = 'General'") == 0


# --- what belongs to customers ----------------------------------------------------------------

CONSENTS = (
    f"{HEADER};consent_kind;consent_given;consent_at;consent_source;service;service_active;note"
)


def test_what_is_there_is_not_added_again_and_nothing_is_removed(two_people: Shop) -> None:
    when = "2021-05-06T07:08:09Z"
    row = "3;a@b.pl;Anna;Nowak;;General;General;0"
    more = f";;;;;;;;newsletter;0;{when};by phone;Coffee;1;\n"
    text = f"{CONSENTS}\n{row};newsletter;1;{when};form;News;1;Careful\n{more}"
    assert two_people.take_text(text).counts["updated"] == 1
    insert(two_people.database, "consent", customer_id=3, kind="assistance", given=1, at=5)
    assert two_people.take_text(text).counts["unchanged"] == 1
    assert two_people.rows("SELECT kind, given, source FROM consent ORDER BY id") == [
        ("newsletter", 1, "form"),
        ("newsletter", 0, "by phone"),
        ("assistance", 1, ""),
    ]
    changed = text.replace("Coffee;1", "Coffee;0")
    assert two_people.take_text(changed).counts["updated"] == 1
    assert two_people.rows("SELECT service, active FROM subscription") == [
        ("News", 1),
        ("Coffee", 0),
    ]
    assert two_people.one("SELECT count(*) FROM customer_note") == 1
    entries = two_people.rows("SELECT fields FROM audit_entry WHERE customer_id = 3 ORDER BY id")
    assert [json.loads(str(fields)) for (fields,) in entries] == [
        {"note": [None, "Careful"], "service[Coffee].active": [None, 1],
         "service[News].active": [None, 1]},
        {"service[Coffee].active": [1, 0]},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ("spam;1;;;;;", "consent_kind"),
        ("newsletter;perhaps;;;;;", "consent_given"),
        ("newsletter;1;06.05.2021;;;;", "consent_at"),
    ],
)
def test_bad_belongings_turn_their_customer_away(two_people: Shop, cells: str, column: str) -> None:
    outcome = two_people.take_text(f"{CONSENTS}\n3;a@b.pl;Ania;Nowak;;;;0;{cells}\n", skip_bad=True)
    assert [(p.line, p.column) for p in outcome.problems] == [(2, column)]
    assert two_people.one("SELECT first_name FROM customer WHERE id = 3") == "Anna"


def test_a_selection_carries_the_groups_it_needs(two_people: Shop) -> None:
    from custui.db.queries.customers import CustomerList
    from custui.domain.filters import parse_filter
    from custui.exchange.exporting import export_file

    two_people.take_text("id;email;group\n8;c@d.pl;Wholesale\n")
    target = two_people.folder / "some.csv"
    some = CustomerList((parse_filter("id", "3"),))
    export_file(two_people.database, str(target), FULL, some, language="en")
    lines = target.read_text().splitlines()
    assert len(lines) == 3
    assert ";General;0;1;new" in lines[1]
