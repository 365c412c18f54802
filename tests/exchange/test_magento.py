"""Magento's three files: customers, addresses, and both in one."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from custui.db import search
from custui.exchange.formats import format_named
from tests.exchange.conftest import Shop, exported

MAGENTO = format_named("magento")
ADDRESS = format_named("magento-address")
COMPOSITE = format_named("magento-composite")

HEADER = (
    "email,_website,_store,confirmation,created_at,created_in,disable_auto_group_change,dob,"
    "firstname,gender,group_id,lastname,middlename,password_hash,prefix,rp_token,"
    "rp_token_created_at,store_id,suffix,taxvat,updated_at,website_id,password"
)
ROW = (
    "jon@example.com,base,default,,10/28/2012 12:49,Default Store View,0,5/17/80,Jon,Male,2,Doe,,"
    "d708:salt:1,,,,1,,PL123,10/28/2012 12:49,1,"
)
PLACES = (
    "_website,_email,_entity_id,city,company,country_id,fax,firstname,lastname,middlename,"
    "postcode,prefix,region,region_id,street,suffix,telephone,vat_id,vat_is_valid,"
    "vat_request_date,vat_request_id,vat_request_success,"
    "_address_default_billing_,_address_default_shipping_"
)


def place(number: object = 1, email: str = "jon@example.com", **changed: str) -> str:
    cells = {
        "_website": "base", "_email": email, "_entity_id": str(number), "city": "Łódź",
        "country_id": "PL", "firstname": "Jon", "lastname": "Doe", "postcode": "90-001",
        "street": '"Piotrkowska 1\nflat 3"', "telephone": "600 100 200",
    } | changed  # fmt: skip
    return ",".join(cells.get(column, "") for column in PLACES.split(","))


def jon(shop: Shop) -> None:
    assert shop.take_text(f"{HEADER}\n{ROW}\n").counts["added"] == 1


# --- customers --------------------------------------------------------------------------------


def test_the_main_file(shop: Shop) -> None:
    jon(shop)
    assert shop.rows(
        "SELECT email, first_name, last_name, t.name, g.name, vat_id, birthday, password_hash,"
        " datetime(registered_at, 'unixepoch'), datetime(updated_at, 'unixepoch') FROM customer c"
        " JOIN title t ON t.id = title_id JOIN customer_group g ON g.id = default_group_id"
        " JOIN credential ON customer_id = c.id"
    ) == [
        ("jon@example.com", "Jon", "Doe", "Pan", "Wholesale", "PL123", "1980-05-17", "d708:salt:1",
         "2012-10-28 11:49:00", "2012-10-28 11:49:00")
    ]  # fmt: skip
    assert shop.take_text(f"{HEADER}\n{ROW}\n").counts["unchanged"] == 1
    shop.sound()


@pytest.mark.parametrize(
    ("number", "group"),
    [("0", "NOT LOGGED IN"), ("1", "General"), ("3", "Retailer"), ("retailer", "Retailer")],
)
def test_magento_counts_its_groups_from_0(shop: Shop, number: str, group: str) -> None:
    shop.take_text(f"email,firstname,lastname,group_id\na@b.pl,A,B,{number}\n")
    assert (
        shop.one("SELECT g.name FROM customer c JOIN customer_group g ON g.id = c.default_group_id")
        == group
    )


def test_a_number_of_no_group_is_refused(shop: Shop) -> None:
    outcome = shop.take_text("email,firstname,lastname,group_id\na@b.pl,A,B,17\n")
    assert outcome.reasons() == [(2, "group_id", "there is no number 17")]


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("5/6/2012 15:53", "2012-05-06 13:53:00"),
        ("2012-05-06 15:53:09", "2012-05-06 13:53:09"),
        ('"5/6/12, 3:53 PM"', "2012-05-06 13:53:00"),
        ("12/31/2012", "2012-12-30 23:00:00"),
    ],
)
def test_dates(shop: Shop, written: str, utc: str) -> None:
    outcome = shop.take_text(f"email,firstname,lastname,created_at\na@b.pl,A,B,{written}\n")
    assert outcome.counts["added"] == 1
    assert shop.one("SELECT datetime(registered_at, 'unixepoch') FROM customer") == utc


def test_a_file_with_the_day_first_shows_itself(shop: Shop) -> None:
    rows = "a@b.pl,A,B,09/01/24 12:49\nc@d.pl,A,B,30/10/15 12:49\n"
    assert shop.take_text(f"email,firstname,lastname,created_at\n{rows}").counts["added"] == 2
    assert shop.rows("SELECT date(registered_at, 'unixepoch') FROM customer ORDER BY id") == [
        ("2024-01-09",),
        ("2015-10-30",),
    ]


def test_absent_columns_leave_values_alone(shop: Shop) -> None:
    jon(shop)
    before = shop.rows("SELECT vat_id, title_id, birthday, default_group_id FROM customer")
    assert shop.take_text("lastname,email\nDough,JON@example.com\n").counts["updated"] == 1
    assert shop.rows("SELECT last_name, email FROM customer") == [("Dough", "JON@example.com")]
    assert shop.rows("SELECT vat_id, title_id, birthday, default_group_id FROM customer") == before
    assert shop.one("SELECT password_hash FROM credential") == "d708:salt:1"


def test_columns_that_are_not_kept_are_told(shop: Shop) -> None:
    outcome = shop.take_text(
        "email,firstname,lastname,middlename,loyalty\na@b.pl,A,B,Maria,5\nc@d.pl,A,B,,6\n"
    )
    assert outcome.counts["added"] == 2
    assert outcome.report.notes == [
        "middlename: 1 cell is not kept; there is no such field.",
        "These columns were passed over: loyalty.",
    ]


def test_a_gender_does_not_change_a_title_of_the_same(shop: Shop) -> None:
    with shop.database.writing():
        shop.database.execute_sql("INSERT INTO title VALUES (7, 'Prof.', 'f', 3)")
    shop.take_text("email,firstname,lastname,prefix\na@b.pl,A,B,Prof.\n")
    assert shop.take_text("email,gender\na@b.pl,Female\n").counts["unchanged"] == 1
    assert shop.take_text("email,gender\na@b.pl,Not Specified\n").counts["unchanged"] == 1
    assert shop.take_text("email,prefix,gender\na@b.pl,,Male\n").counts["updated"] == 1
    assert shop.one("SELECT title_id FROM customer") == 1


def test_the_name_rule_is_magentos(shop: Shop) -> None:
    outcome = shop.take_text("email,firstname,lastname\na@b.pl,R2D2,O’Neil\nc@d.pl,A(B,C\n")
    assert outcome.reasons() == [(3, "firstname", "has (, which a name may not have")]


def test_customers_are_met_by_email_and_website(shop: Shop) -> None:
    with shop.database.writing():
        shop.database.execute_sql("INSERT INTO shop (id, code, name) VALUES (2, 'two', 'Two')")
    text = "email,_website,firstname,lastname\na@b.pl,main,A,B\nA@b.pl,two,C,D\n"
    assert shop.take_text(text).counts["added"] == 2
    assert shop.take_text(text.replace("C,D", "C,E")).counts["updated"] == 1
    assert shop.rows("SELECT shop_id, last_name FROM customer ORDER BY 1") == [(1, "B"), (2, "E")]
    unknown = text.replace("two", "three")
    assert shop.take_text(unknown).reasons() == [(3, "_website", "there is no such shop")]
    # Asked for one shop, all of the file is for that.
    outcome = shop.take_text(unknown, shop_id=2, shop_given=True)
    assert [p.line for p in outcome.problems] == []
    assert outcome.counts["unchanged"] + outcome.counts["updated"] == 2


def test_deleting_takes_leave(shop: Shop) -> None:
    jon(shop)
    shop.take_text(f"{PLACES}\n{place()}\n")
    with shop.database.writing():
        shop.database.execute_sql(
            "INSERT INTO sales_order (customer_id, reference, status_id, placed_at, total)"
            " VALUES (1, 'X', 1, 0, 5)"
        )
    text = "email,_website,_action,firstname\njon@example.com,base,delete,\nx@y.pl,base,delete,\n"
    refused = shop.take_text(text)
    assert [(p.line, p.column) for p in refused.problems] == [(2, "_action"), (3, "_action")]
    assert "--allow-delete" in refused.problems[0].reason
    assert shop.one("SELECT count(*) FROM customer") == 1
    outcome = shop.take_text(text, allow_delete=True, skip_bad=True)
    assert outcome.reasons() == [(3, "email", "there is no customer to delete")]
    assert (outcome.counts["deleted"], outcome.counts["rejected"]) == (1, 1)
    for table in ("customer", "address", "credential", "group_membership"):
        assert shop.one(f"SELECT count(*) FROM {table}") == 0
    assert shop.rows("SELECT customer_id, total FROM sales_order") == [(None, 5)]
    about = "SELECT fields FROM audit_entry WHERE customer_id = 1 ORDER BY id DESC LIMIT 1"
    assert json.loads(str(shop.one(about)))["email"] == ["jon@example.com", None]
    shop.sound()


def test_rows_that_delete_and_rows_that_change_stand_in_one_file(shop: Shop) -> None:
    jon(shop)
    text = (
        "email,firstname,lastname,_action\nnew@example.com,A,B,\n"
        "jon@example.com,,,delete\nx@example.com,,,update\n"
    )
    outcome = shop.take_text(text, allow_delete=True, skip_bad=True)
    assert [(p.line, p.column) for p in outcome.problems] == [(4, "firstname"), (4, "lastname")]
    assert (outcome.counts["added"], outcome.counts["deleted"]) == (1, 1)
    assert shop.rows("SELECT email FROM customer") == [("new@example.com",)]
    shop.sound()


def test_the_main_file_comes_back_equal(new_shop: Callable[..., Shop]) -> None:
    one, two = new_shop("one.db"), new_shop("two.db")
    jon(one)
    one.take_text('email,firstname,lastname,taxvat\nx@y.pl,-Ż,"\'t Hof","=1,""2"""\n')
    text = exported(one, MAGENTO)
    assert two.take_text(text).reasons() == []
    assert exported(two, MAGENTO) == text
    assert one.take_text(text).counts["unchanged"] == 2


