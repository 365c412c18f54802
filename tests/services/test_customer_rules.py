"""Every rule of a customer's fields, good and bad, from one table: for the form, the command line
and an import alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from custui.cli import main
from custui.db.connection import ShopDatabase
from custui.db.customers import read_values
from custui.domain.columns import BY_NAME
from custui.domain.customer_form import FORM_FIELDS
from custui.domain.field_kinds import Value
from custui.domain.labels import field_label
from custui.exchange.importing import Request, imported
from custui.services.customers import add_customer, edit_customer
from custui.services.refusals import InvalidValue, InvalidValues
from tests.services.desk import GENERAL, RETAILER, WHOLESALE, audit, data, one, staff

TODAY = datetime.now(UTC).date()
A_YEAR_YOUNGER = TODAY.replace(year=TODAY.year - 120, day=min(TODAY.day, 28)) + timedelta(1)
GOOD: dict[str, Value] = {"first_name": "Łucja", "last_name": "Żółw", "email": "lucja@example.pl"}


@dataclass(frozen=True)
class Rule:
    """One field with a value; ``typed`` where it is written in another way than it is kept.

    ``given`` is what the shop is like (SQL), ``imported`` whether a file has such a column.
    """

    field: str
    value: Value
    good: bool
    typed: str | None = None
    given: tuple[str, ...] = ()
    imported: bool = True

    @property
    def text(self) -> str:
        return str(self.value) if self.typed is None else self.typed

    def __str__(self) -> str:
        return f"{'good' if self.good else 'bad'} {self.field} {self.text[:20]!r} {self.given}"


def good(field: str, *values: Value, **more: object) -> Iterator[Rule]:
    return (Rule(field, value, True, **more) for value in values)  # type: ignore[arg-type]


def bad(field: str, *values: Value, **more: object) -> Iterator[Rule]:
    return (Rule(field, value, False, **more) for value in values)  # type: ignore[arg-type]


def required(field: str) -> tuple[str, ...]:
    return (f"INSERT INTO required_field VALUES ('{field}')",)


MAGENTO = ("UPDATE preference SET value = '\"magento\"' WHERE name = 'name_rule'",)
B2B = "UPDATE preference SET value = 'true' WHERE name = 'b2b'"
NO_BIRTHDAY = "UPDATE preference SET value = 'false' WHERE name = 'ask_birthday'"
BANNED = ("UPDATE customer SET banned = 1 WHERE id = 2",)
GUEST = ("UPDATE customer SET is_guest = 1 WHERE id = 2",)
FORM_ONLY = {"imported": False}  # the shop's export has no such column

RULES = (
    *good("first_name", "Jan", "Anna-Maria", "J. R.", "李。", "x" * 255),
    *bad("first_name", "", " ", "J4n", "a<b", "a.b", "x" * 256),
    *bad("first_name", "a_b"),
    *good("last_name", "O'Neil", "van der Berg"),
    *bad("last_name", "", "x" * 256, "R2-D2"),
    *good("last_name", "R2-D2", given=MAGENTO, **FORM_ONLY),  # a file has its format's rule
    *bad("last_name", "a*b", given=MAGENTO, **FORM_ONLY),
    *good("email", "x@shop.invalid", "x@shop.test", "żółw@żółw.pl", "a+b@sub.example.co.uk"),
    *bad("email", "", "jan", "a@b", "a b@c.pl", "a..b@c.pl", "a" * 65 + "@c.pl", "a@b@c.pl"),
    *bad("email", "jan@x.pl", "JAN@X.PL", **FORM_ONLY),  # customer 2 has it; an import meets her
    *bad("email", "jan@x.pl", "Jan@X.pl", given=BANNED),
    *good("email", "jan@x.pl", given=GUEST),
    *bad("email", "jan@x.pl", given=(*GUEST, *BANNED)),
    *good("password", "12345678", "żółwżółw", "x" * 72, **FORM_ONLY),
    *bad("password", "1234567", "x" * 73, "ż" * 37, **FORM_ONLY),
    *good("birthday", "", "1980-02-29", TODAY.isoformat(), A_YEAR_YOUNGER.isoformat(), **FORM_ONLY),
    *good("birthday", "1980-05-17", typed="17.05.1980", **FORM_ONLY),
    *bad("birthday", "1981-02-29", "1980-13-01", "soon", "19800517", **FORM_ONLY),
    *bad("birthday", (TODAY + timedelta(2)).isoformat(), "1890-01-01", **FORM_ONLY),
    *good("language", "pl", "", **FORM_ONLY),
    *bad("language", "x" * 17, **FORM_ONLY),
    *good("title", 2, typed="Pani"),
    *good("title", None, typed=""),
    *bad("title", 99, typed="Kapitan", **FORM_ONLY),  # a file adds a title
    *good("enabled", 0, typed="0"),
    *bad("enabled", 2, typed="perhaps"),
    *good("newsletter", 1),
    *good("partner_offers", 0, 1),
    *good("assistance_allowed", 1, **FORM_ONLY),
    *good("group", WHOLESALE, typed="Wholesale"),
    *bad("group", 99, typed="Nobody"),
    *good("groups", (GENERAL, RETAILER), typed="Retailer, general", **FORM_ONLY),
    *bad("groups", (GENERAL, 99), typed="General,Nobody", **FORM_ONLY),
    *bad("groups", (), typed="", **FORM_ONLY),
    *bad("groups", (RETAILER,), typed="Retailer", **FORM_ONLY),  # the default one is not in it
    *good("company", "", "Żółw sp. z o.o. 24/7", "x" * 255),
    *bad("company", "x" * 256),
    *good("regon", "", "192598184", "anything", **FORM_ONLY),
    *bad("regon", "1" * 65, **FORM_ONLY),
    *good("vat_id", "", "PL8567346215", "?", **FORM_ONLY),
    *bad("vat_id", "1" * 65, **FORM_ONLY),
    *good("website", "", "https://żółw.pl", **FORM_ONLY),
    *bad("website", "x" * 256, **FORM_ONLY),
    *good("allowed_outstanding", 150_000, typed="1 500,00 zł", **FORM_ONLY),
    *bad("allowed_outstanding", -1, typed="-0.01", **FORM_ONLY),
    *bad("allowed_outstanding", 10**16 + 1, typed="100000000000000.01", **FORM_ONLY),
    *good("max_payment_days", 0, 14, 2**32 - 1, **FORM_ONLY),
    *bad("max_payment_days", 2**32, -1, **FORM_ONLY),
    *good("risk", 3, typed="high", **FORM_ONLY),
    *good("risk", 0, 2, **FORM_ONLY),
    *bad("risk", 4, typed="huge", **FORM_ONLY),
    # what this shop requires beside
    *bad("company", "", " ", given=(*required("company"), B2B)),
    *good("company", "X", given=(*required("company"), B2B)),
    *good("company", "", given=required("company"), **FORM_ONLY),  # B2B mode is off
    *bad("title", None, typed="", given=required("title")),
    *bad("newsletter", 0, given=required("newsletter")),
    *good("newsletter", 1, given=required("newsletter")),
    *bad("birthday", "", given=required("birthday"), **FORM_ONLY),
    *good("birthday", "", given=(*required("birthday"), NO_BIRTHDAY), **FORM_ONLY),
    *bad("language", "", given=required("language"), **FORM_ONLY),
    *bad("max_payment_days", 0, given=(*required("max_payment_days"), B2B), **FORM_ONLY),
    *bad("allowed_outstanding", 0, given=(*required("allowed_outstanding"), B2B), **FORM_ONLY),
)
every_rule = pytest.mark.parametrize("rule", RULES, ids=str)


@pytest.fixture
def shop(shop: ShopDatabase) -> ShopDatabase:
    from custui.db import search

    with shop.writing(), search.reindexing(shop, [2]):
        shop.execute_sql(
            "UPDATE customer SET email = 'Jan@x.pl', email_key = 'jan@x.pl',"
            " email_fold = 'jan@x.pl' WHERE id = 2"
        )
    return shop


def prepare(shop: ShopDatabase, rule: Rule) -> None:
    with shop.writing():
        for statement in rule.given:
            shop.execute_sql(statement)


def kept(shop: ShopDatabase, number: int, field: str) -> Value:
    values = read_values(shop, number)
    assert values is not None
    return values[field]


def test_the_table_has_every_field() -> None:
    fields = {field.name for field in FORM_FIELDS}
    assert {rule.field for rule in RULES if rule.good} == fields
    flags = {"newsletter", "partner_offers", "assistance_allowed"}  # as ``enabled``
    assert {rule.field for rule in RULES if not rule.good} >= fields - flags
    asked = {rule.field for rule in RULES if rule.given and not rule.good}
    assert asked >= {"company", "title", "newsletter", "birthday", "max_payment_days"}


@every_rule
def test_a_new_customer_s_form(shop: ShopDatabase, rule: Rule) -> None:
    prepare(shop, rule)
    values = GOOD | {rule.field: rule.value}
    before = data(shop)
    if rule.good:
        done = add_customer(shop, staff(), values, reason="form")
        assert kept_or_password(shop, done.customer_id or 0, rule)
        return
    with pytest.raises(InvalidValues) as refused:
        add_customer(shop, staff(), values, reason="form")
    assert set(refused.value.problems) <= {rule.field, "group"}
    assert (data(shop), audit(shop)) == (before, [])


def kept_or_password(shop: ShopDatabase, number: int, rule: Rule) -> bool:
    if rule.field == "password":
        stored = one(shop, "SELECT password_hash FROM credential WHERE customer_id = ?", number)
        return str(stored).startswith("$argon2id$")
    return kept(shop, number, rule.field) == rule.value


@every_rule
def test_a_customer_s_form(shop: ShopDatabase, rule: Rule) -> None:
    prepare(shop, rule)
    shop.execute_sql("UPDATE customer SET company = '-', birthday = '1990-01-01', language = 'de',"
                     " title_id = 1, allowed_outstanding = 5, max_payment_days = 5,"
                     " newsletter = 1 WHERE id = 1")  # fmt: skip
    before = data(shop)
    if rule.good:
        edit_customer(shop, staff(), 1, {rule.field: rule.value}, reason="form")
        assert kept_or_password(shop, 1, rule)
        return
    with pytest.raises(InvalidValue) as refused:
        edit_customer(shop, staff(), 1, {rule.field: rule.value}, reason="form")
    assert refused.value.field in (rule.field, "group")
    assert (data(shop), audit(shop)) == (before, [])


@every_rule
def test_the_command_line(
    shop: ShopDatabase, rule: Rule, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare(shop, rule)
    before = data(shop)
    values = GOOD | {rule.field: rule.text}
    words = [f"{name}={value}" for name, value in values.items()]
    code = main(["--db", str(shop.path), "add", *words, "--reason", "phone"])
    out, err = capsys.readouterr()
    if rule.good:
        assert (code, err) == (0, "")
        assert kept_or_password(shop, int(out), rule)
        return
    assert code in (2, 3)
    assert out == ""
    assert any(word in err for word in (rule.field, field_label(rule.field), "group", "Group"))
    assert (data(shop), audit(shop)) == (before, [])


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.imported], ids=str)
def test_an_import(shop: ShopDatabase, rule: Rule, tmp_path: Path) -> None:
    prepare(shop, rule)
    before = data(shop)
    values = {"company": "-", "title": "Pani", "newsletter": "1"} | GOOD | {rule.field: rule.text}
    header = ";".join(BY_NAME[name].csv[0] if BY_NAME[name].csv else name for name in values)
    cells = (f'"{value}"' for value in values.values())
    file = tmp_path / "file.csv"
    file.write_text(f"{header}\n{';'.join(cells)}\n")
    with imported(shop, Request(str(file), staff="anna")) as report:
        problems = list(report.problems)
    if rule.good:
        assert (problems, report.added) == ([], 1)
        assert kept(shop, one(shop, "SELECT max(id) FROM customer"), rule.field) == rule.value
        return
    assert [problem.column for problem in problems] == [BY_NAME[rule.field].csv[0]]
    assert (data(shop), audit(shop)) == (before, [])
