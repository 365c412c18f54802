"""Who is calling: facts that exist, answers on asking, the outcome in the audit."""

from __future__ import annotations

import json
from random import Random

import pytest

from custui import locale
from custui.db import facts
from custui.db.connection import ShopDatabase
from custui.services.identity import QUESTIONS, answer, facts_to_ask, record_check
from custui.services.refusals import CustomerGone, InvalidValue, NotPermitted
from tests.db.rows import add_order, insert
from tests.services.desk import audit, chain_holds, staff

MOMENT = 1_700_000_000  # 2023-11-14 22:13:20 UTC, 23:13 in Warsaw


def fill(shop: ShopDatabase) -> None:
    """Let customer 1 be known for everything."""
    shop.execute_sql(
        "UPDATE customer SET birthday = '1980-02-29', city = 'Łódź', postcode = '90-001',"
        " phone = '+48 600 100 234', vat_id = 'PL 526-03-05-006', registered_at = 1577833200"
        " WHERE id = 1"  # 2019-12-31 23:00 UTC: the new year in Warsaw
    )
    insert(shop, "address", customer_id=1, line1="Rynek 1/2", default_billing=1)
    add_order(shop, 1, 1_00, placed_at=MOMENT + 9, valid=False)
    last = add_order(shop, 1, 191_20, placed_at=MOMENT)
    add_order(shop, 1, 5_00, placed_at=MOMENT - 9)
    insert(shop, "sales_order_line", order_id=last, name="Kubek", quantity=1, price=20_00)
    insert(shop, "sales_order_line", order_id=last, name="Dzbanek", quantity=1, price=171_20)


def names(shop: ShopDatabase, seed: int, number: int = 1) -> list[str]:
    return [fact.name for fact in facts_to_ask(shop, staff(), number, Random(seed))]


def test_three_facts_of_unlike_kinds_and_others_each_time(shop: ShopDatabase) -> None:
    fill(shop)
    seen = set()
    for seed in range(200):
        chosen = names(shop, seed)
        assert len(chosen) == 3
        kinds = [next(kind for kind in facts.KINDS if name in kind) for name in chosen]
        assert len(set(kinds)) == 3
        seen |= set(chosen)
    assert seen == set(QUESTIONS) - {facts.REGISTERED}


def test_only_what_is_known_is_asked_for(shop: ShopDatabase) -> None:
    assert names(shop, 1) == [facts.REGISTERED]
    shop.execute_sql("UPDATE customer SET city = 'Łódź', postcode = ' ', phone = '12' WHERE id = 1")
    assert set(names(shop, 1)) == {facts.CITY, facts.REGISTERED}
    add_order(shop, 1, 5_00)
    for seed in range(20):
        chosen = names(shop, seed)
        assert len(chosen) == 3
        assert facts.PRODUCT not in chosen, "an order without lines"


@pytest.mark.parametrize(
    ("name", "in_english", "in_polish"),
    [
        (facts.BIRTHDAY, "1980-02-29", "29.02.1980"),
        (facts.CITY, "Łódź", "Łódź"),
        (facts.POSTCODE, "90-001", "90-001"),
        (facts.STREET, "Rynek 1/2", "Rynek 1/2"),
        (facts.PHONE, "234", "234"),
        (facts.ORDER_DAY, "2023-11-14", "14.11.2023"),
        (facts.ORDER_TOTAL, "PLN191.20", "191,20 zł"),
        (facts.PRODUCT, "Dzbanek", "Dzbanek"),
        (facts.REGISTERED, "2020", "2020"),
        (facts.TAX_NUMBER, "006", "006"),
        ("nothing", "", ""),
    ],
)
def test_answers(shop: ShopDatabase, name: str, in_english: str, in_polish: str) -> None:
    fill(shop)
    said = answer(shop, staff(), 1, name)
    assert said.replace("\N{NO-BREAK SPACE}", " ") == in_english
    locale.choose("pl")
    assert answer(shop, staff(), 1, name).replace("\N{NO-BREAK SPACE}", " ") == in_polish


def test_questions_tell_no_answers(shop: ShopDatabase) -> None:
    fill(shop)
    for seed in range(20):
        for fact in facts_to_ask(shop, staff(), 1, Random(seed)):
            assert answer(shop, staff(), 1, fact.name) not in fact.question


@pytest.mark.parametrize("confirmed", [True, False])
def test_the_outcome_is_audited_without_the_answers(shop: ShopDatabase, confirmed: bool) -> None:
    fill(shop)
    record_check(shop, staff(), 1, [facts.CITY, facts.BIRTHDAY], confirmed=confirmed)
    ((who, act, number, fields),) = audit(shop)
    assert (who, act, number) == ("anna", "identify", 1)
    assert json.loads(fields) == {
        "asked": "city, birthday",
        "outcome": "confirmed" if confirmed else "not confirmed",
    }
    assert chain_holds(shop)


def test_refusals(shop: ShopDatabase) -> None:
    viewer = staff(role="viewer")
    for refused in (
        lambda: facts_to_ask(shop, viewer, 1),
        lambda: answer(shop, viewer, 1, facts.CITY),
        lambda: record_check(shop, viewer, 1, [], confirmed=True),
    ):
        with pytest.raises(NotPermitted):
            refused()
    with pytest.raises(CustomerGone):
        facts_to_ask(shop, staff(), 99)
    with pytest.raises(CustomerGone):
        record_check(shop, staff(), 99, [], confirmed=True)
    with pytest.raises(InvalidValue):
        record_check(shop, staff(), 1, ["shoe size"], confirmed=True)