# --- addresses --------------------------------------------------------------------------------


def test_addresses_of_customers_who_are_there(shop: Shop) -> None:
    jon(shop)
    default = {"_address_default_billing_": "1"}
    text = f"{PLACES}\n{place(5, **default)}\n{place(9, city='Gdańsk', postcode='80-001')}\n"
    outcome = shop.take_text(text)
    assert (outcome.report.format, outcome.counts["added"]) == ("magento-address", 2)
    assert shop.rows(
        "SELECT id, customer_id, line1, line2, city, phone, default_billing, default_shipping"
        " FROM address ORDER BY id"
    ) == [
        (5, 1, "Piotrkowska 1", "flat 3", "Łódź", "600 100 200", 1, 0),
        (9, 1, "Piotrkowska 1", "flat 3", "Gdańsk", "600 100 200", 0, 0),
    ]
    assert shop.rows("SELECT city, city_fold, phone_digits FROM customer") == [
        ("Łódź", "lodz", "600100200")
    ]
    assert shop.take_text(text).counts["unchanged"] == 2
    shop.sound()


def test_a_phone_that_changes_is_found(shop: Shop) -> None:
    jon(shop)
    shop.take_text(f"{PLACES}\n{place()}\n")
    outcome = shop.take_text(f"{PLACES}\n{place(telephone='+48 700-111-222')}\n")
    assert outcome.counts["updated"] == 1
    for word, found in (("700111222", [(1,)]), ("600100200", [])):
        assert (
            shop.rows(
                "SELECT rowid FROM customer_fts WHERE customer_fts MATCH ?", search.quoted(word)
            )
            == found
        )
    entry = "SELECT fields FROM audit_entry WHERE customer_id = 1 ORDER BY id DESC LIMIT 1"
    assert json.loads(str(shop.one(entry))) == {
        "address[1].phone": ["600 100 200", "+48 700-111-222"]
    }
    shop.sound()


