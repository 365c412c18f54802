"""What a customer's fields must be."""

from __future__ import annotations

from datetime import date

import pytest

from custui.domain import rules


@pytest.mark.parametrize(
    "name",
    ["Paweł", "O'Neil", "Anna-Maria", "J. Kowalski", "Jr.", "李。", "van der Berg", "Żółw & Syn"],
)
def test_names_that_prestashop_takes(name: str) -> None:
    assert rules.name_problem(name) is None


@pytest.mark.parametrize("sign", list('0123456789!<>,;?=+()/\\@#"°*`{}_^$%:¤[]|'))
def test_signs_that_prestashop_does_not_take(sign: str) -> None:
    assert rules.name_problem(f"Ko{sign}wal") is not None


@pytest.mark.parametrize(
    "name", ["", " ", "\u3000", "a.b", "a.  b", "a. ", "。x", "x" * 256, "a\0b", "a\ud800b"]
)
def test_names_that_prestashop_does_not_take(name: str) -> None:
    assert rules.name_problem(name) is not None


def test_the_other_rules_for_names() -> None:
    assert rules.name_problem("R2_D2, `x’", "magento") is None
    assert rules.name_problem("e\u0301", "magento") is None
    assert rules.name_problem("a\u0903", "magento") is None
    for sign in "!<>;?=+()/@#*{}\t\n":
        assert rules.name_problem(f"a{sign}", "magento") is not None
    assert rules.name_problem("R2;<D2>", "any") is None
    assert rules.name_problem("a\0", "any") is None  # a database may have had it
    assert rules.name_problem("\0a", "any") is not None  # to the database it is empty
    assert rules.name_problem("a\ud800", "any") is not None
    assert rules.name_problem("x" * 255, "any") is None


@pytest.mark.parametrize(
    "email",
    [
        "anonymous@psgdpr.com",
        "a@b.pl",
        "first.last+tag@sub.example.co.uk",
        "x@shop.invalid",
        "x@a-b.test",
        "o'neil@example.pl",
        "'quoted@example.pl",
        "żółw@żółw.pl",
        "x@例え.jp",
        "a" * 64 + "@example.pl",
        "=x@example.pl",
    ],
)
def test_emails(email: str) -> None:
    assert rules.email_problem(email) is None


@pytest.mark.parametrize(
    "email",
    [
        "",
        "jan",
        "@b.pl",
        "a@",
        "a@b",
        "a@b..pl",
        "a..b@c.pl",
        ".a@b.pl",
        "a.@b.pl",
        "a b@c.pl",
        "a@b.pl\n",
        "a@-b.pl",
        "a@b-.pl",
        "a@b.1",
        "a@b@c.pl",
        "a,b@c.pl",
        "a@b.pl\0",
        "a\ud800@b.pl",
        "ż\ud800@b.pl",
        "a\x1b@b.pl",
        "ż\x9b@b.pl",
        "a" * 65 + "@example.pl",
        "a@" + "b" * 64 + ".pl",
        "a@" + "b." * 126 + "pl",
    ],
)
def test_no_emails(email: str) -> None:
    assert rules.email_problem(email) is not None
    assert not rules.PLAIN_EMAIL.fullmatch(email)


def test_a_long_bad_email_is_refused_at_once() -> None:
    assert rules.email_problem("a" * 60 + "@" + "a-" * 95 + "!") is not None
    assert rules.email_problem(".a" * 120 + "@") is not None


def test_birthdays() -> None:
    today = date(2024, 5, 17)
    for day in ("", "2024-05-17", "1904-05-18", "1980-02-29"):
        assert rules.birthday_problem(day, today) is None
    for day in ("2024-05-18", "1903-05-17", "1981-02-29", "17.05.1980"):
        assert rules.birthday_problem(day, today) is not None


def test_passwords_by_bytes() -> None:
    assert rules.password_problem("żółw") is not None
    assert rules.password_problem("żółwżółw") is None
    assert rules.password_problem("ż" * 37) is not None


def test_groups_and_payment_days() -> None:
    assert rules.groups_problem(2, [1, 2]) is None
    assert rules.groups_problem(3, [1, 2]) is not None
    assert rules.groups_problem(None, [1, 2]) is not None
    assert rules.payment_days_problem(2**32 - 1) is None
    assert rules.payment_days_problem(2**32) is not None
    assert rules.payment_days_problem(-1) is not None
