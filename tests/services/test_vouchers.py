"""Vouchers: each rule good and bad, codes, and the days on which they hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from custui.db.connection import ShopDatabase
from custui.db.queries.card.contact import VOUCHERS
from custui.domain.vouchers import VoucherValues, new_code, voucher_problems
from custui.services import vouchers
from custui.services.refusals import InvalidValues
from custui.services.undo import undoable
from custui.services.vouchers import give_voucher
from tests.services.desk import data, one, staff
from tests.services.panels import rows

TODAY = date(2026, 5, 17)
TEN = VoucherValues(percent_off=1000)


@pytest.mark.parametrize(
    "values",
    [
        TEN,
        VoucherValues("A", percent_off=1),
        VoucherValues("A.B-C_9" + "9" * 57, percent_off=10_000),
        VoucherValues(amount_off=1, quantity=1_000_000, name="Żółw"),
        replace(TEN, valid_until=TODAY),
        replace(TEN, valid_from=TODAY, valid_until=TODAY),
        replace(TEN, valid_from=TODAY + timedelta(9)),
    ],
)
def test_taken(values: VoucherValues) -> None:
    assert voucher_problems(values, TODAY) == {}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (VoucherValues(), "percent_off"),
        (VoucherValues(percent_off=1, amount_off=1), "amount_off"),
        (VoucherValues(percent_off=0), "percent_off"),
        (VoucherValues(percent_off=10_001), "percent_off"),
        (VoucherValues(amount_off=0), "amount_off"),
        (VoucherValues(amount_off=-5), "amount_off"),
        (VoucherValues(amount_off=10**16 + 1), "amount_off"),
        (replace(TEN, code="A B"), "code"),
        (replace(TEN, code="Ż"), "code"),
        (replace(TEN, code="-A"), "code"),
        (replace(TEN, code="A" * 65), "code"),
        (replace(TEN, name="x" * 256), "name"),
        (replace(TEN, name="\0"), "name"),
        (replace(TEN, quantity=0), "quantity"),
        (replace(TEN, quantity=1_000_001), "quantity"),
        (replace(TEN, valid_until=TODAY - timedelta(1)), "valid_until"),
        (replace(TEN, valid_from=TODAY + timedelta(2), valid_until=TODAY), "valid_until"),
    ],
)
def test_refused(values: VoucherValues, field: str) -> None:
    assert list(voucher_problems(values, TODAY)) == [field]


def test_a_code_is_made_up(shop: ShopDatabase) -> None:
    anna = staff()
    give_voucher(shop, anna, 1, TEN)
    (voucher,) = rows(shop, VOUCHERS, now=0)
    found = undoable(shop, anna)
    assert found is not None
    assert found.description == f"Voucher given: {voucher.code}"
    assert len({new_code() for _ in range(1000)}) == 1000
    assert not set("".join(new_code() for _ in range(100))) & set("01IOilo")


def test_a_code_that_is_taken_is_not_made_up(
    shop: ShopDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_voucher(shop, staff(), 1, replace(TEN, code="AAAA-AAAA"))
    codes = iter(("AAAA-AAAA", "BBBB-BBBB"))
    monkeypatch.setattr(vouchers, "new_code", lambda: next(codes))
    give_voucher(shop, staff(), 2, TEN)
    assert one(shop, "SELECT code FROM voucher WHERE customer_id = 2") == "BBBB-BBBB"


@pytest.mark.parametrize("code", ["SALE", "sale", " Sale "])
def test_a_code_is_nobody_else_s(shop: ShopDatabase, code: str) -> None:
    give_voucher(shop, staff(), 1, replace(TEN, code="sale"))
    before = data(shop)
    with pytest.raises(InvalidValues) as refused:
        give_voucher(shop, staff(), 2, replace(TEN, code=code))
    assert refused.value.problems == {"code": "there is a voucher with this code"}
    assert data(shop) == before


def test_whole_days_of_the_shop(shop: ShopDatabase) -> None:
    """In Warsaw, two hours before UTC in summer: from midnight to the last second."""
    year = datetime.now(UTC).year + 1
    days = replace(TEN, valid_from=date(year, 7, 1), valid_until=date(year, 7, 31))
    give_voucher(shop, staff(), 1, days)
    (voucher,) = rows(shop, VOUCHERS, now=0)
    first, last = (
        int(datetime(year, month, day, 22, 0, tzinfo=UTC).timestamp())
        for month, day in ((6, 30), (7, 31))
    )
    assert (voucher.valid_from, voucher.valid_to) == (first, last - 1)
    statuses = [rows(shop, VOUCHERS, now=now)[0].status for now in (first - 1, first, last - 1)]
    assert statuses == ["not yet valid", "active", "active"]
    assert rows(shop, VOUCHERS, now=last)[0].status == "expired"


def test_for_ever(shop: ShopDatabase) -> None:
    give_voucher(shop, staff(), 1, VoucherValues(amount_off=5000, quantity=3, name="Sorry"))
    (voucher,) = rows(shop, VOUCHERS, now=0)
    assert (voucher.valid_from, voucher.valid_to, voucher.quantity) == (None, None, 3)
    assert (voucher.amount_off, voucher.percent_off, voucher.name) == (5000, None, "Sorry")