def test_an_address_without_a_customer_is_refused(shop: Shop) -> None:
    jon(shop)
    outcome = shop.take_text(f"{PLACES}\n{place()}\n{place(2, 'no@example.com')}\n", skip_bad=True)
    assert outcome.reasons() == [(4, "_email", "there is no customer with this e-mail")]
    assert (outcome.counts["added"], outcome.counts["rejected"]) == (1, 1)


@pytest.mark.parametrize(
    ("changed", "column", "reason"),
    [
        ({"city": ""}, "city", "is missing"),
        ({"street": ""}, "street", "is missing"),
        ({"country_id": "Xyz"}, "country_id", "is not a country's code, as PL"),
        ({"postcode": "90001"}, "postcode", "is not written as 00-000"),
        ({"firstname": "<b>"}, "firstname", "has <, which a name may not have"),
        ({"_address_default_billing_": "?"}, "_address_default_billing_", "is neither yes"),
    ],
)
def test_rules_of_an_address(shop: Shop, changed: dict[str, str], column: str, reason: str) -> None:
    jon(shop)
    outcome = shop.take_text(f"{PLACES}\n{place(**changed)}\n")  # type: ignore[arg-type]
    assert [p.column for p in outcome.problems] == [column]
    assert outcome.problems[0].reason.startswith(reason)
    assert shop.one("SELECT count(*) FROM address") == 0


def test_another_customers_number_is_not_taken_over(shop: Shop) -> None:
    shop.take_text("email,firstname,lastname\na@b.pl,A,B\njon@example.com,J,D\n")
    shop.take_text(f"{PLACES}\n{place(5, 'a@b.pl')}\n")
    text = f"{PLACES}\n{place(5)}\n"
    assert shop.take_text(text).counts["added"] == 1
    assert shop.rows("SELECT id, customer_id FROM address ORDER BY id") == [(5, 1), (6, 2)]
    assert shop.take_text(text).counts["unchanged"] == 1


def test_there_is_one_default_address_of_a_kind(shop: Shop) -> None:
    jon(shop)
    both = {"_address_default_billing_": "1", "_address_default_shipping_": "1"}
    shop.take_text(f"{PLACES}\n{place(1, **both)}\n{place(2, city='A', **both)}\n")  # type: ignore[arg-type]
    flags = "SELECT id, default_billing, default_shipping FROM address ORDER BY id"
    assert shop.rows(flags) == [(1, 0, 0), (2, 1, 1)]
    shop.take_text(f"{PLACES}\n{place(3, city='B', _address_default_billing_='1')}\n")
    assert shop.rows(flags) == [(1, 0, 0), (2, 0, 1), (3, 1, 0)]


def test_the_addresses_come_back_equal(new_shop: Callable[..., Shop]) -> None:
    one, two = new_shop("one.db"), new_shop("two.db")
    for shop in (one, two):
        jon(shop)
    one.take_text(f"{PLACES}\n{place()}\n{place(8, city='=A', company=chr(39))}\n")
    text = exported(one, ADDRESS)
    assert two.take_text(text).counts["added"] == 2
    assert exported(two, ADDRESS) == text
    assert one.take_text(text).counts["unchanged"] == 2


# --- both in one ------------------------------------------------------------------------------

BOTH = (
    "email,_website,firstname,lastname,_address_city,_address_country_id,_address_firstname,"
    "_address_lastname,_address_street,_address_postcode,_address_telephone,"
    "_address_default_billing_,_address_default_shipping_"
)
HOME = "Łódź,PL,Anna,Nowak,Piotrkowska 1,90-001,600 100 200,1,0"
WORK = "Gdańsk,PL,Anna,Nowak,Długa 2,80-001,700 100 200,0,1"


def test_a_row_without_an_email_is_a_further_address(shop: Shop) -> None:
    text = f"{BOTH}\na@b.pl,base,Anna,Nowak,{HOME}\n,,,,{WORK}\nc@d.pl,base,Jan,Lis,,,,,,,,0,0\n"
    outcome = shop.take_text(text)
    assert (outcome.report.format, outcome.counts["added"]) == ("magento-composite", 2)
    assert shop.rows("SELECT customer_id, city FROM address ORDER BY id") == [
        (1, "Łódź"),
        (1, "Gdańsk"),
    ]
    assert shop.rows("SELECT city, phone_digits FROM customer ORDER BY id") == [
        ("Łódź", "600100200 700100200"),
        ("", ""),
    ]
    assert shop.take_text(text).counts["unchanged"] == 2
    shop.sound()


def test_a_customer_comes_with_all_addresses_or_not_at_all(shop: Shop) -> None:
    bad = WORK.replace("80-001", "80001")
    rows = [f"a@b.pl,base,Anna,Nowak,{HOME}", f",,,,{bad}", f",,,,{WORK}"]
    text = "\n".join([BOTH, *rows, f"c@d.pl,base,Jan,Lis,{HOME}", ""])
    rejects = shop.folder / "rejects.csv"
    outcome = shop.take_text(text, skip_bad=True, rejects=rejects)
    assert outcome.reasons() == [(3, "_address_postcode", "is not written as 00-000")]
    assert (outcome.counts["added"], outcome.counts["rejected"]) == (1, 1)
    assert shop.rows("SELECT email FROM customer") == [("c@d.pl",)]
    # The whole record can be corrected and imported again.
    written = rejects.read_text()
    assert len(written.splitlines()) == 4
    rejects.write_text(written.replace("80001", "80-001"))
    assert shop.take(rejects).counts["added"] == 1
    assert shop.one("SELECT count(*) FROM address WHERE customer_id = 2") == 3
    shop.sound()


def test_a_bad_customer_takes_the_addresses_along(shop: Shop) -> None:
    text = (
        f"{BOTH}\na@b,base,Anna,Nowak,{HOME}\n,,,,{WORK}\nc@d.pl,base,Jan,Lis,{HOME}\n,,,,{WORK}\n"
    )
    outcome = shop.take_text(text, skip_bad=True)
    assert outcome.reasons() == [(2, "email", "is not an e-mail address")]
    assert shop.rows("SELECT customer_id, count(*) FROM address GROUP BY 1") == [(1, 2)]


def test_an_address_without_a_customer_above(shop: Shop) -> None:
    text = f"{BOTH}\n,,,,{WORK}\nc@d.pl,base,Jan,Lis,{HOME}\n,,Adam,,{WORK}\n"
    outcome = shop.take_text(text, skip_bad=True)
    assert [(p.line, p.column) for p in outcome.problems] == [(2, ""), (4, "firstname")]
    assert "no customer above" in outcome.problems[0].reason
    assert "goes on" in outcome.problems[1].reason
    assert outcome.counts["rejected"] == outcome.counts["read"] == 2


@pytest.mark.parametrize("large", [1 << 30, 1000])
def test_two_processes_keep_a_customers_rows_together(shop: Shop, large: int) -> None:
    rows = [
        f"a{n}@b.pl,base,Anna,Nowak,{HOME}\n" + f",,,,{WORK}\n" * (n % 4) for n in range(1, 400)
    ]
    outcome = shop.take_text(BOTH + "\n" + "".join(rows), large=large)
    assert outcome.counts["added"] == 399
    assert not shop.rows(
        "SELECT c.id FROM customer c WHERE (SELECT count(*) FROM address WHERE customer_id = c.id)"
        " <> 1 + CAST(substr(email, 2, instr(email, '@') - 2) AS INTEGER) % 4"
    )
    shop.sound()


def test_the_composite_file_comes_back_equal(new_shop: Callable[..., Shop]) -> None:
    one, two = new_shop("one.db"), new_shop("two.db")
    jon(one)
    one.take_text(f"{BOTH}\na@b.pl,base,Anna,Nowak,{HOME}\n,,,,{WORK}\n")
    text = exported(one, COMPOSITE)
    assert two.take_text(text).counts["added"] == 2
    assert exported(two, COMPOSITE) == text
    assert one.take_text(text).counts["unchanged"] == 2
